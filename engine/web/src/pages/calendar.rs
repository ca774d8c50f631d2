//! Calendars: records of a list on the days of a month.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use kernel::Error;

use super::{address, unfit};
use present::calendar::{self as model_of, Plan};
use present::list::{Material, page as model};
use present::list_state::ListState;
use present::names;
use visit::answer::{Answer, For};
use visit::open::Open;
use visit::query::query;
use visit::shell::{kept_views, shell};
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /{modules}/calendar`: the question of a list, on the days of a `month`; `by` chooses the
/// field with the days.
pub async fn calendar(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let answer = month(&visitor, &plural, raw.as_deref()).await;
    unfit::as_list(answer, &plural, raw.as_deref())
}

async fn month(visitor: &Visitor, plural: &str, raw: Option<&str>) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, plural).for_(visitor)?;
    let views = social::views(cx, &module.code).await.for_(visitor)?;
    let query = query(raw);
    let state = ListState::read(&module, &query, &views).for_(visitor)?;
    let state = state.into_calendar(&module, &query, &views);
    let plan = Plan::of(cx, &module, (state.calendar.as_deref(), state.month.as_deref()));
    let plan = plan.ok_or(Error::NotFound).for_(visitor)?;
    // What is no month is the present one, and is not carried along.
    let month = state.month.as_ref().map(|_| plan.month());
    let state = ListState { calendar: Some(plan.by.name.clone()), month, ..state };
    let question = plan.question(cx, &state.question(&module));
    let rows = records::find(cx, &module.code, &question);
    let list = format!("/{plural}");
    let shell = shell(visitor, &list);
    let (found, shell) = tokio::try_join!(rows, shell).for_(visitor)?;
    let kept = kept_views(&shell);
    let known = names::make(cx, &[], &found.titles, found.names.clone());
    let open = Open::of(visitor, shell, known);
    let body = model_of::month(cx, open.reader(), &plan, (&state, &found));
    let body = sheets::calendar::month(open.reader(), &body);
    let material = Material::drawn(&module, (&state, &views), kept, body);
    let page = model(cx, open.reader(), material, &query);
    let body = ui::views::list::page(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, &page.module.many, &body))
}
