//! Counting up to a bound; nothing counts to the end of a large table.

use access::Scope;
use catalog::{Catalog, Module};
use kernel::Result;

use super::hits::Hits;
use super::read::{push_scope, push_scope_of_named};
use super::{Query, filter};
use crate::conn::Reader;

/// A number of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// How many were counted.
    pub n: u64,
    /// Whether these are all.
    pub is_exact: bool,
}

/// Counts the records of a question, at most `bound`.
///
/// # Errors
/// When the database fails.
pub fn count(
    reader: &mut Reader<'_>,
    catalog: &Catalog,
    module: &Module,
    scope: &Scope,
    (query, bound): (&Query, u64),
) -> Result<Count> {
    let hits = Hits::find(reader, module, scope, query)?;
    let mut sql = reader.sql();
    sql.push("SELECT COUNT(*) FROM (SELECT 1 AS one FROM ").table(&module.plural);
    sql.push(" t WHERE ");
    if let Some(hits) = &hits {
        sql.dialect().among(&mut sql, "t.row", &hits.rows);
        sql.push(" AND ");
    }
    sql.push(if query.in_bin { "t.trashed_at IS NOT NULL" } else { "t.trashed_at IS NULL" });
    match &hits {
        Some(_) => push_scope_of_named(&mut sql, "t", module, scope),
        None => push_scope(&mut sql, "t", module, scope),
    }
    if let Some(condition) = &query.filter {
        sql.push(" AND (");
        filter::push(&mut sql, (catalog, scope), module, condition);
        sql.push(")");
    }
    let limit = i64::try_from(bound + 1).unwrap_or(i64::MAX);
    sql.push(" LIMIT ").bind(limit).push(") counted");
    let found = reader.query_one(&sql)?.map(|mut row| row.int()).transpose()?.unwrap_or(0);
    let found = u64::try_from(found).unwrap_or(0);
    let cut = hits.is_some_and(|hits| hits.is_bounded());
    Ok(Count { n: found.min(bound), is_exact: found <= bound && !cut })
}
