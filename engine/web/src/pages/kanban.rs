//! Boards: records as cards in lanes.

use std::collections::BTreeMap;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use kernel::{Error, RecordId, Result};
use records::{Cx, Found, Lane, LanesOf};

use super::address;
use super::list::query;
use super::open::{Open, reader};
use crate::answer::{Answer, For, part};
use crate::models::kanban::{Material, Plan, links, page as model};
use crate::models::list_state::ListState;
use crate::models::names;
use crate::models::shell::{kept_views, shell};
use crate::state::WebState;
use crate::visitor::Visitor;

/// Records that a page waits for to be summed up; more come after it.
const BOUND: u64 = 2_000;

/// `GET /{modules}/kanban`: the question of a list, as lanes; `by` chooses their field.
pub async fn kanban(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let views = social::views(cx, &module.code).await.for_(&visitor)?;
    let query = query(raw.as_deref());
    let state = ListState::read(&module, &query, &views)
        .and_then(|state| state.into_board(&module, &query, &views))
        .for_(&visitor)?;
    let plan = state.lanes.as_ref().and_then(|by| Plan::of(cx, &module, by));
    let plan = plan.ok_or(Error::NotFound).for_(&visitor)?;
    if query.get("part") == Some("sums") {
        return sums(&visitor, &plan, &state, &views).await;
    }
    let found = cards(cx, &plan, &state).await.for_(&visitor)?;
    let lanes = lanes(cx, &plan, &state, Some(BOUND)).await.for_(&visitor)?;
    let ids: Vec<RecordId> =
        found.iter().flat_map(|found| &found.page.records).map(|record| record.id).collect();
    let next = match records::is_told_of(cx, &module.code) {
        true => Some(records::next_steps(cx, &module.code, &ids).await.for_(&visitor)?),
        false => None,
    };
    let mut titles = BTreeMap::new();
    let mut people = BTreeMap::new();
    for one in &found {
        titles.extend(one.titles.clone());
        people.extend(one.names.clone());
    }
    let known = names::make(cx, &links(&found), &titles, people);
    let shell = shell(&visitor, &format!("/{plural}")).await.for_(&visitor)?;
    let kept = kept_views(&shell);
    let open = Open::of(&visitor, shell, known);
    let material = Material { plan: &plan, state: &state, views: &views, kept, found, lanes, next };
    let page = model(cx, open.reader(), &material);
    let body = ui::views::kanban::page(open.reader(), &page);
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
    let found = plan.lanes.iter().map(|_| Found::default()).collect();
    let material = Material { plan, state, views, kept: Vec::new(), found, lanes, next: None };
    let known = ui::Names::default();
    let reader = reader(visitor, &known);
    let page = model(cx, reader, &material);
    Ok(part(StatusCode::OK, ui::views::kanban::sums(reader, &page)))
}

/// The first cards of every lane.
async fn cards(cx: &Cx, plan: &Plan<'_>, state: &ListState) -> Result<Vec<Found>> {
    let question = state.question(plan.module);
    let mut found = Vec::new();
    for code in &plan.lanes {
        let asked = plan.question(cx, &question, code);
        found.push(records::find(cx, &plan.module.code, &asked).await?);
    }
    Ok(found)
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
