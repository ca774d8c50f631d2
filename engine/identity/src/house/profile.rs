//! Profiles: what people of a role may do.

use access::Profile;
use kernel::{Error, FieldProblem, Result};
use records::Cx;
use store::Tx;
use store::queries::profile::{self, StoredProfile};
use uuid::Uuid;

use super::naming::{is_taken, judge_about, name, note};

/// All profiles by name.
///
/// # Errors
/// `Forbidden` for others than administrators.
pub async fn profiles(cx: &Cx) -> Result<Vec<StoredProfile>> {
    cx.actor.rights.demand_administrator()?;
    cx.store().read(profile::all).await
}

/// Stores a profile, new or changed; its version has to be the one that was read.
///
/// # Errors
/// `Forbidden`; `Invalid` at `name` or `about`; `Conflict` `stale`.
pub async fn save_profile(cx: &Cx, profile: StoredProfile) -> Result<Uuid> {
    cx.actor.rights.demand_administrator()?;
    let (cx, id) = (cx.clone(), profile.id);
    cx.store().clone().write(move |tx| put(tx, &cx, profile.clone())).await?;
    Ok(id)
}

fn put(tx: &mut Tx<'_>, cx: &Cx, mut stored: StoredProfile) -> Result<()> {
    let all = profile::all(tx)?;
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
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    (stored.name, stored.version) = (said, stored.version + 1);
    stored.about = stored.about.trim().to_owned();
    tidy(&mut stored.profile, cx);
    profile::put(tx, &stored)?;
    note(tx, cx, "profile.saved", &stored.name)
}

/// Leaves out what names nothing: modules, actions and fields that do not exist.
fn tidy(profile: &mut Profile, cx: &Cx) {
    profile.modules.retain(|code, _| cx.catalog.module(code).is_some());
    for (code, rights) in &mut profile.modules {
        let Some(module) = cx.catalog.module(code) else { continue };
        rights.fields.retain(|name, _| module.field(name).is_some());
        rights.actions.retain(|name| module.actions.iter().any(|action| action.name == *name));
    }
}

/// Limits a field that is about to take the place of another one as that one is limited, in every
/// profile, so that nobody sees in the new field what was hidden from them in the old one.
///
/// # Errors
/// `Forbidden` for others than administrators.
pub async fn limit_alike(cx: &Cx, module: &str, (old, new): (&str, &str)) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let (cx, store, module) = (cx.clone(), cx.store().clone(), module.to_owned());
    let (old, new) = (old.to_owned(), new.to_owned());
    let limit = move |tx: &mut Tx<'_>| {
        for mut stored in profile::all(tx)? {
            let Some(rights) = stored.profile.modules.get_mut(&module) else { continue };
            let Some(right) = rights.fields.get(&old).copied() else { continue };
            rights.fields.insert(new.clone(), right);
            stored.version += 1;
            profile::put(tx, &stored)?;
            note(tx, &cx, "profile.saved", &stored.name)?;
        }
        Ok(())
    };
    store.write(limit).await
}

/// Removes a profile that no role is made of.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict` `profile_in_use`.
pub async fn remove_profile(cx: &Cx, id: Uuid) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let (cx, store) = (cx.clone(), cx.store().clone());
    let remove = move |tx: &mut Tx<'_>| {
        let all = profile::all(tx)?;
        let gone = all.iter().find(|known| known.id == id).ok_or(Error::NotFound)?;
        profile::remove(tx, id)?;
        note(tx, &cx, "profile.removed", &gone.name)
    };
    store.write(remove).await
}
