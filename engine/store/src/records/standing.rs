//! Where a record stands in a list, without walking more of it than a little.

use access::Scope;
use catalog::{Catalog, Module};
use kernel::{RecordId, Result};

use super::hits::Hits;
use super::read::push_scope;
use super::{Count, Cursor, Query, Towards, filter, list};
use crate::conn::Reader;
use crate::layout::sort_column;

/// Rows that are walked at most to say how many come before a record, and how many there are.
const WALKED: u64 = 1000;

/// Where a record stands in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The record before.
    pub previous: Option<RecordId>,
    /// The record after.
    pub next: Option<RecordId>,
    /// How many come before it; none where that is far to walk.
    pub n_before: Option<u64>,
    /// How many the list has.
    pub all: Count,
}

/// Finds out where a record stands in a list.
///
/// # Errors
/// When the database fails.
pub fn standing(
    reader: &mut Reader<'_>,
    catalog: &Catalog,
    module: &Module,
    scope: &Scope,
    (query, id): (&Query, RecordId),
) -> Result<Option<Standing>> {
    let Some(here) = cursor(reader, module, (query, id))? else { return Ok(None) };
    let mut beside = |towards: Towards| {
        let after = Some(here.clone());
        let question =
            Query { after, towards, limit: 1, fields: Some(Vec::new()), ..query.clone() };
        let page = list(reader, catalog, module, scope, &question)?;
        Ok::<_, kernel::Error>(page.records.first().map(|record| record.id))
    };
    let (previous, next) = (beside(Towards::Previous)?, beside(Towards::Next)?);
    let before = walk(reader, (catalog, module, scope), (query, Some(&here)))?;
    let all = walk(reader, (catalog, module, scope), (query, None))?;
    let n_before = before.is_exact.then_some(before.n);
    Ok(Some(Standing { previous, next, n_before, all }))
}

/// The place of a record in the order of a list.
fn cursor(
    reader: &mut Reader<'_>,
    module: &Module,
    (query, id): (&Query, RecordId),
) -> Result<Option<Cursor>> {
    let Some((column, _)) = sort_column(module, &query.sort.field) else { return Ok(None) };
    let mut sql = reader.sql();
    sql.push("SELECT ").column("t", &column).push(", t.row FROM ").table(&module.plural);
    sql.push(" t WHERE t.trashed_at IS NULL AND t.id = ").bind(id);
    let Some(mut row) = reader.query_one(&sql)? else { return Ok(None) };
    let cell = row.cell()?;
    Ok(Cursor::new(&cell, row.int()?))
}

/// Counts what fits among the first rows of the order, or among those before a place.
fn walk(
    reader: &mut Reader<'_>,
    (catalog, module, scope): (&Catalog, &Module, &Scope),
    (query, before): (&Query, Option<&Cursor>),
) -> Result<Count> {
    let hits = Hits::find(reader, module, scope, query)?;
    let column = sort_column(module, &query.sort.field).map(|(column, _)| column);
    let mut sql = reader.sql();
    sql.push("SELECT COUNT(*), COALESCE(SUM(CASE WHEN ");
    match &hits {
        Some(hits) => sql.dialect().among(&mut sql, "t.row", &hits.rows),
        None => drop(sql.push("1 = 1")),
    }
    if let Some(condition) = &query.filter {
        sql.push(" AND (");
        filter::push(&mut sql, (catalog, scope), module, condition);
        sql.push(")");
    }
    sql.push(" THEN 1 ELSE 0 END), 0) FROM (SELECT t.* FROM ").table(&module.plural);
    sql.push(" t WHERE t.trashed_at IS NULL");
    push_scope(&mut sql, "t", module, scope);
    if let (Some(at), Some(column)) = (before, &column) {
        // Those before come from the place itself backwards, so that they are the nearest.
        let sign = if query.sort.downwards { ">" } else { "<" };
        sql.push(" AND (").column("t", column).push(", t.row) ").push(sign);
        sql.push(" (").bind(at.key()).push(", ").bind(at.row()).push(")");
    }
    if let Some(column) = &column {
        let downwards = query.sort.downwards != before.is_some();
        let way = if downwards { " DESC" } else { "" };
        sql.push(" ORDER BY ").column("t", column).push(way).push(", t.row").push(way);
    }
    let limit = i64::try_from(WALKED + 1).unwrap_or(i64::MAX);
    sql.push(" LIMIT ").bind(limit).push(") t");
    let Some(mut row) = reader.query_one(&sql)? else {
        return Ok(Count { n: 0, is_exact: false });
    };
    let (walked, n) = (row.int()?, row.int()?);
    let is_exact = u64::try_from(walked).unwrap_or(0) <= WALKED;
    Ok(Count { n: u64::try_from(n).unwrap_or(0), is_exact })
}
