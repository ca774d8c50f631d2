//! Saved views of lists.

use kernel::{Error, FieldProblem, PrincipalId, Result};
use records::{Cx, ListQuery};
use serde::{Deserialize, Serialize};
use store::queries::{setting, view as stored};
use uuid::Uuid;

/// Columns, condition and order of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ViewDefinition {
    /// Names of the fields shown; empty means the module's own.
    pub columns: Vec<String>,
    /// Condition in the filter language.
    pub filter: String,
    /// Sort such as `-name`.
    pub sort: String,
}

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Whose it is; none means everybody's.
    pub owner: Option<PrincipalId>,
    /// What it shows.
    pub definition: ViewDefinition,
    /// Whether the reader begins with it.
    pub is_default: bool,
}

/// Key of the setting that names the view with which a person begins.
fn default_key(user: PrincipalId, module: &str) -> String {
    format!("view/{user}/{module}")
}

/// Views of a module that the reader may use.
///
/// # Errors
/// When the database fails.
pub async fn views(cx: &Cx, module: &str) -> Result<Vec<SavedView>> {
    let (module, user) = (module.to_owned(), cx.actor.user);
    let read = cx.store().read(move |reader| {
        let default = match user {
            Some(user) => setting::get(reader, &default_key(user, &module))?,
            None => None,
        };
        Ok((stored::of_module(reader, &module, user)?, default))
    });
    let (all, default) = read.await?;
    let default = default.and_then(|id| Uuid::parse_str(&id).ok());
    let readable = |view: stored::View| {
        let definition = serde_json::from_str(&view.definition).ok()?;
        let is_default = default == Some(view.id);
        Some(SavedView { id: view.id, name: view.name, owner: view.owner, definition, is_default })
    };
    Ok(all.into_iter().filter_map(readable).collect())
}

/// Saves a view: a new one without `id`, else the one that is the reader's own.
///
/// Views for everybody are made by administrators.
///
/// # Errors
/// `Invalid` at `name`, `filter`, `sort` or `columns`; `Forbidden`; `NotFound`.
pub async fn save_view(
    cx: &Cx,
    module: &str,
    (id, name): (Option<Uuid>, &str),
    definition: ViewDefinition,
    owner: Option<PrincipalId>,
) -> Result<Uuid> {
    let name = read_name(name)?;
    if owner.is_none() {
        cx.actor.rights.demand_administrator()?;
    } else if owner != cx.actor.user {
        return Err(Error::forbidden("view.edit"));
    }
    check(cx, module, &definition).await?;
    if let Some(id) = id {
        editable(cx, module, id).await?;
    }
    let view = stored::View {
        id: id.unwrap_or_else(Uuid::now_v7),
        module: module.into(),
        owner,
        name,
        definition: serde_json::to_string(&definition).map_err(Error::internal)?,
        position: cx.now().millis(),
    };
    let id = view.id;
    cx.store().write(move |tx| stored::put(tx, &view)).await?;
    Ok(id)
}

fn read_name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 60 || name.contains(char::is_control) {
        let code = if name.is_empty() { "required" } else { "too_long" };
        let problem = FieldProblem::new("name", code).with("max", 60);
        return Err(Error::Invalid(vec![problem]));
    }
    Ok(name.to_owned())
}

/// What is changed of a view besides what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewChange {
    /// Its name.
    Name(String),
    /// Everybody sees it; for administrators.
    Shared,
    /// Only the reader sees it; for administrators.
    Own,
}

/// Changes a view that is the reader's own.
///
/// # Errors
/// `NotFound`; `Forbidden`; `Invalid` at `name`.
pub async fn change_view(cx: &Cx, module: &str, id: Uuid, change: ViewChange) -> Result<()> {
    editable(cx, module, id).await?;
    let change = match change {
        ViewChange::Name(name) => ViewChange::Name(read_name(&name)?),
        ViewChange::Shared | ViewChange::Own => {
            cx.actor.rights.demand_administrator()?;
            change
        }
    };
    let (module, user) = (module.to_owned(), cx.actor.user);
    let write = move |tx: &mut store::Tx<'_>| {
        let known = stored::of_module(tx, &module, user)?.into_iter().find(|view| view.id == id);
        let mut view = known.ok_or(Error::NotFound)?;
        match &change {
            ViewChange::Name(name) => view.name.clone_from(name),
            ViewChange::Shared => view.owner = None,
            ViewChange::Own => view.owner = user,
        }
        stored::put(tx, &view)
    };
    cx.store().write(write).await
}

/// Makes a view the one with which the reader begins; without one they begin with all records.
///
/// # Errors
/// `NotFound`; `Unauthenticated` when nobody acts.
pub async fn set_default_view(cx: &Cx, module: &str, id: Option<Uuid>) -> Result<()> {
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    if let Some(id) = id {
        let known = views(cx, module).await?.iter().any(|view| view.id == id);
        known.then_some(()).ok_or(Error::NotFound)?;
    }
    let value = id.map(|id| id.to_string()).unwrap_or_default();
    let key = default_key(user, module);
    cx.store().write(move |tx| setting::set(tx, &key, &value)).await
}

/// Asks what the view would ask, so that what it keeps can be shown.
async fn check(cx: &Cx, module: &str, definition: &ViewDefinition) -> Result<()> {
    let question = ListQuery {
        filter: definition.filter.clone(),
        sort: definition.sort.clone(),
        fields: definition.columns.clone(),
        limit: 1,
        ..ListQuery::default()
    };
    let named = |mut problem: FieldProblem| {
        if problem.field == "fields" {
            problem.field = "columns".into();
        }
        problem
    };
    records::find(cx, module, &question).await.map(drop).map_err(|error| match error {
        Error::Invalid(problems) => Error::Invalid(problems.into_iter().map(named).collect()),
        other => other,
    })
}

async fn editable(cx: &Cx, module: &str, id: Uuid) -> Result<()> {
    let view = views(cx, module).await?.into_iter().find(|view| view.id == id);
    let view = view.ok_or(Error::NotFound)?;
    let own = view.owner.is_some() && view.owner == cx.actor.user;
    match own || cx.actor.is_administrator() {
        true => Ok(()),
        false => Err(Error::forbidden("view.edit")),
    }
}

/// Takes a view away.
///
/// # Errors
/// `NotFound`; `Forbidden` for somebody else's.
pub async fn remove_view(cx: &Cx, module: &str, id: Uuid) -> Result<()> {
    editable(cx, module, id).await?;
    cx.store().write(move |tx| stored::remove(tx, id)).await.map(drop)
}
