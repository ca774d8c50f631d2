//! The editor of a view: its conditions in groups, what they find, and how it is kept.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use catalog::filter::{self, Filter};
use catalog::{FieldType, Module};
use kernel::{Error, FieldProblem, Result};
use records::{Cx, ListQuery};
use social::ListView;
use ui::fields::Form;

use super::address;
use present::editor::{self as model, Draft, Material, SORTS};
use present::list_state::ListState;
use present::typed::{self, Typed};
use present::{arranged, focus, groups, names, view};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::open::Open;
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Records shown of what is found.
const SHOWN: usize = 8;

/// What stands in the editor.
struct Edited {
    state: ListState,
    draft: Draft,
    typed: Typed,
    /// The control that has the focus, where an act put it.
    focus: Option<String>,
}

/// `GET /{modules}/views/edit`: the state of the list stands in the query, as in that of the list.
pub async fn page(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let views = social::views(cx, &module.code).await.for_(&visitor)?;
    let query = query(raw.as_deref());
    let state = ListState::read(&module, &query, &views).for_(&visitor)?;
    let state = with_lanes(&module, state, (&query, &views));
    let draft = draft(cx, &module, &state.filter);
    show(&visitor, &module, &views, Edited { state, draft, typed: Typed::default(), focus: None })
        .await
}

/// A view with lanes is shown and kept as a board, one with days as a calendar, one with points as
/// a map.
fn with_lanes(module: &Module, state: ListState, (said, views): (&Form, &[ListView])) -> ListState {
    let kept = views.iter().find(|view| Some(view.id) == state.view);
    let kept = kept.map(|view| view.definition.clone()).unwrap_or_default();
    let by = said.get("by").map(str::to_owned);
    let lanes = by.clone().or(kept.lanes).filter(|by| module.has_lanes(by));
    let has_days = |by: &String| module.field(by).is_some_and(|field| field.kind.has_days());
    let calendar = by.clone().or(kept.calendar).filter(has_days);
    let is_point = |by: &String| module.field(by).is_some_and(|f| f.kind == FieldType::Geo);
    let map = by.or(kept.map).filter(is_point);
    match (lanes, calendar, map) {
        (Some(by), _, _) => {
            let base = format!("/{}/kanban", module.plural);
            ListState { base, lanes: Some(by), ..state }
        }
        (None, Some(by), _) => {
            let base = format!("/{}/calendar", module.plural);
            ListState { base, calendar: Some(by), ..state }
        }
        (None, None, Some(by)) => {
            let base = format!("/{}/map", module.plural);
            ListState { base, map: Some(by), ..state }
        }
        (None, None, None) => state,
    }
}

/// Groups where they can say what the text says.
fn draft(cx: &Cx, module: &Module, text: &str) -> Draft {
    let groups = |filter: Filter| filter::arranged(&cx.catalog, module, &filter);
    match filter::parse(&cx.catalog, module, text).ok().and_then(groups) {
        Some(group) => Draft::Groups(group, Vec::new()),
        None => Draft::Text(text.to_owned()),
    }
}

/// `POST /{modules}/views/edit`: `do` names the button: `add.ID`, `group.ID`, `remove.ID`,
/// `to_text`, `to_groups`, `preview`, `show` or `save`.
pub async fn act(
    State(_): State<WebState>,
    Path(plural): Path<String>,
    headers: HeaderMap,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let views = social::views(cx, &module.code).await.for_(&visitor)?;
    let mut edited = read(cx, &module, &views, form).await.for_(&visitor)?;
    let act = edited.typed.form.get("do").unwrap_or_default().to_owned();
    if matches!(act.as_str(), "show" | "save") && edited.is_sound() {
        if let Err(problems) = checked(cx, &module, &edited.state).await.for_(&visitor)? {
            edited.typed.problems.extend(problems);
        } else if act == "show" {
            return Ok(redirect(&edited.state.changed(&module, |_| {}), None));
        } else {
            match save(cx, &module, &views, &edited).await {
                Ok(to) => return Ok(redirect(&to, Some(&Flash::done("view_saved")))),
                Err(Error::Invalid(problems)) => edited.typed.problems.extend(problems),
                Err(error) => return Err(error).for_(&visitor),
            }
        }
    }
    let source = headers.get("hx-source").and_then(|source| source.to_str().ok());
    edited.focus = match edited.typed.problems.iter().find(|problem| problem.field == "name") {
        Some(_) => Some("name".to_owned()),
        None => focus::after(&edited.draft, &act, source),
    };
    show(&visitor, &module, &views, edited).await
}

impl Edited {
    fn is_sound(&self) -> bool {
        let is_wrong = matches!(&self.draft, Draft::Groups(_, wrong) if !wrong.is_empty());
        !is_wrong && self.typed.problems.is_empty()
    }

    /// Whoever adds or removes something, or chooses a field, is not told yet what is missing.
    fn is_asked(&self) -> bool {
        let act = self.typed.form.get("do").unwrap_or_default();
        matches!(act, "preview" | "show" | "save" | "to_text")
    }
}

/// Reads what stands in the form, with what the button changes of the groups.
async fn read(cx: &Cx, module: &Module, views: &[ListView], form: Form) -> Result<Edited> {
    let fields = arranged::look_ups(cx, module, &form);
    let fields: Vec<&catalog::Field> = fields.iter().collect();
    let mut typed = typed::resolve(cx, &fields, form).await?;
    let act = typed.form.get("do").unwrap_or_default().to_owned();
    let text = typed.form.get("text").unwrap_or_default().to_owned();
    let (draft, filter) = match (typed.form.get("mode"), act.as_str()) {
        (Some("text"), "to_groups") => (draft(cx, module, &text), text),
        (Some("text"), _) => (Draft::Text(text.clone()), text),
        _ => {
            let mut group = arranged::read(cx, module, &typed.form);
            let paths = model::paths(cx, module);
            let first = paths.iter().find_map(|(_, all)| all.first());
            let first = first.map(|(path, _)| path.as_str()).unwrap_or_default();
            arranged::change(cx, module, &mut group, &act, first);
            match (group.filter(&cx.catalog, module), act.as_str()) {
                (Ok(filter), "to_text") => (Draft::Text(filter.to_string()), filter.to_string()),
                (Ok(filter), _) => (Draft::Groups(group, Vec::new()), filter.to_string()),
                (Err(wrong), _) => (Draft::Groups(group, wrong), String::new()),
            }
        }
    };
    if act == "to_groups"
        && matches!(draft, Draft::Text(_))
        && filter::parse(&cx.catalog, module, &filter).is_ok()
    {
        typed.problems.push(FieldProblem::new("filter", "view_no_groups"));
    }
    let mut state = ListState::read(module, &typed.form, views)?;
    if typed.form.get("sort0").is_some() {
        let sorts = SORTS.map(|name| typed.form.get(name).unwrap_or_default());
        let sorts: Vec<&str> = sorts.into_iter().filter(|sort| !sort.is_empty()).collect();
        state.sort = sorts.join(",");
    }
    let state = with_lanes(module, state, (&typed.form, views));
    Ok(Edited { state: ListState { filter, ..state }, draft, typed, focus: None })
}

/// Asks what the view would ask; what is refused comes back as problems.
async fn checked(
    cx: &Cx,
    module: &Module,
    state: &ListState,
) -> Result<std::result::Result<records::Found, Vec<FieldProblem>>> {
    let mut question = ListQuery { limit: SHOWN, ..state.question(module) };
    question.fields.retain(|name| present::columns::is_seen(cx, module, name));
    match records::find(cx, &module.code, &question).await {
        Ok(found) => Ok(Ok(found)),
        Err(Error::Invalid(problems)) => Ok(Err(problems)),
        Err(error) => Err(error),
    }
}

/// Keeps the view and gives its address.
async fn save(cx: &Cx, module: &Module, views: &[ListView], edited: &Edited) -> Result<String> {
    let form = &edited.typed.form;
    let shown = views.iter().find(|view| Some(view.id) == edited.state.view);
    let replaced = shown.filter(|_| form.get("replace") == Some("1")).map(|view| view.id);
    let owner = if form.get("share") == Some("1") { None } else { cx.actor.user };
    let name = form.get("name").unwrap_or_default();
    let definition = edited.state.definition();
    let face = definition.face();
    let id = social::save_view(cx, &module.code, (replaced, name), definition, owner).await?;
    Ok(view::address(&module.plural, id, face))
}

async fn show(
    visitor: &Visitor,
    module: &Module,
    views: &[ListView],
    mut edited: Edited,
) -> Answer {
    let cx = visitor.cx();
    let found = match edited.is_sound() {
        true => checked(cx, module, &edited.state).await.for_(visitor)?,
        false => Err(Vec::new()),
    };
    let found = found.map_err(|problems| edited.typed.problems.extend(problems)).ok();
    let mut values = match &edited.draft {
        Draft::Groups(group, _) => model::values(cx, module, group),
        Draft::Text(_) => Vec::new(),
    };
    values.extend(found.iter().flat_map(|found| found.values()).cloned());
    let mut known = names::for_form(cx, values).await.for_(visitor)?;
    known.choices = std::mem::take(&mut edited.typed.choices);
    let list = format!("/{}", module.plural);
    let open = Open::new(visitor, &list, known).await.for_(visitor)?;
    let shown = views.iter().find(|view| Some(view.id) == edited.state.view);
    let is_sound = edited.is_sound();
    let is_asked = edited.is_asked();
    if let (false, Draft::Groups(_, wrong)) = (is_asked, &mut edited.draft) {
        wrong.clear();
    }
    let Edited { state, draft, typed, focus } = &edited;
    let (problems, form) = (typed.problems.as_slice(), &typed.form);
    let material = Material { module, state, shown, draft, problems, form };
    let mut page = model::page(cx, open.reader(), &material);
    page.focus = focus.clone();
    page.preview = found.filter(|_| is_sound).map(|found| {
        let rows = groups::rows(cx, module, state, &found);
        sheets::conditions::found(open.reader(), &rows)
    });
    let is_fine = is_sound || (!is_asked && typed.problems.is_empty());
    let status = if is_fine { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = sheets::conditions::page(open.reader(), &page);
    Ok(open.answer(status, &page.title, &body))
}
