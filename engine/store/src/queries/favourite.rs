//! Records a person comes back to: those looked at last, and those marked.

use kernel::{Instant, Link, PrincipalId, RecordId, Result};

use super::plain;
use crate::cell::Row;
use crate::conn::{Reader, Tx};

/// Notes that a person looked at a record.
///
/// # Errors
/// When the database fails.
pub fn seen(tx: &mut Tx<'_>, user: PrincipalId, link: &Link, at: Instant) -> Result<()> {
    plain::upsert(
        tx,
        "recents",
        &["user_id", "record_id"],
        &[
            ("user_id", user.into()),
            ("module", link.module.as_str().into()),
            ("record_id", link.id.into()),
            ("at", at.into()),
        ],
    )
}

/// Records a person looked at last, the newest first.
///
/// # Errors
/// When the database fails.
pub fn recent(reader: &mut Reader<'_>, user: PrincipalId) -> Result<Vec<Link>> {
    let tail = " ORDER BY at DESC LIMIT 12";
    links(plain::select(reader, "recents", "module, record_id", &[("user_id", user.into())], tail)?)
}

/// Marks a record; tells whether it was not marked.
///
/// # Errors
/// When the database fails.
pub fn mark(tx: &mut Tx<'_>, user: PrincipalId, link: &Link, at: Instant) -> Result<bool> {
    plain::insert_new(
        tx,
        "favourites",
        &[
            ("user_id", user.into()),
            ("module", link.module.as_str().into()),
            ("record_id", link.id.into()),
            ("position", at.into()),
        ],
    )
}

/// Unmarks a record; tells whether it was marked.
///
/// # Errors
/// When the database fails.
pub fn unmark(tx: &mut Tx<'_>, user: PrincipalId, record: RecordId) -> Result<bool> {
    let only = [("user_id", user.into()), ("record_id", record.into())];
    Ok(plain::delete(tx, "favourites", &only)? == 1)
}

/// Marked records of a person in their order.
///
/// # Errors
/// When the database fails.
pub fn marked(reader: &mut Reader<'_>, user: PrincipalId) -> Result<Vec<Link>> {
    let only = [("user_id", user.into())];
    let tail = " ORDER BY position LIMIT 30";
    links(plain::select(reader, "favourites", "module, record_id", &only, tail)?)
}

fn links(mut rows: Vec<Row>) -> Result<Vec<Link>> {
    let link = |row: &mut Row| Ok(Link { module: row.text()?, id: RecordId(row.uuid()?) });
    rows.iter_mut().map(link).collect()
}

/// Forgets a record in both lists of everybody.
///
/// # Errors
/// When the database fails.
pub fn forget_record(tx: &mut Tx<'_>, record: RecordId) -> Result<()> {
    plain::delete(tx, "recents", &[("record_id", record.into())])?;
    plain::delete(tx, "favourites", &[("record_id", record.into())]).map(drop)
}
