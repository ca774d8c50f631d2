//! Pages that belong together, each with its own address.

use maud::{Markup, html};

use super::count;
use crate::Cx;
use crate::views::detail::TabLink;

/// Links with `aria-current`; not an ARIA tab list.
#[must_use]
pub fn tabs(cx: Cx, label: &str, links: &[TabLink]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            @for link in links {
                a.tab href=(link.href) aria-current=[link.is_current.then_some("page")] {
                    (link.label)
                    @if let Some(many) = link.count { (count(cx, many)) }
                }
            }
        }
    }
}
