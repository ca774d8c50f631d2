//! The second factor: asked for at the sign-in, set up, and looked after.

use kernel::Instant;
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ui::components::{FieldFrame, PasskeyButton, field_frame, hidden, icon, passkey_button, token};
use ui::views::login::{frame, password_field};
use ui::views::shell::{Document, document};
use ui::{Cx, format};

use crate::square::square;

/// The page that asks for the code; it posts `code` and `next`.
#[derive(Clone, Debug, Default)]
pub struct CodePage {
    /// Name of the firm.
    pub firm: String,
    /// Why it did not work, as a text.
    pub problem: Option<String>,
    /// What was typed before, as names and values that the form carries along.
    pub kept: Vec<(String, String)>,
    /// Where to go afterwards.
    pub next: String,
    /// Whether a code is enough.
    pub by_code: bool,
    /// Whether they have a passkey.
    pub by_passkey: bool,
}

/// What somebody sees of their second factor.
#[derive(Clone, Debug)]
pub enum FactorPage {
    /// They have none and may set one up.
    Off {
        /// The secret, sealed.
        sealed: String,
        /// The secret, to be typed.
        key: String,
        /// The secret as an address.
        address: String,
        /// Whether their role demands it.
        is_demanded: bool,
    },
    /// They have one.
    On {
        /// Since when.
        added_at: Instant,
        /// Recovery codes that are left.
        n_codes: i64,
    },
    /// New recovery codes; they are shown once.
    Codes(Vec<String>),
}

/// How the page is framed.
#[derive(Clone, Debug, Default)]
pub struct FactorFrame {
    /// Name of the firm.
    pub firm: String,
    /// What is wrong: field and text.
    pub problems: Vec<(String, String)>,
    /// Which form has the problems, or empty.
    pub of_form: &'static str,
    /// Where it goes on.
    pub next: String,
    /// Whether the person signs in by the word of others and has no password of ours.
    pub has_no_password: bool,
    /// Whether passkeys open this house.
    pub by_passkey: bool,
}

/// Draws the page that asks for the code.
#[must_use]
pub fn code(cx: Cx, page: &CodePage) -> Markup {
    let (title, text) = match page.by_code {
        true => ("ui.factor.code_title", "ui.factor.code_text"),
        false => ("ui.passkey.step_title", "ui.passkey.step_text"),
    };
    let title = cx.text(title);
    let how = Document { title, firm: &page.firm, ..Document::default() };
    let body = html! {
        div.stack.stack--tight {
            h1.login__title { (title) }
            p.muted { (cx.text(text)) }
        }
        @if let Some(problem) = &page.problem {
            div.banner.banner--danger role="alert" { (icon("circle-alert")) span { (problem) } }
        }
        form.login__fields method="post" action={ "/login/code?lang=" (language(cx)) } {
            input type="hidden" name="next" value=(page.next);
            (hidden(&page.kept))
            @if page.by_code {
                (code_field(cx, "code", None))
                button.button.button--primary.button--lg type="submit" {
                    (cx.text("ui.login.submit"))
                }
            }
            @if page.by_passkey { (step_by_passkey(cx, page.by_code)) }
            a.button.button--lg href="/login" { (cx.text("ui.factor.back_to_login")) }
        }
    };
    document(cx, &how, &frame(cx, &body, &[], &[]))
}

fn step_by_passkey(cx: Cx, by_code: bool) -> Markup {
    let to = format!("/login/code?lang={}", language(cx));
    let button = PasskeyButton {
        ask: "/login/code/ask",
        to: &to,
        label: cx.text("ui.passkey.step"),
        look: if by_code { "button--lg" } else { "button--primary button--lg" },
        cannot: (!by_code).then(|| cx.text("ui.passkey.cannot")),
        ..PasskeyButton::default()
    };
    passkey_button(cx, button)
}

fn language(cx: Cx) -> &'static str {
    cx.locale.language.code()
}

/// Draws what somebody sees of their second factor.
#[must_use]
pub fn page(cx: Cx, page: &FactorPage, how: &FactorFrame) -> Markup {
    let title = match page {
        FactorPage::Codes(_) => cx.text("ui.factor.codes_title"),
        FactorPage::Off { .. } | FactorPage::On { .. } => cx.text("ui.factor.title"),
    };
    let document_of = Document { title, firm: &how.firm, ..Document::default() };
    let body = html! {
        h1.login__title { (title) }
        @match page {
            FactorPage::Off { .. } => (off(cx, page, how)),
            FactorPage::On { added_at, n_codes } => (on(cx, (*added_at, *n_codes), how)),
            FactorPage::Codes(codes) => (fresh(cx, codes, how)),
        }
    };
    document(cx, &document_of, &frame(cx, &body, &[], &[]))
}

fn off(cx: Cx, page: &FactorPage, how: &FactorFrame) -> Markup {
    let FactorPage::Off { sealed, key, address, is_demanded } = page else { return html! {} };
    let groups: Vec<String> =
        key.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into()).collect();
    html! {
        p.muted {
            (cx.text(if *is_demanded { "ui.factor.demanded" } else { "ui.factor.what" }))
        }
        ol.stack.stack--loose.factor__steps {
            li {
                p { (cx.text("ui.factor.scan")) }
                (square(address, cx.text("ui.factor.square")))
                details.factor__key {
                    summary { (cx.text("ui.factor.no_camera")) }
                    p.field__hint { (cx.text("ui.factor.key_hint")) }
                    code.mono { (groups.join(" ")) }
                }
            }
            li { p { (cx.text("ui.factor.first_code")) } }
        }
        form.login__fields method="post" action="/me/second-factor" {
            (token(cx))
            input type="hidden" name="sealed" value=(sealed);
            input type="hidden" name="next" value=(how.next);
            (code_field(cx, "on", problem(how, "on", "code")))
            (own_password(cx, "on", how))
            button.button.button--primary.button--lg type="submit" {
                (cx.text("ui.factor.switch_on"))
            }
        }
        @if how.by_passkey { a href=(instead(how)) { (cx.text("ui.passkey.instead")) } }
        (away(cx, *is_demanded))
    }
}

/// A passkey is a second factor, too.
fn instead(how: &FactorFrame) -> String {
    format!("/me/passkeys?next={}", utf8_percent_encode(&how.next, NON_ALPHANUMERIC))
}

/// Whoever has to set it up can only sign out; others go back.
pub(crate) fn away(cx: Cx, is_demanded: bool) -> Markup {
    html! {
        @if is_demanded {
            form.login__fields method="post" action="/logout" {
                (token(cx))
                button.button.button--lg type="submit" { (cx.text("ui.frame.sign_out")) }
            }
        } @else {
            a href="/me/security#second-factor" { (cx.text("ui.factor.back")) }
        }
    }
}

fn on(cx: Cx, (added_at, n_codes): (Instant, i64), how: &FactorFrame) -> Markup {
    let left = cx.fill("ui.factor.codes_left", &[("n", &n_codes.to_string())]);
    let form = |id: &'static str, words: [&'static str; 3], class: &'static str| {
        html! {
            section.stack id=(id) {
                h2 { (cx.text(words[0])) }
                p.muted { (cx.text(words[1])) }
                form.login__fields method="post" action={ "/me/second-factor/" (id) } {
                    (token(cx))
                    (code_field(cx, id, problem(how, id, "code")))
                    (own_password(cx, id, how))
                    button class={ "button button--lg " (class) } type="submit" {
                        (cx.text(words[2]))
                    }
                }
            }
        }
    };
    let renew = ["ui.factor.renew", "ui.factor.renew_text", "ui.factor.renew"];
    let off = ["ui.factor.off", "ui.factor.off_text", "ui.factor.off"];
    html! {
        div.banner.banner--success {
            (icon("shield-check"))
            div.grow {
                p { (cx.fill("ui.factor.on_since", &[("when", &format::moment(cx, added_at))])) }
                p { (left) }
            }
        }
        (form("codes", renew, ""))
        (form("off", off, "button--danger"))
        a href="/me/security#second-factor" { (cx.text("ui.factor.back")) }
    }
}

fn fresh(cx: Cx, codes: &[String], how: &FactorFrame) -> Markup {
    html! {
        div.banner.banner--warning {
            (icon("triangle-alert"))
            div.grow { p { (cx.text("ui.factor.codes_once")) } }
        }
        ol.factor__codes { @for code in codes { li { code.mono { (code) } } } }
        a.button.button--primary.button--lg href=(how.next) { (cx.text("ui.factor.codes_kept")) }
    }
}

fn own_password(cx: Cx, form: &str, how: &FactorFrame) -> Markup {
    if how.has_no_password {
        return html! { p.field__hint { (cx.text("ui.factor.no_password")) } };
    }
    let problem = problem(how, form, "password");
    password_field(&format!("{form}-password"), cx.text("ui.factor.password"), problem)
}

fn problem<'a>(how: &'a FactorFrame, form: &str, field: &str) -> Option<&'a str> {
    let found = how.problems.iter().find(|(name, _)| how.of_form == form && name == field);
    found.map(|(_, text)| text.as_str())
}

/// A code of the app; a recovery code fits into the same field.
pub(crate) fn code_field(cx: Cx, form: &str, problem: Option<&str>) -> Markup {
    let id = format!("{form}-code");
    let described = problem.map_or_else(|| format!("{id}-hint"), |_| format!("{id}-problem"));
    let control = html! {
        input.input id=(id) name="code" autocomplete="one-time-code" autocapitalize="none"
            spellcheck="false" required autofocus[form == "code"]
            aria-invalid=[problem.map(|_| "true")] aria-describedby=(described);
    };
    let hint = match form {
        "on" => "ui.factor.code_hint_first",
        _ => "ui.factor.code_hint",
    };
    let label = cx.text("ui.factor.code");
    let hint = Some(cx.text(hint));
    field_frame(FieldFrame { id: &id, label, problem, hint, ..FieldFrame::default() }, &control)
}
