//! What other programs are told: the list, one hook, and what became of its messages.

use kernel::Instant;
use maud::{Markup, html};

use ui::components::{FieldFrame, empty, field_frame, icon, icon_large, token};
use ui::{Cx, format};

/// All hooks, and a form for a new one.
#[derive(Clone, Debug, Default)]
pub struct HooksPage {
    /// Those there are.
    pub rows: Vec<HookRow>,
    /// A new one as it was typed.
    pub form: HookForm,
}

/// A hook in the list.
#[derive(Clone, Debug)]
pub struct HookRow {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// What it is told, in words.
    pub what: String,
    /// Whether it is told at present.
    pub is_active: bool,
}

/// What can be set on a hook, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct HookForm {
    /// What it is for.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// Code of the module; empty means all.
    pub module: String,
    /// What happened, in words with commas; empty means all.
    pub kinds: String,
    /// Condition in the filter language.
    pub filter: String,
    /// Modules to choose from: code and label.
    pub modules: Vec<(String, String)>,
    /// What is wrong: field and text.
    pub problems: Vec<(String, String)>,
}

/// One hook.
#[derive(Clone, Debug)]
pub struct HookPage {
    /// Its id.
    pub id: String,
    /// Whether it is told at present.
    pub is_active: bool,
    /// A secret that was just made; it is shown once.
    pub secret: Option<String>,
    /// What can be set.
    pub form: HookForm,
    /// Messages, the newest first.
    pub messages: Vec<MessageRow>,
}

/// A message and what became of it.
#[derive(Clone, Debug)]
pub struct MessageRow {
    /// Its id.
    pub id: String,
    /// What happened.
    pub what: String,
    /// When.
    pub at: Instant,
    /// `waiting`, `done`, `failed` or `skipped`.
    pub state: String,
    /// Its state in words.
    pub state_label: String,
    /// How often it was tried.
    pub attempts: u64,
    /// The last status that was answered.
    pub status: Option<i64>,
    /// The beginning of the last answer, or why there was none.
    pub said: String,
}

/// Draws all hooks.
#[must_use]
pub fn hooks(cx: Cx, page: &HooksPage) -> Markup {
    let title = cx.text("ui.hooks.title");
    html! {
        header.page__head { h1 { (title) } }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(title) {
            div.interface__list.interface__list--narrow {
                section.card {
                    div.card__body {
                        @if page.rows.is_empty() {
                            (empty(&icon_large("plug"), cx.text("ui.hooks.none"),
                                cx.text("ui.hooks.none_why"), &html! {}))
                        } @else {
                            ul.stack { @for row in &page.rows { (line(cx, row)) } }
                        }
                    }
                }
                section.card id="new" {
                    div.card__head { h2 { (cx.text("ui.hooks.new")) } }
                    div.card__body { (form(cx, "/settings/webhooks", &page.form)) }
                }
            }
        }
    }
}

fn line(cx: Cx, row: &HookRow) -> Markup {
    html! {
        li.row {
            div.grow {
                a href={ "/settings/webhooks/" (row.id) } { (row.name) }
                div.xs.faint.truncate { (row.url) }
                div.xs.faint { (row.what) }
            }
            @if !row.is_active { span.tag { (cx.text("ui.hooks.paused")) } }
        }
    }
}

fn form(cx: Cx, action: &str, typed: &HookForm) -> Markup {
    let problem = |name: &str| {
        let known = typed.problems.iter().find(|(field, _)| field == name);
        known.map(|(_, text)| text.as_str())
    };
    let frame = |id, label, hint: Option<&'static str>, name: &str| FieldFrame {
        id,
        label: cx.text(label),
        is_required: ["name", "url"].contains(&name),
        hint: hint.map(|key| cx.text(key)),
        problem: problem(name),
        is_group: false,
    };
    let text = |id: &str, name: &str, value: &str| {
        // The name has no hint of its own.
        let below = match (problem(name), name) {
            (Some(_), _) => Some(format!("{id}-problem")),
            (None, "name") => None,
            (None, _) => Some(format!("{id}-hint")),
        };
        html! {
            input.input id=(id) name=(name) value=(value)
                aria-invalid=[problem(name).map(|_| "true")] aria-describedby=[below];
        }
    };
    let module = html! {
        select.input id="hook-module" name="module" {
            option value="" { (cx.text("ui.hooks.all_modules")) }
            @for (code, label) in &typed.modules {
                option value=(code) selected[*code == typed.module] { (label) }
            }
        }
    };
    html! {
        form.stack method="post" action=(action) {
            (token(cx))
            (field_frame(frame("hook-name", "ui.hooks.name", None, "name"),
                &text("hook-name", "name", &typed.name)))
            (field_frame(frame("hook-url", "ui.hooks.url", Some("ui.hooks.url_hint"), "url"),
                &text("hook-url", "url", &typed.url)))
            (field_frame(frame("hook-module", "ui.hooks.module", None, "module"), &module))
            (field_frame(frame("hook-kinds", "ui.hooks.kinds", Some("ui.hooks.kinds_hint"),
                "kinds"), &text("hook-kinds", "kinds", &typed.kinds)))
            (field_frame(frame("hook-filter", "ui.hooks.filter", Some("ui.hooks.filter_hint"),
                "filter"), &text("hook-filter", "filter", &typed.filter)))
            div { button.button.button--primary type="submit" { (cx.text("ui.action.save")) } }
        }
    }
}

/// Draws one hook.
#[must_use]
pub fn hook(cx: Cx, page: &HookPage) -> Markup {
    let at = format!("/settings/webhooks/{}", page.id);
    let (act, label) = match page.is_active {
        true => ("pause", "ui.hooks.pause"),
        false => ("resume", "ui.hooks.resume"),
    };
    html! {
        header.page__head {
            h1 { a href="/settings/webhooks" { (cx.text("ui.hooks.title")) } " · "
                (page.form.name) }
        }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(page.form.name) {
            div.interface__list.interface__list--narrow {
                @if let Some(secret) = &page.secret { (once(cx, secret)) }
                section.card { div.card__body { (form(cx, &at, &page.form)) } }
                section.card {
                    div.card__body.row {
                        (button(cx, &at, act, label))
                        (button(cx, &at, "renew", "ui.hooks.renew"))
                        (button(cx, &at, "remove", "ui.hooks.remove"))
                    }
                }
                section.card id="log" {
                    div.card__head { h2 { (cx.text("ui.hooks.log")) } }
                    div.card__body { (log(cx, &at, &page.messages)) }
                }
            }
        }
    }
}

fn once(cx: Cx, secret: &str) -> Markup {
    html! {
        div.banner.banner--success role="status" {
            div.grow {
                p { (cx.text("ui.hooks.secret_once")) }
                code.mono { (secret) }
            }
        }
    }
}

fn button(cx: Cx, at: &str, act: &str, label: &str) -> Markup {
    html! {
        form method="post" action={ (at) "/" (act) } {
            (token(cx))
            button.button.button--sm type="submit" { (cx.text(label)) }
        }
    }
}

fn log(cx: Cx, at: &str, messages: &[MessageRow]) -> Markup {
    if messages.is_empty() {
        return html! { p.muted { (cx.text("ui.hooks.log_none")) } };
    }
    html! {
        table.table.table--plain.table--wrap {
            thead { tr {
                th scope="col" { (cx.text("ui.hooks.what")) }
                th scope="col" { (cx.text("ui.hooks.state")) }
                th scope="col" { (cx.text("ui.hooks.answer")) }
                th scope="col" { span.sr-only { (cx.text("ui.action.more")) } }
            } }
            tbody { @for one in messages { (message(cx, at, one)) } }
        }
    }
}

fn message(cx: Cx, at: &str, one: &MessageRow) -> Markup {
    let mark = match one.state.as_str() {
        "done" => "circle-check",
        "failed" => "circle-alert",
        _ => "rotate-ccw",
    };
    html! {
        tr {
            td {
                (one.what)
                div.xs.faint.tnum { (format::moment(cx, one.at)) }
            }
            td {
                (icon(mark)) " " (one.state_label)
                @if one.attempts > 1 { " (" (one.attempts) "×)" }
            }
            td.muted {
                @if let Some(status) = one.status { span.tnum { (status) } " " }
                (one.said)
            }
            td.num {
                form method="post" action={ (at) "/messages/" (one.id) } {
                    (token(cx))
                    button.button.button--sm type="submit" { (cx.text("ui.hooks.repeat")) }
                }
            }
        }
    }
}
