//! What there is, and who may change it: administrators.

use access::{Area, Right};
use catalog::Catalog;
use kernel::{Error, FieldProblem, Instant, PrincipalId, Result};
use records::{Cx, ListQuery};
use store::queries::hook::{self as stored};
use url::Url;
use uuid::Uuid;
use vault::Vault;

use crate::sign::{sealed, secret};

/// A hook as administrators see it; never its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// Its id.
    pub id: Uuid,
    /// What it is told, and where.
    pub set: HookChange,
    /// Whether it is told at present.
    pub is_active: bool,
    /// Whose rights decide what it is told.
    pub owner: PrincipalId,
    /// When it was made.
    pub created_at: Instant,
}

/// What can be set on a hook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HookChange {
    /// What it is for.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// Code of the module; empty means all.
    pub module: String,
    /// Words of what happened, such as `created`; none means all.
    pub kinds: Vec<String>,
    /// Condition in the filter language, for one module; empty means none.
    pub filter: String,
}

fn readable(hook: stored::Hook) -> Hook {
    Hook {
        id: hook.id,
        set: HookChange {
            name: hook.name,
            url: hook.url,
            module: hook.module,
            kinds: hook.kinds.split_whitespace().map(str::to_owned).collect(),
            filter: hook.filter,
        },
        is_active: hook.is_active,
        owner: hook.owner,
        created_at: hook.created_at,
    }
}

/// All hooks.
///
/// # Errors
/// `Forbidden` unless interfaces are open to the actor.
pub async fn hooks(cx: &Cx) -> Result<Vec<Hook>> {
    cx.actor.rights.demand_area(Area::Interfaces)?;
    Ok(cx.store().read(stored::all).await?.into_iter().map(readable).collect())
}

/// One hook.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn get(cx: &Cx, id: Uuid) -> Result<Hook> {
    cx.actor.rights.demand_area(Area::Interfaces)?;
    let found = cx.store().read(move |reader| stored::get(reader, id)).await?;
    found.map(readable).ok_or(Error::NotFound)
}

/// Adds a hook under the rights of whoever does, and gives its secret, which is never shown again.
///
/// # Errors
/// `Forbidden`; `Invalid` at `name`, `url`, `module`, `kinds` or `filter`.
pub async fn add(cx: &Cx, vault: &Vault, new: HookChange) -> Result<(Uuid, String)> {
    cx.actor.rights.demand_area(Area::Interfaces)?;
    let new = judged(cx, new).await?;
    let owner = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let (id, secret) = (Uuid::now_v7(), secret());
    let hook = stored::Hook {
        id,
        name: new.name,
        url: new.url,
        secret: sealed(vault, id, &secret)?,
        module: new.module,
        kinds: new.kinds.join(" "),
        filter: new.filter,
        is_active: true,
        owner,
        created_at: cx.now(),
        version: 1,
    };
    cx.store().write(move |tx| stored::put(tx, &hook)).await?;
    Ok((id, secret))
}

/// Changes a hook; from then on the rights of whoever changed it decide what it is told.
///
/// # Errors
/// As `add`; `NotFound`.
pub async fn change(cx: &Cx, id: Uuid, set: HookChange) -> Result<()> {
    cx.actor.rights.demand_area(Area::Interfaces)?;
    let set = judged(cx, set).await?;
    let owner = cx.actor.user.ok_or(Error::Unauthenticated)?;
    changed(cx, id, move |hook| {
        hook.name.clone_from(&set.name);
        hook.url.clone_from(&set.url);
        hook.module.clone_from(&set.module);
        hook.kinds = set.kinds.join(" ");
        hook.filter.clone_from(&set.filter);
        hook.owner = owner;
    })
    .await
}

/// Pauses a hook, or goes on with it.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn set_active(cx: &Cx, id: Uuid, is_active: bool) -> Result<()> {
    cx.actor.rights.demand_area(Area::Interfaces)?;
    changed(cx, id, move |hook| hook.is_active = is_active).await
}

/// Gives a hook a new secret; what is signed from now on is signed with it.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn renew(cx: &Cx, vault: &Vault, id: Uuid) -> Result<String> {
    cx.actor.rights.demand_area(Area::Interfaces)?;
    let new = secret();
    let kept = sealed(vault, id, &new)?;
    changed(cx, id, move |hook| hook.secret.clone_from(&kept)).await?;
    Ok(new)
}

/// Takes a hook away with everything it was told; for thirty days it can be brought back.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn remove(cx: &Cx, id: Uuid) -> Result<()> {
    get(cx, id).await?;
    let now = cx.now();
    cx.store().write(move |tx| stored::set_removed(tx, id, Some(now)).map(drop)).await
}

/// Brings a hook back that was taken away.
///
/// # Errors
/// `Forbidden`; `NotFound` when it is gone for good.
pub async fn restore(cx: &Cx, id: Uuid) -> Result<()> {
    cx.actor.rights.demand_area(Area::Interfaces)?;
    match cx.store().write(move |tx| stored::set_removed(tx, id, None)).await? {
        true => Ok(()),
        false => Err(Error::NotFound),
    }
}

async fn changed(
    cx: &Cx,
    id: Uuid,
    change: impl Fn(&mut stored::Hook) + Send + 'static,
) -> Result<()> {
    cx.store()
        .write(move |tx| {
            let mut hook = stored::get(tx, id)?.ok_or(Error::NotFound)?;
            change(&mut hook);
            hook.version += 1;
            stored::put(tx, &hook)
        })
        .await
}

/// What may be set; every problem at once.
async fn judged(cx: &Cx, set: HookChange) -> Result<HookChange> {
    let trimmed = |text: &str| text.trim().to_owned();
    let set = HookChange {
        name: trimmed(&set.name),
        url: trimmed(&set.url),
        module: trimmed(&set.module),
        filter: trimmed(&set.filter),
        ..set
    };
    let mut problems = Vec::new();
    if set.name.is_empty() {
        problems.push(FieldProblem::new("name", "required"));
    } else if set.name.chars().count() > 80 || set.name.contains(char::is_control) {
        problems.push(FieldProblem::new("name", "too_long").with("max", 80));
    }
    if !is_address(&set.url) {
        problems.push(FieldProblem::new("url", "not_url").with("value", &set.url));
    }
    problems.extend(of_module(cx, &set));
    if problems.is_empty() {
        problems.extend(of_filter(cx, &set).await?);
    }
    if problems.is_empty() { Ok(set) } else { Err(Error::Invalid(problems)) }
}

fn is_address(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let is_bare = url.username().is_empty() && url.password().is_none();
    ["http", "https"].contains(&url.scheme()) && url.has_host() && is_bare && text.len() <= 2000
}

fn of_module(cx: &Cx, set: &HookChange) -> Option<FieldProblem> {
    let is_known = set.module.is_empty() || is_seen(cx, &cx.catalog, &set.module);
    let wrong = set.kinds.iter().find(|kind| !is_word(kind));
    match (is_known, wrong) {
        (false, _) => Some(FieldProblem::new("module", "not_in_list").with("value", &set.module)),
        (true, Some(kind)) => Some(FieldProblem::new("kinds", "not_in_list").with("value", kind)),
        (true, None) => None,
    }
}

fn is_seen(cx: &Cx, catalog: &Catalog, module: &str) -> bool {
    catalog.module(module).is_some() && cx.actor.rights.may(module, Right::See)
}

fn is_word(word: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c == '_';
    !word.is_empty() && word.len() <= 40 && word.chars().all(letter)
}

/// A condition is tried, so that what cannot be asked is said now and not when it is too late.
async fn of_filter(cx: &Cx, set: &HookChange) -> Result<Vec<FieldProblem>> {
    if set.filter.is_empty() {
        return Ok(Vec::new());
    }
    if set.module.is_empty() {
        return Ok(vec![FieldProblem::new("filter", "needs_module")]);
    }
    let list = ListQuery { filter: set.filter.clone(), ..ListQuery::default() };
    match records::count(cx, &set.module, &list, 1).await {
        Err(Error::Invalid(problems)) => Ok(problems),
        other => other.map(|_| Vec::new()),
    }
}
