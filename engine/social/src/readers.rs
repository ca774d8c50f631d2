//! With whom views are shared, and with which of them people of a role begin.

use std::collections::BTreeSet;

use access::{Area, House, Party};
use kernel::{Error, Result};
use records::Cx;
use store::queries::{setting, view as stored};
use uuid::Uuid;

use crate::view::{ListView, Whose, editable, views};

/// Who reads a view besides its owner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewReaders {
    /// With whom it is shared.
    pub parties: BTreeSet<Party>,
    /// Roles whose people begin with it, with all roles below that have nothing of their own.
    pub first_for: BTreeSet<Uuid>,
}

/// Key of the setting that names the view with which people of a role begin.
pub(crate) fn role_key(role: Uuid, module: &str) -> String {
    format!("view/role/{role}/{module}")
}

/// With whom a view is shared, and which roles begin with it.
///
/// # Errors
/// `NotFound`; `Forbidden` for somebody else's.
pub async fn view_readers(cx: &Cx, module: &str, id: Uuid) -> Result<ViewReaders> {
    match cx.actor.rights.may_set(Area::Views) {
        true => drop(usable(cx, module, id).await?),
        false => editable(cx, module, id).await?,
    }
    let house = cx.engine.house().await?;
    let roles: Vec<Uuid> = house.house().roles.keys().copied().collect();
    let module = module.to_owned();
    let read = move |reader: &mut store::Reader<'_>| {
        let mut readers =
            ViewReaders { parties: stored::parties(reader, id)?, first_for: BTreeSet::new() };
        for role in roles {
            let first = setting::get(reader, &role_key(role, &module))?;
            if first.is_some_and(|first| first == id.to_string()) {
                readers.first_for.insert(role);
            }
        }
        Ok(readers)
    };
    cx.store().read(read).await
}

async fn usable(cx: &Cx, module: &str, id: Uuid) -> Result<ListView> {
    let view = views(cx, module).await?.into_iter().find(|view| view.id == id);
    view.ok_or(Error::NotFound)
}

/// Says with whom a view is shared and which roles begin with it. Those use it as it is and cannot
/// change it.
///
/// # Errors
/// `NotFound`; `Forbidden` for somebody else's view, and where the firsts of roles change and the
/// actor does not set up views; `Invalid` at `members` and at `first`: `target_not_found`, or
/// `view_not_shared` when people of a role cannot use the view.
pub async fn set_view_readers(cx: &Cx, module: &str, id: Uuid, wish: ViewReaders) -> Result<()> {
    let now = view_readers(cx, module, id).await?;
    let view = usable(cx, module, id).await?;
    if now.parties != wish.parties {
        editable(cx, module, id).await?;
    }
    if now.first_for != wish.first_for {
        cx.actor.rights.demand_area(Area::Views)?;
    }
    let is_private = matches!(view.whose, Whose::Person(_) | Whose::Shared(_));
    judge(cx.engine.house().await?.house(), (&now, &wish), is_private)?;
    let module = module.to_owned();
    let write = move |tx: &mut store::Tx<'_>| {
        for party in now.parties.symmetric_difference(&wish.parties) {
            stored::share(tx, id, (*party, wish.parties.contains(party)))?;
        }
        for role in now.first_for.symmetric_difference(&wish.first_for) {
            let key = role_key(*role, &module);
            match wish.first_for.contains(role) {
                true => setting::set(tx, &key, &id.to_string())?,
                false => setting::remove(tx, &key).map(drop)?,
            }
        }
        Ok(())
    };
    cx.store().write(write).await
}

fn judge(house: &House, (now, wish): (&ViewReaders, &ViewReaders), is_private: bool) -> Result<()> {
    let is_known = |party: &Party| match party {
        Party::User(person) => house.people.contains_key(person),
        Party::Group(group) => house.groups.contains_key(group),
        Party::Role(role) | Party::Branch(role) => house.roles.contains_key(role),
    };
    if !wish.parties.difference(&now.parties).all(is_known) {
        return Err(Error::invalid("members", "target_not_found"));
    }
    let reaches = |role: &Uuid, party: &Party| match party {
        Party::Role(shared) => shared == role,
        Party::Branch(shared) => shared == role || house.is_below(*role, *shared),
        Party::User(_) | Party::Group(_) => false,
    };
    for role in wish.first_for.difference(&now.first_for) {
        if !house.roles.contains_key(role) {
            return Err(Error::invalid("first", "target_not_found"));
        }
        if is_private && !wish.parties.iter().any(|party| reaches(role, party)) {
            return Err(Error::invalid("first", "view_not_shared"));
        }
    }
    Ok(())
}
