//! Tags, states, counts, key caps.

use maud::{Markup, html};

use super::hue_class;
use crate::model::{Count, Tag};
use crate::{Cx, format};

/// A coloured word.
#[must_use]
pub fn tag(tag: &Tag) -> Markup {
    html! {
        span class={ "tag" @if let Some(hue) = hue_class(tag.hue) { " " (hue) } } { (tag.label) }
    }
}

/// A state: a dot and a word, never colour alone.
#[must_use]
pub fn status(tag: &Tag) -> Markup {
    let class = hue_class(tag.hue).unwrap_or_else(|| "status--ring".into());
    html! { span class={ "status " (class) } { (tag.label) } }
}

/// A number in a small round field.
#[must_use]
pub fn count(cx: Cx, many: Count) -> Markup {
    html! { span.count { (count_text(cx, many)) } }
}

/// A count in figures; one that stopped early has a plus.
#[must_use]
pub fn count_text(cx: Cx, many: Count) -> String {
    match many {
        Count::Exact(n) => format::integer(cx, n),
        Count::AtLeast(n) => format!("{}+", format::integer(cx, n)),
    }
}

/// Key caps, such as `Strg K`.
#[must_use]
pub fn keys(names: &[&str]) -> Markup {
    html! { @for name in names { kbd.kbd { (name) } } }
}
