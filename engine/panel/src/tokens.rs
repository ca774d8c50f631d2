//! Tokens of one's own programs: those there are, and the form of a new one.

use kernel::Instant;
use maud::{Markup, html};

use ui::components::{FieldFrame, field_frame, token};
use ui::{Cx, format};

/// How far a token may go: the word that is posted, and its text.
const REACHES: [(&str, &str); 3] = [
    ("", "ui.token.reach_all"),
    ("read", "ui.token.reach_read"),
    ("write", "ui.token.reach_write"),
];

/// Tokens of a person.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// Those there are.
    pub rows: Vec<TokenRow>,
    /// One that was just made; it is shown once.
    pub made: Option<String>,
    /// A key of the older web service that was just made; it is shown once.
    pub made_key: Option<String>,
    /// What stands below them: that key.
    pub below: Markup,
    /// What was typed for a new one.
    pub form: TokenForm,
    /// Modules that a token can be limited to: address and label.
    pub modules: Vec<(String, String)>,
}

/// A token of a program.
#[derive(Clone, Debug)]
pub struct TokenRow {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub label: String,
    /// When it was made.
    pub created_at: Instant,
    /// When it was used last.
    pub used_at: Option<Instant>,
    /// When it ends, and whether it has.
    pub expires_at: Option<(Instant, bool)>,
    /// What it leaves open, in words.
    pub scopes: String,
}

/// A new token as it was typed.
#[derive(Clone, Debug, Default)]
pub struct TokenForm {
    /// What it is for.
    pub label: String,
    /// Its last day.
    pub until: String,
    /// How far it goes: nothing, `read` or `write`.
    pub reach: String,
    /// Modules it is limited to.
    pub modules: Vec<String>,
    /// What is wrong: field and text.
    pub problems: Vec<(String, String)>,
}

/// Draws the tokens and the form of a new one.
#[must_use]
pub fn tokens(cx: Cx, tokens: &Tokens) -> Markup {
    html! {
        @if let Some(secret) = &tokens.made {
            div.banner.banner--success role="status" {
                div.grow {
                    p { (cx.text("ui.me.token_once")) }
                    code.mono { (secret) }
                }
            }
        }
        ul.stack { @for one in &tokens.rows { (row(cx, one)) } }
        div.stack.stack--loose {
            (form(cx, tokens))
            (tokens.below)
        }
    }
}

fn row(cx: Cx, one: &TokenRow) -> Markup {
    html! {
        li.row {
            div.grow {
                div.truncate { (one.label) }
                div.xs.faint { (one.scopes) }
                div.xs.faint.tnum {
                    (format::moment(cx, one.created_at))
                    @if let Some(at) = one.used_at {
                        " · " (cx.text("ui.me.token_used")) " " (format::moment(cx, at))
                    }
                    @if let Some((at, is_over)) = one.expires_at {
                        " · "
                        @if is_over { (cx.text("ui.token.ended")) }
                        @else { (cx.text("ui.token.ends")) }
                        " " (format::moment(cx, at))
                    }
                }
            }
            form method="post" action={ "/me/tokens/" (one.id) "/remove" } {
                (token(cx))
                button.button.button--sm type="submit" { (cx.text("ui.me.end")) }
            }
        }
    }
}

fn form(cx: Cx, tokens: &Tokens) -> Markup {
    let typed = &tokens.form;
    let problem = |name: &str| {
        let known = typed.problems.iter().find(|(field, _)| field == name);
        known.map(|(_, text)| text.as_str())
    };
    let frame = |id: &'static str, label: &'static str, name: &str| FieldFrame {
        id,
        label: cx.text(label),
        is_required: name == "label",
        hint: None,
        problem: problem(name),
        is_group: false,
    };
    let label = html! {
        input.input id="token-label" name="label" required maxlength="80" value=(typed.label)
            aria-invalid=[problem("label").map(|_| "true")]
            aria-describedby=[problem("label").map(|_| "token-label-problem")];
    };
    let until_below = match problem("until") {
        Some(_) => "token-until-problem",
        None => "token-until-hint",
    };
    let until = html! {
        input.input id="token-until" type="date" name="until" value=(typed.until)
            aria-invalid=[problem("until").map(|_| "true")] aria-describedby=(until_below);
    };
    let reach = html! {
        select.input id="token-reach" name="reach" {
            @for (word, key) in REACHES {
                option value=(word) selected[typed.reach == word] { (cx.text(key)) }
            }
        }
    };
    let until_frame = FieldFrame {
        hint: Some(cx.text("ui.token.until_hint")),
        ..frame("token-until", "ui.token.until", "until")
    };
    html! {
        form.stack method="post" action="/me/tokens" {
            (token(cx))
            (field_frame(frame("token-label", "ui.me.token_label", "label"), &label))
            (field_frame(frame("token-reach", "ui.token.reach", "scopes"), &reach))
            (modules(cx, tokens))
            (field_frame(until_frame, &until))
            div { button.button type="submit" { (cx.text("ui.me.token_make")) } }
        }
    }
}

/// The modules that a token can be limited to.
fn modules(cx: Cx, tokens: &Tokens) -> Markup {
    let chosen = &tokens.form.modules;
    html! {
        details open[!chosen.is_empty()] {
            summary { (cx.text("ui.token.modules")) }
            @for (plural, name) in &tokens.modules {
                label.choice {
                    input.check type="checkbox" name="module" value=(plural)
                        checked[chosen.contains(plural)];
                    (name)
                }
            }
        }
    }
}
