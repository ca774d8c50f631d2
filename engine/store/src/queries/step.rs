//! Sign-ins of which the first half is done.

use kernel::{Instant, PrincipalId, Result};

use super::plain;
use crate::conn::{Reader, Tx};

/// A sign-in whose password fitted; its secret lies in one browser and here only as a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// SHA-256 of the secret in the cookie.
    pub id_hash: Vec<u8>,
    /// Who it is.
    pub user: PrincipalId,
    /// When the password fitted.
    pub created_at: Instant,
}

/// Stores a sign-in that is half done.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, step: &Step) -> Result<()> {
    plain::insert(
        tx,
        "sign_in_steps",
        &[
            ("id_hash", step.id_hash.clone().into()),
            ("user_id", step.user.into()),
            ("created_at", step.created_at.into()),
            ("n_tries", 0_i64.into()),
        ],
    )
}

/// Finds one.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, id_hash: &[u8]) -> Result<Option<Step>> {
    let only = [("id_hash", id_hash.to_vec().into())];
    let columns = "id_hash, user_id, created_at";
    let rows = plain::select(reader, "sign_in_steps", columns, &only, "")?;
    let step = rows.into_iter().next().map(|mut row| -> Result<Step> {
        let (id_hash, user) = (row.bytes()?, PrincipalId(row.uuid()?));
        Ok(Step { id_hash, user, created_at: row.instant()? })
    });
    step.transpose()
}

/// Counts a try; `false` when there were too many, or the step is gone.
///
/// # Errors
/// When the database fails.
pub fn count(tx: &mut Tx<'_>, id_hash: &[u8], most: i64) -> Result<bool> {
    let mut sql = tx.sql();
    sql.push("UPDATE ").table("sign_in_steps").push(" SET n_tries = n_tries + 1");
    sql.push(" WHERE id_hash = ").bind(id_hash.to_vec()).push(" AND n_tries < ").bind(most);
    Ok(tx.execute(&sql)? == 1)
}

/// Ends one; `false` when it had ended.
///
/// # Errors
/// When the database fails.
pub fn end(tx: &mut Tx<'_>, id_hash: &[u8]) -> Result<bool> {
    Ok(plain::delete(tx, "sign_in_steps", &[("id_hash", id_hash.to_vec().into())])? == 1)
}

/// Ends all of a person.
///
/// # Errors
/// When the database fails.
pub fn end_all(tx: &mut Tx<'_>, user: PrincipalId) -> Result<()> {
    plain::delete(tx, "sign_in_steps", &[("user_id", user.into())]).map(drop)
}

/// Forgets those of before an instant.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("sign_in_steps").push(" WHERE created_at < ").bind(before);
    tx.execute(&sql).map(drop)
}
