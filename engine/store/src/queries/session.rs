//! Signed-in browsers.

use kernel::{Instant, PrincipalId, Result};
use sql::{Row, Sql};

use super::factor::{self, Standing};
use super::user::{self, User};
use super::{house, plain};
use crate::conn::{Reader, Tx};

const COLUMNS: &str = "id_hash, user_id, csrf, created_at, seen_at, device, address, viewing_id, \
                       is_vouched, changing_until";

/// A session; the secret itself is never stored, only its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the secret in the cookie.
    pub id_hash: Vec<u8>,
    /// Whose it is.
    pub user: PrincipalId,
    /// Secret that every changing request must carry.
    pub csrf: String,
    /// Since when.
    pub created_at: Instant,
    /// Last time it was used, to the minute.
    pub seen_at: Instant,
    /// Browser as it named itself.
    pub device: String,
    /// Network address it was opened from.
    pub address: String,
    /// As whom an administrator looks at the house meanwhile.
    pub viewing: Option<PrincipalId>,
    /// Whether somebody else vouched for a second factor.
    pub is_vouched: bool,
    /// Until when they may change records meanwhile.
    pub changing_until: Option<Instant>,
}

/// Stores a new session.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, session: &Session) -> Result<()> {
    plain::insert(
        tx,
        "sessions",
        &[
            ("id_hash", session.id_hash.clone().into()),
            ("user_id", session.user.into()),
            ("csrf", session.csrf.as_str().into()),
            ("created_at", session.created_at.into()),
            ("seen_at", session.seen_at.into()),
            ("device", session.device.as_str().into()),
            ("address", session.address.as_str().into()),
            ("viewing_id", session.viewing.into()),
            ("is_vouched", session.is_vouched.into()),
            ("changing_until", session.changing_until.into()),
        ],
    )
}

/// Finds a session.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, id_hash: &[u8]) -> Result<Option<Session>> {
    let only = [("id_hash", id_hash.to_vec().into())];
    let rows = plain::select(reader, "sessions", COLUMNS, &only, "")?;
    rows.into_iter().next().map(|mut row| session(&mut row)).transpose()
}

/// A session with everything that a request needs to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The session.
    pub session: Session,
    /// The mark of who belongs where as it is now.
    pub mark: String,
    /// Whose it is.
    pub user: User,
    /// How they have to prove who they are.
    pub standing: Standing,
}

/// Finds a session with its person, in questions that travel together.
///
/// # Errors
/// When the database fails.
pub fn find(reader: &mut Reader<'_>, id_hash: &[u8]) -> Result<Option<Found>> {
    let mut whose = reader.sql();
    whose.push("SELECT ").push(COLUMNS).push(", (SELECT value FROM ").table("settings");
    whose.push(" WHERE key = ").bind(house::MARK).push(") FROM ").table("sessions");
    whose.push(" WHERE id_hash = ").bind(id_hash.to_vec());
    let owner = |mut sql: Sql| {
        sql.push(" = (SELECT user_id FROM ").table("sessions").push(" WHERE id_hash = ");
        sql.bind(id_hash.to_vec()).push(")");
        sql
    };
    let person = owner(user::question(reader));
    let standing = owner(factor::question(reader));
    let mut answers = reader.query_all(&[whose, person, standing])?.into_iter();
    let mut answer = || answers.next().unwrap_or_default().into_iter().next();
    let (Some(mut row), Some(mut person)) = (answer(), answer()) else { return Ok(None) };
    let (session, mark) = (session(&mut row)?, row.maybe_text()?.unwrap_or_default());
    let standing = answer().as_mut().map(factor::standing_of).transpose()?.unwrap_or_default();
    Ok(Some(Found { session, mark, user: user::of_row(&mut person)?, standing }))
}

/// Looks at the house as somebody else from now on, or as oneself again.
///
/// # Errors
/// When the database fails.
pub fn view_as(tx: &mut Tx<'_>, id_hash: &[u8], viewing: Option<PrincipalId>) -> Result<()> {
    let set = [("viewing_id", viewing.into()), ("changing_until", None::<Instant>.into())];
    plain::update(tx, "sessions", &set, &[("id_hash", id_hash.to_vec().into())]).map(drop)
}

/// Lets whoever looks at the house as somebody else change records until a moment.
///
/// # Errors
/// When the database fails.
pub fn change_until(tx: &mut Tx<'_>, id_hash: &[u8], until: Instant) -> Result<()> {
    let set = [("changing_until", until.into())];
    plain::update(tx, "sessions", &set, &[("id_hash", id_hash.to_vec().into())]).map(drop)
}

/// Sessions of a user, the one used last first.
///
/// # Errors
/// When the database fails.
pub fn of_user(reader: &mut Reader<'_>, user: PrincipalId) -> Result<Vec<Session>> {
    let only = [("user_id", user.into())];
    let mut rows = plain::select(reader, "sessions", COLUMNS, &only, " ORDER BY seen_at DESC")?;
    rows.iter_mut().map(session).collect()
}

/// Whose sessions are not over yet, one entry a session.
///
/// # Errors
/// When the database fails.
pub fn owners(
    reader: &mut Reader<'_>,
    opened_after: Instant,
    used_after: Instant,
) -> Result<Vec<PrincipalId>> {
    let mut sql = reader.sql();
    sql.push("SELECT user_id FROM ").table("sessions").push(" WHERE created_at >= ");
    sql.bind(opened_after).push(" AND seen_at >= ").bind(used_after);
    reader.query(&sql)?.iter_mut().map(|row| row.uuid().map(PrincipalId)).collect()
}

/// Notes that a session was used.
///
/// # Errors
/// When the database fails.
pub fn seen(tx: &mut Tx<'_>, id_hash: &[u8], at: Instant) -> Result<()> {
    let only = [("id_hash", id_hash.to_vec().into())];
    plain::update(tx, "sessions", &[("seen_at", at.into())], &only).map(drop)
}

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub fn end(tx: &mut Tx<'_>, id_hash: &[u8]) -> Result<()> {
    plain::delete(tx, "sessions", &[("id_hash", id_hash.to_vec().into())]).map(drop)
}

/// Ends all sessions of a user but one.
///
/// # Errors
/// When the database fails.
pub fn end_others(tx: &mut Tx<'_>, user: PrincipalId, keep: &[u8]) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("sessions").push(" WHERE user_id = ").bind(user);
    sql.push(" AND id_hash <> ").bind(keep.to_vec());
    tx.execute(&sql).map(drop)
}

/// Removes sessions opened or used too long ago.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, opened_before: Instant, used_before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("sessions").push(" WHERE created_at < ").bind(opened_before);
    sql.push(" OR seen_at < ").bind(used_before);
    tx.execute(&sql).map(drop)
}

fn session(row: &mut Row) -> Result<Session> {
    Ok(Session {
        id_hash: row.bytes()?,
        user: PrincipalId(row.uuid()?),
        csrf: row.text()?,
        created_at: row.instant()?,
        seen_at: row.instant()?,
        device: row.text()?,
        address: row.text()?,
        viewing: row.maybe_uuid()?.map(PrincipalId),
        is_vouched: row.maybe_int()? == Some(1),
        changing_until: row.maybe_instant()?,
    })
}
