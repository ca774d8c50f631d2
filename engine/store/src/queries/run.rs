//! Runs: many acts that belong together, such as an import, and can be undone as one.

use kernel::{FileId, Instant, PrincipalId, Result};
use sql::Row;
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

const COLUMNS: &str =
    "id, kind, module, state, options, result, file_id, actor_id, created_at, ended_at";

/// A run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its id; entries of the history name it.
    pub id: Uuid,
    /// What kind of run.
    pub kind: String,
    /// Code of the module.
    pub module: String,
    /// How far it is.
    pub state: String,
    /// What was asked for, as JSON.
    pub options: String,
    /// What came of it, as JSON.
    pub result: String,
    /// The file it works on.
    pub file: Option<FileId>,
    /// Who asked for it.
    pub actor: Option<PrincipalId>,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

/// Stores a run, new or changed.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, run: &Run) -> Result<()> {
    plain::upsert(
        tx,
        "runs",
        &["id"],
        &[
            ("id", run.id.into()),
            ("kind", run.kind.as_str().into()),
            ("module", run.module.as_str().into()),
            ("state", run.state.as_str().into()),
            ("options", run.options.as_str().into()),
            ("result", run.result.as_str().into()),
            ("file_id", run.file.into()),
            ("actor_id", run.actor.into()),
            ("created_at", run.created_at.into()),
            ("ended_at", run.ended_at.into()),
        ],
    )
}

/// Finds a run.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, id: Uuid) -> Result<Option<Run>> {
    let rows = plain::select(reader, "runs", COLUMNS, &[("id", id.into())], "")?;
    rows.into_iter().next().map(|mut row| run(&mut row)).transpose()
}

/// Finds a run and keeps others from changing it until the transaction ends.
///
/// # Errors
/// When the database fails.
pub fn hold(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Run>> {
    let tail = tx.dialect().hold();
    let rows = plain::select(tx, "runs", COLUMNS, &[("id", id.into())], tail)?;
    rows.into_iter().next().map(|mut row| run(&mut row)).transpose()
}

/// The newest runs.
///
/// # Errors
/// When the database fails.
pub fn newest(reader: &mut Reader<'_>) -> Result<Vec<Run>> {
    let tail = " ORDER BY created_at DESC, id DESC LIMIT 100";
    plain::select(reader, "runs", COLUMNS, &[], tail)?.iter_mut().map(run).collect()
}

/// The newest run of a kind in a module.
///
/// # Errors
/// When the database fails.
pub fn newest_of(reader: &mut Reader<'_>, kind: &str, module: &str) -> Result<Option<Run>> {
    let only = [("kind", kind.into()), ("module", module.into())];
    let tail = " ORDER BY created_at DESC, id DESC LIMIT 1";
    let rows = plain::select(reader, "runs", COLUMNS, &only, tail)?;
    rows.into_iter().next().map(|mut row| run(&mut row)).transpose()
}

/// Runs of a kind that were done before a moment.
///
/// # Errors
/// When the database fails.
pub fn ended(reader: &mut Reader<'_>, kind: &str, before: Instant) -> Result<Vec<Run>> {
    let mut sql = reader.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM ").table("runs").push(" WHERE kind = ");
    sql.bind(kind).push(" AND state = ").bind("done").push(" AND ended_at < ").bind(before);
    reader.query(&sql)?.iter_mut().map(run).collect()
}

fn run(row: &mut Row) -> Result<Run> {
    Ok(Run {
        id: row.uuid()?,
        kind: row.text()?,
        module: row.text()?,
        state: row.text()?,
        options: row.text()?,
        result: row.text()?,
        file: row.maybe_uuid()?.map(FileId),
        actor: row.maybe_uuid()?.map(PrincipalId),
        created_at: row.instant()?,
        ended_at: row.maybe_instant()?,
    })
}
