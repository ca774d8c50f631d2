//! Changes of administrators to the catalog, in their order.

use kernel::{Instant, PrincipalId, Result};

use super::plain;
use crate::conn::{Reader, Tx};

/// All changes as JSON.
///
/// # Errors
/// When the database fails.
pub fn all(reader: &mut Reader<'_>) -> Result<Vec<String>> {
    let mut rows = plain::select(reader, "overlay", "change", &[], " ORDER BY seq")?;
    rows.iter_mut().map(|row| row.text()).collect()
}

/// Adds a change.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, change: &str, at: Instant, actor: Option<PrincipalId>) -> Result<()> {
    let values = [("change", change.into()), ("at", at.into()), ("actor_id", actor.into())];
    plain::insert(tx, "overlay", &values)
}
