//! Icons from the sprite.

use maud::{Markup, html};

use crate::assets;

/// An icon that only repeats what words beside it say.
#[must_use]
pub fn icon(name: &str) -> Markup {
    drawn(name, "icon")
}

/// A small icon, for chevrons and marks.
#[must_use]
pub fn icon_small(name: &str) -> Markup {
    drawn(name, "icon icon--sm")
}

/// A large icon, for the bottom bar and empty states.
#[must_use]
pub fn icon_large(name: &str) -> Markup {
    drawn(name, "icon icon--lg")
}

pub(super) fn drawn(name: &str, class: &str) -> Markup {
    let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let name = if plain && !name.is_empty() { name } else { "file" };
    html! {
        svg class=(class) aria-hidden="true" {
            use href={ (assets::url("icons.svg")) "#" (name) } {}
        }
    }
}
