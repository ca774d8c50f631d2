//! Passkeys of people, and what browsers were asked for them.

use kernel::{Instant, PrincipalId, Result};
use sql::Row;
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

const COLUMNS: &str = "id, user_id, credential, name, body, is_backed_up, added_at, used_at";

/// A passkey of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPasskey {
    /// Id.
    pub id: Uuid,
    /// Whose it is.
    pub user: PrincipalId,
    /// What the device calls it.
    pub credential: Vec<u8>,
    /// What the person calls it.
    pub name: String,
    /// What judges its answers; nothing secret.
    pub body: String,
    /// Whether the device keeps a copy elsewhere.
    pub is_backed_up: bool,
    /// Since when.
    pub added_at: Instant,
    /// Last sign-in with it.
    pub used_at: Option<Instant>,
}

/// Stores a passkey, instead of the one with the same id.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, passkey: &StoredPasskey) -> Result<()> {
    plain::upsert(
        tx,
        "passkeys",
        &["id"],
        &[
            ("id", passkey.id.into()),
            ("user_id", passkey.user.into()),
            ("credential", passkey.credential.clone().into()),
            ("name", passkey.name.as_str().into()),
            ("body", passkey.body.as_str().into()),
            ("is_backed_up", i64::from(passkey.is_backed_up).into()),
            ("added_at", passkey.added_at.into()),
            ("used_at", passkey.used_at.into()),
        ],
    )
}

/// The passkey that a device calls by that name.
///
/// # Errors
/// When the database fails.
pub fn by_credential(reader: &mut Reader<'_>, credential: &[u8]) -> Result<Option<StoredPasskey>> {
    let only = [("credential", credential.to_vec().into())];
    let rows = plain::select(reader, "passkeys", COLUMNS, &only, "")?;
    rows.into_iter().next().map(|mut row| of_row(&mut row)).transpose()
}

/// Passkeys of a person, the oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_user(reader: &mut Reader<'_>, user: PrincipalId) -> Result<Vec<StoredPasskey>> {
    let only = [("user_id", user.into())];
    let mut rows = plain::select(reader, "passkeys", COLUMNS, &only, " ORDER BY added_at, id")?;
    rows.iter_mut().map(of_row).collect()
}

/// Takes a passkey of a person away; `false` when they have no such.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, user: PrincipalId, id: Uuid) -> Result<bool> {
    Ok(plain::delete(tx, "passkeys", &[("id", id.into()), ("user_id", user.into())])? == 1)
}

/// Takes all passkeys of a person away; tells how many.
///
/// # Errors
/// When the database fails.
pub fn remove_all(tx: &mut Tx<'_>, user: PrincipalId) -> Result<u64> {
    plain::delete(tx, "passkeys", &[("user_id", user.into())])
}

/// Keeps what a browser was asked, instead of what it was asked before for the same purpose;
/// what nobody answered in time is forgotten.
///
/// # Errors
/// When the database fails.
pub fn ask(
    tx: &mut Tx<'_>,
    (id_hash, purpose): (&[u8], &str),
    state: &str,
    (now, forgotten): (Instant, Instant),
) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("passkey_asks").push(" WHERE created_at < ").bind(forgotten);
    tx.execute(&sql)?;
    plain::upsert(
        tx,
        "passkey_asks",
        &["id_hash", "purpose"],
        &[
            ("id_hash", id_hash.to_vec().into()),
            ("purpose", purpose.into()),
            ("state", state.into()),
            ("created_at", now.into()),
        ],
    )
}

/// Takes what a browser was asked; it can be answered once.
///
/// # Errors
/// When the database fails.
pub fn take(
    tx: &mut Tx<'_>,
    (id_hash, purpose): (&[u8], &str),
) -> Result<Option<(String, Instant)>> {
    let only = [("id_hash", id_hash.to_vec().into()), ("purpose", purpose.into())];
    let rows = plain::select(tx, "passkey_asks", "state, created_at", &only, "")?;
    let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
    let asked = (row.text()?, row.instant()?);
    // Of two who come at once only one takes it.
    let is_taken = plain::delete(tx, "passkey_asks", &only)? == 1;
    Ok(is_taken.then_some(asked))
}

/// Notes that the person of a session proved once more who they are.
///
/// # Errors
/// When the database fails.
pub fn prove(tx: &mut Tx<'_>, id_hash: &[u8], (now, forgotten): (Instant, Instant)) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("session_proofs").push(" WHERE at < ").bind(forgotten);
    tx.execute(&sql)?;
    let values = [("id_hash", id_hash.to_vec().into()), ("at", now.into())];
    plain::upsert(tx, "session_proofs", &["id_hash"], &values)
}

/// When the person of a session proved once more who they are.
///
/// # Errors
/// When the database fails.
pub fn proved_at(reader: &mut Reader<'_>, id_hash: &[u8]) -> Result<Option<Instant>> {
    let only = [("id_hash", id_hash.to_vec().into())];
    let rows = plain::select(reader, "session_proofs", "at", &only, "")?;
    rows.into_iter().next().map(|mut row| row.instant()).transpose()
}

fn of_row(row: &mut Row) -> Result<StoredPasskey> {
    Ok(StoredPasskey {
        id: row.uuid()?,
        user: PrincipalId(row.uuid()?),
        credential: row.bytes()?,
        name: row.text()?,
        body: row.text()?,
        is_backed_up: row.int()? == 1,
        added_at: row.instant()?,
        used_at: row.maybe_instant()?,
    })
}
