//! The sign of a module, in the colour of its area.

use maud::{Markup, html};

use super::{hue_class, icon};

/// The sign of a module in the head of a page.
#[must_use]
pub fn glyph(name: &str, hue: Option<u16>) -> Markup {
    drawn(name, hue, "glyph")
}

/// The sign of a module in the side bar.
#[must_use]
pub fn glyph_small(name: &str, hue: Option<u16>) -> Markup {
    drawn(name, hue, "glyph glyph--sm")
}

/// The sign of a module above an empty list.
#[must_use]
pub fn glyph_large(name: &str, hue: Option<u16>) -> Markup {
    drawn(name, hue, "glyph glyph--lg")
}

fn drawn(name: &str, hue: Option<u16>, class: &str) -> Markup {
    let hue = hue_class(hue).map_or_else(String::new, |hue| format!(" {hue}"));
    html! { span class={ (class) (hue) } { (icon(name)) } }
}
