//! What a drawer says when its form was done.

use maud::{Markup, html};

use ui::Cx;
use ui::components::{icon, take_back};

/// That something was created, where it is, and what takes it back.
#[derive(Clone, Debug, Default)]
pub struct Created {
    /// What is said.
    pub text: String,
    /// The page of the record.
    pub href: String,
    /// Where taking it back is posted.
    pub undo: Option<String>,
}

/// What a drawer answers with after something was created, and a message that leads there.
#[must_use]
pub fn created(cx: Cx, drawer: &Markup, created: &Created) -> Markup {
    html! {
        (drawer)
        hx-partial hx-target="#toasts" hx-swap="beforeend" {
            div.toast role="status" {
                (icon("circle-check"))
                span { (created.text) }
                a.toast__action href=(created.href) { (cx.text("ui.form.open")) }
                @if let Some(undo) = &created.undo { (take_back(cx, undo)) }
                button.toast__close type="button" data-close
                    aria-label=(cx.text("ui.action.close")) { (icon("x")) }
            }
        }
    }
}
