//! The interface for programs, to read and to try.

use access::Right;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use kernel::Error;
use sheets::interface as view;
use ui::Names;

use present::interface as model;
use visit::answer::{Answer, For};
use visit::open::Open;
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /api/docs?module=`: what the reader may ask, written from their own description.
pub async fn docs(
    State(state): State<WebState>,
    visitor: Visitor,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let form = query(raw.as_deref());
    let plural = form.get("module").unwrap_or_default();
    let seen = |code: &str| cx.actor.rights.may(code, Right::See);
    let module = match plural {
        "" => None,
        plural => {
            let module = cx.catalog.by_plural(plural).filter(|module| seen(&module.code));
            Some(module.cloned().ok_or(Error::NotFound).for_(&visitor)?)
        }
    };
    let document = (state.describe)(cx);
    let general = (cx.text("ui.interface.general").to_owned(), "/api/docs".to_owned());
    let modules = cx.catalog.modules().iter().filter(|module| seen(&module.code));
    let modules = modules.map(|module| {
        let label = cx.text(&format!("{}.name.other", module.code)).to_owned();
        (label, format!("/api/docs?module={}", module.plural), module.plural == plural)
    });
    let tabs = std::iter::once((general.0, general.1, plural.is_empty())).chain(modules);
    let page = view::InterfacePage {
        tabs: tabs.collect(),
        operations: model::operations(cx, &document, module.as_deref()),
        fields: module.as_deref().map_or_else(Vec::new, |m| model::fields(cx, &document, m)),
    };
    let open = Open::new(&visitor, "/settings", Names::default()).await.for_(&visitor)?;
    let body = view::page(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, cx.text("ui.interface.title"), &body))
}
