//! Links in letters that open the sign-in once.

use kernel::{Instant, PrincipalId, Result};

use super::plain;
use crate::conn::{Reader, Tx};

/// A link; its secret stands in a letter and here only as a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// SHA-256 of the secret.
    pub id_hash: Vec<u8>,
    /// Whom it is for.
    pub user: PrincipalId,
    /// Word of what it is for.
    pub kind: String,
    /// When it was made.
    pub created_at: Instant,
    /// When it ends.
    pub expires_at: Instant,
}

/// Stores a link.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, link: &Link) -> Result<()> {
    plain::insert(
        tx,
        "sign_in_links",
        &[
            ("id_hash", link.id_hash.clone().into()),
            ("user_id", link.user.into()),
            ("kind", link.kind.as_str().into()),
            ("created_at", link.created_at.into()),
            ("expires_at", link.expires_at.into()),
        ],
    )
}

/// Finds a link.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, id_hash: &[u8]) -> Result<Option<Link>> {
    let only = [("id_hash", id_hash.to_vec().into())];
    let columns = "id_hash, user_id, kind, created_at, expires_at";
    let rows = plain::select(reader, "sign_in_links", columns, &only, "")?;
    let link = rows.into_iter().next().map(|mut row| -> Result<Link> {
        let (id_hash, user) = (row.bytes()?, PrincipalId(row.uuid()?));
        let (kind, created_at) = (row.text()?, row.instant()?);
        Ok(Link { id_hash, user, kind, created_at, expires_at: row.instant()? })
    });
    link.transpose()
}

/// Tells whether somebody got a link after an instant.
///
/// # Errors
/// When the database fails.
pub fn has_fresh(reader: &mut Reader<'_>, user: PrincipalId, after: Instant) -> Result<bool> {
    let mut sql = reader.sql();
    sql.push("SELECT 1 FROM ").table("sign_in_links").push(" WHERE user_id = ").bind(user);
    sql.push(" AND created_at > ").bind(after).push(" LIMIT 1");
    Ok(!reader.query(&sql)?.is_empty())
}

/// Uses a link up; `false` when somebody was faster.
///
/// # Errors
/// When the database fails.
pub fn end(tx: &mut Tx<'_>, id_hash: &[u8]) -> Result<bool> {
    Ok(plain::delete(tx, "sign_in_links", &[("id_hash", id_hash.to_vec().into())])? == 1)
}

/// Ends all links of a person.
///
/// # Errors
/// When the database fails.
pub fn end_all(tx: &mut Tx<'_>, user: PrincipalId) -> Result<()> {
    plain::delete(tx, "sign_in_links", &[("user_id", user.into())]).map(drop)
}

/// Forgets those that ended before an instant.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("sign_in_links").push(" WHERE expires_at < ").bind(before);
    tx.execute(&sql).map(drop)
}
