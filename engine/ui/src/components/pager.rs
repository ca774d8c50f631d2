//! Neighbouring pages of a list.

use maud::{Markup, html};

use super::icon;
use crate::Cx;

/// Links to the first, the previous and the next page; those that lead nowhere are left dim.
#[must_use]
pub fn pager(cx: Cx, first: Option<&str>, previous: Option<&str>, next: Option<&str>) -> Markup {
    html! {
        nav.pager aria-label=(cx.text("ui.list.pages")) {
            @if let Some(first) = first {
                a.button.button--ghost.button--sm href=(first) { (cx.text("ui.list.first_page")) }
            }
            (step(cx.text("ui.list.previous_page"), "chevron-left", previous))
            (step(cx.text("ui.list.next_page"), "chevron-right", next))
        }
    }
}

fn step(label: &str, sign: &str, href: Option<&str>) -> Markup {
    html! {
        @match href {
            Some(href) => {
                a.button.button--icon.button--ghost.button--sm href=(href) aria-label=(label)
                    title=(label) { (icon(sign)) }
            }
            None => {
                button.button.button--icon.button--ghost.button--sm type="button" disabled
                    aria-label=(label) { (icon(sign)) }
            }
        }
    }
}
