//! Single messages to other programs, and what became of them.

use kernel::{Instant, RecordId, Result};
use sql::Row;
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

const COLUMNS: &str = "id, hook_id, module, record_id, kind, version, at, state, attempts, status, \
                       said, changed_at";

/// A message to another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatch {
    /// Its id, the same for every try.
    pub id: Uuid,
    /// The hook.
    pub hook: Uuid,
    /// Code of the module.
    pub module: String,
    /// The record.
    pub record: RecordId,
    /// What happened, in a word.
    pub kind: String,
    /// Version of the record after it.
    pub version: i64,
    /// When it happened.
    pub at: Instant,
    /// `waiting`, `done`, `failed` or `skipped`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i64,
    /// The last status that was answered.
    pub status: Option<i64>,
    /// The beginning of the last answer, or why there was none.
    pub said: String,
    /// When it changed last.
    pub changed_at: Instant,
}

/// Adds a message; tells whether it is new.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, dispatch: &Dispatch) -> Result<bool> {
    plain::insert_new(
        tx,
        "dispatches",
        &[
            ("id", dispatch.id.into()),
            ("hook_id", dispatch.hook.into()),
            ("module", dispatch.module.as_str().into()),
            ("record_id", dispatch.record.into()),
            ("kind", dispatch.kind.as_str().into()),
            ("version", dispatch.version.into()),
            ("at", dispatch.at.into()),
            ("state", dispatch.state.as_str().into()),
            ("attempts", dispatch.attempts.into()),
            ("status", dispatch.status.into()),
            ("said", dispatch.said.as_str().into()),
            ("changed_at", dispatch.changed_at.into()),
        ],
    )
}

/// Notes what became of a try.
///
/// # Errors
/// When the database fails.
pub fn note(tx: &mut Tx<'_>, dispatch: &Dispatch) -> Result<()> {
    plain::update(
        tx,
        "dispatches",
        &[
            ("state", dispatch.state.as_str().into()),
            ("attempts", dispatch.attempts.into()),
            ("status", dispatch.status.into()),
            ("said", dispatch.said.as_str().into()),
            ("changed_at", dispatch.changed_at.into()),
        ],
        &[("id", dispatch.id.into())],
    )
    .map(drop)
}

/// One message.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, id: Uuid) -> Result<Option<Dispatch>> {
    let rows = plain::select(reader, "dispatches", COLUMNS, &[("id", id.into())], "")?;
    rows.into_iter().next().map(|mut row| dispatch(&mut row)).transpose()
}

/// Messages of a hook, the newest first.
///
/// # Errors
/// When the database fails.
pub fn of_hook(reader: &mut Reader<'_>, hook: Uuid, limit: i64) -> Result<Vec<Dispatch>> {
    let mut sql = reader.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM ").table("dispatches");
    sql.push(" WHERE hook_id = ").bind(hook).push(" ORDER BY at DESC, id DESC LIMIT ").bind(limit);
    reader.query(&sql)?.iter_mut().map(dispatch).collect()
}

/// Forgets messages that ended before an instant.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("dispatches").push(" WHERE changed_at < ").bind(before);
    sql.push(" AND state <> 'waiting'");
    tx.execute(&sql).map(drop)
}

fn dispatch(row: &mut Row) -> Result<Dispatch> {
    Ok(Dispatch {
        id: row.uuid()?,
        hook: row.uuid()?,
        module: row.text()?,
        record: RecordId(row.uuid()?),
        kind: row.text()?,
        version: row.int()?,
        at: row.instant()?,
        state: row.text()?,
        attempts: row.int()?,
        status: row.maybe_int()?,
        said: row.text()?,
        changed_at: row.instant()?,
    })
}
