//! Records that come along with the program, for a house that has none of its own yet.

use kernel::Result;
use records::{BatchRow, Cx, Input, ListQuery};

/// Lays in records of a module that holds nothing, not in its bin either, and is not switched off;
/// all of them or none. Gives how many.
///
/// # Errors
/// What saving says.
pub async fn lay_in(cx: &Cx, module: &str, rows: Vec<Input>) -> Result<u64> {
    if cx.module(module).is_err() {
        return Ok(0);
    }
    for in_bin in [false, true] {
        let list = ListQuery { in_bin, limit: 1, ..ListQuery::default() };
        if !records::find(cx, module, &list).await?.page.records.is_empty() {
            return Ok(0);
        }
    }
    let rows = rows.into_iter().map(BatchRow::Create).collect();
    Ok(records::save_all(cx, module, rows).await?.len() as u64)
}
