//! Views of lists: those that come along with a module, and saved ones.

use access::{Area, Party, Right};
use catalog::{FieldType, Module};
use kernel::{Error, FieldProblem, PrincipalId, Result};
use records::{Cx, ListQuery};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::queries::{setting, view as stored};
use uuid::Uuid;

use crate::grouping::Grouping;
use crate::readers::role_key;
use crate::today::of_today;

/// Rows that a page may have.
pub const ROWS: [u16; 4] = [25, 50, 100, 200];

/// Columns, condition, order and form of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ViewDefinition {
    /// Names of the fields shown; empty means the module's own.
    pub columns: Vec<String>,
    /// Condition in the filter language.
    pub filter: String,
    /// Sort such as `-name` or `stage,-amount`.
    pub sort: String,
    /// The field whose values are its lanes; none for a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lanes: Option<String>,
    /// The field with the days on which its records stand, for a calendar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// The field that says where its records are, for a map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map: Option<String>,
    /// Its groups, and what is drawn of them.
    #[serde(skip_serializing_if = "Grouping::is_none")]
    pub grouping: Grouping,
    /// Rows of a page; none for the usual number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u16>,
    /// Height of its rows; none for that which the reader chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub density: Option<String>,
}

/// How a view shows its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// As rows.
    List,
    /// As cards in lanes.
    Board,
    /// On the days of a month.
    Calendar,
    /// As points on a map.
    Map,
}

impl ViewDefinition {
    /// How it shows its records.
    #[must_use]
    pub fn face(&self) -> Face {
        match (&self.lanes, &self.calendar, &self.map) {
            (Some(_), _, _) => Face::Board,
            (None, Some(_), _) => Face::Calendar,
            (None, None, Some(_)) => Face::Map,
            (None, None, None) => Face::List,
        }
    }

    /// The fields that its form is made by.
    fn by(&self) -> impl Iterator<Item = &String> {
        self.lanes.iter().chain(&self.calendar).chain(&self.map)
    }
}

/// Whose a view is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// It comes along with the module; nobody changes it.
    Shipped,
    /// Everybody's.
    Everybody,
    /// One person's.
    Person(PrincipalId),
    /// One person's who shares it with the reader.
    Shared(PrincipalId),
}

/// A view of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListView {
    /// Its id.
    pub id: Uuid,
    /// Code of its module.
    pub module: String,
    /// Its name; that of a shipped one in the language of the reader.
    pub name: String,
    /// Whose it is.
    pub whose: Whose,
    /// What it shows.
    pub definition: ViewDefinition,
    /// Whether the reader begins with it.
    pub is_default: bool,
}

/// Key of the setting that names the view with which a person begins.
fn default_key(user: PrincipalId, module: &str) -> String {
    format!("view/{user}/{module}")
}

/// Views of a module that the reader may use: saved ones first, then those that come along.
///
/// What asks for a field that is hidden from the reader is not among them, unless it is their own.
///
/// # Errors
/// When the database fails.
pub async fn views(cx: &Cx, module: &str) -> Result<Vec<ListView>> {
    let (code, parties) = (module.to_owned(), records::parties(cx));
    let read = cx.store().read(move |reader| {
        let own = parties.iter().filter_map(|party| match party {
            Party::User(person) => Some(default_key(*person, &code)),
            Party::Branch(role) => Some(role_key(*role, &code)),
            Party::Role(_) | Party::Group(_) => None,
        });
        let keys: Vec<String> = own.collect();
        stored::usable_with_first(reader, &code, (&parties, &keys))
    });
    let (saved, default) = read.await?;
    let default = default.and_then(|id| Uuid::parse_str(&id).ok());
    let mut views: Vec<ListView> =
        saved.into_iter().filter_map(|view| readable(cx, view)).collect();
    views.extend(cx.catalog.module(module).into_iter().flat_map(|module| shipped(cx, module)));
    views.retain(|view| is_usable(cx, view));
    views.iter_mut().for_each(|view| view.is_default = default == Some(view.id));
    Ok(views)
}

/// Views of all modules that the reader may use; none of them is marked as the first.
///
/// # Errors
/// When the database fails.
pub async fn all_views(cx: &Cx) -> Result<Vec<ListView>> {
    let parties = records::parties(cx);
    let saved = cx.store().read(move |reader| stored::usable(reader, None, &parties)).await?;
    Ok(with_shipped(cx, saved))
}

/// Saved views that the reader may use, and those that come along.
pub(crate) fn with_shipped(cx: &Cx, saved: Vec<stored::View>) -> Vec<ListView> {
    let mut views: Vec<ListView> =
        saved.into_iter().filter_map(|view| readable(cx, view)).collect();
    views.extend(cx.catalog.modules().iter().flat_map(|module| shipped(cx, module)));
    views.retain(|view| is_usable(cx, view));
    views
}

fn readable(cx: &Cx, view: stored::View) -> Option<ListView> {
    let whose = match view.owner {
        None => Whose::Everybody,
        Some(owner) if Some(owner) == cx.actor.user => Whose::Person(owner),
        Some(owner) => Whose::Shared(owner),
    };
    let definition = serde_json::from_str(&view.definition).ok()?;
    let definition = match cx.catalog.module(&view.module) {
        Some(module) => of_today(cx, module, definition),
        None => definition,
    };
    Some(ListView {
        id: view.id,
        module: view.module,
        name: view.name,
        whose,
        definition,
        is_default: false,
    })
}

/// Views that come along with a module.
pub(crate) fn shipped<'a>(
    cx: &'a Cx,
    module: &'a Module,
) -> impl Iterator<Item = ListView> + use<'a> {
    let or =
        |own: &Vec<String>| if own.is_empty() { module.list.columns.clone() } else { own.clone() };
    module.views.iter().map(move |view| ListView {
        id: shipped_id(&module.code, &view.name),
        module: module.code.clone(),
        name: cx.text(&module.key("view", &view.name)).to_owned(),
        whose: Whose::Shipped,
        definition: ViewDefinition {
            columns: or(&view.columns),
            filter: view.filter.clone(),
            sort: view.sort.clone(),
            lanes: view.lanes.clone(),
            calendar: None,
            map: None,
            grouping: Grouping::default(),
            rows: None,
            density: None,
        },
        is_default: false,
    })
}

/// The id that a shipped view has in every installation: a UUID of version 8 (RFC 9562) made of
/// its name.
fn shipped_id(module: &str, name: &str) -> Uuid {
    let hash = Sha256::digest(format!("{module}.view.{name}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

pub(crate) fn is_usable(cx: &Cx, view: &ListView) -> bool {
    if matches!(view.whose, Whose::Person(_)) {
        return cx.actor.rights.may(&view.module, Right::See);
    }
    let asked = ListQuery {
        filter: view.definition.filter.clone(),
        sort: view.definition.sort.clone(),
        fields: view.definition.by().cloned().collect(),
        ..ListQuery::default()
    };
    let grouping = &view.definition.grouping;
    let may = |m: &Module| records::may_ask(cx, m, &asked) && grouping.levels(cx, m).is_ok();
    cx.catalog.module(&view.module).is_some_and(|module| may(module))
}

/// Saves a view: a new one without `id`, else the one that is the reader's own.
///
/// Views for everybody are made by administrators.
///
/// # Errors
/// `Invalid` at `name`, `filter`, `sort`, `columns` or `by`; `Forbidden`; `NotFound`.
pub async fn save_view(
    cx: &Cx,
    module: &str,
    (id, name): (Option<Uuid>, &str),
    definition: ViewDefinition,
    owner: Option<PrincipalId>,
) -> Result<Uuid> {
    let name = read_name(name)?;
    if owner.is_none() {
        cx.actor.rights.demand_area(Area::Views)?;
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
            cx.actor.rights.demand_area(Area::Views)?;
            change
        }
    };
    let (module, user, parties) = (module.to_owned(), cx.actor.user, records::parties(cx));
    let write = move |tx: &mut store::Tx<'_>| {
        let known = stored::usable(tx, Some(&module), &parties)?;
        let mut view = known.into_iter().find(|view| view.id == id).ok_or(Error::NotFound)?;
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
    if let Some(by) = &definition.lanes
        && !cx.module(module)?.has_lanes(by)
    {
        return Err(Error::invalid("by", "no_lanes"));
    }
    if let Some(by) = &definition.calendar
        && !cx.module(module)?.field(by).is_some_and(|field| field.kind.has_days())
    {
        return Err(Error::invalid("by", "no_days"));
    }
    if let Some(by) = &definition.map
        && !cx.module(module)?.field(by).is_some_and(|field| field.kind == FieldType::Geo)
    {
        return Err(Error::invalid("by", "no_points"));
    }
    definition.grouping.levels(cx, &*cx.module(module)?)?;
    let by = definition.by();
    let question = ListQuery {
        filter: definition.filter.clone(),
        sort: definition.sort.clone(),
        fields: definition.columns.iter().chain(by).cloned().collect(),
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

pub(crate) async fn editable(cx: &Cx, module: &str, id: Uuid) -> Result<()> {
    let view = views(cx, module).await?.into_iter().find(|view| view.id == id);
    let view = view.ok_or(Error::NotFound)?;
    match may_change(cx, &view) {
        true => Ok(()),
        false => Err(Error::forbidden("view.edit")),
    }
}

/// Tells whether the reader may change a view itself.
#[must_use]
pub fn may_change(cx: &Cx, view: &ListView) -> bool {
    match view.whose {
        Whose::Shipped => false,
        Whose::Everybody => cx.actor.rights.may_set(Area::Views),
        Whose::Person(_) => true,
        Whose::Shared(_) => false,
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
