//! Editing one field where it stands: as a fact of its record, or in the cell of a list.

use access::Right;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use catalog::Module;
use kernel::{Error, FieldProblem, Value};
use records::{Input, Record};
use ui::fields::Form;
use ui::views::{detail as view, list};

use super::address;
use present::detail::fact;
use present::edit::read;
use present::names;
use visit::answer::{Answer, Flash, For, Refused, part, redirect};
use visit::body::Posted;
use visit::open::reader;
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /{modules}/{id}/field/{name}?part=edit|show|cell-edit|cell`
pub async fn get(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, id, name)): Path<(String, String, String)>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let id = address::id(&id).for_(&visitor)?;
    let record = records::get(cx, &module.code, id).await.for_(&visitor)?;
    if !visitor.is_partial {
        return Ok(redirect(&format!("/{plural}/{id}/edit#{name}"), None));
    }
    let query = query(raw.as_deref());
    let wanted = query.get("part").unwrap_or_default();
    let is_open = ["edit", "cell-edit"].contains(&wanted);
    let place = if wanted.starts_with("cell") { Place::Cell } else { Place::Fact };
    let shown = Shown { entered: None, mark: view::FactMark::None, is_open, place };
    show(&visitor, (&module, &record), &name, shown).await
}

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Fact,
    Cell,
}

/// How a field is shown.
struct Shown {
    entered: Option<Form>,
    mark: view::FactMark,
    is_open: bool,
    place: Place,
}

async fn show(
    visitor: &Visitor,
    (module, record): (&Module, &Record),
    name: &str,
    shown: Shown,
) -> Answer {
    let cx = visitor.cx();
    let mut found = fact(cx, module, record, name).ok_or(Error::NotFound).for_(visitor)?;
    if shown.is_open && found.edit.is_none() {
        return Err(Refused::page(Error::forbidden("edit"), visitor));
    }
    let status = match shown.mark {
        view::FactMark::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
        view::FactMark::None | view::FactMark::Saved => StatusCode::OK,
    };
    found.mark = shown.mark;
    let values: Vec<Value> = vec![found.value.clone()];
    let known = names::for_form(cx, values).await.for_(visitor)?;
    let reader = reader(visitor, &known);
    let (version, entered) = (record.version, shown.entered.as_ref());
    let markup = match (shown.place, shown.is_open) {
        (Place::Fact, true) => view::fact_form(reader, &found, version, entered),
        (Place::Fact, false) => view::fact(reader, &found),
        (Place::Cell, true) => list::cell_form(reader, &found, version, entered),
        (Place::Cell, false) => list::cell_value(reader, &found),
    };
    Ok(part(status, markup))
}

/// `POST /{modules}/{id}/field/{name}`: with `?part=cell` from the cell of a list.
pub async fn post(
    State(_): State<WebState>,
    Path((plural, id, name)): Path<(String, String, String)>,
    RawQuery(raw): RawQuery,
    posted: Posted,
) -> Answer {
    let Posted { visitor, form, .. } = posted;
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    cx.actor.rights.demand(&module.code, Right::Edit).for_(&visitor)?;
    let id = address::id(&id).for_(&visitor)?;
    let record = records::get(cx, &module.code, id).await.for_(&visitor)?;
    let in_cell = query(raw.as_deref()).get("part") == Some("cell");
    let place = if in_cell { Place::Cell } else { Place::Fact };
    let known = names::for_form(cx, record.values.clone()).await.for_(&visitor)?;
    let (input, mut problems) = read(cx, &module, &known, &form);
    let only = input.values.iter().filter(|(field, _)| **field == name);
    let only: Vec<(&str, Value)> = only.map(|(f, v)| (f.as_str(), v.clone())).collect();
    if problems.is_empty() && only.is_empty() {
        return Err(Refused::page(Error::invalid(&name, "read_only"), &visitor));
    }
    let version = match form.get("overwrite") {
        Some("1") => None,
        _ => form.get("version").and_then(|text| text.parse().ok()),
    };
    if problems.is_empty() {
        match records::update(cx, &module.code, id, version, Input::of(only)).await {
            Ok(saved) => return done(&visitor, (&module, &saved), (&name, place)).await,
            Err(Error::Invalid(more)) => problems = more,
            Err(Error::Conflict { code, .. }) if code == "stale" => {
                problems.push(FieldProblem::new(&name, "changed_meanwhile"));
            }
            Err(error) => return Err(Refused::page(error, &visitor)),
        }
    }
    if !visitor.is_partial {
        return Err(Refused::page(Error::Invalid(problems), &visitor));
    }
    let own = problems.iter().find(|problem| problem.field == name).or(problems.first());
    let mark = own.cloned().map_or(view::FactMark::None, view::FactMark::Refused);
    let shown = Shown { entered: Some(form), mark, is_open: true, place };
    show(&visitor, (&module, &record), &name, shown).await
}

async fn done(
    visitor: &Visitor,
    (module, record): (&Module, &Record),
    (name, place): (&str, Place),
) -> Answer {
    let cx = visitor.cx();
    let latest = records::history(cx, &module.code, record.id, None, 1).await.for_(visitor)?;
    let undo = latest.first().filter(|entry| entry.kind == "updated").map(|entry| entry.id);
    if !visitor.is_partial {
        let flash = Flash::undoable("saved", undo);
        return Ok(redirect(&format!("/{}/{}", module.plural, record.id), Some(&flash)));
    }
    let mut found = fact(cx, module, record, name).ok_or(Error::NotFound).for_(visitor)?;
    found.mark = view::FactMark::Saved;
    let known = names::for_form(cx, vec![found.value.clone()]).await.for_(visitor)?;
    let reader = reader(visitor, &known);
    let toast = ui::model::Toast {
        text: cx.text("web.done.saved").to_owned(),
        undo: undo.map(|id| format!("/undo/{id}")),
        mood: ui::model::Mood::Good,
    };
    if place == Place::Cell {
        return Ok(part(StatusCode::OK, list::cell_saved(reader, &found, &toast)));
    }
    let saved = view::Saved { fact: &found, title: &record.title, version: record.version };
    Ok(part(StatusCode::OK, view::fact_saved(reader, &saved, &toast)))
}
