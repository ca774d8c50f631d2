//! Seals of the history: how far it is sealed, and with what.

use kernel::{Instant, RecordId, Result};
use sql::{Dialect, Row};

use super::{plain, setting};
use crate::conn::{Reader, Tx};

/// The setting that holds how far the history reached when it was last looked at.
pub(super) const HORIZON: &str = "seal_horizon";

const COLUMNS: &str = "number, at, until_seq, entries, hash";

/// A seal over the entries between the one before and a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// 1 for the first.
    pub number: i64,
    /// When.
    pub at: Instant,
    /// The place of the last entry that it covers.
    pub until: i64,
    /// Place and hash of each entry, one after the other.
    pub entries: Vec<u8>,
    /// The hash over all that and the seal before.
    pub hash: Vec<u8>,
}

/// The mark of an entry that went for good with its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// Its place in the order of all entries.
    pub seq: i64,
    /// Code of the module.
    pub module: String,
    /// The record that is gone.
    pub record: RecordId,
    /// The hash of the entry as it was.
    pub hash: Vec<u8>,
}

/// How far the history reaches, and between which transactions that is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Horizon {
    /// The place of the last entry that is seen.
    pub last: i64,
    /// Every transaction before this one has ended.
    pub oldest: i64,
    /// No transaction from this one on had begun.
    pub next: i64,
}

/// The horizon as it is now.
///
/// # Errors
/// When the database fails.
pub fn horizon(reader: &mut Reader<'_>) -> Result<Horizon> {
    let mut sql = reader.sql();
    sql.push("SELECT COALESCE(MAX(seq), 0)").push(match reader.dialect() {
        // One writer: what is seen is all there is.
        Dialect::Sqlite => ", 0, 0",
        Dialect::Postgres => {
            ", pg_snapshot_xmin(pg_current_snapshot())::text::bigint, \
             pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
        }
    });
    // What goes for good may be the last that happened.
    sql.push(" FROM (SELECT MAX(seq) AS seq FROM ").table("history");
    sql.push(" UNION ALL SELECT MAX(seq) FROM ").table("erased_history").push(") t");
    let row = reader.query_one(&sql)?;
    row.map_or(Ok(Horizon::default()), |mut row| {
        Ok(Horizon { last: row.int()?, oldest: row.int()?, next: row.int()? })
    })
}

/// A horizon as it was noted: the place, and once that stands for everybody, the transaction that
/// would have been next.
///
/// # Errors
/// When the database fails.
pub fn noted_horizon(reader: &mut Reader<'_>) -> Result<Option<(i64, Option<i64>)>> {
    let text = setting::get(reader, HORIZON)?.unwrap_or_default();
    Ok(text.split_once('.').and_then(|(last, next)| Some((last.parse().ok()?, next.parse().ok()))))
}

/// Notes a horizon, for the next look.
///
/// # Errors
/// When the database fails.
pub fn note_horizon(tx: &mut Tx<'_>, last: i64, next: Option<i64>) -> Result<()> {
    let next = next.map(|next| next.to_string()).unwrap_or_default();
    setting::set(tx, HORIZON, &format!("{last}.{next}"))
}

/// Stores a seal; `false` when somebody else did under its number.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, seal: &Seal) -> Result<bool> {
    plain::insert_new(
        tx,
        "seals",
        &[
            ("number", seal.number.into()),
            ("at", seal.at.into()),
            ("until_seq", seal.until.into()),
            ("entries", seal.entries.clone().into()),
            ("hash", seal.hash.clone().into()),
            ("keeping", "kept".into()),
        ],
    )
}

/// The last seal.
///
/// # Errors
/// When the database fails.
pub fn last(reader: &mut Reader<'_>) -> Result<Option<Seal>> {
    let rows = plain::select(reader, "seals", COLUMNS, &[], " ORDER BY number DESC LIMIT 1")?;
    rows.into_iter().next().map(|mut row| seal(&mut row)).transpose()
}

/// The seal after a number.
///
/// # Errors
/// When the database fails.
pub fn after(reader: &mut Reader<'_>, number: i64) -> Result<Option<Seal>> {
    let mut sql = reader.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM ").table("seals").push(" WHERE number > ");
    sql.bind(number).push(" ORDER BY number LIMIT 1");
    reader.query_one(&sql)?.map(|mut row| seal(&mut row)).transpose()
}

/// Keeps the mark of an entry that goes for good with its record.
///
/// # Errors
/// When the database fails.
pub fn erase(tx: &mut Tx<'_>, erased: &Erased) -> Result<()> {
    plain::insert(
        tx,
        "erased_history",
        &[
            ("seq", erased.seq.into()),
            ("module", erased.module.as_str().into()),
            ("record_id", erased.record.into()),
            ("hash", erased.hash.clone().into()),
        ],
    )
}

/// Marks between two places, the first one excluded.
///
/// # Errors
/// When the database fails.
pub fn erased(reader: &mut Reader<'_>, (after, until): (i64, i64)) -> Result<Vec<Erased>> {
    let mut sql = reader.sql();
    sql.push("SELECT seq, module, record_id, hash FROM ").table("erased_history");
    sql.push(" WHERE seq > ").bind(after).push(" AND seq <= ").bind(until).push(" ORDER BY seq");
    let mut rows = reader.query(&sql)?;
    let one = |row: &mut Row| {
        let (seq, module) = (row.int()?, row.text()?);
        Ok(Erased { seq, module, record: RecordId(row.uuid()?), hash: row.bytes()? })
    };
    rows.iter_mut().map(one).collect()
}

fn seal(row: &mut Row) -> Result<Seal> {
    Ok(Seal {
        number: row.int()?,
        at: row.instant()?,
        until: row.int()?,
        entries: row.bytes()?,
        hash: row.bytes()?,
    })
}
