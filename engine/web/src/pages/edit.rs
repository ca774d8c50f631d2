//! Forms: a new record, a changed one.

use std::sync::Arc;

use access::Right;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use catalog::{FieldType, Module};
use kernel::{Error, Link, RecordId, Result, Value};
use maud::Markup;
use records::{Cx, Input, Record};
use ui::Names;
use ui::fields::Form;
use ui::views::edit as view;

use super::address;
use super::again::{Again, Place};
use super::change::latest;
use super::{condition, filed, lines};
use present::edit::{Material, conflict_fields, has_lines, page as model, posted, read};
use present::typed::{self, Typed};
use present::{head, names, sketch};
use sheets::created::{Created, created as created_note};
use sheets::sketch::{SketchPane, pane as drawing};
use visit::answer::{Answer, Flash, For, Refused, part, redirect};
use visit::body::Posted;
use visit::open::{Open, reader};
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /{modules}/new`
pub async fn new(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let said = query(raw.as_deref());
    let place = Place::of(&module, &said);
    let mut input = preset(cx, &module, &said);
    inherit(cx, &module, &mut input).await.for_(&visitor)?;
    for (name, value) in place.entry.iter().flat_map(|entry| &entry.presets) {
        let Some(field) = module.field(name) else { continue };
        let value = match records::starts_with(cx, field, value) {
            Value::Instant(now) => {
                Value::Instant(now.plus_millis(-now.millis().rem_euclid(60_000)))
            }
            other => other,
        };
        input.values.insert(name.clone(), value);
    }
    let draft = records::draft(cx, &module.code, &input).for_(&visitor)?;
    let values = match has_lines(&module) {
        true => records::derived(cx, &module, None, input).await.for_(&visitor)?.values,
        false => records::only_ones(cx, &module, draft.values).await.for_(&visitor)?,
    };
    form(&visitor, &module, None, &values, Again { place, ..Again::default() }).await
}

/// What the address names is set already: links such as `?publisher=ID` or `?about=MODULE:ID`,
/// values of lists such as `?genre=novel`, and days such as `?due=2026-11-23`.
fn preset(cx: &Cx, module: &Module, query: &Form) -> Input {
    let links = module.fields.iter().filter_map(|field| {
        let said = query.get(&field.name)?;
        if let Some(list) = field.kind.list().filter(|_| module.has_lanes(&field.name)) {
            let known = cx.catalog.picklist(list)?.value(said).is_some();
            return known.then(|| (field.name.as_str(), Value::text(said)));
        }
        if let Some(value) = present::calendar::preset(cx, field, said) {
            return Some((field.name.as_str(), value));
        }
        let FieldType::Link { to, .. } = &field.kind else { return None };
        let (code, id) = match (said.split_once(':'), to.as_slice()) {
            (Some((code, id)), _) => (code, id),
            (None, [only]) => (only.as_str(), said),
            (None, _) => return None,
        };
        let id: RecordId = id.parse().ok()?;
        let known = to.iter().any(|to| to == code) && cx.catalog.module(code).is_some();
        known.then(|| (field.name.as_str(), Value::Link(Link::new(code, id))))
    });
    Input::of(links)
}

/// What a record that is linked to says as well: whoever starts at a person is at their firm.
///
/// A link of the same name that leads to the same kind of record is taken over, as far as the
/// reader may know it; a record that is out of reach brings nothing.
async fn inherit(cx: &Cx, module: &Module, input: &mut Input) -> Result<()> {
    let links = input.values.values().filter_map(|value| match value {
        Value::Link(link) => Some(link.clone()),
        _ => None,
    });
    let mut found: Vec<(String, Link)> = Vec::new();
    for link in links.collect::<Vec<_>>() {
        let from = cx.module(&link.module)?;
        let record = match records::get(cx, &from.code, link.id).await {
            Ok(record) => record,
            Err(Error::NotFound | Error::Forbidden { .. }) => continue,
            Err(error) => return Err(error),
        };
        for field in module.fields.iter().filter(|field| field.is_editable()) {
            if let Value::Link(to) = record.value(&from, &field.name)
                && field.kind.leads_to(&to.module)
            {
                found.push((field.name.clone(), to.clone()));
            }
        }
    }
    let links: Vec<Link> = found.iter().map(|(_, link)| link.clone()).collect();
    let reached = records::titles(cx, &links).await?;
    for (name, link) in found.into_iter().filter(|(_, link)| reached.contains_key(&link.id)) {
        input.values.entry(name).or_insert(Value::Link(link));
    }
    Ok(())
}

/// `GET /{modules}/{id}/edit`
pub async fn edit(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, id)): Path<(String, String)>,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    cx.actor.rights.demand(&module.code, Right::Edit).for_(&visitor)?;
    let record = stored(cx, &module, &id).await.for_(&visitor)?;
    let reached = records::reaching(cx, &module, &record).await.for_(&visitor)?;
    reached.actor.rights.demand(&module.code, Right::Edit).for_(&visitor)?;
    form(&visitor, &module, Some(&record), &record.values, Again::default()).await
}

/// The record that the question of a form names by `of`; none for a new one.
pub async fn of(cx: &Cx, module: &Module, asked: &Form) -> Result<Option<Record>> {
    match asked.get("of") {
        None => Ok(None),
        Some(id) => stored(cx, module, id).await.map(Some),
    }
}

async fn stored(cx: &Cx, module: &Module, id: &str) -> Result<Record> {
    let record = records::get(cx, &module.code, address::id(id)?).await?;
    if record.trashed_at.is_some() { Err(Error::NotFound) } else { Ok(record) }
}

/// The form as it stands, not saved.
pub(super) async fn unsaved(
    visitor: &Visitor,
    module: &Arc<Module>,
    record: Option<&Record>,
    again: Again<'_>,
) -> Answer {
    let values = match record {
        Some(record) => record.values.clone(),
        None => {
            let draft = records::draft(visitor.cx(), &module.code, &Input::default());
            draft.for_(visitor)?.values
        }
    };
    form(visitor, module, record, &values, again).await
}

async fn form(
    visitor: &Visitor,
    module: &Arc<Module>,
    record: Option<&Record>,
    values: &[Value],
    again: Again<'_>,
) -> Answer {
    let cx = visitor.cx();
    let stands = match again.entered.as_ref().filter(|_| has_lines(module)) {
        Some(entered) => Some(lines::standing(cx, module, record, entered).await.for_(visitor)?),
        None => None,
    };
    let unread = stands.as_ref().filter(|_| again.problems.is_empty()).map(|s| s.problems.clone());
    let values = stands.as_ref().map_or(values, |stands| stands.values.as_slice());
    let mut wanted = values.to_vec();
    wanted.extend(typed::links(&module.fields, again.entered.as_ref()));
    let mut known = names::for_form(cx, wanted).await.for_(visitor)?;
    known.choices = again.choices;
    known.files.extend(again.files);
    let shown = condition::shown(cx, module, (record, values, again.entered.as_ref())).await;
    let shown = shown.for_(visitor)?;
    let status = match (&again.conflict, again.problems.is_empty() && !again.is_held) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, true) => StatusCode::OK,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let frame = again.place.frame(visitor);
    let mut page = model(
        cx,
        Material {
            module,
            record,
            values,
            entered: again.entered,
            problems: unread.unwrap_or(again.problems),
            duplicates: again.duplicates,
            is_held: again.is_held,
            conflict: again.conflict,
            frame,
            again: again.again,
            entry: again.place.entry,
            shown,
            lines_panel: again.lines_panel,
        },
    );
    if visitor.is_partial {
        return Ok(part(status, within(reader(visitor, &known), &page, again.said.as_ref())));
    }
    let title = record.map_or_else(|| page.module.one.clone(), |record| record.title.clone());
    let open = Open::new(visitor, &format!("/{}", module.plural), known).await.for_(visitor)?;
    let pane = sketch::pane(cx, module, record.map(|record| record.id));
    page.pane = pane.map(|pane| drawing(open.reader(), &SketchPane { drawn: again.drawn, ..pane }));
    Ok(open.answer(status, &title, &view::page(open.reader(), &page)))
}

/// A form that stands within another page, with what was just created by it.
fn within(reader: ui::Cx, page: &view::EditPage, said: Option<&Created>) -> Markup {
    let form = view::page(reader, page);
    match said {
        Some(said) => created_note(reader, &form, said),
        None => form,
    }
}

/// `POST /{modules}`
pub async fn create(
    State(state): State<WebState>,
    Path(plural): Path<String>,
    body: Posted,
) -> Answer {
    let Posted { visitor, form: mut entered, uploads } = body;
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let taken = filed::taken(&state, cx, (&module, &mut entered), uploads).await;
    let (files, unfit) = taken.for_(&visitor)?;
    let mut known = names::for_form(cx, Vec::new()).await.for_(&visitor)?;
    known.files.extend(files.clone());
    let typed = typed::resolve(cx, &posted(cx, &module, &entered), entered).await;
    let Typed { form: entered, problems: unclear, choices } = typed.for_(&visitor)?;
    let (input, mut problems) = read(cx, &module, &known, &entered);
    problems.extend(unclear.into_iter().chain(unfit));
    let draft = records::draft(cx, &module.code, &input).for_(&visitor)?;
    let allowed = entered.get("allow_duplicate") == Some("1");
    let wants_more = entered.get("again") == Some("1");
    let place = Place::of(&module, &entered);
    if problems.is_empty() {
        let found = match allowed {
            true => Vec::new(),
            false => records::duplicates(cx, &draft).await.for_(&visitor)?,
        };
        if !found.is_empty() {
            let again = Again {
                entered: Some(entered),
                duplicates: found,
                is_held: true,
                again: wants_more,
                place,
                files,
                ..Again::default()
            };
            return form(&visitor, &module, None, &draft.values, again).await;
        }
        match records::create(cx, &module.code, input).await {
            Ok(record) => return created(&visitor, &module, &record, wants_more).await,
            Err(Error::Invalid(more)) => problems = more,
            Err(error) => return Err(Refused::page(error, &visitor)),
        }
    } else if let Err(Error::Invalid(more)) = records::judge(cx, &module.code, &input).await {
        problems
            .extend(more.into_iter().filter(|p| !entered.holds(&p.field) || p.code != "required"));
    }
    let entered = Some(entered);
    let again = wants_more;
    let again = Again { entered, problems, choices, again, place, files, ..Again::default() };
    form(&visitor, &module, None, &draft.values, again).await
}

/// Leads to the record; in a drawer the page below stays, and a message leads there.
async fn created(
    visitor: &Visitor,
    module: &Arc<Module>,
    record: &Record,
    wants_more: bool,
) -> Answer {
    let href = format!("/{}/{}", module.plural, record.id);
    let cx = visitor.cx();
    let may_go = cx.actor.rights.may(&module.code, Right::Delete);
    let undo =
        latest(cx, &record.link(module), Some("created")).await.for_(visitor)?.filter(|_| may_go);
    if !visitor.is_partial {
        return Ok(redirect(&href, Some(&Flash::undoable("created", undo))));
    }
    let texts = cx.catalog.texts();
    let title = [("title", record.title.as_str())];
    let said = Created {
        text: texts.fill(cx.locale.language, "ui.form.created", &title),
        href,
        undo: undo.map(|entry| format!("/undo/{entry}")),
    };
    if wants_more {
        let draft = records::draft(cx, &module.code, &Input::default()).for_(visitor)?;
        let again = Again { again: true, said: Some(said), ..Again::default() };
        return form(visitor, module, None, &draft.values, again).await;
    }
    let known = Names::default();
    let done = view::done();
    let body = created_note(reader(visitor, &known), &done, &said);
    Ok(part(StatusCode::OK, body))
}

/// `POST /{modules}/{id}`
pub async fn update(
    State(state): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    body: Posted,
) -> Answer {
    let Posted { visitor, form: mut entered, uploads } = body;
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    cx.actor.rights.demand(&module.code, Right::Edit).for_(&visitor)?;
    let record = stored(cx, &module, &id).await.for_(&visitor)?;
    let taken = filed::taken(&state, cx, (&module, &mut entered), uploads).await;
    let (files, unfit) = taken.for_(&visitor)?;
    let mut known = names::for_form(cx, record.values.clone()).await.for_(&visitor)?;
    known.files.extend(files.clone());
    let typed = typed::resolve(cx, &posted(cx, &module, &entered), entered).await;
    let Typed { form: entered, problems: unclear, choices } = typed.for_(&visitor)?;
    let (input, mut problems) = read(cx, &module, &known, &entered);
    problems.extend(unclear.into_iter().chain(unfit));
    let version = match entered.get("overwrite") {
        Some("1") => None,
        _ => entered.get("version").and_then(|text| text.parse().ok()),
    };
    let entered = Some(entered);
    let mut again = Again { entered, problems, choices, files, ..Again::default() };
    if again.problems.is_empty() {
        match records::update(cx, &module.code, record.id, version, input.clone()).await {
            Ok(record) => return saved(&visitor, &module, &record).await,
            Err(Error::Invalid(problems)) => again.problems = problems,
            Err(Error::Conflict { code, .. }) if code == "stale" => {
                again.conflict = Some(conflict(cx, &module, &record, &input).await.for_(&visitor)?);
            }
            Err(error) => return Err(Refused::page(error, &visitor)),
        }
    }
    form(&visitor, &module, Some(&record), &record.values, again).await
}

async fn saved(visitor: &Visitor, module: &Module, record: &Record) -> Answer {
    let cx = visitor.cx();
    let undo = latest(cx, &record.link(module), Some("updated")).await.for_(visitor)?;
    let flash = Flash::undoable("saved", undo);
    Ok(redirect(&format!("/{}/{}", module.plural, record.id), Some(&flash)))
}

async fn conflict<'a>(
    cx: &Cx,
    module: &'a Module,
    stored: &Record,
    input: &Input,
) -> Result<view::SaveConflict<'a>> {
    let people = names::people(cx).await?;
    let who = match stored.value(module, "modified_by") {
        Value::Principal(id) => people.get(id).map(|name| head::person(cx, *id, name)),
        _ => None,
    };
    let at = match stored.value(module, "modified_at") {
        Value::Instant(at) => *at,
        _ => cx.now(),
    };
    let fields = conflict_fields(cx, module, stored, input);
    Ok(view::SaveConflict { who, at, version: stored.version, fields })
}
