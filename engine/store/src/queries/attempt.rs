//! Counters that slow down guessing.

use kernel::{Instant, Result};

use super::plain;
use crate::conn::{Reader, Tx};

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
