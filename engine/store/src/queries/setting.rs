//! Settings of the installation, and facts about the data itself.

use kernel::Result;

use super::plain;
use crate::conn::{Reader, Tx};

/// Reads a setting.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, key: &str) -> Result<Option<String>> {
    let rows = plain::select(reader, "settings", "value", &[("key", key.into())], "")?;
    rows.into_iter().next().map(|mut row| row.text()).transpose()
}

/// Writes a setting.
///
/// # Errors
/// When the database fails.
pub fn set(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<()> {
    plain::upsert(tx, "settings", &["key"], &[("key", key.into()), ("value", value.into())])
}

/// Removes a setting; tells whether there was one.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, key: &str) -> Result<bool> {
    Ok(plain::delete(tx, "settings", &[("key", key.into())])? == 1)
}
