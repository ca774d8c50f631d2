//! Groups of people, which can own records and with whom records are shared.

use access::{House, Party};
use kernel::{Error, FieldProblem, PrincipalId, Result};
use records::Cx;
use store::Tx;
use store::queries::group::{self, StoredGroup};
use store::queries::house;

use super::naming::{is_taken, judge_about, name, note};

/// All groups by name.
///
/// # Errors
/// `Forbidden` for others than administrators.
pub async fn groups(cx: &Cx) -> Result<Vec<StoredGroup>> {
    cx.actor.rights.demand_administrator()?;
    cx.store().read(group::all).await
}

/// Stores a group, new or changed; its version has to be the one that was read.
///
/// # Errors
/// `Forbidden`; `Invalid` at `name`, `about` or `members`; `Conflict` `stale`.
pub async fn save_group(cx: &Cx, group: StoredGroup) -> Result<PrincipalId> {
    cx.actor.rights.demand_administrator()?;
    let (cx, id) = (cx.clone(), group.id);
    cx.store().clone().write(move |tx| put(tx, &cx, group.clone())).await?;
    Ok(id)
}

fn put(tx: &mut Tx<'_>, cx: &Cx, mut stored: StoredGroup) -> Result<()> {
    let all = group::all(tx)?;
    let known = all.iter().find(|known| known.id == stored.id);
    if known.is_some_and(|known| known.version != stored.version) {
        return Err(Error::conflict("stale"));
    }
    let (said, mut problems) = name(&stored.name);
    let mut others = all.iter().filter(|other| other.id != stored.id);
    if is_taken(&said, others.by_ref().map(|other| other.name.as_str())) {
        problems.push(FieldProblem::new("name", "taken"));
    }
    problems.extend(judge_about(&stored.about));
    let house = house::load(tx)?.1;
    if stored.members.iter().any(|party| !is_there(&house, *party)) {
        problems.push(FieldProblem::new("members", "target_not_found"));
    }
    if stored.members.iter().any(|party| leads_to(&house, *party, stored.id)) {
        problems.push(FieldProblem::new("members", "group_ring"));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    (stored.name, stored.version) = (said, stored.version + 1);
    stored.about = stored.about.trim().to_owned();
    group::put(tx, &stored)?;
    note(tx, cx, "group.saved", &stored.name)
}

/// Whether a party names somebody.
pub(super) fn is_there(house: &House, party: Party) -> bool {
    match party {
        Party::User(id) => house.people.contains_key(&id),
        Party::Role(id) | Party::Branch(id) => house.roles.contains_key(&id),
        Party::Group(id) => house.groups.contains_key(&id),
    }
}

/// Whether a group is a party or belongs to it.
fn leads_to(house: &House, party: Party, group: PrincipalId) -> bool {
    matches!(party, Party::Group(id) if id == group || house.owners_of(party).contains(&group))
}

/// Removes a group that owns nothing any more.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict` `group_owns` while records belong to it.
pub async fn remove_group(cx: &Cx, id: PrincipalId) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let (cx, store) = (cx.clone(), cx.store().clone());
    let remove = move |tx: &mut Tx<'_>| {
        let all = group::all(tx)?;
        let gone = all.iter().find(|known| known.id == id).ok_or(Error::NotFound)?;
        for module in cx.catalog.modules() {
            if store::records::is_owner(tx, module, id)? {
                return Err(Error::conflict("group_owns"));
            }
        }
        group::remove(tx, id)?;
        note(tx, &cx, "group.removed", &gone.name)
    };
    store.write(remove).await
}
