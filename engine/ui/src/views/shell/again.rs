//! Signing in again over a page, so that nothing typed there is lost.

use maud::{Markup, html};

use super::Shell;
use crate::Cx;
use crate::components::{FieldFrame, field_frame, icon};
use crate::views::login::enter_by_passkey;

/// The dialog stands in a template: no password field waits in the pages themselves.
pub(super) fn again(cx: Cx, shell: &Shell) -> Markup {
    html! {
        session-keeper data-person=(shell.user.id) {
            template data-dialog { (dialog(cx, shell)) }
            template data-refused {
                div.toast.toast--error role="alert" {
                    (icon("circle-alert"))
                    span { (cx.text("ui.again.refused")) }
                    button.toast__close type="button" data-close
                        aria-label=(cx.text("ui.action.close")) { (icon("x")) }
                }
            }
        }
    }
}

fn dialog(cx: Cx, shell: &Shell) -> Markup {
    let field = |id: &str, label: &str, control: &Markup| {
        field_frame(FieldFrame { id, label, ..FieldFrame::default() }, control)
    };
    let name = html! {
        input.input id="again-name" name="name" value=(shell.login) autocomplete="username"
            autocapitalize="none" spellcheck="false" required;
    };
    let password = html! {
        input.input id="again-password" name="password" type="password"
            autocomplete="current-password" required autofocus;
    };
    let code = html! {
        input.input id="again-code" name="code" autocomplete="one-time-code" autocapitalize="none"
            spellcheck="false" required;
    };
    let language = cx.locale.language.code();
    html! {
        dialog.dialog aria-labelledby="again-title" aria-describedby="again-text" {
            form method="post" action={ "/login?lang=" (language) }
                data-offline=(cx.text("ui.frame.offline")) {
                h2.dialog__head id="again-title" { (cx.text("ui.again.title")) }
                div.dialog__body.stack.stack--loose {
                    p id="again-text" { (cx.text("ui.again.text")) }
                    p.field__error role="alert" data-problem hidden {}
                    fieldset.stack.stack--loose data-step="password"
                        data-action={ "/login?lang=" (language) } {
                        (field("again-name", cx.text("ui.login.name"), &name))
                        (field("again-password", cx.text("ui.login.password"), &password))
                    }
                    @if shell.by_passkey { (enter_by_passkey(cx, "")) }
                    fieldset.stack data-step="code" hidden disabled
                        data-action={ "/login/code?lang=" (language) } {
                        (field("again-code", cx.text("ui.factor.code"), &code))
                    }
                }
                div.dialog__foot {
                    button.button type="button" data-close-layer { (cx.text("ui.action.cancel")) }
                    button.button.button--primary type="submit" { (cx.text("ui.login.submit")) }
                }
            }
        }
    }
}
