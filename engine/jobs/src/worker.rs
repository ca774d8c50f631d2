//! Running jobs, a few side by side: poked after commits, and looking by itself every half minute.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Error, Result};
use records::Engine;
use store::queries::queue::{self, Outcome as Ended};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::job::{Job, JobCx, LEASE, Outcome};
use crate::listener::Listener;
use crate::relay::{Followers, Subscriber, relay_all};
use crate::schedule::{Schedule, enqueue_due};

/// Without a poke the worker looks by itself after this time.
const LOOK: Duration = Duration::from_secs(30);
/// After a poke it waits this long, so that many commits are one look.
const GATHER: Duration = Duration::from_millis(250);

/// A lease is renewed well before it ends.
const RENEW: Duration = Duration::from_millis(LEASE.unsigned_abs() / 3);
/// Jobs that run side by side, so that a long one keeps no other waiting.
const AT_ONCE: usize = 4;

/// What a worker is made of.
pub struct WorkerParts {
    /// The tenant.
    pub engine: Arc<Engine>,
    /// Kinds of jobs.
    pub jobs: Vec<Arc<dyn Job>>,
    /// Who follows events.
    pub subscribers: Vec<Subscriber>,
    /// Who hears events and writes at once.
    pub listeners: Vec<Listener>,
    /// Jobs that come again.
    pub schedules: Vec<Schedule>,
}

/// Runs jobs until it is told to stop.
pub struct Worker {
    parts: Arc<WorkerParts>,
    stop: watch::Receiver<bool>,
}

impl Worker {
    /// Prepares a worker that ends when the watched value becomes `true`.
    #[must_use]
    pub fn new(parts: WorkerParts, stop: watch::Receiver<bool>) -> Self {
        Worker { parts: Arc::new(parts), stop }
    }

    /// Works; jobs under way are asked to stop and have ended before it returns.
    pub async fn run(mut self) {
        let committed = self.parts.engine.store().committed();
        let mut under_way = JoinSet::new();
        while !*self.stop.borrow() {
            let poked = committed.notified();
            if let Err(error) = self.begin_due(&mut under_way).await {
                tracing::error!(error = ?error, "a round of jobs failed");
            }
            tokio::select! {
                () = poked => tokio::time::sleep(GATHER).await,
                () = tokio::time::sleep(LOOK) => {}
                _ = self.stop.changed() => {}
                Some(_) = under_way.join_next() => {}
            }
        }
        while under_way.join_next().await.is_some() {}
    }

    /// Hands on events and runs every job that is due, to its end.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn round(&self) -> Result<()> {
        let mut under_way = JoinSet::new();
        loop {
            self.begin_due(&mut under_way).await?;
            if under_way.join_next().await.is_none() {
                return Ok(());
            }
        }
    }

    /// Hands on events and begins jobs that are due, as many as may run side by side.
    async fn begin_due(&self, under_way: &mut JoinSet<()>) -> Result<()> {
        let engine = &self.parts.engine;
        if engine.store().read(store::queries::outbox::waiting).await? > 0 {
            let followers = Followers {
                subscribers: self.parts.subscribers.clone(),
                listeners: self.parts.listeners.clone(),
            };
            relay_all(engine, &followers).await?;
        }
        enqueue_due(engine, &self.parts.schedules).await?;
        while under_way.try_join_next().is_some() {}
        while under_way.len() < AT_ONCE && !*self.stop.borrow() {
            let Some(claimed) = self.claim().await? else { break };
            let run = Run { parts: self.parts.clone(), claimed, stop: self.stop.clone() };
            under_way.spawn(run.carry_out());
        }
        Ok(())
    }

    async fn claim(&self) -> Result<Option<queue::Job>> {
        let engine = &self.parts.engine;
        let now = engine.clock().now();
        if !engine.store().read(move |reader| queue::is_due(reader, now)).await? {
            return Ok(None);
        }
        let until = now.plus_millis(LEASE);
        engine.store().write(move |tx| queue::claim(tx, now, until)).await
    }
}

/// One job under way.
struct Run {
    parts: Arc<WorkerParts>,
    claimed: queue::Job,
    stop: watch::Receiver<bool>,
}

impl Run {
    async fn carry_out(self) {
        let ended = self.end().await;
        let engine = &self.parts.engine;
        let (id, at) = (self.claimed.id, engine.clock().now());
        let failed_for = self.claimed.actor.filter(|_| matches!(ended, Ended::Failed(_)));
        let name = self.claimed.name.clone();
        let note = move |tx: &mut store::Tx<'_>| {
            if let Some(actor) = failed_for {
                social::tell_failure(tx, (id, &name), actor, at)?;
            }
            queue::end(tx, id, &ended, at)
        };
        let noted = engine.store().write(note).await;
        if let Err(error) = noted {
            tracing::error!(error = ?error, id = %id, "the end of a job was not noted");
        }
    }

    async fn end(&self) -> Ended {
        let claimed = &self.claimed;
        let Some(job) = self.job() else {
            return Ended::Failed(format!("there is no job `{}`", claimed.name));
        };
        let cx = JobCx {
            engine: self.parts.engine.clone(),
            id: claimed.id,
            payload: serde_json::from_str(&claimed.payload).unwrap_or_default(),
            actor: claimed.actor,
            stop: self.stop.clone(),
        };
        let tries = job.tries();
        // A task of its own, so that a panic ends the job and not the worker.
        let ran = tokio::spawn(async move { job.run(&cx).await });
        let ran = tokio::select! {
            ran = ran => ran,
            never = self.keep() => match never {},
        };
        match ran.unwrap_or_else(|panic| Err(Error::internal(panic))) {
            Ok(Outcome::Done(result)) => Ended::Done(result.to_string()),
            Ok(Outcome::Cancelled(result)) => Ended::Cancelled(result.to_string()),
            Err(error) => self.failed(&error, tries),
        }
    }

    /// The kind of job by its name; a listener is the job that hears again what it missed.
    fn job(&self) -> Option<Arc<dyn Job>> {
        let (parts, name) = (&self.parts, self.claimed.name.as_str());
        let listener = parts.listeners.iter().find(|listener| listener.job == name);
        let job = parts.jobs.iter().find(|job| job.name() == name).cloned();
        job.or_else(|| listener.map(|listener| Arc::new(*listener) as Arc<dyn Job>))
    }

    /// Renews the lease, so that nobody takes the job while it works in silence.
    async fn keep(&self) -> Infallible {
        let engine = &self.parts.engine;
        loop {
            tokio::time::sleep(RENEW).await;
            let (id, until) = (self.claimed.id, engine.clock().now().plus_millis(LEASE));
            let renewed = engine.store().write(move |tx| queue::renew(tx, id, until)).await;
            if let Err(error) = renewed {
                tracing::warn!(error = ?error, id = %id, "the lease of a job was not renewed");
            }
        }
    }

    /// What was refused stays refused; what broke is tried again after 10 s, 20 s, 40 s and so on,
    /// and what had to make way for the end of the program goes on with its next start.
    fn failed(&self, error: &Error, tries: i64) -> Ended {
        let said = match error {
            Error::Internal(cause) => format!("{error}: {cause:#}"),
            other => other.to_string(),
        };
        let (claimed, now) = (&self.claimed, self.parts.engine.clock().now());
        let passing = matches!(error, Error::Internal(_) | Error::Unavailable { .. });
        if passing && *self.stop.borrow() {
            tracing::info!(job = claimed.name, id = %claimed.id, "a job goes on later");
            return Ended::Again(said, now);
        }
        tracing::warn!(job = claimed.name, id = %claimed.id, error = %said, "a job failed");
        if !passing || claimed.attempts >= tries {
            return Ended::Failed(said);
        }
        let wait = 10_000_i64 << claimed.attempts.clamp(1, 12).saturating_sub(1);
        Ended::Again(said, now.plus_millis(wait))
    }
}
