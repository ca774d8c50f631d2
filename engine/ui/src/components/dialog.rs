//! A question before something final.

use maud::{Markup, html};

use super::{hidden, token};
use crate::Cx;
use crate::model::Confirm;

/// The question as a popover: it opens without script, and its verb stands on its button.
#[must_use]
pub fn confirm(cx: Cx, question: &Confirm, action: &str, fields: &[(String, String)]) -> Markup {
    let id = confirm_id(action);
    html! {
        div.dialog id=(id) popover role="dialog" aria-labelledby={ (id) "-title" } {
            form method="post" action=(action) {
                (token(cx)) (hidden(fields))
                h2.dialog__head id={ (id) "-title" } { (question.title) }
                p.dialog__body { (question.text) }
                div.dialog__foot {
                    button.button type="button" popovertarget=(id) popovertargetaction="hide"
                        autofocus { (cx.text("ui.action.cancel")) }
                    button.button.button--danger type="submit" { (question.verb) }
                }
            }
        }
    }
}

/// The element id of the question before a post to that address.
pub(super) fn confirm_id(action: &str) -> String {
    let plain = action.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    format!("confirm{}", plain.collect::<String>())
}
