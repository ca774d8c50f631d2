//! Answers given to requests that carried a key, so that a repeated one is answered alike.

use kernel::{Instant, PrincipalId, Result};

use super::plain;
use crate::conn::{Reader, Tx};

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Hash of the request that brought it.
    pub request: Vec<u8>,
    /// The answer; none while the first request is under way.
    pub answer: Option<String>,
}

/// Finds a key of a user.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, user: PrincipalId, key: &str) -> Result<Option<Known>> {
    let only = [("user_id", user.into()), ("key", key.into())];
    let rows = plain::select(reader, "idempotency", "request, answer", &only, "")?;
    let known = rows
        .into_iter()
        .next()
        .map(|mut row| Ok(Known { request: row.bytes()?, answer: row.maybe_text()? }));
    known.transpose()
}

/// Takes a key; tells whether it was free.
///
/// # Errors
/// When the database fails.
pub fn begin(
    tx: &mut Tx<'_>,
    user: PrincipalId,
    key: &str,
    request: &[u8],
    at: Instant,
) -> Result<bool> {
    plain::insert_new(
        tx,
        "idempotency",
        &[
            ("user_id", user.into()),
            ("key", key.into()),
            ("request", request.to_vec().into()),
            ("at", at.into()),
        ],
    )
}

/// Keeps the answer to a key.
///
/// # Errors
/// When the database fails.
pub fn end(tx: &mut Tx<'_>, user: PrincipalId, key: &str, answer: &str) -> Result<()> {
    let only = [("user_id", user.into()), ("key", key.into())];
    plain::update(tx, "idempotency", &[("answer", answer.into())], &only).map(drop)
}

/// Frees a key whose request failed, so that it can be tried again.
///
/// # Errors
/// When the database fails.
pub fn release(tx: &mut Tx<'_>, user: PrincipalId, key: &str) -> Result<()> {
    plain::delete(tx, "idempotency", &[("user_id", user.into()), ("key", key.into())]).map(drop)
}

/// Forgets keys older than an instant.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("idempotency").push(" WHERE at < ").bind(before);
    tx.execute(&sql).map(drop)
}
