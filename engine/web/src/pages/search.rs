//! The search over all modules.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use kernel::{Link, RecordId, Result};
use records::Cx;
use ui::Names;
use ui::model::RecordLine;
use ui::views::search as view;

use present::place::escaped;
use present::{head, notes};
use visit::answer::{Answer, For};
use visit::open::Open;
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Hits of a module that are shown.
const HITS: usize = 8;

/// `GET /search?q=`
pub async fn search(
    State(_): State<WebState>,
    visitor: Visitor,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let query = query(raw.as_deref());
    let text: String = query.get("q").unwrap_or_default().chars().take(200).collect();
    let found = records::search(cx, &text, HITS).await.for_(&visitor)?;
    let groups = groups(cx, found, &text).await.for_(&visitor)?;
    let page = view::SearchPage { groups, text };
    let open = Open::new(&visitor, "/search", Names::default()).await.for_(&visitor)?;
    let body = view::page(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, cx.text("ui.search.title"), &body))
}

async fn groups(cx: &Cx, found: Vec<records::Group>, text: &str) -> Result<Vec<view::HitGroup>> {
    let escaped: String = text.bytes().map(escaped).collect();
    let mut groups = Vec::new();
    for group in found {
        let Some(module) = cx.catalog.module(&group.module) else { continue };
        let ids: Vec<RecordId> = group.hits.iter().map(|hit| hit.id).collect();
        let mut notes = notes::notes(cx, module, &ids).await?;
        let hits = group.hits.iter().map(|hit| RecordLine {
            note: notes.remove(&hit.id).unwrap_or_default(),
            ..head::record_line(cx, &Link::new(&group.module, hit.id), &hit.title)
        });
        groups.push(view::HitGroup {
            hits: hits.collect(),
            all: group.has_more.then(|| format!("/{}?q={escaped}", module.plural)),
            module: head::module(cx, module),
        });
    }
    Ok(groups)
}
