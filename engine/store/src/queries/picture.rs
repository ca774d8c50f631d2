//! Pictures of people.

use std::collections::BTreeMap;

use kernel::{PrincipalId, Result};

use super::{house, plain};
use crate::conn::{Reader, Tx};

/// Marks of the pictures there are; another picture has another one.
///
/// # Errors
/// When the database fails.
pub fn marks(reader: &mut Reader<'_>) -> Result<BTreeMap<PrincipalId, String>> {
    let mut rows = plain::select(reader, "pictures", "user_id, mark", &[], "")?;
    rows.iter_mut().map(|row| Ok((PrincipalId(row.uuid()?), row.text()?))).collect()
}

/// The picture of a person.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, id: PrincipalId) -> Result<Option<Vec<u8>>> {
    let rows = plain::select(reader, "pictures", "body", &[("user_id", id.into())], "")?;
    rows.into_iter().next().map(|mut row| row.bytes()).transpose()
}

/// Keeps the picture of a person in place of an earlier one.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, id: PrincipalId, (mark, body): (&str, &[u8])) -> Result<()> {
    let row = [("user_id", id.into()), ("mark", mark.into()), ("body", body.to_vec().into())];
    plain::upsert(tx, "pictures", &["user_id"], &row)?;
    house::changed(tx)
}

/// Takes the picture of a person away; tells whether there was one.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, id: PrincipalId) -> Result<bool> {
    let was_there = plain::delete(tx, "pictures", &[("user_id", id.into())])? == 1;
    house::changed(tx)?;
    Ok(was_there)
}
