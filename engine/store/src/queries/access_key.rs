//! Keys of the older web service, what they were asked, and the sessions that they open.

use kernel::{Instant, PrincipalId, Result};
use sql::Row;

use super::plain;
use crate::conn::{Reader, Tx};

/// A key; it is sealed, because what is shown at a sign-in is worked out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessKey {
    /// The key, sealed.
    pub sealed: Vec<u8>,
    /// When it was made.
    pub created_at: Instant,
    /// When it was used last.
    pub used_at: Option<Instant>,
}

/// A session that a key opened; the secret itself is never stored, only its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySession {
    /// SHA-256 of the secret.
    pub id_hash: Vec<u8>,
    /// Whose it is.
    pub user: PrincipalId,
    /// Since when.
    pub created_at: Instant,
    /// Last time it was used, to the minute.
    pub seen_at: Instant,
}

/// Gives a person a key; one they had ends with everything it opened.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, user: PrincipalId, key: &AccessKey) -> Result<()> {
    remove(tx, user)?;
    let row = [
        ("user_id", user.into()),
        ("sealed", key.sealed.clone().into()),
        ("created_at", key.created_at.into()),
        ("used_at", key.used_at.into()),
    ];
    plain::insert(tx, "access_keys", &row)
}

/// The key of a person.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, user: PrincipalId) -> Result<Option<AccessKey>> {
    let columns = "sealed, created_at, used_at";
    let rows = plain::select(reader, "access_keys", columns, &[("user_id", user.into())], "")?;
    let key = |mut row: Row| {
        let (sealed, created_at) = (row.bytes()?, row.instant()?);
        Ok(AccessKey { sealed, created_at, used_at: row.maybe_instant()? })
    };
    rows.into_iter().next().map(key).transpose()
}

/// Takes the key of a person away with the sessions it opened; tells whether there was one.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, user: PrincipalId) -> Result<bool> {
    plain::delete(tx, "key_sessions", &[("user_id", user.into())])?;
    Ok(plain::delete(tx, "access_keys", &[("user_id", user.into())])? == 1)
}

/// Notes that a key was used.
///
/// # Errors
/// When the database fails.
pub fn used(tx: &mut Tx<'_>, user: PrincipalId, at: Instant) -> Result<()> {
    let only = [("user_id", user.into())];
    plain::update(tx, "access_keys", &[("used_at", at.into())], &only).map(drop)
}

/// Remembers what a name was asked from a network; only the newest few of the two stay, so that
/// nobody takes away what somebody elsewhere was asked. Those that are over are forgotten.
///
/// # Errors
/// When the database fails.
pub fn ask(
    tx: &mut Tx<'_>,
    (login, network): (&str, &str),
    (token, until): (&str, Instant),
    (now, most): (Instant, i64),
) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("challenges").push(" WHERE until < ").bind(now);
    tx.execute(&sql)?;
    let row = [
        ("token", token.into()),
        ("login", login.into()),
        ("network", network.into()),
        ("until", until.into()),
    ];
    plain::insert(tx, "challenges", &row)?;
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("challenges").push(" WHERE login = ").bind(login);
    sql.push(" AND network = ").bind(network).push(" AND token NOT IN (SELECT token FROM ");
    sql.table("challenges").push(" WHERE login = ").bind(login).push(" AND network = ");
    sql.bind(network).push(" ORDER BY until DESC, token LIMIT ").bind(most).push(")");
    tx.execute(&sql).map(drop)
}

/// What a name was asked and has not answered yet, from its own network first.
///
/// # Errors
/// When the database fails.
pub fn asked(
    reader: &mut Reader<'_>,
    (login, network): (&str, &str),
    now: Instant,
) -> Result<Vec<String>> {
    let mut sql = reader.sql();
    sql.push("SELECT token FROM ").table("challenges").push(" WHERE login = ").bind(login);
    sql.push(" AND until > ").bind(now).push(" ORDER BY CASE WHEN network = ").bind(network);
    sql.push(" THEN 0 ELSE 1 END, until DESC LIMIT 1000");
    reader.query(&sql)?.iter_mut().map(|row| row.text()).collect()
}

/// Takes back what was asked, because it was answered; tells whether nobody else did so before.
///
/// # Errors
/// When the database fails.
pub fn answered(tx: &mut Tx<'_>, token: &str) -> Result<bool> {
    Ok(plain::delete(tx, "challenges", &[("token", token.into())])? == 1)
}

/// Stores a new session.
///
/// # Errors
/// When the database fails.
pub fn open(tx: &mut Tx<'_>, session: &KeySession) -> Result<()> {
    let row = [
        ("id_hash", session.id_hash.clone().into()),
        ("user_id", session.user.into()),
        ("created_at", session.created_at.into()),
        ("seen_at", session.seen_at.into()),
    ];
    plain::insert(tx, "key_sessions", &row)
}

/// Finds a session.
///
/// # Errors
/// When the database fails.
pub fn session(reader: &mut Reader<'_>, id_hash: &[u8]) -> Result<Option<KeySession>> {
    let columns = "id_hash, user_id, created_at, seen_at";
    let only = [("id_hash", id_hash.to_vec().into())];
    let rows = plain::select(reader, "key_sessions", columns, &only, "")?;
    let session = |mut row: Row| {
        Ok(KeySession {
            id_hash: row.bytes()?,
            user: PrincipalId(row.uuid()?),
            created_at: row.instant()?,
            seen_at: row.instant()?,
        })
    };
    rows.into_iter().next().map(session).transpose()
}

/// Notes that a session was used.
///
/// # Errors
/// When the database fails.
pub fn seen(tx: &mut Tx<'_>, id_hash: &[u8], at: Instant) -> Result<()> {
    let only = [("id_hash", id_hash.to_vec().into())];
    plain::update(tx, "key_sessions", &[("seen_at", at.into())], &only).map(drop)
}

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub fn close(tx: &mut Tx<'_>, id_hash: &[u8]) -> Result<()> {
    plain::delete(tx, "key_sessions", &[("id_hash", id_hash.to_vec().into())]).map(drop)
}

/// Ends the sessions of everybody that were opened or used too long ago.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, opened_before: Instant, used_before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("key_sessions").push(" WHERE created_at < ");
    sql.bind(opened_before).push(" OR seen_at < ").bind(used_before);
    tx.execute(&sql).map(drop)
}
