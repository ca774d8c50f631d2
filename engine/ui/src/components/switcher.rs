//! A choice of few that is always visible.

use maud::{Markup, html};

/// One of the choices.
#[derive(Clone, Debug)]
pub struct SwitchOption<'a> {
    /// Its words.
    pub label: &'a str,
    /// Its address, or its value in a form.
    pub value: &'a str,
    /// Whether it is chosen.
    pub is_on: bool,
}

/// Choices that are links.
#[must_use]
pub fn switcher_links(label: &str, options: &[SwitchOption]) -> Markup {
    html! {
        nav.switcher.switcher--low aria-label=(label) {
            @for option in options {
                a.switcher__item href=(option.value) aria-current=[option.is_on.then_some("true")] {
                    (option.label)
                }
            }
        }
    }
}

/// Choices of a form.
#[must_use]
pub fn switcher_radios(label: &str, name: &str, options: &[SwitchOption]) -> Markup {
    html! {
        div.switcher role="radiogroup" aria-label=(label) {
            @for option in options {
                label.switcher__item {
                    input.sr-only type="radio" name=(name) value=(option.value)
                        checked[option.is_on];
                    (option.label)
                }
            }
        }
    }
}
