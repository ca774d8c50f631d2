//! Who is known to others, and sign-ins that are on their way there.

use kernel::{Instant, PrincipalId, Result};
use sql::Row;
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

const COLUMNS: &str = "issuer, subject, user_id, provider_id, granted, created_at, seen_at";

/// A person as somebody else knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Who knows them.
    pub issuer: String,
    /// As whom.
    pub subject: String,
    /// Who it is here.
    pub user: PrincipalId,
    /// By which provider they came.
    pub provider: Uuid,
    /// What their groups there brought them here, as JSON.
    pub granted: String,
    /// Since when.
    pub created_at: Instant,
    /// Last sign-in.
    pub seen_at: Option<Instant>,
}

/// Stores an identity, new or changed.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, identity: &Identity) -> Result<()> {
    plain::upsert(
        tx,
        "identities",
        &["issuer", "subject"],
        &[
            ("issuer", identity.issuer.as_str().into()),
            ("subject", identity.subject.as_str().into()),
            ("user_id", identity.user.into()),
            ("provider_id", identity.provider.into()),
            ("granted", identity.granted.as_str().into()),
            ("created_at", identity.created_at.into()),
            ("seen_at", identity.seen_at.into()),
        ],
    )
}

/// Finds whom somebody else means.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, issuer: &str, subject: &str) -> Result<Option<Identity>> {
    let only = [("issuer", issuer.into()), ("subject", subject.into())];
    Ok(list(reader, &only)?.into_iter().next())
}

/// All of a provider.
///
/// # Errors
/// When the database fails.
pub fn of_provider(reader: &mut Reader<'_>, provider: Uuid) -> Result<Vec<Identity>> {
    list(reader, &[("provider_id", provider.into())])
}

/// All of a person.
///
/// # Errors
/// When the database fails.
pub fn of_user(reader: &mut Reader<'_>, user: PrincipalId) -> Result<Vec<Identity>> {
    list(reader, &[("user_id", user.into())])
}

fn list(reader: &mut Reader<'_>, only: plain::Pairs<'_>) -> Result<Vec<Identity>> {
    let tail = " ORDER BY issuer, subject";
    let mut rows = plain::select(reader, "identities", COLUMNS, only, tail)?;
    rows.iter_mut().map(identity).collect()
}

/// Forgets that somebody else knows a person; tells whether they did.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, provider: Uuid, user: PrincipalId) -> Result<bool> {
    let only = [("provider_id", provider.into()), ("user_id", user.into())];
    Ok(plain::delete(tx, "identities", &only)? > 0)
}

fn identity(row: &mut Row) -> Result<Identity> {
    Ok(Identity {
        issuer: row.text()?,
        subject: row.text()?,
        user: PrincipalId(row.uuid()?),
        provider: row.uuid()?,
        granted: row.text()?,
        created_at: row.instant()?,
        seen_at: row.maybe_instant()?,
    })
}

/// A sign-in that is on its way to a provider; its secret lies in one browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// SHA-256 of the secret in the cookie.
    pub id_hash: Vec<u8>,
    /// Where it went.
    pub provider: Uuid,
    /// What the answer is compared with, sealed.
    pub sealed: Vec<u8>,
    /// When it began.
    pub created_at: Instant,
}

/// Stores a sign-in that sets out, and forgets those of before an instant.
///
/// # Errors
/// When the database fails.
pub fn set_out(tx: &mut Tx<'_>, way: &Way, before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("sign_in_ways").push(" WHERE created_at < ").bind(before);
    tx.execute(&sql)?;
    plain::insert(
        tx,
        "sign_in_ways",
        &[
            ("id_hash", way.id_hash.clone().into()),
            ("provider_id", way.provider.into()),
            ("sealed", way.sealed.clone().into()),
            ("created_at", way.created_at.into()),
        ],
    )
}

/// Takes a sign-in that comes back; of two that come with the same secret only one gets it.
///
/// # Errors
/// When the database fails.
pub fn come_back(tx: &mut Tx<'_>, id_hash: &[u8]) -> Result<Option<Way>> {
    let only = [("id_hash", id_hash.to_vec().into())];
    let columns = "id_hash, provider_id, sealed, created_at";
    let rows = plain::select(tx, "sign_in_ways", columns, &only, "")?;
    let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
    let way = Way {
        id_hash: row.bytes()?,
        provider: row.uuid()?,
        sealed: row.bytes()?,
        created_at: row.instant()?,
    };
    Ok((plain::delete(tx, "sign_in_ways", &only)? == 1).then_some(way))
}
