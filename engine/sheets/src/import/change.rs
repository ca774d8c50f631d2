//! What an update changes, field by field.

use maud::{Markup, html};

use super::model::Change;
use ui::Cx;

/// Draws the fields that change, what they hold and what they will hold.
pub fn changes(cx: Cx, changes: &[Change]) -> Markup {
    html! {
        @if !changes.is_empty() {
            ul.import__changes {
                @for change in changes {
                    li {
                        span.strong { (change.label) ": " }
                        (side(cx, &change.old)) span aria-hidden="true" { " → " }
                        span.sr-only { (cx.text("ui.import.becomes")) " " }
                        (side(cx, &change.new))
                    }
                }
            }
        }
    }
}

fn side(cx: Cx, text: &str) -> Markup {
    html! {
        @if text.is_empty() { span.faint { (cx.text("ui.import.nothing")) } } @else { (text) }
    }
}
