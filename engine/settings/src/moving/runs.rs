//! A run: how far it is, what came of it, and what could not be brought.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use kernel::Error;
use moving::{Line, MovingRun, Plan, Tally};
use panel::moving::{self as view, MovingPage};
use records::Cx;
use ui::Names;

use super::home::PATH;
use super::plan::frame;
use crate::kit;
use present::errors::{Reader, keyed};
use visit::answer::{Answer, For, part, redirect};
use visit::body::Posted;
use visit::download::{CSV, download};
use visit::open::reader;
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Lines of a page of the report.
const LINES: usize = 200;

/// `GET /settings/moving/runs/{run}`
pub async fn run(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let id = kit::id(&id, &visitor)?;
    let asked = query(raw.as_deref());
    let run = moving::run(cx, id).await.for_(&visitor)?;
    let plan = moving::plan(cx).await.unwrap_or_default();
    let from = asked.get("from").and_then(|from| from.parse().ok()).unwrap_or(0);
    let lines = moving::report(cx, &state.files, id, (from, LINES)).await.for_(&visitor)?;
    let page = page(cx, (&run, &plan), (from, lines));
    if visitor.is_partial && asked.get("part") == Some("state") {
        let known = Names::default();
        return Ok(part(StatusCode::OK, view::run_state(reader(&visitor, &known), &page)));
    }
    let title = page.frame.title.clone();
    kit::answer(&visitor, (StatusCode::OK, &title), |reader| view::run(reader, &page)).await
}

fn page(
    cx: &Cx,
    (run, plan): (&MovingRun, &Plan),
    (from, lines): (usize, Vec<Line>),
) -> MovingPage {
    let texts = |keys: &[&str], under: &str| -> Vec<String> {
        keys.iter().map(|key| cx.text(&format!("{under}.{key}")).to_owned()).collect()
    };
    let ended = ["done", "cancelled", "failed"];
    let is_running = !ended.contains(&run.state.as_str());
    let state = cx.text(&format!("moving.state.{}", run.state)).to_owned();
    let phase = cx.text(&format!("moving.phase.{}", run.phase.word())).to_owned();
    let mut frame = frame(cx, cx.text("ui.moving.run"), None);
    frame.about = String::new();
    let label = |name: &str| match plan.module(name) {
        Some(module) => module.label.clone(),
        None if name == "relations" => cx.text("ui.moving.relations").to_owned(),
        None => name.to_owned(),
    };
    let tally = |(name, tally): (&String, &Tally)| {
        let counts =
            [tally.made, tally.changed, tally.equal, tally.refused, tally.partly, tally.both];
        (label(name), counts.into_iter().chain([tally.gone]).collect())
    };
    let href = format!("{PATH}/runs/{}", run.id);
    let n_shown = lines.len();
    let keys = ["module", "made", "changed", "equal", "refused", "partly", "both", "gone"];
    MovingPage {
        frame,
        state: if is_running { format!("{state}: {phase}") } else { state },
        is_running,
        progress: run.progress,
        error: run.error.as_ref().map(|said| {
            let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
            keyed(&reader, "", (&format!("problem.{}", said.code), &said.params))
        }),
        columns: texts(&keys, "moving.column"),
        tallies: run.tallies.iter().map(tally).collect(),
        headings: texts(&["module", "id", "record", "kind", "field", "reason"], "moving.column"),
        lines: lines.iter().map(|line| cells(cx, &label(&line.module), line)).collect(),
        shown: shown(cx, (from, n_shown), run.n_lines),
        pages: pages(cx, &href, (from, run.n_lines)),
        href,
    }
}

fn cells(cx: &Cx, module: &str, line: &Line) -> Vec<String> {
    let kind = cx.text(&format!("moving.kind.{}", line.kind)).to_owned();
    let (id, title, field) = (line.id.clone(), line.title.clone(), line.field.clone());
    vec![module.to_owned(), id, title, kind, field, line.reason(cx)]
}

fn shown(cx: &Cx, (from, n): (usize, usize), all: u64) -> String {
    let words = [(from + 1).to_string(), (from + n).to_string(), all.to_string()];
    let [first, last, all] = words.each_ref().map(String::as_str);
    let places = [("first", first), ("last", last), ("all", all)];
    cx.catalog.texts().fill(cx.locale.language, "ui.moving.shown", &places)
}

fn pages(cx: &Cx, href: &str, (from, all): (usize, u64)) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let to = |from: usize| format!("{href}?from={from}#report");
    if from > 0 {
        pages.push((cx.text("ui.moving.before").to_owned(), to(from.saturating_sub(LINES))));
    }
    if ((from + LINES) as u64) < all {
        pages.push((cx.text("ui.moving.after").to_owned(), to(from + LINES)));
    }
    pages
}

/// `GET /settings/moving/runs/{run}/report.csv`
pub async fn report(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let id = kit::id(&id, &visitor)?;
    let text = moving::report_csv(cx, &state.files, id).await.for_(&visitor)?;
    let name = format!("{}.csv", cx.text("ui.moving.report"));
    Ok(download((&name, CSV), Body::from(text)))
}

/// `POST /settings/moving/runs/{run}/{act}`: `cancel`.
pub async fn act_on_run(
    State(_): State<WebState>,
    Path((id, act)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let id = kit::id(&id, &visitor)?;
    match act.as_str() {
        "cancel" => moving::cancel(cx, id).await.for_(&visitor)?,
        _ => return Err(Error::NotFound).for_(&visitor),
    }
    Ok(redirect(&format!("{PATH}/runs/{id}"), None))
}
