//! Pages of a forgotten password and of links in letters.

use maud::{Markup, html};
use ui::Cx;
use ui::components::{FieldFrame, field_frame, icon};
use ui::views::login::{frame, password_field};
use ui::views::shell::{Document, document};

/// The page for who forgot their password; it posts `name`.
#[derive(Clone, Debug, Default)]
pub struct ForgottenPage {
    /// Name of the firm.
    pub firm: String,
    /// How far it is.
    pub at: At,
}

/// How far somebody is who forgot their password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum At {
    /// They are asked who they are.
    #[default]
    Asked,
    /// They asked too often and wait, as a text.
    Wait(String),
    /// A letter is on its way, if there is anybody.
    Sent,
    /// No letter can leave the house.
    NoPost,
}

/// The page behind a link; it posts `key` and `password`.
#[derive(Clone, Debug, Default)]
pub struct LinkPage {
    /// Name of the firm.
    pub firm: String,
    /// Word of what the link is for: `reset` or `invitation`.
    pub kind: &'static str,
    /// Name of whom it is for.
    pub name: String,
    /// Name they sign in with.
    pub login: String,
    /// The secret of the link.
    pub key: String,
    /// What is wrong with the password.
    pub problem: Option<String>,
}

/// Draws the page for who forgot their password.
#[must_use]
pub fn forgotten(cx: Cx, page: &ForgottenPage) -> Markup {
    let title = cx.text("ui.link.forgotten");
    let body = html! {
        h1.login__title { (title) }
        @match &page.at {
            At::Sent => div.banner role="status" {
                (icon("mail")) span { (cx.text("ui.link.sent")) }
            },
            At::NoPost => div.banner role="status" {
                (icon("info")) span { (cx.text("ui.link.no_post")) }
            },
            At::Asked | At::Wait(_) => (ask(cx, page)),
        }
        a href="/login" { (cx.text("ui.factor.back_to_login")) }
    };
    let how = Document { title, firm: &page.firm, ..Document::default() };
    document(cx, &how, &frame(cx, &body, &[], &[]))
}

fn ask(cx: Cx, page: &ForgottenPage) -> Markup {
    let id = "forgotten-name";
    let control = html! {
        input.input id=(id) name="name" autocomplete="username" autocapitalize="none"
            spellcheck="false" maxlength="254" required autofocus;
    };
    let label = cx.text("ui.link.name");
    let action = format!("/login/forgotten?lang={}", cx.locale.language.code());
    html! {
        p.muted { (cx.text("ui.link.forgotten_text")) }
        @if let At::Wait(text) = &page.at {
            div.banner.banner--danger role="alert" { (icon("circle-alert")) span { (text) } }
        }
        form.login__fields method="post" action=(action) {
            (field_frame(FieldFrame { id, label, ..FieldFrame::default() }, &control))
            button.button.button--primary.button--lg type="submit" { (cx.text("ui.link.send")) }
        }
    }
}

/// Draws the page behind a link.
#[must_use]
pub fn link(cx: Cx, page: &LinkPage) -> Markup {
    let (title, text) = match page.kind {
        "invitation" => ("ui.link.invitation_title", "ui.link.invitation_text"),
        _ => ("ui.link.reset_title", "ui.link.reset_text"),
    };
    let (title, label) = (cx.text(title), cx.text("ui.me.new_password"));
    let action = format!("/login/link?lang={}", cx.locale.language.code());
    let hint = cx.fill("ui.setup.password_hint", &[("n", "12")]);
    let body = html! {
        div.stack.stack--tight {
            h1.login__title { (title) }
            p.muted { (cx.fill(text, &[("name", &page.name), ("login", &page.login)])) }
        }
        form.login__fields method="post" action=(action) {
            input type="hidden" name="key" value=(page.key);
            input type="hidden" name="name" autocomplete="username" value=(page.login);
            div.stack.stack--tight {
                (password_field("setup-password", label, page.problem.as_deref()))
                p.field__hint { (hint) }
            }
            button.button.button--primary.button--lg type="submit" { (cx.text("ui.link.set")) }
        }
    };
    let how = Document { title, firm: &page.firm, ..Document::default() };
    document(cx, &how, &frame(cx, &body, &[], &[]))
}
