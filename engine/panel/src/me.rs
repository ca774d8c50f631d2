//! One's own settings: language, colours, password, sessions, tokens.

use kernel::{Instant, Language};
use maud::{Markup, html};

use ui::components::{FieldFrame, SwitchOption, field_frame, icon, switcher_radios, token};
use ui::views::shell::{Density, Theme};
use ui::{Cx, format};

use crate::sign_ins::{SignInRow, own};
use crate::tokens::{Tokens, tokens};

/// One's own settings.
#[derive(Clone, Debug, Default)]
pub struct MePage {
    /// Name as shown.
    pub name: String,
    /// Name to sign in with.
    pub login: String,
    /// Colours.
    pub theme: Theme,
    /// Height of rows and controls.
    pub density: Density,
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
    /// Kinds of messages: code, label, whether they are wanted.
    pub messages: Vec<(String, String, bool)>,
    /// How often messages come by mail.
    pub digest: DigestChoice,
    /// What is kept at hand, in order.
    pub favourites: Vec<FavouriteRow>,
    /// Tokens of programs.
    pub tokens: Tokens,
}

/// How often messages come by mail.
#[derive(Clone, Debug, Default)]
pub struct DigestChoice {
    /// `never`, `hourly` or `morning`.
    pub rhythm: &'static str,
    /// Why none can be had, in words.
    pub obstacle: Option<String>,
}

/// Something kept at hand.
#[derive(Clone, Debug)]
pub struct FavouriteRow {
    /// Its id.
    pub id: String,
    /// Its words.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Its icon.
    pub icon: String,
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

/// Draws one's own settings.
#[must_use]
pub fn page(cx: Cx, page: &MePage) -> Markup {
    html! {
        header.page__head { h1 { (cx.text("ui.me.title")) } }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(cx.text("ui.me.title")) {
            div.measure.stack.stack--loose {
                (looks(cx, page))
                (messages(cx, page))
                @if !page.favourites.is_empty() { (favourites(cx, page)) }
                (password(cx, page))
                (factor(cx, page.factor_since))
                (passkeys(cx, page.n_passkeys))
                (sessions(cx, page))
                (card("sign-ins", cx.text("ui.sign_ins.own"), &own(cx, &page.sign_ins)))
                (card("tokens", cx.text("ui.me.tokens"), &tokens(cx, &page.tokens)))
            }
        }
    }
}

fn card(id: &str, title: &str, body: &Markup) -> Markup {
    html! {
        section.card id=(id) {
            div.card__head { h2 { (title) } }
            div.card__body { (body) }
        }
    }
}

fn looks(cx: Cx, page: &MePage) -> Markup {
    let language = |language: Language, label| SwitchOption {
        label,
        value: language.code(),
        is_on: cx.locale.language == language,
    };
    let languages = [language(Language::De, "Deutsch"), language(Language::En, "English")];
    let keys = Theme::ALL.map(|theme| format!("ui.me.theme_{}", theme.code()));
    let themes: Vec<SwitchOption> = Theme::ALL
        .iter()
        .zip(&keys)
        .map(|(theme, key)| SwitchOption {
            label: cx.find(key).unwrap_or(theme.code()),
            value: theme.code(),
            is_on: page.theme == *theme,
        })
        .collect();
    let keys = Density::ALL.map(|density| format!("ui.me.density_{}", density.code()));
    let densities: Vec<SwitchOption> = Density::ALL
        .iter()
        .zip(&keys)
        .map(|(density, key)| SwitchOption {
            label: cx.find(key).unwrap_or(density.code()),
            value: density.code(),
            is_on: page.density == *density,
        })
        .collect();
    let body = html! {
        theme-switch {
            form.stack.stack--loose method="post" action="/me/looks" {
                (token(cx))
                (named(cx.text("ui.me.language"), "language", &languages))
                (named(cx.text("ui.me.theme"), "theme", &themes))
                (named(cx.text("ui.me.density"), "density", &densities))
                div { button.button.button--primary type="submit" { (cx.text("ui.action.save")) } }
            }
        }
    };
    card("looks", &format!("{} ({})", page.name, page.login), &body)
}

fn named(label: &str, name: &str, options: &[SwitchOption]) -> Markup {
    html! {
        div.field {
            span.field__label aria-hidden="true" { (label) }
            (switcher_radios(label, name, options))
        }
    }
}

fn favourites(cx: Cx, page: &MePage) -> Markup {
    let body = html! {
        ul.stack {
            @for row in &page.favourites {
                li.row {
                    (icon(&row.icon))
                    a.grow.truncate href=(row.href) { (row.label) }
                    form.row.row--tight method="post" action="/me/favourites" {
                        (token(cx))
                        input type="hidden" name="id" value=(row.id);
                        (way(cx, row, ("up", "arrow-up")))
                        (way(cx, row, ("down", "arrow-down")))
                        (way(cx, row, ("off", "x")))
                    }
                }
            }
        }
    };
    card("favourites", cx.text("ui.frame.favorites"), &body)
}

fn way(cx: Cx, row: &FavouriteRow, (way, sign): (&str, &str)) -> Markup {
    let label = cx.fill(&format!("ui.me.favourite_{way}"), &[("name", &row.label)]);
    html! {
        button.button.button--icon.button--ghost.button--sm type="submit" name="move" value=(way)
            aria-label=(label) title=(label) { (icon(sign)) }
    }
}

fn messages(cx: Cx, page: &MePage) -> Markup {
    let body = html! {
        form.stack.stack--loose method="post" action="/me/messages" {
            (token(cx))
            fieldset.stack {
                legend.field__label { (cx.text("ui.me.messages_what")) }
                @for (code, label, is_wanted) in &page.messages {
                    label.choice {
                        input.check type="checkbox" name="kind" value=(code) checked[*is_wanted];
                        (label)
                    }
                }
            }
            (digest(cx, &page.digest))
            div { button.button type="submit" { (cx.text("ui.me.messages_set")) } }
        }
    };
    card("messages", cx.text("ui.messages.title"), &body)
}

fn digest(cx: Cx, digest: &DigestChoice) -> Markup {
    let labels = ["never", "hourly", "morning"].map(|code| {
        let key = format!("ui.me.digest_{code}");
        (code, cx.find(&key).unwrap_or(code))
    });
    html! {
        fieldset.stack id="digest" disabled[digest.obstacle.is_some()] {
            legend.field__label { (cx.text("ui.me.digest")) }
            @for (code, label) in labels {
                label.choice {
                    input.check type="radio" name="digest" value=(code)
                        checked[digest.rhythm == code];
                    (label)
                }
            }
            @match &digest.obstacle {
                Some(why) => p.field__hint { (why) },
                None => p.field__hint { (cx.text("ui.me.digest_hint")) },
            }
        }
    }
}

fn password(cx: Cx, page: &MePage) -> Markup {
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

fn sessions(cx: Cx, page: &MePage) -> Markup {
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
