//! Those by whose word people sign in.

use kernel::{Instant, Result};
use sql::Row;
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

const COLUMNS: &str = "id, kind, name, is_active, body, secret, said, said_at, version";

/// A provider as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Its id.
    pub id: Uuid,
    /// `oidc` or `ldap`.
    pub kind: String,
    /// What people know it by.
    pub name: String,
    /// Whether people sign in by it at present.
    pub is_active: bool,
    /// How it is asked, as JSON.
    pub body: String,
    /// What we prove ourselves with, sealed; empty when there is none.
    pub secret: Vec<u8>,
    /// Word of what went wrong last, for administrators.
    pub said: String,
    /// When that was.
    pub said_at: Option<Instant>,
    /// Counts changes.
    pub version: i64,
}

/// Stores a provider, new or changed.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, provider: &Provider) -> Result<()> {
    plain::upsert(
        tx,
        "providers",
        &["id"],
        &[
            ("id", provider.id.into()),
            ("kind", provider.kind.as_str().into()),
            ("name", provider.name.as_str().into()),
            ("is_active", provider.is_active.into()),
            ("body", provider.body.as_str().into()),
            ("secret", provider.secret.clone().into()),
            ("said", provider.said.as_str().into()),
            ("said_at", provider.said_at.into()),
            ("version", provider.version.into()),
        ],
    )
}

/// Notes what went wrong last.
///
/// # Errors
/// When the database fails.
pub fn say(tx: &mut Tx<'_>, id: Uuid, (said, at): (&str, Instant)) -> Result<()> {
    let set = [("said", said.into()), ("said_at", at.into())];
    plain::update(tx, "providers", &set, &[("id", id.into())]).map(drop)
}

/// All providers by name.
///
/// # Errors
/// When the database fails.
pub fn all(reader: &mut Reader<'_>) -> Result<Vec<Provider>> {
    let mut rows = plain::select(reader, "providers", COLUMNS, &[], " ORDER BY name, id")?;
    rows.iter_mut().map(provider).collect()
}

/// One provider.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, id: Uuid) -> Result<Option<Provider>> {
    let rows = plain::select(reader, "providers", COLUMNS, &[("id", id.into())], "")?;
    rows.into_iter().next().map(|mut row| provider(&mut row)).transpose()
}

/// Takes a provider away, with whom it knows and what is on its way.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    plain::delete(tx, "identities", &[("provider_id", id.into())])?;
    plain::delete(tx, "sign_in_ways", &[("provider_id", id.into())])?;
    plain::delete(tx, "providers", &[("id", id.into())]).map(drop)
}

fn provider(row: &mut Row) -> Result<Provider> {
    Ok(Provider {
        id: row.uuid()?,
        kind: row.text()?,
        name: row.text()?,
        is_active: row.flag()?,
        body: row.text()?,
        secret: row.bytes()?,
        said: row.text()?,
        said_at: row.maybe_instant()?,
        version: row.int()?,
    })
}
