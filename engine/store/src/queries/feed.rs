//! Changes of records in an order in which nothing is ever skipped.
//!
//! SQLite has one writer, so rows are visible in the order of `seq`. On PostgreSQL a row with a
//! smaller `seq` may be committed later; rows carry the transaction that wrote them, and readers
//! stop before the oldest one that still runs.

use kernel::{Instant, PrincipalId, RecordId, Result};
use sql::Row;

use super::{plain, setting};
use crate::conn::{Reader, Tx};

const EPOCH: &str = "feed_epoch";
const GONE: &str = "feed_gone";

/// A place in the order of all changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The transaction; 0 on SQLite.
    pub xact: i64,
    /// The change.
    pub seq: i64,
}

/// A change of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Where it stands; nowhere before it is stored.
    pub place: Place,
    /// When.
    pub at: Instant,
    /// Code of the module.
    pub module: String,
    /// The record.
    pub record: RecordId,
    /// What happened, in a word.
    pub kind: String,
    /// Version of the record after it.
    pub version: i64,
    /// Who owns the record after it.
    pub owner: Option<PrincipalId>,
    /// Whom it left by this change.
    pub left: Option<PrincipalId>,
}

/// Adds a change.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, changed: &Changed) -> Result<()> {
    plain::insert(
        tx,
        "changes",
        &[
            ("at", changed.at.into()),
            ("module", changed.module.as_str().into()),
            ("record_id", changed.record.into()),
            ("kind", changed.kind.as_str().into()),
            ("version", changed.version.into()),
            ("owner_id", changed.owner.into()),
            ("left_id", changed.left.into()),
        ],
    )
}

/// The place behind everything that can be told by now; what comes later stands behind it.
///
/// # Errors
/// When the database fails.
pub fn end(reader: &mut Reader<'_>) -> Result<Place> {
    let dialect = reader.dialect();
    let mut sql = reader.sql();
    sql.push("SELECT ").push(dialect.settled_end().0).push(", ").push(dialect.settled_end().1);
    sql.push(" FROM (SELECT COALESCE(MAX(seq), 0) AS last FROM ").table("changes").push(") t");
    let row = reader.query_one(&sql)?;
    row.map_or(Ok(Place::default()), |mut row| Ok(Place { xact: row.int()?, seq: row.int()? }))
}

/// Changes behind a place, at most `limit`, in order.
///
/// # Errors
/// When the database fails.
pub fn after(reader: &mut Reader<'_>, place: Place, limit: usize) -> Result<Vec<Changed>> {
    let settled = reader.dialect().is_settled();
    let mut sql = reader.sql();
    sql.push("SELECT xact, seq, at, module, record_id, kind, version, owner_id, left_id FROM ");
    sql.table("changes").push(" WHERE (xact, seq) > (").bind(place.xact).push(", ");
    sql.bind(place.seq).push(")").push(settled).push(" ORDER BY xact, seq LIMIT ");
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    reader.query(&sql)?.iter_mut().map(changed).collect()
}

/// The last place of a change from before an instant; the very beginning when there is none.
///
/// # Errors
/// When the database fails.
pub fn before(reader: &mut Reader<'_>, at: Instant) -> Result<Place> {
    let mut sql = reader.sql();
    sql.push("SELECT xact, seq FROM ").table("changes").push(" WHERE at < ").bind(at);
    sql.push(" ORDER BY xact DESC, seq DESC LIMIT 1");
    let row = reader.query_one(&sql)?;
    row.map_or(Ok(Place::default()), |mut row| Ok(Place { xact: row.int()?, seq: row.int()? }))
}

fn changed(row: &mut Row) -> Result<Changed> {
    Ok(Changed {
        place: Place { xact: row.int()?, seq: row.int()? },
        at: row.instant()?,
        module: row.text()?,
        record: RecordId(row.uuid()?),
        kind: row.text()?,
        version: row.int()?,
        owner: row.maybe_uuid()?.map(PrincipalId),
        left: row.maybe_uuid()?.map(PrincipalId),
    })
}

/// What tells this order from the one of other data, if it has been asked for before.
///
/// # Errors
/// When the database fails.
pub fn epoch(reader: &mut Reader<'_>) -> Result<Option<String>> {
    setting::get(reader, EPOCH)
}

/// Names the order, unless somebody did meanwhile.
///
/// # Errors
/// When the database fails.
pub fn name_epoch(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    let row = [("key", EPOCH.into()), ("value", name.into())];
    plain::insert_new(tx, "settings", &row).map(drop)
}

/// The last place that was taken away.
///
/// # Errors
/// When the database fails.
pub fn gone(reader: &mut Reader<'_>) -> Result<Place> {
    let text = setting::get(reader, GONE)?.unwrap_or_default();
    let pair = text.split_once('.').and_then(|(x, s)| Some((x.parse().ok()?, s.parse().ok()?)));
    Ok(pair.map_or(Place::default(), |(xact, seq)| Place { xact, seq }))
}

/// Takes away what is older than an instant. The newest change stays, so that numbers go on.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("SELECT xact, seq FROM ").table("changes").push(" WHERE at < ").bind(before);
    sql.push(" AND seq < (SELECT MAX(seq) FROM ").table("changes").push(")");
    sql.push(" ORDER BY xact DESC, seq DESC LIMIT 1");
    let Some(mut row) = tx.query_one(&sql)? else { return Ok(()) };
    let last = Place { xact: row.int()?, seq: row.int()? };
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("changes").push(" WHERE (xact, seq) <= (").bind(last.xact);
    sql.push(", ").bind(last.seq).push(") AND seq < (SELECT MAX(seq) FROM ").table("changes");
    sql.push(")");
    tx.execute(&sql)?;
    setting::set(tx, GONE, &format!("{}.{}", last.xact, last.seq))
}

/// Begins a new order, because the data were put in another place: nobody goes on from the old.
///
/// # Errors
/// When the database fails.
pub fn begin_anew(tx: &mut Tx<'_>) -> Result<()> {
    plain::delete(tx, "changes", &[])?;
    setting::remove(tx, GONE)?;
    setting::remove(tx, super::seal::HORIZON)?;
    setting::remove(tx, EPOCH).map(drop)
}
