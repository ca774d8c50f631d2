//! The way down to a page.

use maud::{Markup, html};

use super::icon;
use crate::Cx;

/// Steps down to this page; the page itself is its heading.
#[must_use]
pub fn crumbs(cx: Cx, steps: &[(String, String)]) -> Markup {
    html! {
        nav.crumbs aria-label=(cx.text("ui.frame.crumbs")) {
            ol.crumbs__list {
                @for (at, (label, href)) in steps.iter().enumerate() {
                    li.crumbs__item {
                        @if at > 0 { (icon("chevron-right")) }
                        a href=(href) { (label) }
                    }
                }
            }
        }
    }
}
