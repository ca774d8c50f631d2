//! Kinds of messages that people do not want.

use kernel::{PrincipalId, Result};

use super::plain;
use crate::conn::{Reader, Tx};

/// Kinds a person does not want.
///
/// # Errors
/// When the database fails.
pub fn of_person(reader: &mut Reader<'_>, user: PrincipalId) -> Result<Vec<String>> {
    let only = [("user_id", user.into())];
    let mut rows = plain::select(reader, "muted", "kind", &only, " ORDER BY kind")?;
    rows.iter_mut().map(|row| row.text()).collect()
}

/// Says which kinds a person does not want.
///
/// # Errors
/// When the database fails.
pub fn set(tx: &mut Tx<'_>, user: PrincipalId, kinds: &[String]) -> Result<()> {
    plain::delete(tx, "muted", &[("user_id", user.into())])?;
    for kind in kinds {
        let values = [("user_id", user.into()), ("kind", kind.as_str().into())];
        plain::insert(tx, "muted", &values)?;
    }
    Ok(())
}

/// Tells whether a person does not want a kind.
///
/// # Errors
/// When the database fails.
pub fn is_muted(reader: &mut Reader<'_>, user: PrincipalId, kind: &str) -> Result<bool> {
    let only = [("user_id", user.into()), ("kind", kind.into())];
    Ok(!plain::select(reader, "muted", "kind", &only, "")?.is_empty())
}
