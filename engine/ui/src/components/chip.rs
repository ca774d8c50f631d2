//! One condition of a list, readable as a sentence.

use maud::{Markup, html};

use super::{icon, icon_small};
use crate::Cx;

/// A condition: field, operator, value, and a way to drop it.
#[must_use]
pub fn chip(cx: Cx, field: &str, operator: &str, value: &str, remove: &str) -> Markup {
    let drop = cx.fill("ui.list.filter_remove", &[("field", field)]);
    html! {
        span.chip {
            span.chip__part { (field) }
            span.chip__part.chip__operator { (operator) }
            @if !value.is_empty() { span.chip__part.chip__value { (value) } }
            a.chip__part.chip__remove href=(remove) aria-label=(drop) title=(drop) { (icon("x")) }
        }
    }
}

/// The dashed chip that opens the form for another condition.
#[must_use]
pub fn add_chip(cx: Cx, popover: &str) -> Markup {
    html! {
        button.chip.chip--add type="button" popovertarget=(popover) {
            span.chip__part { (icon_small("plus")) (cx.text("ui.list.filter_add")) }
        }
    }
}
