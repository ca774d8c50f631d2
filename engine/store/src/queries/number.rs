//! Counters of number series.

use kernel::Result;

use super::plain;
use crate::conn::Tx;

/// Takes `n` numbers of a counter and tells the first; the counter's row is held until the end of
/// the transaction, so that a series without gaps stays one when the transaction fails.
///
/// # Errors
/// When the database fails.
pub fn take(tx: &mut Tx<'_>, key: &str, start: i64, n: i64) -> Result<i64> {
    plain::insert_new(tx, "number_series", &[("key", key.into()), ("next", start.into())])?;
    let mut sql = tx.sql();
    sql.push("UPDATE ").table("number_series").push(" SET next = next + ").bind(n);
    sql.push(" WHERE key = ").bind(key).push(" RETURNING next");
    let row = tx.returning(&sql)?;
    let next = row.map(|mut row| row.int()).transpose()?.unwrap_or(start + n);
    Ok(next - n)
}
