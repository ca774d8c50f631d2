//! Tags on records, and who follows them.

use kernel::{PrincipalId, RecordId, Result};

use super::plain;
use crate::conn::{Reader, Tx};

/// Adds a tag; tells whether it is new.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, module: &str, record: RecordId, tag: &str) -> Result<bool> {
    let values = [("module", module.into()), ("record_id", record.into()), ("tag", tag.into())];
    plain::insert_new(tx, "tags", &values)
}

/// Takes a tag away; tells whether it was there.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, record: RecordId, tag: &str) -> Result<bool> {
    let only = [("record_id", record.into()), ("tag", tag.into())];
    Ok(plain::delete(tx, "tags", &only)? == 1)
}

/// Tags of a record.
///
/// # Errors
/// When the database fails.
pub fn of_record(reader: &mut Reader<'_>, record: RecordId) -> Result<Vec<String>> {
    let only = [("record_id", record.into())];
    let mut rows = plain::select(reader, "tags", "tag", &only, " ORDER BY tag")?;
    rows.iter_mut().map(|row| row.text()).collect()
}

/// Makes a user follow a record; tells whether they did not before.
///
/// # Errors
/// When the database fails.
pub fn follow(tx: &mut Tx<'_>, module: &str, record: RecordId, user: PrincipalId) -> Result<bool> {
    let values =
        [("module", module.into()), ("record_id", record.into()), ("user_id", user.into())];
    plain::insert_new(tx, "followers", &values)
}

/// Ends that; tells whether they followed.
///
/// # Errors
/// When the database fails.
pub fn unfollow(tx: &mut Tx<'_>, record: RecordId, user: PrincipalId) -> Result<bool> {
    let only = [("record_id", record.into()), ("user_id", user.into())];
    Ok(plain::delete(tx, "followers", &only)? == 1)
}

/// Tells whether a user follows a record.
///
/// # Errors
/// When the database fails.
pub fn follows(reader: &mut Reader<'_>, record: RecordId, user: PrincipalId) -> Result<bool> {
    let only = [("record_id", record.into()), ("user_id", user.into())];
    Ok(!plain::select(reader, "followers", "user_id", &only, "")?.is_empty())
}

/// Who follows some records.
///
/// # Errors
/// When the database fails.
pub fn followers(
    reader: &mut Reader<'_>,
    records: &[RecordId],
) -> Result<Vec<(RecordId, PrincipalId)>> {
    if records.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = reader.sql();
    sql.push("SELECT record_id, user_id FROM ").table("followers").push(" WHERE record_id IN (");
    sql.binds(records.iter().copied()).push(") ORDER BY record_id, user_id");
    let mut rows = reader.query(&sql)?;
    rows.iter_mut().map(|row| Ok((RecordId(row.uuid()?), PrincipalId(row.uuid()?)))).collect()
}

/// Takes tags and followers of a record away.
///
/// # Errors
/// When the database fails.
pub fn forget_record(tx: &mut Tx<'_>, record: RecordId) -> Result<()> {
    plain::delete(tx, "tags", &[("record_id", record.into())])?;
    plain::delete(tx, "followers", &[("record_id", record.into())]).map(drop)
}
