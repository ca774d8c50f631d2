//! Short messages that go away by themselves.

use maud::{Markup, html};

use super::{icon, token};
use crate::Cx;
use crate::model::{Mood, Toast};

/// A message, with a button that takes back what it tells.
#[must_use]
pub fn toast(cx: Cx, toast: &Toast) -> Markup {
    let (class, sign, role) = match toast.mood {
        Mood::Good => ("toast", "circle-check", "status"),
        Mood::Info => ("toast", "info", "status"),
        Mood::Warning | Mood::Bad => ("toast toast--error", "circle-alert", "alert"),
    };
    html! {
        div class=(class) role=(role) {
            (icon(sign))
            span { (toast.text) }
            @if let Some(action) = &toast.undo {
                (take_back(cx, action))
                span.toast__keys aria-hidden="true" { (cx.text("ui.key.undo")) }
            } @else {
                button.toast__close type="button" data-close
                    aria-label=(cx.text("ui.action.close")) { (icon("x")) }
            }
        }
    }
}

/// The button of a message that takes back what it tells.
#[must_use]
pub fn take_back(cx: Cx, action: &str) -> Markup {
    html! {
        form method="post" action=(action) hx-post=(action) hx-target="closest .toast"
            hx-swap="delete" {
            (token(cx))
            button.toast__action type="submit" data-undo { (cx.text("ui.action.undo")) }
        }
    }
}

/// A message that travels with the answer to another request.
#[must_use]
pub fn toast_partial(cx: Cx, message: &Toast) -> Markup {
    html! {
        hx-partial hx-target="#toasts" hx-swap="beforeend" { (toast(cx, message)) }
    }
}
