//! Seals over the history, as those who act meet them.

use kernel::Result;
pub use seals::{SealTold, Verified, erase};

use crate::cx::Cx;

/// Seals what can be sealed by now; gives how many entries that were.
///
/// # Errors
/// When the database fails.
pub async fn seal(cx: &Cx) -> Result<usize> {
    seals::seal(cx.store(), cx.now()).await
}

/// The last seal.
///
/// # Errors
/// `Forbidden` for everybody but administrators; when the database fails.
pub async fn last_seal(cx: &Cx) -> Result<Option<SealTold>> {
    cx.actor.rights.demand_administrator()?;
    seals::last(cx.store()).await
}

/// Compares the history with its seals.
///
/// # Errors
/// When the database fails.
pub async fn verify_seals(cx: &Cx) -> Result<Verified> {
    seals::verify(cx.store(), &cx.catalog).await
}
