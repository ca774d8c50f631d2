//! Personal tokens of programs.

use kernel::{Instant, PrincipalId, Result};
use sql::Row;
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

const COLUMNS: &str = "id, hash, user_id, label, created_at, used_at, expires_at, scopes";

/// A token; the secret itself is never stored, only its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its id.
    pub id: Uuid,
    /// SHA-256 of the secret.
    pub hash: Vec<u8>,
    /// Whose it is.
    pub user: PrincipalId,
    /// What it is for, in the user's words.
    pub label: String,
    /// When it was made.
    pub created_at: Instant,
    /// When it was used last, to the minute.
    pub used_at: Option<Instant>,
    /// When it ends.
    pub expires_at: Option<Instant>,
    /// What it is for, in words; nothing leaves everything open.
    pub scopes: String,
}

/// Stores a new token.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, token: &Token) -> Result<()> {
    plain::insert(
        tx,
        "tokens",
        &[
            ("id", token.id.into()),
            ("hash", token.hash.clone().into()),
            ("user_id", token.user.into()),
            ("label", token.label.as_str().into()),
            ("created_at", token.created_at.into()),
            ("used_at", token.used_at.into()),
            ("expires_at", token.expires_at.into()),
            ("scopes", token.scopes.as_str().into()),
        ],
    )
}

/// Finds a token by the hash of its secret.
///
/// # Errors
/// When the database fails.
pub fn by_hash(reader: &mut Reader<'_>, hash: &[u8]) -> Result<Option<Token>> {
    let only = [("hash", hash.to_vec().into())];
    let rows = plain::select(reader, "tokens", COLUMNS, &only, "")?;
    rows.into_iter().next().map(|mut row| token(&mut row)).transpose()
}

/// Tokens of a user, the newest first.
///
/// # Errors
/// When the database fails.
pub fn of_user(reader: &mut Reader<'_>, user: PrincipalId) -> Result<Vec<Token>> {
    let only = [("user_id", user.into())];
    let mut rows = plain::select(reader, "tokens", COLUMNS, &only, " ORDER BY created_at DESC")?;
    rows.iter_mut().map(token).collect()
}

/// Notes that a token was used.
///
/// # Errors
/// When the database fails.
pub fn used(tx: &mut Tx<'_>, id: Uuid, at: Instant) -> Result<()> {
    plain::update(tx, "tokens", &[("used_at", at.into())], &[("id", id.into())]).map(drop)
}

/// Notes that a token was used which was not since a moment; of two at once only one is told so.
///
/// # Errors
/// When the database fails.
pub fn came_back(tx: &mut Tx<'_>, id: Uuid, at: Instant, since: Instant) -> Result<bool> {
    let mut sql = tx.sql();
    sql.push("UPDATE ").table("tokens").push(" SET used_at = ").bind(at);
    sql.push(" WHERE id = ").bind(id).push(" AND (used_at IS NULL OR used_at < ").bind(since);
    sql.push(")");
    Ok(tx.execute(&sql)? == 1)
}

/// Takes a token of a user away; tells whether there was one.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, user: PrincipalId, id: Uuid) -> Result<bool> {
    Ok(plain::delete(tx, "tokens", &[("id", id.into()), ("user_id", user.into())])? == 1)
}

/// Takes all tokens of a user away.
///
/// # Errors
/// When the database fails.
pub fn remove_all(tx: &mut Tx<'_>, user: PrincipalId) -> Result<()> {
    plain::delete(tx, "tokens", &[("user_id", user.into())]).map(drop)
}

fn token(row: &mut Row) -> Result<Token> {
    Ok(Token {
        id: row.uuid()?,
        hash: row.bytes()?,
        user: PrincipalId(row.uuid()?),
        label: row.text()?,
        created_at: row.instant()?,
        used_at: row.maybe_instant()?,
        expires_at: row.maybe_instant()?,
        scopes: row.text()?,
    })
}
