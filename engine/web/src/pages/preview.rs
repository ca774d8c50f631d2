//! A record at a glance.

use access::Right;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::Value;
use sheets::preview as view;
use ui::views::detail::FactView;

use super::address;
use present::{detail, head, names};
use visit::answer::{Answer, For, part, redirect};
use visit::open::reader;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Fields at most.
const FACTS: usize = 14;

/// `GET /{modules}/{id}/preview`: what a drawer holds; without script it is the page itself.
pub async fn preview(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, id)): Path<(String, String)>,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let id = address::id(&id).for_(&visitor)?;
    let record = records::get(cx, &module.code, id).await.for_(&visitor)?;
    let cx = &records::reaching(cx, &module, &record).await.for_(&visitor)?;
    let href = format!("/{plural}/{id}");
    if !visitor.is_partial {
        return Ok(redirect(&href, None));
    }
    let social = social::social(cx, &record.link(&module)).await.for_(&visitor)?;
    let mut wanted: Vec<&str> = Vec::new();
    let named = module.key_facts.iter().chain(&module.list.columns).chain(&module.quick_create);
    for name in named {
        if !wanted.contains(&name.as_str()) {
            wanted.push(name);
        }
    }
    let facts = wanted.into_iter().filter_map(|name| detail::fact(cx, &module, &record, name));
    let facts: Vec<FactView> = facts.filter(|fact| !fact.value.is_empty()).take(FACTS).collect();
    let values: Vec<Value> = facts.iter().map(|fact| fact.value.clone()).collect();
    let known = names::of_values(cx, values).await.for_(&visitor)?;
    let may_edit = cx.actor.rights.may(&module.code, Right::Edit) && record.trashed_at.is_none();
    let page = view::Preview {
        module: head::module(cx, &module),
        id: record.id,
        title: record.title.clone(),
        edit: may_edit.then(|| format!("{href}/edit")),
        href,
        facts,
        tags: social.tags,
    };
    Ok(part(StatusCode::OK, view::preview(reader(&visitor, &known), &page)))
}
