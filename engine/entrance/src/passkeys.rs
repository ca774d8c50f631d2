//! One's own passkeys: added, renamed and removed after proving who one is.

use kernel::Instant;
use maud::{Markup, html};
use ui::components::{FieldFrame, PasskeyButton, field_frame, icon, passkey_button, token};
use ui::views::login::{frame, password_field};
use ui::views::shell::{Document, document};
use ui::{Cx, format};

/// What somebody sees of their passkeys.
#[derive(Clone, Debug, Default)]
pub struct PasskeysPage {
    /// Name of the firm.
    pub firm: String,
    /// Whether browsers know passkeys at the address of this house.
    pub is_possible: bool,
    /// Whether one is demanded and there is none.
    pub is_demanded: bool,
    /// Whether they proved just now who they are.
    pub is_proved: bool,
    /// Whether they sign in by the word of others and have no password of ours.
    pub has_no_password: bool,
    /// Whether a code is asked for beside the password.
    pub by_code: bool,
    /// Their passkeys.
    pub rows: Vec<PasskeyRow>,
    /// What is wrong: field and text.
    pub problems: Vec<(String, String)>,
    /// What was typed as the name of a new one.
    pub name: String,
    /// Where it goes on.
    pub next: String,
}

/// A passkey.
#[derive(Clone, Debug)]
pub struct PasskeyRow {
    /// Id.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// Whether the device keeps a copy elsewhere.
    pub is_backed_up: bool,
    /// Since when.
    pub added_at: Instant,
    /// Last use.
    pub used_at: Option<Instant>,
}

/// Draws them.
#[must_use]
pub fn page(cx: Cx, page: &PasskeysPage) -> Markup {
    let title = cx.text("ui.passkey.title");
    let how = Document { title, firm: &page.firm, ..Document::default() };
    let what = match page.is_demanded {
        true => "ui.passkey.demanded",
        false => "ui.passkey.what",
    };
    let body = html! {
        h1.login__title { (title) }
        p.muted { (cx.text(what)) }
        @if !page.rows.is_empty() {
            ul.stack { @for row in &page.rows { (line(cx, page, row)) } }
        }
        @match (page.is_possible, page.is_proved) {
            (false, _) => div.banner { (icon("info")) span { (cx.text("ui.passkey.nowhere")) } },
            (true, true) => (add(cx, page)),
            (true, false) => (prove(cx, page)),
        }
        (away(cx, page.is_demanded))
    };
    document(cx, &how, &frame(cx, &body, &[], &[]))
}

fn line(cx: Cx, page: &PasskeysPage, row: &PasskeyRow) -> Markup {
    let used = match row.used_at {
        Some(at) => cx.fill("ui.passkey.used", &[("when", &format::moment(cx, at))]),
        None => cx.text("ui.passkey.unused").to_owned(),
    };
    let kept = cx.text(match row.is_backed_up {
        true => "ui.passkey.backed_up",
        false => "ui.passkey.on_device",
    });
    let added = cx.fill("ui.passkey.added", &[("when", &format::moment(cx, row.added_at))]);
    html! {
        li.passkey.stack.stack--tight {
            div.row {
                (icon("fingerprint"))
                strong.grow.truncate { (row.name) }
                span.tag { (kept) }
            }
            p.xs.faint.tnum { (added) " · " (used) }
            @if page.is_possible {
                details.passkey__change {
                    summary { (cx.text("ui.passkey.rename")) }
                    (rename(cx, row))
                }
            }
            @if page.is_proved { (remove(cx, row)) }
        }
    }
}

fn rename(cx: Cx, row: &PasskeyRow) -> Markup {
    let id = format!("name-{}", row.id);
    let control = html! {
        input.input id=(id) name="name" value=(row.name) maxlength="60" required;
    };
    let label = cx.text("ui.passkey.name");
    html! {
        form.stack method="post" action={ "/me/passkeys/" (row.id) } {
            (token(cx))
            (field_frame(FieldFrame { id: &id, label, ..FieldFrame::default() }, &control))
            div { button.button type="submit" { (cx.text("ui.action.save")) } }
        }
    }
}

fn remove(cx: Cx, row: &PasskeyRow) -> Markup {
    html! {
        details.passkey__change {
            summary { (cx.text("ui.passkey.remove")) }
            form.stack method="post" action={ "/me/passkeys/" (row.id) "/remove" } {
                (token(cx))
                p { (cx.fill("ui.passkey.remove_text", &[("name", &row.name)])) }
                div {
                    button.button.button--danger type="submit" { (cx.text("ui.passkey.remove")) }
                }
            }
        }
    }
}

fn add(cx: Cx, page: &PasskeysPage) -> Markup {
    let label = cx.text("ui.passkey.name");
    let hint = Some(cx.text("ui.passkey.name_hint"));
    let problem = problem(page, "name");
    let described = problem.map_or("new-name-hint", |_| "new-name-problem");
    let control = html! {
        input.input id="new-name" name="name" value=(page.name) maxlength="60" required
            aria-invalid=[problem.map(|_| "true")] aria-describedby=(described);
    };
    let button = PasskeyButton {
        ask: "/me/passkeys/ask",
        to: "/me/passkeys",
        label: cx.text("ui.passkey.add"),
        look: "button--primary button--lg",
        is_new: true,
        cannot: Some(cx.text("ui.passkey.cannot")),
    };
    html! {
        section.stack {
            h2 { (cx.text("ui.passkey.add")) }
            (refused(cx, page))
            form.login__fields method="post" action="/me/passkeys" {
                (token(cx))
                input type="hidden" name="next" value=(page.next);
                (field_frame(
                    FieldFrame { id: "new-name", label, hint, problem, ..FieldFrame::default() },
                    &control,
                ))
                (passkey_button(cx, button))
            }
        }
    }
}

fn prove(cx: Cx, page: &PasskeysPage) -> Markup {
    let button = PasskeyButton {
        ask: "/me/passkeys/prove/ask",
        to: "/me/passkeys/prove",
        label: cx.text("ui.passkey.prove_by"),
        look: "button--lg",
        ..PasskeyButton::default()
    };
    html! {
        section.stack {
            h2 { (cx.text("ui.passkey.prove")) }
            p.muted { (cx.text("ui.passkey.prove_text")) }
            (refused(cx, page))
            form.login__fields method="post" action="/me/passkeys/prove" {
                (token(cx))
                input type="hidden" name="next" value=(page.next);
                @let label = cx.text("ui.factor.password");
                @if page.has_no_password {
                    p.field__hint { (cx.text("ui.factor.no_password")) }
                } @else {
                    (password_field("prove-password", label, problem(page, "password")))
                }
                @if page.by_code {
                    (super::factor::code_field(cx, "prove", problem(page, "code")))
                }
                button.button.button--primary.button--lg type="submit" {
                    (cx.text("ui.passkey.go_on"))
                }
                @if !page.rows.is_empty() { (passkey_button(cx, button)) }
            }
        }
    }
}

fn refused(cx: Cx, page: &PasskeysPage) -> Markup {
    html! {
        @if problem(page, "answer").is_some() {
            div.banner.banner--danger role="alert" {
                (icon("circle-alert")) span { (cx.text("problem.passkey_refused")) }
            }
        }
    }
}

fn problem<'a>(page: &'a PasskeysPage, field: &str) -> Option<&'a str> {
    let found = page.problems.iter().find(|(name, _)| name == field);
    found.map(|(_, text)| text.as_str())
}

/// Whoever has to set one up can only sign out; others go back.
fn away(cx: Cx, is_demanded: bool) -> Markup {
    super::factor::away(cx, is_demanded)
}
