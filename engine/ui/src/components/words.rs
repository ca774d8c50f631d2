//! Words that a formula can hold: offered while one types, and listed to read.

use maud::{Markup, html};

/// A word that a formula can hold.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// What is written.
    pub text: String,
    /// What it means.
    pub label: String,
    /// How it is written as a whole, for functions.
    pub example: String,
}

impl Word {
    fn shown(&self) -> &str {
        if self.example.is_empty() { &self.text } else { &self.example }
    }
}

/// The list from which words are completed; it stands beside the text in a `word-box`.
#[must_use]
pub fn offered_words(id: &str, title: &str, words: &[Word]) -> Markup {
    html! {
        ul.combo__list.menu id=(id) role="listbox" popover="manual" aria-label=(title) {
            @for (at, word) in words.iter().enumerate() {
                li.menu__item.formula__word id={ (id) "-" (at) } role="option"
                    data-value=(word.text) hidden {
                    code { (word.shown()) }
                    span.muted.truncate { (word.label) }
                }
            }
        }
    }
}

/// The words to read, below a line that opens them.
#[must_use]
pub fn listed_words(title: &str, hint: Option<&str>, words: &[Word]) -> Markup {
    html! {
        details.formula__words {
            summary { (title) }
            @if let Some(hint) = hint { p.field__hint { (hint) } }
            dl.formula__list {
                @for word in words {
                    dt { code { (word.shown()) } }
                    dd { (word.label) }
                }
            }
        }
    }
}
