//! The button that asks a device for a passkey.

use maud::{Markup, html};

use super::icon;
use crate::Cx;

/// What the button asks for, and where its answer goes.
#[derive(Clone, Copy, Debug, Default)]
pub struct PasskeyButton<'a> {
    /// Where the question comes from.
    pub ask: &'a str,
    /// Where the form is posted with the answer, instead of where it goes by itself.
    pub to: &'a str,
    /// Its words.
    pub label: &'a str,
    /// Classes of the button besides `button`.
    pub look: &'a str,
    /// Whether a new passkey is made.
    pub is_new: bool,
    /// What people read whose browser knows none.
    pub cannot: Option<&'a str>,
}

/// Draws the button; it stands in the form whose `answer` it fills.
#[must_use]
pub fn passkey_button(cx: Cx, button: PasskeyButton<'_>) -> Markup {
    html! {
        pass-key.stack.stack--tight data-ask=(button.ask) data-new[button.is_new]
            data-known=[button.is_new.then(|| cx.text("ui.passkey.known"))]
            data-declined=(cx.text("ui.passkey.declined"))
            data-failed=(cx.text("ui.passkey.failed")) {
            input type="hidden" name="answer";
            button class={ "button " (button.look) } type="submit" formaction=(button.to)
                formnovalidate[!button.is_new] data-can hidden {
                (icon("fingerprint")) (button.label)
            }
            p.field__error role="alert" data-problem hidden {}
            @if let Some(cannot) = button.cannot { p.field__hint data-cannot { (cannot) } }
        }
    }
}
