//! What the pages of one's own settings share.

use maud::{Markup, html};
use ui::Cx;
use ui::components::tabs;
use ui::views::detail::TabLink;

/// The frame of a page of one's own settings.
#[derive(Clone, Debug, Default)]
pub struct MeFrame {
    /// Pages beside each other.
    pub tabs: Vec<TabLink>,
}

/// Draws a page of one's own settings.
pub(super) fn framed(cx: Cx, frame: &MeFrame, body: &Markup) -> Markup {
    let title = cx.text("ui.me.title");
    html! {
        header.page__head { h1 { (title) } }
        div.page__bar { (tabs(cx, cx.text("ui.own.pages"), &frame.tabs)) }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(title) {
            div.measure.stack.stack--loose { (body) }
        }
    }
}

/// A titled part of a page.
pub(super) fn card(id: &str, title: &str, body: &Markup) -> Markup {
    html! {
        section.card id=(id) {
            div.card__head { h2 { (title) } }
            div.card__body { (body) }
        }
    }
}
