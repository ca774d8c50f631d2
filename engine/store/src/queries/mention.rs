//! Who was mentioned in a comment.

use std::collections::BTreeMap;

use kernel::{PrincipalId, Result};
use sql::Row;
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

/// Says who is mentioned in a comment, in place of whoever was before.
///
/// # Errors
/// When the database fails.
pub fn set(tx: &mut Tx<'_>, comment: Uuid, people: &[PrincipalId]) -> Result<()> {
    plain::delete(tx, "mentions", &[("comment_id", comment.into())])?;
    for person in people {
        let values = [("comment_id", comment.into()), ("user_id", (*person).into())];
        plain::insert(tx, "mentions", &values)?;
    }
    Ok(())
}

/// People mentioned in some comments, by comment.
///
/// # Errors
/// When the database fails.
pub fn of_comments(
    reader: &mut Reader<'_>,
    comments: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<PrincipalId>>> {
    if comments.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut sql = reader.sql();
    sql.push("SELECT comment_id, user_id FROM ").table("mentions").push(" WHERE comment_id IN (");
    sql.binds(comments.iter().copied()).push(") ORDER BY comment_id, user_id");
    people_of(reader.query(&sql)?)
}

pub(super) fn people_of(rows: Vec<Row>) -> Result<BTreeMap<Uuid, Vec<PrincipalId>>> {
    let mut found: BTreeMap<Uuid, Vec<PrincipalId>> = BTreeMap::new();
    for mut row in rows {
        found.entry(row.uuid()?).or_default().push(PrincipalId(row.uuid()?));
    }
    Ok(found)
}
