//! The search over all modules.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use kernel::Link;
use records::Cx;
use ui::Names;
use ui::views::search as view;

use super::list::query;
use super::open::{Open, reader};
use crate::answer::{Answer, For, escaped, part};
use crate::models::head;
use crate::state::WebState;
use crate::visitor::Visitor;

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
    let mut page = view::SearchPage { groups: groups(cx, found, &text), text };
    if query.get("part") == Some("palette") {
        if page.text.is_empty() {
            page.groups = recents(&visitor).await?;
        }
        let known = Names::default();
        return Ok(part(StatusCode::OK, view::palette(reader(&visitor, &known), &page)));
    }
    let open = Open::new(&visitor, "/search", Names::default()).await.for_(&visitor)?;
    let body = view::page(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, cx.text("ui.search.title"), &body))
}

fn groups(cx: &Cx, found: Vec<records::Group>, text: &str) -> Vec<view::HitGroup> {
    let escaped: String = text.bytes().map(escaped).collect();
    let group = |group: records::Group| {
        let module = cx.catalog.module(&group.module)?;
        let hits = group
            .hits
            .iter()
            .map(|hit| head::record_line(cx, &Link::new(&group.module, hit.id), &hit.title));
        Some(view::HitGroup {
            hits: hits.collect(),
            all: group.has_more.then(|| format!("/{}?q={escaped}", module.plural)),
            module: head::module(cx, module),
        })
    };
    found.into_iter().filter_map(group).collect()
}

/// Before anything is typed, the palette offers what was looked at last.
async fn recents(visitor: &Visitor) -> Result<Vec<view::HitGroup>, crate::answer::Refused> {
    let cx = visitor.cx();
    let recents = social::recents(cx).await.for_(visitor)?;
    let hits: Vec<_> =
        recents.iter().map(|(link, title)| head::record_line(cx, link, title)).collect();
    if hits.is_empty() {
        return Ok(Vec::new());
    }
    let module = ui::model::ModuleHead {
        many: cx.text("ui.home.recent").to_owned(),
        ..ui::model::ModuleHead::default()
    };
    Ok(vec![view::HitGroup { module, hits, all: None }])
}
