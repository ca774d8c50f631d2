//! Roles: the tree along which people see what those below them own.

use kernel::{Error, FieldProblem, Result};
use records::Cx;
use store::Tx;
use store::queries::role::{self, StoredRole};
use store::queries::{house, profile};
use uuid::Uuid;

use super::naming::{is_taken, name, note};

/// How strongly people of a role have to sign in, the weakest first.
pub const STRENGTHS: [&str; 3] = ["password", "second_factor", "passkey"];

/// All roles by name.
///
/// # Errors
/// `Forbidden` for others than administrators.
pub async fn roles(cx: &Cx) -> Result<Vec<StoredRole>> {
    cx.actor.rights.demand_administrator()?;
    cx.store().read(role::all).await
}

/// Stores a role, new or changed; its version has to be the one that was read.
///
/// # Errors
/// `Forbidden`; `Invalid` at `name`, `parent`, `profiles` or `strength`; `Conflict` `stale`.
pub async fn save_role(cx: &Cx, role: StoredRole) -> Result<Uuid> {
    cx.actor.rights.demand_administrator()?;
    let (cx, id) = (cx.clone(), role.id);
    cx.store().clone().write(move |tx| put(tx, &cx, role.clone())).await?;
    Ok(id)
}

fn put(tx: &mut Tx<'_>, cx: &Cx, mut role: StoredRole) -> Result<()> {
    let all = role::all(tx)?;
    let known = all.iter().find(|known| known.id == role.id);
    if known.is_some_and(|known| known.version != role.version) {
        return Err(Error::conflict("stale"));
    }
    let (said, mut problems) = name(&role.name);
    let others = || all.iter().filter(|other| other.id != role.id);
    if is_taken(&said, others().map(|other| other.name.as_str())) {
        problems.push(FieldProblem::new("name", "taken"));
    }
    if let Some(parent) = role.parent {
        let mut house = house::load(tx)?.1;
        let place = house
            .roles
            .entry(role.id)
            .or_insert_with(|| access::Role { parent: None, profiles: Default::default() });
        place.parent = None;
        if !all.iter().any(|other| other.id == parent) {
            problems.push(FieldProblem::new("parent", "target_not_found"));
        } else if parent == role.id || house.is_below(parent, role.id) {
            problems.push(FieldProblem::new("parent", "role_ring"));
        }
    }
    let profiles = profile::all(tx)?;
    role.profiles.retain(|id| profiles.iter().any(|known| known.id == *id));
    if role.profiles.is_empty() {
        problems.push(FieldProblem::new("profiles", "required"));
    }
    if !STRENGTHS.contains(&role.strength.as_str()) {
        problems.push(FieldProblem::new("strength", "not_in_list"));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    (role.name, role.version) = (said, role.version + 1);
    role::put(tx, &role)?;
    note(tx, cx, "role.saved", &role.name)
}

/// Removes a role: its people and the roles below it move to another one.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid` at `heir` when that is the role itself or one below it.
pub async fn remove_role(cx: &Cx, role: Uuid, heir: Uuid) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let (cx, store) = (cx.clone(), cx.store().clone());
    let remove = move |tx: &mut Tx<'_>| {
        let house = house::load(tx)?.1;
        let all = role::all(tx)?;
        let gone = all.iter().find(|known| known.id == role).ok_or(Error::NotFound)?;
        if !house.roles.contains_key(&heir) {
            return Err(Error::invalid("heir", "target_not_found"));
        }
        if heir == role || house.is_below(heir, role) {
            return Err(Error::invalid("heir", "role_ring"));
        }
        role::remove(tx, role, heir)?;
        note(tx, &cx, "role.removed", &gone.name)
    };
    store.write(remove).await
}
