//! Groups of people, which can own records.

use std::collections::BTreeSet;

use access::Party;
use kernel::{PrincipalId, Result};
use sql::Row;

use super::{house, plain, role};
use crate::conn::{Reader, Tx};

/// A group as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredGroup {
    /// Its id, which can own records.
    pub id: PrincipalId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// Counts changes.
    pub version: i64,
    /// Who belongs to it.
    pub members: BTreeSet<Party>,
}

/// All groups by name.
///
/// # Errors
/// When the database fails.
pub fn all(reader: &mut Reader<'_>) -> Result<Vec<StoredGroup>> {
    let columns = "id, name, about, version";
    let mut rows = plain::select(reader, "groups", columns, &[], " ORDER BY name, id")?;
    let group = |row: &mut Row| {
        Ok(StoredGroup {
            id: PrincipalId(row.uuid()?),
            name: row.text()?,
            about: row.text()?,
            version: row.int()?,
            members: BTreeSet::new(),
        })
    };
    let mut groups: Vec<StoredGroup> = rows.iter_mut().map(group).collect::<Result<_>>()?;
    for mut row in plain::select(reader, "group_members", "group_id, kind, member_id", &[], "")? {
        let of = PrincipalId(row.uuid()?);
        let member = house::party(&row.text()?, row.uuid()?)?;
        if let Some(group) = groups.iter_mut().find(|group| group.id == of) {
            group.members.insert(member);
        }
    }
    Ok(groups)
}

/// Names of all groups, by name.
///
/// # Errors
/// When the database fails.
pub fn names(reader: &mut Reader<'_>) -> Result<Vec<(PrincipalId, String)>> {
    let mut rows = plain::select(reader, "groups", "id, name", &[], " ORDER BY name, id")?;
    rows.iter_mut().map(|row| Ok((PrincipalId(row.uuid()?), row.text()?))).collect()
}

/// Tells whether there is such a group.
///
/// # Errors
/// When the database fails.
pub fn exists(reader: &mut Reader<'_>, id: PrincipalId) -> Result<bool> {
    Ok(!plain::select(reader, "groups", "id", &[("id", id.into())], "")?.is_empty())
}

/// Stores a group, new or changed, with its members.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, group: &StoredGroup) -> Result<()> {
    let values = [
        ("id", group.id.into()),
        ("name", group.name.as_str().into()),
        ("about", group.about.as_str().into()),
        ("version", group.version.into()),
    ];
    plain::upsert(tx, "groups", &["id"], &values)?;
    plain::delete(tx, "group_members", &[("group_id", group.id.into())])?;
    for party in &group.members {
        let values = [
            ("group_id", group.id.into()),
            ("kind", party.word().into()),
            ("member_id", party.id().into()),
        ];
        plain::insert(tx, "group_members", &values)?;
    }
    house::changed(tx)
}

/// Removes a group from wherever it stands; its records have to have another owner before.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, group: PrincipalId) -> Result<()> {
    plain::delete(tx, "group_members", &[("group_id", group.into())])?;
    role::forget_party(tx, &["group"], group.0)?;
    plain::delete(tx, "grants", &[("principal_id", group.into())])?;
    plain::delete(tx, "grantees", &[("principal_id", group.into())])?;
    plain::delete(tx, "groups", &[("id", group.into())])?;
    house::changed(tx)
}
