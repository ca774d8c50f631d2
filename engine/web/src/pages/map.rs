//! Maps: records of a list as points.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use kernel::Error;

use super::{address, unfit};
use present::list::{Material, page as model};
use present::list_state::ListState;
use present::points::{self as model_of, Plan};
use ui::Names;
use visit::answer::{Answer, For};
use visit::open::Open;
use visit::query::query;
use visit::shell::{kept_views, shell};
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /{modules}/map`: the question of a list, on a map; `by` chooses the field with the points,
/// `at` what is looked at: latitude, longitude and zoom.
pub async fn map(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let answer = points(&visitor, &plural, raw.as_deref()).await;
    unfit::as_list(answer, &plural, raw.as_deref())
}

async fn points(visitor: &Visitor, plural: &str, raw: Option<&str>) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, plural).for_(visitor)?;
    let views = social::views(cx, &module.code).await.for_(visitor)?;
    let query = query(raw);
    let state = ListState::read(&module, &query, &views).for_(visitor)?;
    let state = state.into_map(&module, &query, &views);
    let plan = Plan::of(cx, &module, (state.map.as_deref(), state.sight.as_deref()));
    let plan = plan.ok_or(Error::NotFound).for_(visitor)?;
    let sight = plan.sight.map(|sight| sight.to_string());
    let state = ListState { map: Some(plan.by.name.clone()), sight, ..state };
    let question = state.question(&module);
    let placed = plan.read(cx, &question);
    let list = format!("/{plural}");
    let shell = shell(visitor, &list);
    let (placed, shell) = tokio::try_join!(placed, shell).for_(visitor)?;
    let kept = kept_views(&shell);
    let known = Names::default();
    let open = Open::of(visitor, shell, known);
    let body = model_of::page(cx, open.reader(), &plan, (&state, &placed));
    let body = sheets::map::map(open.reader(), &body);
    let material = Material::drawn(&module, (&state, &views), kept, body);
    let page = model(cx, open.reader(), material, &query);
    let body = ui::views::list::page(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, &page.module.many, &body))
}
