//! The start page.

use access::Right;
use axum::extract::State;
use axum::http::StatusCode;
use records::ListQuery;
use ui::Names;
use ui::model::{Go, MenuItem};
use ui::views::home as view;

use present::{head, timeline};
use visit::answer::{Answer, For};
use visit::open::Open;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Records counted at most.
const BOUND: u64 = 1000;
/// What one has before one, at most.
const AGENDA: usize = 8;

/// `GET /`
pub async fn home(State(_): State<WebState>, visitor: Visitor) -> Answer {
    let cx = visitor.cx();
    let mut modules = Vec::new();
    let mut is_empty = true;
    for module in cx.catalog.modules() {
        if !cx.actor.rights.may(&module.code, Right::See) {
            continue;
        }
        let asked = ListQuery { limit: 1, ..ListQuery::default() };
        let count = records::count(cx, &module.code, &asked, BOUND).await.for_(&visitor)?;
        is_empty &= count.n == 0;
        modules.push((head::module(cx, module), head::count(count)));
    }
    let agenda = around::agenda(cx, AGENDA).await.for_(&visitor)?;
    let tell = |told| timeline::telling(cx, told);
    let recents = social::recents(cx).await.for_(&visitor)?;
    let first_steps = modules.iter().flat_map(|(module, _)| {
        let import = MenuItem {
            label: cx.catalog.texts().fill(
                cx.locale.language,
                "ui.import.title",
                &[("many", &module.many)],
            ),
            icon: "upload".into(),
            go: Go::To(format!("{}/import", module.href)),
            ..MenuItem::default()
        };
        [import]
    });
    let page = view::HomePage {
        name: visitor.signed_in.profile.name.clone(),
        first_steps: if is_empty { first_steps.collect() } else { Vec::new() },
        modules,
        overdue: agenda.overdue.into_iter().map(&tell).collect(),
        coming: agenda.coming.into_iter().map(&tell).collect(),
        recents: recents.iter().map(|(link, title)| head::record_line(cx, link, title)).collect(),
    };
    let open = Open::new(&visitor, "/", Names::default()).await.for_(&visitor)?;
    let body = view::page(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, cx.text("web.place.home"), &body))
}
