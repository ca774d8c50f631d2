//! Letters that were on their way to the mail server.

use kernel::{Instant, Result};
use uuid::Uuid;

use super::plain;
use crate::conn::Tx;

/// Notes that a letter is about to be handed over; tells whether it was not before.
///
/// # Errors
/// When the database fails.
pub fn begin(tx: &mut Tx<'_>, id: Uuid, at: Instant) -> Result<bool> {
    plain::insert_new(tx, "letters", &[("id", id.into()), ("at", at.into())])
}

/// Notes that it was not handed over after all, and may be again.
///
/// # Errors
/// When the database fails.
pub fn take_back(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    plain::delete(tx, "letters", &[("id", id.into())]).map(drop)
}

/// Forgets letters of before an instant.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("letters").push(" WHERE at < ").bind(before);
    tx.execute(&sql).map(drop)
}
