//! The log of sign-ins, refusals and administration; it is only ever added to.

use kernel::{Instant, PrincipalId, Result};

use super::plain;
use crate::conn::{Reader, Tx};

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// When.
    pub at: Instant,
    /// Word of what happened, such as `sign_in.refused`.
    pub event: String,
    /// Who, if known.
    pub actor: Option<PrincipalId>,
    /// What else is to be known; never a secret.
    pub detail: String,
    /// Network address it came from.
    pub address: String,
}

/// Adds an entry.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, entry: &LogEntry) -> Result<()> {
    plain::insert(
        tx,
        "log",
        &[
            ("at", entry.at.into()),
            ("event", entry.event.as_str().into()),
            ("actor_id", entry.actor.into()),
            ("detail", entry.detail.as_str().into()),
            ("address", entry.address.as_str().into()),
        ],
    )
}

/// The newest entries.
///
/// # Errors
/// When the database fails.
pub fn newest(reader: &mut Reader<'_>) -> Result<Vec<LogEntry>> {
    let columns = "at, event, actor_id, detail, address";
    let tail = " ORDER BY seq DESC LIMIT 500";
    let mut rows = plain::select(reader, "log", columns, &[], tail)?;
    let entry = rows.iter_mut().map(|row| {
        Ok(LogEntry {
            at: row.instant()?,
            event: row.text()?,
            actor: row.maybe_uuid()?.map(PrincipalId),
            detail: row.text()?,
            address: row.text()?,
        })
    });
    entry.collect()
}
