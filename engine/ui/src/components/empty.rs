//! Nothing here: why, and what to do.

use maud::{Markup, html};

/// An empty state with its sign, its reason and one action.
#[must_use]
pub fn empty(sign: &Markup, title: &str, reason: &str, actions: &Markup) -> Markup {
    html! {
        div.empty {
            (sign)
            p.empty__title { (title) }
            @if !reason.is_empty() { p { (reason) } }
            @if !actions.0.is_empty() { div.empty__actions { (actions) } }
        }
    }
}
