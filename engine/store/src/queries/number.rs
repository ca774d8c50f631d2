//! Counters of number series.

use kernel::Result;

use super::plain;
use crate::conn::{Reader, Tx};

/// Takes `n` numbers of a counter and tells the first; the counter's row is held until the end of
/// the transaction, so that a series without gaps stays one when the transaction fails.
///
/// # Errors
/// When the database fails.
pub fn take(tx: &mut Tx<'_>, key: &str, start: i64, n: i64) -> Result<i64> {
    take_from(tx, key, (start, 0), n)
}

/// The same of a counter that may have holes and does not go on below a floor.
///
/// # Errors
/// When the database fails.
pub fn take_from(tx: &mut Tx<'_>, key: &str, (start, floor): (i64, i64), n: i64) -> Result<i64> {
    plain::insert_new(tx, "number_series", &[("key", key.into()), ("next", start.into())])?;
    let mut sql = tx.sql();
    sql.push("UPDATE ").table("number_series").push(" SET next = ").bind(n);
    sql.push(" + CASE WHEN next < ").bind(floor).push(" THEN ").bind(floor);
    sql.push(" ELSE next END WHERE key = ").bind(key).push(" RETURNING next");
    let row = tx.returning(&sql)?;
    let next = row.map(|mut row| row.int()).transpose()?.unwrap_or(start + n);
    Ok(next - n)
}

/// The number that a counter gives next, if it gave one already.
///
/// # Errors
/// When the database fails.
pub fn next(reader: &mut Reader<'_>, key: &str) -> Result<Option<i64>> {
    let rows = plain::select(reader, "number_series", "next", &[("key", key.into())], "")?;
    rows.into_iter().next().map(|mut row| row.int()).transpose()
}
