//! Records that have lain in the bin for long.

use access::Scope;
use catalog::Module;
use kernel::{Instant, RecordId, Result};

use super::read::push_scope;
use crate::conn::Reader;

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
