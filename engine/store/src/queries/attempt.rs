//! Counters that slow down guessing.

use kernel::{Instant, Result};

use super::plain;
use crate::conn::{Reader, Tx};

/// Counts one more under a key; gives how many there were before and when the last one was.
///
/// Whoever counts under the same key at the same time waits for the end of this transaction.
///
/// # Errors
/// When the database fails.
pub fn count(tx: &mut Tx<'_>, key: &str, at: Instant) -> Result<(i64, Instant)> {
    let mut sql = tx.sql();
    sql.push("INSERT INTO ").table("attempts").push(" AS a (key, n, at) VALUES (");
    sql.bind(key).push(", 1, ").bind(at);
    sql.push(") ON CONFLICT (key) DO UPDATE SET n = a.n + 1 RETURNING n, at");
    let mut rows = tx.query(&sql)?;
    Ok((rows[0].int()? - 1, rows[0].instant()?))
}

/// Failures counted under a key, and when the last one was.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, key: &str) -> Result<Option<(i64, Instant)>> {
    let rows = plain::select(reader, "attempts", "n, at", &[("key", key.into())], "")?;
    rows.into_iter().next().map(|mut row| Ok((row.int()?, row.instant()?))).transpose()
}

/// Sets the counter of a key.
///
/// # Errors
/// When the database fails.
pub fn set(tx: &mut Tx<'_>, key: &str, n: i64, at: Instant) -> Result<()> {
    plain::upsert(
        tx,
        "attempts",
        &["key"],
        &[("key", key.into()), ("n", n.into()), ("at", at.into())],
    )
}

/// Forgets a key.
///
/// # Errors
/// When the database fails.
pub fn clear(tx: &mut Tx<'_>, key: &str) -> Result<()> {
    plain::delete(tx, "attempts", &[("key", key.into())]).map(drop)
}

/// Forgets everything older than an instant.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("attempts").push(" WHERE at < ").bind(before);
    tx.execute(&sql).map(drop)
}
