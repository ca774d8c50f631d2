//! Sign-in and first start.

use maud::{Markup, html};

use crate::Cx;
use crate::components::{
    FieldFrame, Look, PasskeyButton, SwitchOption, field_frame, go, hidden, icon, passkey_button,
    switcher_links, token,
};
use crate::model::MenuItem;
use crate::views::shell::{Document, Theme, document};

/// The sign-in page; it posts `name`, `password`, `remember` and `next`.
#[derive(Clone, Debug, Default)]
pub struct LoginPage {
    /// Name of the firm.
    pub firm: String,
    /// What was typed as name.
    pub name: String,
    /// Why it did not work, as a text.
    pub problem: Option<String>,
    /// What happened before, when a session ended while somebody worked.
    pub notice: Option<String>,
    /// What was typed before, as names and values that the form carries along.
    pub kept: Vec<(String, String)>,
    /// Other ways in: label and address.
    pub ways: Vec<(String, String)>,
    /// Whether the form is left out, because there are other ways in; where it is all the same.
    pub form_at: Option<String>,
    /// Where to go afterwards.
    pub next: String,
    /// Whether passkeys open this house.
    pub by_passkey: bool,
    /// Whether the device may stay signed in.
    pub remember: bool,
    /// Address of this page in German and in English.
    pub languages: Vec<(kernel::Language, String)>,
    /// Links at the foot, such as the imprint.
    pub links: Vec<MenuItem>,
    /// Colours.
    pub theme: Theme,
}

/// What was typed before the sign-in and has not been sent yet.
#[derive(Clone, Debug, Default)]
pub struct SendPage {
    /// Name of the firm.
    pub firm: String,
    /// Who signed in.
    pub name: String,
    /// Where it is posted.
    pub action: String,
    /// Names and values.
    pub fields: Vec<(String, String)>,
    /// Where to go instead.
    pub next: String,
}

/// The first start; it posts `firm`, `name`, `login`, `email`, `password` and `language`.
#[derive(Clone, Debug, Default)]
pub struct SetupPage {
    /// Where it is posted, with its one-time secret.
    pub action: String,
    /// What was typed: field name and value.
    pub entered: Vec<(String, String)>,
    /// What is wrong: field name and text.
    pub problems: Vec<(String, String)>,
    /// Address of this page in German and in English.
    pub languages: Vec<(kernel::Language, String)>,
    /// Fewest characters of a password.
    pub password_length: usize,
}

/// Draws the sign-in page.
#[must_use]
pub fn login(cx: Cx, page: &LoginPage) -> Markup {
    let how = Document {
        title: cx.text("ui.login.title"),
        firm: &page.firm,
        theme: page.theme,
        ..Document::default()
    };
    let form = html! {
        div.stack.stack--tight {
            h1.login__title { (cx.text("ui.login.title")) }
            p.muted { (page.firm) }
        }
        @if let Some(problem) = &page.problem {
            div.banner.banner--danger role="alert" { (icon("circle-alert")) span { (problem) } }
        }
        @if let Some(notice) = &page.notice {
            div.banner role="status" { (icon("info")) span { (notice) } }
        }
        @if page.form_at.is_none() { (name_and_password(cx, page)) }
        @if !page.ways.is_empty() { (ways(cx, page)) }
    };
    document(cx, &how, &frame(cx, &form, &page.languages, &page.links))
}

/// Ways in that lead to others, who know the person.
fn ways(cx: Cx, page: &LoginPage) -> Markup {
    let look = match page.form_at {
        None => "button button--lg",
        Some(_) => "button button--primary button--lg",
    };
    html! {
        div.login__fields {
            @for (label, href) in &page.ways { a class=(look) href=(href) { (label) } }
            @if let Some(href) = &page.form_at {
                a.login__forgotten href=(href) { (cx.text("ui.login.with_password")) }
            }
        }
    }
}

fn name_and_password(cx: Cx, page: &LoginPage) -> Markup {
    let forgotten = format!("/login/forgotten?lang={}", cx.locale.language.code());
    html! {
        form.login__fields method="post" action="/login" {
            input type="hidden" name="next" value=(page.next);
            (hidden(&page.kept))
            (text_field("login-name", "name", cx.text("ui.login.name"), &page.name, "username"))
            div.login__password {
                (password_field("login-password", cx.text("ui.login.password"), None))
                a.login__forgotten href=(forgotten) { (cx.text("ui.link.forgotten_ask")) }
            }
            button.button.button--primary.button--lg type="submit" { (cx.text("ui.login.submit")) }
            @if page.by_passkey { (enter_by_passkey(cx, "button--lg")) }
        }
    }
}

/// The button that signs in with a passkey alone.
#[must_use]
pub fn enter_by_passkey(cx: Cx, look: &str) -> Markup {
    let to = format!("/login/passkey?lang={}", cx.locale.language.code());
    let button = PasskeyButton {
        ask: "/login/passkey/ask",
        to: &to,
        label: cx.text("ui.passkey.enter"),
        look,
        ..PasskeyButton::default()
    };
    passkey_button(cx, button)
}

/// Draws the page that sends what was typed before, once somebody says so.
#[must_use]
pub fn send_again(cx: Cx, page: &SendPage) -> Markup {
    let title = cx.text("ui.again.send_title");
    let how = Document { title, firm: &page.firm, ..Document::default() };
    let form = html! {
        div.stack.stack--tight {
            h1.login__title { (title) }
            p.muted { (cx.fill("ui.again.send_text", &[("name", &page.name)])) }
        }
        form.login__fields method="post" action=(page.action) {
            (token(cx)) (hidden(&page.fields))
            button.button.button--primary.button--lg type="submit" autofocus {
                (cx.text("ui.again.send"))
            }
            a.button.button--lg href=(page.next) { (cx.text("ui.again.drop")) }
        }
    };
    document(cx, &how, &frame(cx, &form, &[], &[]))
}

/// Draws the page of the first start.
#[must_use]
pub fn setup(cx: Cx, page: &SetupPage) -> Markup {
    let how = Document { title: cx.text("ui.setup.title"), firm: "Kontor", ..Document::default() };
    let value = |name: &str| {
        let found = page.entered.iter().find(|(known, _)| known == name);
        found.map_or(String::new(), |(_, value)| value.clone())
    };
    let problem = |name: &str| {
        let found = page.problems.iter().find(|(known, _)| known == name);
        found.map(|(_, text)| text.as_str())
    };
    let input = |name: &'static str, complete: &'static str| {
        let id = format!("setup-{name}");
        let found = problem(name);
        let described = found.map(|_| format!("{id}-problem"));
        let control = html! {
            input.input id=(id) name=(name) value=(value(name)) autocomplete=(complete)
                aria-invalid=[found.map(|_| "true")] aria-describedby=[described];
        };
        let label = cx.find(&format!("ui.setup.{name}")).unwrap_or(name);
        field_frame(
            FieldFrame { id: &id, label, problem: found, ..FieldFrame::default() },
            &control,
        )
    };
    let password = cx.text("ui.login.password");
    let hint = cx.fill("ui.setup.password_hint", &[("n", &page.password_length.to_string())]);
    let form = html! {
        div.stack.stack--tight {
            h1.login__title { (cx.text("ui.setup.title")) }
            p.muted { (cx.text("ui.setup.intro")) }
        }
        form.login__fields method="post" action=(page.action) {
            (input("firm", "organization"))
            (input("name", "name"))
            (input("login", "username"))
            (input("email", "email"))
            div.stack.stack--tight {
                (password_field("setup-password", password, problem("password")))
                p.field__hint { (hint) }
            }
            button.button.button--primary.button--lg type="submit" { (cx.text("ui.setup.submit")) }
        }
    };
    document(cx, &how, &frame(cx, &form, &page.languages, &[]))
}

/// The form on the left, a picture that only pleases on the right.
#[must_use]
pub fn frame(
    cx: Cx,
    form: &Markup,
    languages: &[(kernel::Language, String)],
    links: &[MenuItem],
) -> Markup {
    html! {
        main.login id="content" {
            div.login__panel {
                header.row {
                    span.tenant__mark {
                        svg.tenant__sign viewBox="0 0 24 24" aria-hidden="true" {
                            path d="M6 4v16M18 4.5 9.5 12 18 19.5" {}
                        }
                    }
                    strong { "Kontor" }
                    @if !languages.is_empty() { div.push { (language_links(cx, languages)) } }
                }
                div.login__form { (form) }
                footer.login__foot { @for item in links { (go(cx, item, Look::Line)) } }
            }
            div.login__art aria-hidden="true" { p.login__motto { (cx.text("ui.login.motto")) } }
        }
    }
}

fn language_links(cx: Cx, languages: &[(kernel::Language, String)]) -> Markup {
    let options: Vec<SwitchOption> = languages
        .iter()
        .map(|(language, href)| SwitchOption {
            label: match language {
                kernel::Language::De => "Deutsch",
                kernel::Language::En => "English",
            },
            value: href,
            is_on: *language == cx.locale.language,
        })
        .collect();
    switcher_links(cx.text("ui.login.languages"), &options)
}

fn text_field(id: &str, name: &str, label: &str, value: &str, complete: &str) -> Markup {
    let control = html! {
        input.input id=(id) name=(name) value=(value) autocomplete=(complete) autocapitalize="none"
            spellcheck="false" required autofocus[value.is_empty()];
    };
    field_frame(FieldFrame { id, label, ..FieldFrame::default() }, &control)
}

/// A field for a password; `id` begins with `setup` for a new one.
#[must_use]
pub fn password_field(id: &str, label: &str, problem: Option<&str>) -> Markup {
    let complete = if id.starts_with("setup") { "new-password" } else { "current-password" };
    let described = problem.map(|_| format!("{id}-problem"));
    let control = html! {
        input.input id=(id) name="password" type="password" autocomplete=(complete) required
            aria-invalid=[problem.map(|_| "true")] aria-describedby=[described];
    };
    field_frame(FieldFrame { id, label, problem, ..FieldFrame::default() }, &control)
}
