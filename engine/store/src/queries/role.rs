//! Roles, a tree.

use std::collections::BTreeSet;

use kernel::Result;
use sql::Row;
use uuid::Uuid;

use super::{house, plain};
use crate::conn::{Reader, Tx};

/// A role as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRole {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The role above; none at the top.
    pub parent: Option<Uuid>,
    /// How strongly people of it sign in.
    pub strength: String,
    /// Counts changes.
    pub version: i64,
    /// The profiles it is made of.
    pub profiles: BTreeSet<Uuid>,
}

/// All roles by name.
///
/// # Errors
/// When the database fails.
pub fn all(reader: &mut Reader<'_>) -> Result<Vec<StoredRole>> {
    let columns = "id, name, parent_id, strength, version";
    let mut rows = plain::select(reader, "roles", columns, &[], " ORDER BY name, id")?;
    let role = |row: &mut Row| {
        Ok(StoredRole {
            id: row.uuid()?,
            name: row.text()?,
            parent: row.maybe_uuid()?,
            strength: row.text()?,
            version: row.int()?,
            profiles: BTreeSet::new(),
        })
    };
    let mut roles: Vec<StoredRole> = rows.iter_mut().map(role).collect::<Result<_>>()?;
    for mut row in plain::select(reader, "role_profiles", "role_id, profile_id", &[], "")? {
        let (of, profile) = (row.uuid()?, row.uuid()?);
        if let Some(role) = roles.iter_mut().find(|role| role.id == of) {
            role.profiles.insert(profile);
        }
    }
    Ok(roles)
}

/// Stores a role, new or changed, with its profiles.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, role: &StoredRole) -> Result<()> {
    let values = [
        ("id", role.id.into()),
        ("name", role.name.as_str().into()),
        ("parent_id", role.parent.into()),
        ("strength", role.strength.as_str().into()),
        ("version", role.version.into()),
    ];
    plain::upsert(tx, "roles", &["id"], &values)?;
    plain::delete(tx, "role_profiles", &[("role_id", role.id.into())])?;
    for profile in &role.profiles {
        let values = [("role_id", role.id.into()), ("profile_id", (*profile).into())];
        plain::insert(tx, "role_profiles", &values)?;
    }
    house::changed(tx)
}

/// Removes a role: people and roles below it move to another one.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, role: Uuid, heir: Uuid) -> Result<()> {
    plain::update(tx, "users", &[("role_id", heir.into())], &[("role_id", role.into())])?;
    plain::update(tx, "roles", &[("parent_id", heir.into())], &[("parent_id", role.into())])?;
    plain::delete(tx, "role_profiles", &[("role_id", role.into())])?;
    forget_party(tx, &["role", "branch"], role)?;
    plain::delete(tx, "roles", &[("id", role.into())])?;
    house::changed(tx)
}

/// Takes a party out of groups and sharing rules.
pub(super) fn forget_party(tx: &mut Tx<'_>, kinds: &[&str], id: Uuid) -> Result<()> {
    for kind in kinds {
        let member = [("kind", (*kind).into()), ("member_id", id.into())];
        plain::delete(tx, "group_members", &member)?;
        let from = [("from_kind", (*kind).into()), ("from_id", id.into())];
        plain::delete(tx, "sharing_rules", &from)?;
        let to = [("to_kind", (*kind).into()), ("to_id", id.into())];
        plain::delete(tx, "sharing_rules", &to)?;
        let reader = [("kind", (*kind).into()), ("party_id", id.into())];
        plain::delete(tx, "view_parties", &reader)?;
    }
    Ok(())
}
