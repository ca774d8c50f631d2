//! Boards: records as cards in lanes.

use std::collections::BTreeMap;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use kernel::{Error, RecordId, Result};
use records::{Cx, Found, Lane};

use super::address;
use super::list::query;
use super::open::Open;
use crate::answer::{Answer, For};
use crate::models::kanban::{Material, Plan, links, page as model};
use crate::models::list_state::ListState;
use crate::models::names;
use crate::models::shell::shell;
use crate::state::WebState;
use crate::visitor::Visitor;

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
    let mut state = ListState::read(&module, &query, &views).for_(&visitor)?;
    state.base = format!("/{plural}/kanban");
    state.cursor = None;
    let by = query.get("by").filter(|by| !by.is_empty());
    if by.is_some_and(|by| !module.has_lanes(by)) {
        return Err(Error::invalid("by", "no_lanes")).for_(&visitor);
    }
    let plan = Plan::of(cx, &module, by).ok_or(Error::NotFound).for_(&visitor)?;
    let (found, lanes) = cards(cx, &plan, &state).await.for_(&visitor)?;
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
    let open =
        Open::of(&visitor, shell(&visitor, &format!("/{plural}")).await.for_(&visitor)?, known);
    let material = Material {
        plan: &plan,
        state: &state,
        views: &views,
        found,
        lanes,
        next,
        by: by.map(str::to_owned),
    };
    let page = model(cx, open.reader(), &material);
    let body = ui::views::kanban::page(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, &page.module.many, &body))
}

/// The first cards of every lane, and what all lanes count and come to, once for each sum.
async fn cards(
    cx: &Cx,
    plan: &Plan<'_>,
    state: &ListState,
) -> Result<(Vec<Found>, Vec<Vec<Lane>>)> {
    let module = plan.module;
    let question = state.question(module);
    let mut found = Vec::new();
    for code in &plan.lanes {
        found.push(records::find(cx, &module.code, &plan.question(&question, code)).await?);
    }
    let summed: Vec<Option<&str>> = match plan.kanban.sums.as_slice() {
        [] => vec![None],
        sums => sums.iter().map(|name| Some(name.as_str())).collect(),
    };
    let mut lanes = Vec::new();
    for name in summed {
        let asked = (plan.kanban.by.as_str(), name);
        lanes.push(records::lanes(cx, &module.code, &question, asked).await?);
    }
    Ok((found, lanes))
}
