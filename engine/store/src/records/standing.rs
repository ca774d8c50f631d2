//! Where a record stands in a list, without walking more of it than a little.

use access::Scope;
use catalog::{Catalog, Module};
use kernel::{RecordId, Result};
use sql::Cell;

use super::hits::Hits;
use super::order::Order;
use super::read::push_scope;
use super::{Count, Cursor, Query, Towards, filter, list};
use crate::conn::Reader;

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
    let Some(order) = Order::of(module, query) else { return Ok(None) };
    let mut sql = reader.sql();
    sql.push("SELECT t.row");
    order.push_columns(&mut sql);
    sql.push(" FROM ").table(&module.plural);
    sql.push(" t WHERE t.trashed_at IS NULL AND t.id = ").bind(id);
    let Some(mut row) = reader.query_one(&sql)? else { return Ok(None) };
    let row_number = row.int()?;
    let keys = (0..order.len()).map(|_| row.cell()).collect::<Result<Vec<Cell>>>()?;
    Ok(Cursor::new(&keys, row_number))
}

/// Counts what fits among the first rows of the order, or among those before a place.
fn walk(
    reader: &mut Reader<'_>,
    (catalog, module, scope): (&Catalog, &Module, &Scope),
    (query, before): (&Query, Option<&Cursor>),
) -> Result<Count> {
    let hits = Hits::find(reader, module, scope, query)?;
    let order = Order::of(module, query);
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
    // Those before come from the place itself backwards, so that they are the nearest.
    if let (Some(at), Some(order)) = (before, &order) {
        order.push_after(&mut sql, at, true);
    }
    if let Some(order) = &order {
        order.push_sort(&mut sql, "t", before.is_some());
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
