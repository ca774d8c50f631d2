//! All modules the reader may see, in their areas.

use access::Right;
use axum::extract::State;
use axum::http::StatusCode;
use catalog::Module;
use records::Cx;
use ui::Names;
use ui::views::settings::{self as view, MapCard, MapLine};

use present::{head, map};
use visit::answer::{Answer, For};
use visit::open::Open;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /modules`
pub async fn modules(State(_): State<WebState>, visitor: Visitor) -> Answer {
    let cx = visitor.cx();
    let seen = |code: &String| cx.actor.rights.may(code, Right::See);
    let cards = cx.catalog.areas().into_iter().map(|area| MapCard {
        title: cx.text(&format!("area.{}", area.code)).to_owned(),
        lines: area
            .modules
            .iter()
            .filter(|code| seen(code))
            .filter_map(|code| cx.catalog.module(code))
            .map(|module| line(cx, module))
            .collect(),
        icon: area.icon,
        hue: area.hue,
    });
    let cards: Vec<MapCard> = cards.filter(|card| !card.lines.is_empty()).collect();
    let open = Open::new(&visitor, "/modules", Names::default()).await.for_(&visitor)?;
    let body = view::modules(open.reader(), &cards);
    Ok(open.answer(StatusCode::OK, cx.text("ui.modules.title"), &body))
}

/// A module with the pages around it.
fn line(cx: &Cx, module: &Module) -> MapLine {
    let many = head::module(cx, module).many;
    MapLine {
        href: format!("/{}", module.plural),
        icon: module.icon.clone(),
        around: map::of_module(cx, module).into_iter().map(map::around).collect(),
        label: many,
        ..MapLine::default()
    }
}
