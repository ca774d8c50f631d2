//! Records that have lain in the bin for long, and modules that are gone.

use access::Scope;
use catalog::Module;
use kernel::{Error, Instant, RecordId, Result};

use super::read::push_scope;
use crate::conn::{Reader, Tx};

/// A record in the bin, as far as its end is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The record.
    pub id: RecordId,
    /// Its place in the table.
    pub row: i64,
    /// When it went to the bin.
    pub at: Instant,
}

/// Records that went to the bin before an instant, the oldest first, those behind a place.
///
/// # Errors
/// When the database fails.
pub fn trashed_before(
    reader: &mut Reader<'_>,
    module: &Module,
    scope: &Scope,
    (before, after, limit): (Instant, Option<Gone>, usize),
) -> Result<Vec<Gone>> {
    let mut sql = reader.sql();
    sql.push("SELECT t.id, t.row, t.trashed_at FROM ").table(&module.plural);
    sql.push(" t WHERE t.trashed_at IS NOT NULL AND t.trashed_at < ").bind(before);
    if let Some(after) = after {
        // The first comparison lets the index begin there, the second leaves out what was met.
        sql.push(" AND t.trashed_at >= ").bind(after.at);
        sql.push(" AND (t.trashed_at, t.row) > (").bind(after.at).push(", ").bind(after.row);
        sql.push(")");
    }
    push_scope(&mut sql, "t", module, scope);
    sql.push(" ORDER BY t.trashed_at, t.row LIMIT ");
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    let mut rows = reader.query(&sql)?;
    rows.iter_mut()
        .map(|row| Ok(Gone { id: RecordId(row.uuid()?), row: row.int()?, at: row.instant()? }))
        .collect()
}

/// Ids of some records of a module, in use or in the bin, those that came first.
///
/// # Errors
/// When the database fails.
pub fn some_of(reader: &mut Reader<'_>, module: &Module, limit: usize) -> Result<Vec<RecordId>> {
    let mut sql = reader.sql();
    sql.push("SELECT t.id FROM ").table(&module.plural).push(" t ORDER BY t.row LIMIT ");
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    reader.query(&sql)?.iter_mut().map(|row| Ok(RecordId(row.uuid()?))).collect()
}

/// Drops the table of a module of one's own, which holds no record any more.
///
/// # Errors
/// `Conflict` when the module is a shipped one, or a record is left; when the database fails.
pub fn drop_table(tx: &mut Tx<'_>, module: &Module) -> Result<()> {
    if !module.plural.starts_with("x_") || !some_of(tx, module, 1)?.is_empty() {
        return Err(Error::conflict("module_holds"));
    }
    let mut sql = tx.sql();
    sql.push("DROP TABLE ").table(&module.plural);
    tx.execute(&sql).map(drop)
}
