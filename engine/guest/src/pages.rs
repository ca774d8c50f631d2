//! What is asked and answered under a link.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use catalog::{Action, Field, Module};
use kernel::{Error, Language, Result, Value};
use records::public::{self, Opened, PublicAnswer};
use records::{Answers, Record};
use ui::Names;
use ui::fields::Form;
use ui::model::Mood;

use present::{ask, edit, head, names};
use visit::answer::{Answer, Refused, page, redirect};
use visit::body::Loose;
use visit::download::handed_out;
use visit::open::to_stranger;
use visit::state::WebState;
use visit::visitor::Stranger;

use crate::view::{self, Fact, GuestPage, Said};

/// The pages.
pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/p/{token}", get(show))
        .route("/p/{token}/paper", get(paper))
        .route("/p/{token}/{answer}", post(answer))
}

/// What came back, when it was not good, or only asked what it would come to.
struct Again<'a> {
    action: &'a str,
    form: Form,
    problems: Vec<kernel::FieldProblem>,
    /// What it would come to with what was chosen.
    rehearsed: Option<Record>,
}

/// `GET /p/{token}`
async fn show(
    State(state): State<WebState>,
    stranger: Stranger,
    Path(token): Path<String>,
) -> Answer {
    let opened = match public::open(&state.engine, &token, stranger.language).await {
        Ok(opened) => opened,
        Err(Error::NotFound) => return Ok(unknown(&state, stranger.language)),
        Err(error) => return Err(Refused::plain(error, stranger.language)),
    };
    drawn(&opened, &token, None).await.map_err(|error| Refused::plain(error, stranger.language))
}

/// `GET /p/{token}/paper`
async fn paper(
    State(state): State<WebState>,
    stranger: Stranger,
    Path(token): Path<String>,
) -> Answer {
    let plain = |error| Refused::plain(error, stranger.language);
    let opened = public::open(&state.engine, &token, stranger.language).await.map_err(plain)?;
    let record = opened.record.as_ref().ok_or(Error::NotFound).map_err(plain)?;
    let (module, name) = (&opened.module.code, opened.page.output);
    let made = records::output(&opened.cx, module, record.id, name).await.map_err(plain)?;
    Ok(handed_out(&made.file, made.media_type(), made.bytes))
}

/// `POST /p/{token}/{answer}`
async fn answer(
    State(state): State<WebState>,
    stranger: Stranger,
    Path((token, action)): Path<(String, String)>,
    Loose(form): Loose,
) -> Answer {
    let plain = |error| Refused::plain(error, stranger.language);
    let opened = public::open(&state.engine, &token, stranger.language).await.map_err(plain)?;
    let back = format!("/p/{token}");
    let answers = opened.answers();
    let Some((known, asked)) = answers.iter().find(|(known, _)| known.action == action) else {
        // What changed since the page was drawn is told by the page itself.
        return Ok(redirect(&back, None));
    };
    let asks = asks(&opened, *known, asked);
    let asks: Vec<&Field> = asks.iter().collect();
    let (input, mut problems) = edit::read_fields(&opened.cx, &asks, &Names::default(), &form);
    let said = Answers(input.values);
    let is_only_asked = form.get(view::ONLY_SUMS).is_some();
    if problems.is_empty() && !is_only_asked {
        match opened.answer(&action, said.clone()).await {
            Ok(_) | Err(Error::Conflict { .. }) => return Ok(redirect(&back, None)),
            Err(Error::Invalid(found)) => problems = found,
            Err(error) => return Err(plain(error)),
        }
    }
    // What was chosen shows what it comes to, also where something else was refused.
    let rehearsed = match opened.rehearsed(&action, said).await {
        Ok(record) => Some(record),
        Err(Error::Invalid(found)) => {
            problems.extend(found.into_iter().filter(|_| is_only_asked));
            None
        }
        Err(error) => return Err(plain(error)),
    };
    let again = Again { action: &action, form, problems, rehearsed };
    drawn(&opened, &token, Some(again)).await.map_err(plain)
}

fn unknown(state: &WebState, language: Language) -> Response {
    to_stranger(state, (language, StatusCode::NOT_FOUND), |cx| {
        let text = |key| cx.text(key).to_owned();
        let (title, said) = (text("ui.guest.unknown"), text("ui.guest.unknown_text"));
        view::said(cx, &Said { sender: "Kontor".into(), title, text: said })
    })
}

/// What an answer asks here, with what has to be said; nobody is asked to choose where there is no
/// choice.
fn asks(opened: &Opened, known: PublicAnswer, action: &Action) -> Vec<Field> {
    let choices = opened.choices(known.action);
    let is_idle = |name: &str| choices.get(name).is_some_and(Vec::is_empty);
    let is_asked = |name: &str| known.asks.contains(&name) && !is_idle(name);
    let asks = action.asks.iter().filter(|field| is_asked(&field.name));
    let required = |name: &str| known.requires.contains(&name);
    asks.map(|field| Field { required: required(&field.name), ..field.clone() }).collect()
}

async fn drawn(opened: &Opened, token: &str, again: Option<Again<'_>>) -> Result<Response> {
    let (cx, module, open) = (&opened.cx, &opened.module, &opened.page);
    let Some(stored) = &opened.record else { return Ok(closed(opened)) };
    let rehearsed = again.as_ref().and_then(|again| again.rehearsed.clone());
    let record = rehearsed.as_ref().unwrap_or(stored);
    let shown = open.facts.iter().chain([&open.sender]).chain(open.sums);
    let values = shown.map(|name| record.value(module, name).clone()).collect();
    let mut known = names::of_values(cx, values).await?;
    known.choices = choices(opened);
    let reader = names::reader(&opened.cx, &known);
    let sender = match module.field(open.sender) {
        Some(field) => ui::fields::words(reader, field, record.value(module, open.sender)),
        None => String::new(),
    };
    let is_refused = again.as_ref().is_some_and(|again| !again.problems.is_empty());
    let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let model = GuestPage {
        sender,
        kind: cx.text(&format!("{}.name.one", module.code)).to_owned(),
        title: record.title.clone(),
        state: state(opened, stored),
        facts: facts(opened, record, open.facts),
        lines: lines(opened, record),
        sums: facts(opened, record, open.sums),
        paper: (cx.text(&output_key(open.output)).to_owned(), format!("/p/{token}/paper")),
        answers: answers(opened, token, again),
    };
    Ok(page(status, view::page(reader, &model)))
}

fn output_key(name: &str) -> String {
    format!("output.{}", name.replace('.', "_"))
}

fn closed(opened: &Opened) -> Response {
    let known = Names::default();
    let reader = names::reader(&opened.cx, &known);
    let kind = format!("{}.name.one", opened.module.code);
    let kind = reader.text(&kind);
    let title = reader.fill("ui.guest.closed", &[("kind", kind)]);
    let text = reader.text("ui.guest.closed_text").to_owned();
    page(StatusCode::GONE, view::said(reader, &Said { sender: "Kontor".into(), title, text }))
}

/// What is to be said about how the record stands; nothing while it waits for an answer.
fn state(opened: &Opened, record: &Record) -> Option<(Mood, String)> {
    let (cx, module) = (&opened.cx, &opened.module);
    if !opened.answers().is_empty() {
        return None;
    }
    let field = module.stage_field()?;
    let stage = record.value(module, &field.name).as_text();
    let is_waiting = module.actions.iter().any(|action| {
        let is_answer = opened.page.answers.iter().any(|answer| answer.action == action.name);
        is_answer && action.from.iter().any(|from| from == stage)
    });
    if is_waiting {
        return Some((Mood::Warning, cx.text("ui.guest.over").to_owned()));
    }
    let list = field.kind.list().unwrap_or_default();
    let key = format!("picklist.{list}.{stage}");
    let words = cx.text(&key);
    let said = cx.catalog.texts().fill(cx.locale.language, "ui.guest.stands", &[("stage", words)]);
    Some((Mood::Info, said))
}

/// Lines among which whoever answers chooses, by question.
fn choices(opened: &Opened) -> BTreeMap<String, Vec<(String, String)>> {
    let answers = opened.answers().into_iter();
    let asked = answers.flat_map(|(answer, _)| opened.choices(answer.action));
    let offered = asked.filter(|(_, choices)| !choices.is_empty());
    offered.map(|(name, choices)| (name, ask::words(&opened.cx, &choices))).collect()
}

fn facts<'a>(opened: &'a Opened, record: &Record, names: &[&str]) -> Vec<Fact<'a>> {
    let fact = |name: &&str| fact(opened, record, name).filter(|fact| !fact.value.is_empty());
    names.iter().filter_map(fact).collect()
}

fn fact<'a>(opened: &'a Opened, record: &Record, name: &str) -> Option<Fact<'a>> {
    let module: &'a Module = &opened.module;
    let field = module.field(name)?;
    let label = head::field_label(&opened.cx, module, name);
    Some(Fact { field, label, value: record.value(module, name).clone() })
}

fn lines<'a>(opened: &'a Opened, record: &Record) -> Option<Fact<'a>> {
    let (name, cells) = opened.page.lines;
    let fact = fact(opened, record, name)?;
    let value = view::open_cells(fact.value.lines(), cells);
    Some(Fact { value, ..fact }).filter(|fact| fact.value != Value::Empty)
}

fn answers<'a>(
    opened: &'a Opened,
    token: &str,
    mut again: Option<Again<'_>>,
) -> Vec<view::Answer<'a>> {
    let (cx, module) = (&opened.cx, &opened.module);
    let text = |key: &str, field: &Field| {
        cx.catalog.texts().find(cx.locale.language, &module.key(key, &field.name))
    };
    let ask = |field: Field| view::Ask {
        label: text("action_field", &field).unwrap_or_default().to_owned(),
        hint: text("action_hint", &field).map(str::to_owned),
        field,
    };
    // Whoever answers may be told more than whoever works with it every day.
    let verb = |name: &str| {
        let own = cx.catalog.texts().find(cx.locale.language, &module.key("public", name));
        let usual = || cx.text(&module.key("action", name)).to_owned();
        own.map_or_else(usual, str::to_owned)
    };
    let one = |(known, action): (PublicAnswer, &Action)| view::Answer {
        name: known.action,
        verb: verb(known.action),
        action: format!("/p/{token}/{}", known.action),
        asks: asks(opened, known, action).into_iter().map(ask).collect(),
        again: again
            .take_if(|again| again.action == known.action)
            .map(|again| (again.form, again.problems)),
    };
    opened.answers().into_iter().map(one).collect()
}
