//! Records whose values get places in an order, or are told to the search.

use access::Scope;
use catalog::{Field, Module};
use kernel::Result;

use super::read::{Record, Selection, push_scope, value_columns};
use crate::conn::Tx;

/// Rows that are looked through at once: whoever saves meanwhile waits for no more.
pub const STRETCH: i64 = 20_000;

/// Records of a stretch behind a row, in the bin or outside, that hold a value of one of some
/// fields, or all of them; nobody changes them until the transaction ends.
///
/// # Errors
/// When the database fails.
pub fn holding(
    tx: &mut Tx<'_>,
    module: &Module,
    scope: &Scope,
    (row, limit, fields): (i64, usize, Option<&[&Field]>),
) -> Result<Vec<Record>> {
    let lock = tx.dialect().lock();
    let selection = Selection::of(module, None);
    let columns = |fields: &[&Field]| -> Vec<String> {
        fields.iter().flat_map(|field| value_columns(field)).collect()
    };
    let mut sql = tx.sql();
    sql.push("SELECT ");
    selection.push(&mut sql);
    sql.push(" FROM ").table(&module.plural).push(" t WHERE t.row > ").bind(row);
    sql.push(" AND t.row <= ").bind(row.saturating_add(STRETCH));
    if let Some(fields) = fields {
        sql.push(" AND (1 = 0");
        for column in &columns(fields) {
            sql.push(" OR ").column("t", column).push(" IS NOT NULL");
        }
        sql.push(")");
    }
    push_scope(&mut sql, "t", module, scope);
    sql.push(" ORDER BY t.row LIMIT ").bind(i64::try_from(limit).unwrap_or(i64::MAX)).push(lock);
    let mut rows = tx.query(&sql)?;
    rows.iter_mut().map(|row| selection.record(module, row)).collect()
}

/// The last row of a module; 0 when it has none.
///
/// # Errors
/// When the database fails.
pub fn last_row(tx: &mut Tx<'_>, module: &Module) -> Result<i64> {
    let mut sql = tx.sql();
    sql.push("SELECT MAX(row) FROM ").table(&module.plural);
    let row = tx.query_one(&sql)?.map(|mut row| row.maybe_int()).transpose()?;
    Ok(row.flatten().unwrap_or(0))
}
