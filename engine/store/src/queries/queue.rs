//! Jobs: what is to be done outside of saves, with what became of it.

use kernel::{Instant, PrincipalId, Result};
use sql::Row;
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

const COLUMNS: &str = "id, name, key, payload, state, run_at, attempts, done, total, cancelled, \
                       result, error, actor_id, created_at, ended_at";

/// A job as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: Uuid,
    /// Name of the kind of job.
    pub name: String,
    /// Two jobs of the same key are one; free again when the job has ended.
    pub key: Option<String>,
    /// What it needs to know, as JSON.
    pub payload: String,
    /// `waiting`, `running`, `done`, `failed` or `cancelled`.
    pub state: String,
    /// When it is due.
    pub run_at: Instant,
    /// How often it was begun.
    pub attempts: i64,
    /// Steps done.
    pub done: i64,
    /// Steps in all, once known.
    pub total: Option<i64>,
    /// Whether somebody asked to stop it.
    pub is_cancelled: bool,
    /// What came of it, as JSON.
    pub result: Option<String>,
    /// Why it failed last.
    pub error: Option<String>,
    /// Under whose rights it runs.
    pub actor: Option<PrincipalId>,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

/// Adds a job; tells whether it is new, because a waiting one of the same key stands for both.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, job: &Job) -> Result<bool> {
    plain::insert_new(
        tx,
        "queue",
        &[
            ("id", job.id.into()),
            ("name", job.name.as_str().into()),
            ("key", job.key.clone().into()),
            ("payload", job.payload.as_str().into()),
            ("state", "waiting".into()),
            ("run_at", job.run_at.into()),
            ("attempts", 0.into()),
            ("done", 0.into()),
            ("cancelled", false.into()),
            ("actor_id", job.actor.into()),
            ("created_at", job.created_at.into()),
        ],
    )
}

/// Tells whether a job is due, or one under way has fallen silent.
///
/// # Errors
/// When the database fails.
pub fn is_due(reader: &mut Reader<'_>, now: Instant) -> Result<bool> {
    let mut sql = reader.sql();
    sql.push("SELECT 1 FROM ").table("queue").push(" WHERE (state = 'waiting' AND run_at <= ");
    sql.bind(now).push(") OR (state = 'running' AND locked_until < ").bind(now);
    sql.push(") LIMIT 1");
    Ok(!reader.query(&sql)?.is_empty())
}

/// Takes the next due job for one worker until the lease ends; running jobs whose lease ended
/// without a word are taken again.
///
/// # Errors
/// When the database fails.
pub fn claim(tx: &mut Tx<'_>, now: Instant, lease_until: Instant) -> Result<Option<Job>> {
    let mut sql = tx.sql();
    sql.push("UPDATE ").table("queue").push(" SET state = 'running', attempts = attempts + 1, ");
    sql.push("locked_until = ").bind(lease_until).push(" WHERE id = (SELECT id FROM ");
    sql.table("queue").push(" WHERE (state = 'waiting' AND run_at <= ").bind(now);
    sql.push(") OR (state = 'running' AND locked_until < ").bind(now);
    sql.push(") ORDER BY run_at, id LIMIT 1").push(tx.dialect().skip_locked());
    sql.push(") RETURNING ").push(COLUMNS);
    tx.query_one(&sql)?.map(|mut row| job(&mut row)).transpose()
}

/// Says that a job is still at work, and how far; tells whether it shall go on.
///
/// # Errors
/// When the database fails.
pub fn progress(
    tx: &mut Tx<'_>,
    id: Uuid,
    (done, total): (i64, Option<i64>),
    lease_until: Instant,
) -> Result<bool> {
    let mut sql = tx.sql();
    sql.push("UPDATE ").table("queue").push(" SET done = ").bind(done).push(", total = ");
    sql.bind(total).push(", locked_until = ").bind(lease_until).push(" WHERE id = ").bind(id);
    sql.push(" AND state = 'running' RETURNING cancelled");
    tx.query_one(&sql)?.map_or(Ok(false), |mut row| Ok(!row.flag()?))
}

/// Keeps a job that is still at work from being taken by others until the lease ends.
///
/// # Errors
/// When the database fails.
pub fn renew(tx: &mut Tx<'_>, id: Uuid, lease_until: Instant) -> Result<()> {
    let running = [("id", id.into()), ("state", "running".into())];
    plain::update(tx, "queue", &[("locked_until", lease_until.into())], &running).map(drop)
}

/// How a job ended, or when it is tried again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done, with a result as JSON.
    Done(String),
    /// It stopped because somebody asked.
    Cancelled(String),
    /// It failed for good.
    Failed(String),
    /// It failed and is tried again at an instant.
    Again(String, Instant),
}

/// Writes how a job ended.
///
/// # Errors
/// When the database fails.
pub fn end(tx: &mut Tx<'_>, id: Uuid, outcome: &Outcome, at: Instant) -> Result<()> {
    let only = [("id", id.into())];
    let ended = |state: &str, column, text: &str| {
        [
            ("state", state.into()),
            (column, text.into()),
            ("ended_at", at.into()),
            ("key", sql::Param::Null),
        ]
    };
    let set = match outcome {
        Outcome::Done(result) => ended("done", "result", result),
        Outcome::Cancelled(result) => ended("cancelled", "result", result),
        Outcome::Failed(error) => ended("failed", "error", error),
        Outcome::Again(error, run_at) => {
            let set = [
                ("state", "waiting".into()),
                ("error", error.as_str().into()),
                ("run_at", (*run_at).into()),
            ];
            return plain::update(tx, "queue", &set, &only).map(drop);
        }
    };
    plain::update(tx, "queue", &set, &only).map(drop)
}

/// Asks a job to stop; a waiting one ends at once.
///
/// # Errors
/// When the database fails.
pub fn cancel(tx: &mut Tx<'_>, id: Uuid, at: Instant) -> Result<()> {
    let waiting = [("id", id.into()), ("state", "waiting".into())];
    let ended =
        [("state", "cancelled".into()), ("cancelled", true.into()), ("ended_at", at.into())];
    plain::update(tx, "queue", &ended, &waiting)?;
    plain::update(tx, "queue", &[("cancelled", true.into())], &[("id", id.into())]).map(drop)
}

/// Makes a job that ended due again.
///
/// # Errors
/// When the database fails.
pub fn repeat(tx: &mut Tx<'_>, id: Uuid, at: Instant) -> Result<bool> {
    let mut sql = tx.sql();
    sql.push("UPDATE ").table("queue").push(" SET state = 'waiting', attempts = 0, cancelled = 0");
    sql.push(", ended_at = NULL, run_at = ").bind(at).push(" WHERE id = ").bind(id);
    sql.push(" AND state IN ('failed', 'cancelled', 'done')");
    Ok(tx.execute(&sql)? == 1)
}

/// One job.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, id: Uuid) -> Result<Option<Job>> {
    let rows = plain::select(reader, "queue", COLUMNS, &[("id", id.into())], "")?;
    rows.into_iter().next().map(|mut row| job(&mut row)).transpose()
}

/// The newest jobs.
///
/// # Errors
/// When the database fails.
pub fn newest(reader: &mut Reader<'_>) -> Result<Vec<Job>> {
    let tail = " ORDER BY created_at DESC, id DESC LIMIT 200";
    plain::select(reader, "queue", COLUMNS, &[], tail)?.iter_mut().map(job).collect()
}

/// How many jobs are in each state.
///
/// # Errors
/// When the database fails.
pub fn states(reader: &mut Reader<'_>) -> Result<Vec<(String, i64)>> {
    let mut rows = plain::select(reader, "queue", "state, COUNT(*)", &[], " GROUP BY state")?;
    rows.iter_mut().map(|row| Ok((row.text()?, row.int()?))).collect()
}

/// Removes jobs that ended well before an instant.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("queue").push(" WHERE state IN ('done', 'cancelled')");
    sql.push(" AND ended_at < ").bind(before);
    tx.execute(&sql).map(drop)
}

fn job(row: &mut Row) -> Result<Job> {
    Ok(Job {
        id: row.uuid()?,
        name: row.text()?,
        key: row.maybe_text()?,
        payload: row.text()?,
        state: row.text()?,
        run_at: row.instant()?,
        attempts: row.int()?,
        done: row.int()?,
        total: row.maybe_int()?,
        is_cancelled: row.flag()?,
        result: row.maybe_text()?,
        error: row.maybe_text()?,
        actor: row.maybe_uuid()?.map(PrincipalId),
        created_at: row.instant()?,
        ended_at: row.maybe_instant()?,
    })
}
