//! Where a formula is written: words are offered while one types, and what is wrong is said at its
//! place.

use maud::{Markup, html};

use ui::components::{Word, icon, listed_words, offered_words};

/// A formula that is written.
#[derive(Clone, Debug, Default)]
pub struct FormulaBox {
    /// The text.
    pub text: String,
    /// Words that it can hold.
    pub words: Vec<Word>,
    /// Title of the list of words.
    pub words_title: String,
    /// What is said about it.
    pub said: Said,
    /// What stands on the button that tries it.
    pub verb: String,
}

/// What is said about a formula; it asks again whenever the form around it changes.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Where it asks.
    pub check: String,
    /// The sentence.
    pub text: String,
    /// The formula up to a mistake, and from there on; none when there is none.
    pub place: Option<(String, String)>,
    /// What it gives for the record it is tried on.
    pub tried: Option<(String, Markup)>,
}

/// Draws it; its parts are named after the control.
pub(crate) fn formula_box(
    formula: &FormulaBox,
    (name, id): (&str, &str),
    described: Option<&str>,
) -> Markup {
    let is_wrong = formula.said.place.is_some();
    html! {
        word-box.formula {
            textarea.textarea.formula__text id=(id) name=(name) rows="4" spellcheck="false"
                autocapitalize="off" autocomplete="off" aria-describedby=[described]
                aria-invalid=[is_wrong.then_some("true")] { (formula.text) }
            (offered_words(&format!("{id}-words"), &formula.words_title, &formula.words))
        }
        (part(&formula.said))
        div.row.row--wrap {
            button.button.button--sm type="submit" name="act" value="try" formnovalidate {
                (icon("play")) (formula.verb)
            }
        }
        (listed_words(&formula.words_title, None, &formula.words))
    }
}

/// The part that says whether a formula fits and what it gives. It stays and only what it holds is
/// replaced, so that what is typed meanwhile is asked, too.
fn part(what: &Said) -> Markup {
    html! {
        div #part-formula-said data-quiet aria-live="polite" hx-post=(what.check)
            hx-trigger="input from:'closest form' delay:350ms, change from:'closest form'"
            hx-target="this" hx-swap="innerHTML" hx-sync="this:replace" { (said(what)) }
    }
}

/// What the part holds, as an answer while one types.
#[must_use]
pub fn said(said: &Said) -> Markup {
    let look = if said.place.is_some() { "field__error" } else { "field__hint" };
    html! {
        @if !said.text.is_empty() {
            p class=(look) {
                @if said.place.is_some() { (icon("circle-alert")) }
                (said.text)
            }
        }
        @if let Some((before, from)) = &said.place {
            // At the end there is nothing to mark: a sign stands for what is missing.
            @let from = if from.trim().is_empty() { "…" } else { from.as_str() };
            p.formula__place { code { (before) mark { (from) } } }
        }
        @if let Some((sentence, value)) = &said.tried {
            p.formula__tried { (sentence) " " (value) }
        }
    }
}
