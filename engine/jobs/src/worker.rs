//! Running jobs: poked after commits, and looking by itself every half minute.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Error, Result};
use records::Engine;
use store::queries::queue::{self, Outcome as Ended};
use tokio::sync::watch;

use crate::job::{Job, JobCx, LEASE, Outcome};
use crate::relay::{Subscriber, relay_all};
use crate::schedule::{Schedule, enqueue_due};

/// Without a poke the worker looks by itself after this time.
const LOOK: Duration = Duration::from_secs(30);
/// After a poke it waits this long, so that many commits are one look.
const GATHER: Duration = Duration::from_millis(250);

/// What a worker is made of.
pub struct WorkerParts {
    /// The tenant.
    pub engine: Arc<Engine>,
    /// Kinds of jobs.
    pub jobs: Vec<Arc<dyn Job>>,
    /// Who follows events.
    pub subscribers: Vec<Subscriber>,
    /// Jobs that come again.
    pub schedules: Vec<Schedule>,
}

/// Runs jobs until it is told to stop.
pub struct Worker {
    parts: WorkerParts,
    stop: watch::Receiver<bool>,
}

impl Worker {
    /// Prepares a worker that ends when the watched value becomes `true`.
    #[must_use]
    pub fn new(parts: WorkerParts, stop: watch::Receiver<bool>) -> Self {
        Worker { parts, stop }
    }

    /// Works; a job under way is ended before it returns.
    pub async fn run(mut self) {
        let committed = self.parts.engine.store().committed();
        while !*self.stop.borrow() {
            let poked = committed.notified();
            if let Err(error) = self.round().await {
                tracing::error!(error = ?error, "a round of jobs failed");
            }
            tokio::select! {
                () = poked => tokio::time::sleep(GATHER).await,
                () = tokio::time::sleep(LOOK) => {}
                _ = self.stop.changed() => {}
            }
        }
    }

    /// Hands on events and runs every job that is due.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn round(&self) -> Result<()> {
        let engine = &self.parts.engine;
        if engine.store().read(store::queries::outbox::waiting).await? > 0 {
            relay_all(engine, &self.parts.subscribers).await?;
        }
        enqueue_due(engine, &self.parts.schedules).await?;
        while !*self.stop.borrow() && self.run_next().await? {}
        Ok(())
    }

    async fn run_next(&self) -> Result<bool> {
        let engine = &self.parts.engine;
        let now = engine.clock().now();
        if !engine.store().read(move |reader| queue::is_due(reader, now)).await? {
            return Ok(false);
        }
        let until = now.plus_millis(LEASE);
        let claimed = engine.store().write(move |tx| queue::claim(tx, now, until)).await?;
        let Some(claimed) = claimed else { return Ok(false) };
        let ended = self.run_job(&claimed).await;
        let (id, at) = (claimed.id, engine.clock().now());
        engine.store().write(move |tx| queue::end(tx, id, &ended, at)).await?;
        Ok(true)
    }

    async fn run_job(&self, claimed: &queue::Job) -> Ended {
        let Some(job) = self.parts.jobs.iter().find(|job| job.name() == claimed.name).cloned()
        else {
            return Ended::Failed(format!("there is no job `{}`", claimed.name));
        };
        let cx = JobCx {
            engine: self.parts.engine.clone(),
            id: claimed.id,
            payload: serde_json::from_str(&claimed.payload).unwrap_or_default(),
            actor: claimed.actor,
        };
        let tries = job.tries();
        // A task of its own, so that a panic ends the job and not the worker.
        let ran = tokio::spawn(async move { job.run(&cx).await }).await;
        match ran.unwrap_or_else(|panic| Err(Error::internal(panic))) {
            Ok(Outcome::Done(result)) => Ended::Done(result.to_string()),
            Ok(Outcome::Cancelled(result)) => Ended::Cancelled(result.to_string()),
            Err(error) => self.failed(claimed, &error, tries),
        }
    }

    /// What was refused stays refused; what broke is tried again after 10 s, 20 s, 40 s and so on.
    fn failed(&self, claimed: &queue::Job, error: &Error, tries: i64) -> Ended {
        let said = match error {
            Error::Internal(cause) => format!("{error}: {cause:#}"),
            other => other.to_string(),
        };
        tracing::warn!(job = claimed.name, id = %claimed.id, error = %said, "a job failed");
        let passing = matches!(error, Error::Internal(_) | Error::Unavailable { .. });
        if !passing || claimed.attempts >= tries {
            return Ended::Failed(said);
        }
        let wait = 10_000_i64 << claimed.attempts.clamp(1, 12).saturating_sub(1);
        Ended::Again(said, self.parts.engine.clock().now().plus_millis(wait))
    }
}
