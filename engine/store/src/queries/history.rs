//! Who changed which field when.

use kernel::{Instant, PrincipalId, RecordId, Result};
use sql::{Row, Sql};
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

const COLUMNS: &str =
    "seq, id, module, record_id, at, actor_id, via, kind, changes, version, run_id";

/// One entry of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Place in the order of all entries; 0 before it is stored.
    pub seq: i64,
    /// Its id.
    pub id: Uuid,
    /// Code of the module.
    pub module: String,
    /// The record.
    pub record: RecordId,
    /// When.
    pub at: Instant,
    /// Who, if a person.
    pub actor: Option<PrincipalId>,
    /// Word of the door.
    pub via: String,
    /// Word of what happened.
    pub kind: String,
    /// What changed, as JSON.
    pub changes: String,
    /// Version of the record after it.
    pub version: i64,
    /// The run of many acts it belongs to.
    pub run: Option<Uuid>,
}

/// Adds an entry.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, entry: &Entry) -> Result<()> {
    plain::insert(
        tx,
        "history",
        &[
            ("id", entry.id.into()),
            ("module", entry.module.as_str().into()),
            ("record_id", entry.record.into()),
            ("at", entry.at.into()),
            ("actor_id", entry.actor.into()),
            ("via", entry.via.as_str().into()),
            ("kind", entry.kind.as_str().into()),
            ("changes", entry.changes.as_str().into()),
            ("version", entry.version.into()),
            ("run_id", entry.run.into()),
        ],
    )
}

/// Entries of a record, the newest first, those before a place.
///
/// # Errors
/// When the database fails.
pub fn of_record(
    reader: &mut Reader<'_>,
    record: RecordId,
    before: Option<i64>,
    limit: usize,
) -> Result<Vec<Entry>> {
    let question = of_record_question(reader, record, before, limit);
    entries_of(reader.query(&question)?)
}

pub(super) fn of_record_question(
    reader: &Reader<'_>,
    record: RecordId,
    before: Option<i64>,
    limit: usize,
) -> Sql {
    let mut sql = reader.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM ").table("history").push(" WHERE record_id = ");
    sql.bind(record).push(" AND seq < ").bind(before.unwrap_or(i64::MAX));
    sql.push(" ORDER BY seq DESC LIMIT ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
    sql
}

pub(super) fn entries_of(mut rows: Vec<Row>) -> Result<Vec<Entry>> {
    rows.iter_mut().map(entry).collect()
}

/// One entry.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, id: Uuid) -> Result<Option<Entry>> {
    let rows = plain::select(reader, "history", COLUMNS, &[("id", id.into())], "")?;
    rows.into_iter().next().map(|mut row| entry(&mut row)).transpose()
}

/// Entries of a run, the newest first, those before a place.
///
/// # Errors
/// When the database fails.
pub fn of_run(
    reader: &mut Reader<'_>,
    run: Uuid,
    before: Option<i64>,
    limit: usize,
) -> Result<Vec<Entry>> {
    let mut sql = reader.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM ").table("history").push(" WHERE run_id = ");
    sql.bind(run).push(" AND seq < ").bind(before.unwrap_or(i64::MAX));
    sql.push(" ORDER BY seq DESC LIMIT ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
    reader.query(&sql)?.iter_mut().map(entry).collect()
}

/// Entries of a run on one record, the newest first.
///
/// # Errors
/// When the database fails.
pub fn of_run_on(reader: &mut Reader<'_>, run: Uuid, record: RecordId) -> Result<Vec<Entry>> {
    let only = [("run_id", run.into()), ("record_id", record.into())];
    let mut rows = plain::select(reader, "history", COLUMNS, &only, " ORDER BY seq DESC LIMIT 50")?;
    rows.iter_mut().map(entry).collect()
}

/// Entries between two places in their order, the first place excluded, so many at most.
///
/// # Errors
/// When the database fails.
pub fn between(
    reader: &mut Reader<'_>,
    (after, until): (i64, i64),
    limit: usize,
) -> Result<Vec<Entry>> {
    let mut sql = reader.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM ").table("history").push(" WHERE seq > ");
    sql.bind(after).push(" AND seq <= ").bind(until).push(" ORDER BY seq LIMIT ");
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    entries_of(reader.query(&sql)?)
}

/// Takes all entries of a record away, for when it goes for good; gives them. The last one stays
/// where no other entry stands at a place or behind it: places are never given twice.
///
/// # Errors
/// When the database fails.
pub fn forget_record(tx: &mut Tx<'_>, record: RecordId, place: i64) -> Result<Vec<Entry>> {
    let only = [("record_id", record.into())];
    let mut gone = entries_of(plain::select(tx, "history", COLUMNS, &only, " ORDER BY seq")?)?;
    let mut sql = tx.sql();
    sql.push("SELECT COALESCE(MAX(seq), 0) FROM ").table("history").push(" WHERE record_id <> ");
    sql.bind(record);
    let others = tx.query_one(&sql)?.map_or(Ok(0), |mut row| row.int())?;
    let kept = if others < place { gone.pop() } else { None };
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("history").push(" WHERE record_id = ").bind(record);
    sql.push(" AND seq <> ").bind(kept.map_or(0, |entry| entry.seq));
    tx.execute(&sql)?;
    Ok(gone)
}

fn entry(row: &mut Row) -> Result<Entry> {
    Ok(Entry {
        seq: row.int()?,
        id: row.uuid()?,
        module: row.text()?,
        record: RecordId(row.uuid()?),
        at: row.instant()?,
        actor: row.maybe_uuid()?.map(PrincipalId),
        via: row.text()?,
        kind: row.text()?,
        changes: row.text()?,
        version: row.int()?,
        run: row.maybe_uuid()?,
    })
}
