//! Boards: records as cards in lanes.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use kernel::{Error, RecordId, Result};
use records::{Cx, Lane, LanesOf, ListQuery, Page, Together};

use super::{address, unfit};
use present::kanban::{Material, Plan, links, page as model};
use present::list_state::ListState;
use present::names;
use visit::answer::{Answer, For, part};
use visit::open::{Open, reader};
use visit::query::query;
use visit::shell::{kept_views, shell};
use visit::state::WebState;
use visit::visitor::Visitor;

/// Records that a page waits for to be summed up; more come after it.
const BOUND: u64 = 2_000;

/// `GET /{modules}/kanban`: the question of a list, as lanes; `by` chooses their field.
pub async fn kanban(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let answer = board(&visitor, &plural, raw.as_deref()).await;
    unfit::as_list(answer, &plural, raw.as_deref())
}

async fn board(visitor: &Visitor, plural: &str, raw: Option<&str>) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, plural).for_(visitor)?;
    let views = social::views(cx, &module.code).await.for_(visitor)?;
    let query = query(raw);
    let state = ListState::read(&module, &query, &views)
        .and_then(|state| state.into_board(&module, &query, &views))
        .for_(visitor)?;
    let plan = state.lanes.as_ref().and_then(|by| Plan::of(cx, &module, by));
    let plan = plan.ok_or(Error::NotFound).for_(visitor)?;
    if query.get("part") == Some("sums") {
        return sums(visitor, &plan, &state, &views).await;
    }
    let found = cards(cx, &plan, &state).await.for_(visitor)?;
    let lanes = lanes(cx, &plan, &state, Some(BOUND)).await.for_(visitor)?;
    let records = found.pages.iter().flat_map(|page| &page.records);
    let ids: Vec<RecordId> = records.map(|record| record.id).collect();
    let next = match around::is_told_of(cx, &module.code) {
        true => Some(around::next_steps(cx, &module.code, &ids).await.for_(visitor)?),
        false => None,
    };
    let Together { pages, titles, names } = found;
    let known = names::make(cx, &links(&pages), &titles, names);
    let shell = shell(visitor, &format!("/{plural}")).await.for_(visitor)?;
    let kept = kept_views(&shell);
    let open = Open::of(visitor, shell, known);
    let reader = open.reader();
    let (plan, state, views, people) = (&plan, &state, &*views, &reader.names.people);
    let material = Material { plan, state, views, kept, pages, people, lanes, next };
    let page = model(cx, reader, &material);
    let body = ui::views::kanban::page(reader, &page);
    Ok(open.answer(StatusCode::OK, &page.module.many, &body))
}

/// The part that brings counts and sums after a page that did not wait for them.
async fn sums(
    visitor: &Visitor,
    plan: &Plan<'_>,
    state: &ListState,
    views: &[social::ListView],
) -> Answer {
    let cx = visitor.cx();
    let lanes = lanes(cx, plan, state, None).await.for_(visitor)?;
    let pages = plan.lanes.iter().map(|_| Page::default()).collect();
    let known = ui::Names::default();
    let reader = reader(visitor, &known);
    let (kept, people, next) = (Vec::new(), &known.people, None);
    let material = Material { plan, state, views, kept, pages, people, lanes, next };
    let page = model(cx, reader, &material);
    Ok(part(StatusCode::OK, ui::views::kanban::sums(reader, &page)))
}

/// The first cards of every lane.
async fn cards(cx: &Cx, plan: &Plan<'_>, state: &ListState) -> Result<Together> {
    let question = state.question(plan.module);
    let asked: Vec<ListQuery> =
        plan.lanes.iter().map(|code| plan.question(cx, &question, code)).collect();
    records::find_all(cx, &plan.module.code, &asked).await
}

/// Counts and sums of the lanes, unless there are more records than the bound.
async fn lanes(
    cx: &Cx,
    plan: &Plan<'_>,
    state: &ListState,
    bound: Option<u64>,
) -> Result<Option<Vec<Lane>>> {
    let only = plan.values();
    let asked = LanesOf { by: &plan.kanban.by, only: &only, sums: &plan.kanban.sums, bound };
    records::lanes(cx, &plan.module.code, &state.question(plan.module), asked).await
}
