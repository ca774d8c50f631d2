//! Named actions and moves between lanes; both may ask first.

use std::sync::Arc;

use access::Right;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use catalog::{Field, Module};
use kernel::{Error, FieldProblem, RecordId, Result, Value};
use records::{Answers, Cx, Input, Record};
use ui::fields::Form;
use ui::views::edit as view;

use super::address;
use present::ask::{self, Again, Question, Way};
use present::typed::{self, Typed};
use present::{edit, names};
use visit::answer::{Answer, Flash, For, own_address, part, redirect};
use visit::body::Posted;
use visit::open::{Open, reader};
use visit::state::WebState;
use visit::visitor::Visitor;

/// A record with what somebody wants to do to it.
struct Wanted {
    module: Arc<Module>,
    record: Record,
}

async fn wanted(cx: &Cx, plural: &str, id: &str) -> Result<Wanted> {
    let module = address::module(cx, plural)?;
    cx.actor.rights.demand(&module.code, Right::Edit)?;
    let record = records::get(cx, &module.code, address::id(id)?).await?;
    let reached = records::reaching(cx, &module, &record).await?;
    reached.actor.rights.demand(&module.code, Right::Edit)?;
    match record.trashed_at {
        None => Ok(Wanted { module, record }),
        Some(_) => Err(Error::NotFound),
    }
}

impl Wanted {
    fn action(&self, name: &str) -> Result<&catalog::Action> {
        self.module.actions.iter().find(|known| known.name == name).ok_or(Error::NotFound)
    }

    /// The way to another value of a field with lanes.
    fn way<'a>(&'a self, name: &str, code: &'a str) -> Result<Way<'a>> {
        let module = &self.module;
        let field = module.field(name).filter(|_| module.has_lanes(name));
        let field = field.ok_or(Error::NotFound)?;
        let pipeline = module.pipeline.as_ref().filter(|pipeline| pipeline.field == name);
        let stage = pipeline.and_then(|pipeline| pipeline.stage(code));
        let asks = stage.into_iter().flat_map(|stage| &stage.asks);
        let asks = asks.filter_map(|name| module.field(name));
        let asks = asks.map(|field| Field { required: true, ..field.clone() }).collect();
        Ok(Way { field, code: if code == "none" { "" } else { code }, asks })
    }

    fn id(&self) -> RecordId {
        self.record.id
    }
}

/// `GET /{modules}/{id}/act/{action}`: what the action asks.
pub async fn ask(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, id, action)): Path<(String, String, String)>,
) -> Answer {
    let cx = visitor.cx();
    let wanted = wanted(cx, &plural, &id).await.for_(&visitor)?;
    let action = wanted.action(&action).for_(&visitor)?;
    let proposed = records::propose(cx, &wanted.module.code, wanted.id(), &action.name);
    let proposed = proposed.await.for_(&visitor)?;
    let question = ask::of_action(cx, (&wanted.module, &wanted.record), action, &proposed);
    show(&visitor, &wanted, question, (Again::default(), Default::default())).await
}

/// `POST /{modules}/{id}/act/{action}`
pub async fn act(
    State(_): State<WebState>,
    Path((plural, id, action)): Path<(String, String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let run = uuid::Uuid::now_v7();
    let cx = &visitor.cx().in_run(run);
    let wanted = wanted(cx, &plural, &id).await.for_(&visitor)?;
    let action = wanted.action(&action).for_(&visitor)?;
    let asked: Vec<&Field> = action.asks.iter().collect();
    let typed = typed::resolve(cx, &asked, form).await.for_(&visitor)?;
    let (answers, problems) = read(cx, &asked, &typed).await.for_(&visitor)?;
    let version = typed.form.get("version").and_then(|text| text.parse().ok());
    let done = match problems.is_empty() {
        true => {
            let which = (wanted.id(), version);
            records::act(cx, &wanted.module.code, which, &action.name, answers.clone()).await
        }
        false => Err(Error::Invalid(problems)),
    };
    match done {
        Ok(_) => {
            let undo = Some(run).filter(|_| action.is_reversible);
            Ok(gone_on(&visitor, &wanted, &typed.form, &Flash::undoable("acted", undo)))
        }
        Err(Error::Invalid(problems)) if !asked.is_empty() => {
            let question = ask::of_action(cx, (&wanted.module, &wanted.record), action, &answers);
            let again = Again { entered: Some(typed.form), problems };
            show(&visitor, &wanted, question, (again, typed.choices)).await
        }
        Err(error) => Err(error).for_(&visitor),
    }
}

/// `GET /{modules}/{id}/move/{name}/{code}`: what is asked on the way to another lane.
pub async fn ask_move(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, id, name, code)): Path<(String, String, String, String)>,
) -> Answer {
    let cx = visitor.cx();
    let wanted = wanted(cx, &plural, &id).await.for_(&visitor)?;
    let way = wanted.way(&name, &code).for_(&visitor)?;
    let question = ask::of_move(cx, &wanted.module, &wanted.record, &way);
    show(&visitor, &wanted, question, (Again::default(), Default::default())).await
}

/// `POST /{modules}/{id}/move/{name}/{code}`: moves the record, with what is asked for it.
pub async fn move_to(
    State(_): State<WebState>,
    Path((plural, id, name, code)): Path<(String, String, String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let wanted = wanted(cx, &plural, &id).await.for_(&visitor)?;
    let way = wanted.way(&name, &code).for_(&visitor)?;
    let asked: Vec<&Field> = way.asks.iter().filter(|field| form.holds(&field.name)).collect();
    let typed = typed::resolve(cx, &asked, form).await.for_(&visitor)?;
    let (answers, problems) = read(cx, &asked, &typed).await.for_(&visitor)?;
    let moved = match problems.is_empty() {
        true => moved(cx, &wanted, &way, (&typed.form, answers)).await,
        false => Err(Error::Invalid(problems)),
    };
    let is_asked = |problem: &FieldProblem| way.asks.iter().any(|f| f.name == problem.field);
    match moved {
        Ok(record) => {
            let history = records::history(cx, &wanted.module.code, record.id, None, 1);
            let latest = history.await.for_(&visitor)?;
            let undo = latest.first().filter(|entry| entry.kind == "updated");
            let flash = Flash::undoable("moved", undo.map(|entry| entry.id));
            Ok(gone_on(&visitor, &wanted, &typed.form, &flash))
        }
        Err(Error::Invalid(problems)) if problems.iter().any(is_asked) => {
            let question = ask::of_move(cx, &wanted.module, &wanted.record, &way);
            let entered = way.asks.iter().any(|field| typed.form.holds(&field.name));
            let problems = if entered { problems } else { Vec::new() };
            let again = Again { entered: entered.then_some(typed.form), problems };
            show(&visitor, &wanted, question, (again, typed.choices)).await
        }
        Err(error) => Err(error).for_(&visitor),
    }
}

async fn moved(
    cx: &Cx,
    wanted: &Wanted,
    way: &Way<'_>,
    (form, answers): (&Form, Answers),
) -> Result<Record> {
    let mut values = answers.0;
    let value = if way.code.is_empty() { Value::Empty } else { Value::text(way.code) };
    values.insert(way.field.name.clone(), value);
    let version = form.get("version").and_then(|text| text.parse().ok());
    let input = Input { values, ..Input::default() };
    records::update(cx, &wanted.module.code, wanted.id(), version, input).await
}

async fn read(cx: &Cx, asked: &[&Field], typed: &Typed) -> Result<(Answers, Vec<FieldProblem>)> {
    let known = names::for_form(cx, Vec::new()).await?;
    let (input, mut problems) = edit::read_fields(cx, asked, &known, &typed.form);
    problems.extend(typed.problems.iter().cloned());
    Ok((Answers(input.values), problems))
}

async fn show(
    visitor: &Visitor,
    wanted: &Wanted,
    question: Question<'_>,
    (again, choices): (Again, std::collections::BTreeMap<String, Vec<(String, String)>>),
) -> Answer {
    let cx = visitor.cx();
    let status = match again.entered.is_some() || !again.problems.is_empty() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let mut values: Vec<Value> =
        question.fields.iter().map(|(_, _, value)| value.clone()).collect();
    let fields = question.fields.iter().map(|(field, ..)| *field);
    values.extend(typed::links(fields, again.entered.as_ref()));
    let mut known = names::for_form(cx, values).await.for_(visitor)?;
    known.choices = choices;
    known.choices.extend(question.choices.clone());
    let frame = if visitor.is_partial { view::Frame::Drawer } else { view::Frame::Page };
    let place = (wanted.module.as_ref(), &wanted.record);
    let page = ask::page(cx, place, question, (frame, again));
    if visitor.is_partial {
        return Ok(part(status, view::page(reader(visitor, &known), &page)));
    }
    let here = format!("/{}", wanted.module.plural);
    let open = Open::new(visitor, &here, known).await.for_(visitor)?;
    Ok(open.answer(status, &wanted.record.title, &view::page(open.reader(), &page)))
}

/// Back to where the person came from; a page that asked in place comes anew.
fn gone_on(visitor: &Visitor, wanted: &Wanted, form: &Form, flash: &Flash) -> Response {
    let own = format!("/{}/{}", wanted.module.plural, wanted.id());
    let to = form.get("from").map_or(own.as_str(), own_address);
    let mut response = redirect(to, Some(flash));
    if visitor.is_partial {
        *response.status_mut() = StatusCode::OK;
        response.headers_mut().remove(header::LOCATION);
        response.headers_mut().insert("hx-refresh", HeaderValue::from_static("true"));
    }
    response
}
