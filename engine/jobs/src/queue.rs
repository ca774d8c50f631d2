//! Asking for jobs, seeing them, stopping and repeating them.

use access::Area;
use kernel::{Error, Instant, PrincipalId, Result};
use records::Cx;
use serde_json::Value as Json;
use store::queries::queue::{self, Job};
use uuid::Uuid;

/// A job as a person sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct JobLine {
    /// Its id.
    pub id: Uuid,
    /// Its kind; the label key is `job.NAME`.
    pub name: String,
    /// `waiting`, `running`, `done`, `failed` or `cancelled`.
    pub state: String,
    /// Steps done, and steps in all once known.
    pub progress: (u64, Option<u64>),
    /// What came of it.
    pub result: Option<Json>,
    /// Why it failed last.
    pub error: Option<String>,
    /// Who asked for it.
    pub actor: Option<PrincipalId>,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// How often it was begun.
    pub attempts: u64,
}

/// Asks for a job under the actor's rights; a waiting one of the same key stands for both.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(cx: &Cx, name: &str, key: Option<String>, payload: Json) -> Result<Uuid> {
    let job = waiting((name, key, payload), cx.actor.user, cx.now());
    let id = job.id;
    cx.store().write(move |tx| queue::add(tx, &job)).await?;
    Ok(id)
}

/// A job that is due at once, for whoever asks for it in a transaction of their own.
#[must_use]
pub fn due(name: &str, key: Option<String>, payload: Json, now: Instant) -> Job {
    waiting((name, key, payload), None, now)
}

/// A job that is due: its name, its key and what it needs to know.
pub(crate) fn waiting(
    (name, key, payload): (&str, Option<String>, Json),
    actor: Option<PrincipalId>,
    now: Instant,
) -> Job {
    Job {
        id: Uuid::now_v7(),
        name: name.into(),
        key,
        payload: payload.to_string(),
        state: "waiting".into(),
        run_at: now,
        attempts: 0,
        done: 0,
        total: None,
        is_cancelled: false,
        result: None,
        error: None,
        actor,
        created_at: now,
        ended_at: None,
    }
}

fn visible(cx: &Cx, job: &Job) -> bool {
    cx.actor.rights.may_set(Area::Jobs) || (job.actor.is_some() && job.actor == cx.actor.user)
}

fn readable(job: Job) -> JobLine {
    let number = |n: i64| u64::try_from(n).unwrap_or(0);
    JobLine {
        id: job.id,
        name: job.name,
        state: job.state,
        progress: (number(job.done), job.total.map(number)),
        result: job.result.and_then(|text| serde_json::from_str(&text).ok()),
        error: job.error,
        actor: job.actor,
        created_at: job.created_at,
        ended_at: job.ended_at,
        attempts: number(job.attempts),
    }
}

/// One job that the actor asked for; administrators see all.
///
/// # Errors
/// `NotFound`.
pub async fn line(cx: &Cx, id: Uuid) -> Result<JobLine> {
    let job = cx.store().read(move |reader| queue::get(reader, id)).await?;
    job.filter(|job| visible(cx, job)).map(readable).ok_or(Error::NotFound)
}

/// The newest jobs that the actor asked for; administrators see all.
///
/// # Errors
/// When the database fails.
pub async fn lines(cx: &Cx) -> Result<Vec<JobLine>> {
    let all = cx.store().read(queue::newest).await?;
    Ok(all.into_iter().filter(|job| visible(cx, job)).map(readable).collect())
}

/// Asks a job to stop.
///
/// # Errors
/// `NotFound`.
pub async fn cancel(cx: &Cx, id: Uuid) -> Result<()> {
    line(cx, id).await?;
    let now = cx.now();
    cx.store().write(move |tx| queue::cancel(tx, id, now)).await
}

/// Runs a job again that ended.
///
/// # Errors
/// `NotFound`; `Conflict` `job_running` when it has not ended.
pub async fn repeat(cx: &Cx, id: Uuid) -> Result<()> {
    line(cx, id).await?;
    let now = cx.now();
    match cx.store().write(move |tx| queue::repeat(tx, id, now)).await? {
        true => Ok(()),
        false => Err(Error::conflict("job_running")),
    }
}

/// How many jobs are in each state, and how many events wait.
///
/// # Errors
/// When the database fails.
pub async fn counts(store: &store::Store) -> Result<(Vec<(String, i64)>, i64)> {
    store
        .read(|reader| Ok((queue::states(reader)?, store::queries::outbox::waiting(reader)?)))
        .await
}
