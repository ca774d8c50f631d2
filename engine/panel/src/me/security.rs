//! How one proves who one is, and where one is signed in.

use kernel::Instant;
use maud::{Markup, html};

use ui::components::{FieldFrame, field_frame, token};
use ui::{Cx, format};

use super::frame::{MeFrame, card, framed};
use crate::sign_ins::{SignInRow, own};

/// How one signs in.
#[derive(Clone, Debug, Default)]
pub struct SecurityPage {
    /// What is around it.
    pub frame: MeFrame,
    /// What is wrong with the password form: field and text.
    pub problems: Vec<(String, String)>,
    /// Whether they have a second factor, and since when.
    pub factor_since: Option<Instant>,
    /// How many passkeys they have.
    pub n_passkeys: usize,
    /// Signed-in browsers, the one at hand first.
    pub sessions: Vec<SessionRow>,
    /// One's newest sign-ins.
    pub sign_ins: Vec<SignInRow>,
}

/// A signed-in browser.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Its short id.
    pub id: String,
    /// Browser as it named itself.
    pub device: String,
    /// Network address.
    pub address: String,
    /// Last use.
    pub seen_at: Instant,
}

/// Draws the page.
#[must_use]
pub fn security(cx: Cx, page: &SecurityPage) -> Markup {
    let body = html! {
        (password(cx, page))
        (factor(cx, page.factor_since))
        (passkeys(cx, page.n_passkeys))
        (sessions(cx, page))
        (card("sign-ins", cx.text("ui.sign_ins.own"), &own(cx, &page.sign_ins)))
    };
    framed(cx, &page.frame, &body)
}

fn password(cx: Cx, page: &SecurityPage) -> Markup {
    let input = |name: &'static str, label: &'static str, complete: &'static str| {
        let id = format!("me-{name}");
        let problem = page.problems.iter().find(|(field, _)| field == name);
        let described = problem.map(|_| format!("{id}-problem"));
        let control = html! {
            input.input id=(id) name=(name) type="password" autocomplete=(complete) required
                aria-invalid=[problem.map(|_| "true")] aria-describedby=[described];
        };
        let frame = FieldFrame {
            id: &id,
            label: cx.text(label),
            problem: problem.map(|(_, text)| text.as_str()),
            ..FieldFrame::default()
        };
        field_frame(frame, &control)
    };
    let body = html! {
        form.stack.stack--loose method="post" action="/me/password" {
            (token(cx))
            (input("old_password", "ui.me.old_password", "current-password"))
            (input("password", "ui.me.new_password", "new-password"))
            p.field__hint { (cx.text("ui.me.password_hint")) }
            div { button.button type="submit" { (cx.text("ui.me.change_password")) } }
        }
    };
    card("password", cx.text("ui.login.password"), &body)
}

fn factor(cx: Cx, since: Option<Instant>) -> Markup {
    let body = html! {
        div.row {
            div.grow {
                @match since {
                    Some(at) => {
                        (cx.fill("ui.factor.on_since", &[("when", &format::moment(cx, at))]))
                    }
                    None => (cx.text("ui.factor.what")),
                }
            }
            a.button href="/me/second-factor" {
                (cx.text(if since.is_some() { "ui.factor.change" } else { "ui.factor.set_up" }))
            }
        }
    };
    card("second-factor", cx.text("ui.factor.title"), &body)
}

fn passkeys(cx: Cx, n: usize) -> Markup {
    let body = html! {
        div.row {
            div.grow {
                @match n {
                    0 => (cx.text("ui.passkey.what")),
                    n => (cx.fill("ui.passkey.there", &[("n", &n.to_string())])),
                }
            }
            a.button href="/me/passkeys" {
                (cx.text(if n > 0 { "ui.factor.change" } else { "ui.factor.set_up" }))
            }
        }
    };
    card("passkeys", cx.text("ui.passkey.title"), &body)
}

fn sessions(cx: Cx, page: &SecurityPage) -> Markup {
    let body = html! {
        ul.stack.stack--loose {
            @for (at, session) in page.sessions.iter().enumerate() {
                li.row {
                    div.grow {
                        div.truncate title=(session.device) {
                            (format::device(cx, &session.device))
                        }
                        div.xs.faint.tnum {
                            (session.address) " · " (format::moment(cx, session.seen_at))
                        }
                    }
                    @if at == 0 {
                        span.tag { (cx.text("ui.me.this_session")) }
                    } @else {
                        form method="post" action={ "/me/sessions/" (session.id) "/end" } {
                            (token(cx))
                            button.button.button--sm type="submit" { (cx.text("ui.me.end")) }
                        }
                    }
                }
            }
        }
        @if page.sessions.len() > 1 {
            form.me__all method="post" action="/me/sessions/end" {
                (token(cx))
                button.button type="submit" { (cx.text("ui.me.end_others")) }
            }
        }
    };
    card("sessions", cx.text("ui.me.sessions"), &body)
}
