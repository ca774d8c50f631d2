//! The key of the older web service among the tokens of one's own programs.

use kernel::Instant;
use maud::{Markup, html};
use ui::components::token;
use ui::{Cx, format};

/// The key of a person.
#[derive(Clone, Debug, Default)]
pub struct AccessKeyCard {
    /// Since when there is one, and when it was used last.
    pub key: Option<(Instant, Option<Instant>)>,
    /// One that was just made; it is shown once.
    pub made: Option<String>,
    /// Where programs reach the service.
    pub address: String,
    /// Name to sign in with.
    pub login: String,
}

/// Draws the key, and how a new one is made.
#[must_use]
pub fn access_key(cx: Cx, card: &AccessKeyCard) -> Markup {
    let make = match card.key {
        Some(_) => "ui.access_key.renew",
        None => "ui.access_key.make",
    };
    html! {
        div.stack id="access-key" {
            h3 { (cx.text("ui.access_key.title")) }
            p.small.muted { (cx.text("ui.access_key.about")) }
            p.small { code.mono { (card.address) } " · " code.mono { (card.login) } }
            @if let Some(secret) = &card.made {
                div.banner.banner--success role="status" {
                    div.grow {
                        p { (cx.text("ui.me.token_once")) }
                        code.mono { (secret) }
                    }
                }
            }
            @if let Some((created_at, used_at)) = card.key {
                div.xs.faint.tnum {
                    (format::moment(cx, created_at))
                    @if let Some(at) = used_at {
                        " · " (cx.text("ui.me.token_used")) " " (format::moment(cx, at))
                    }
                }
            }
            div.row {
                form method="post" action="/me/access-key" {
                    (token(cx))
                    button.button type="submit" { (cx.text(make)) }
                }
                @if card.key.is_some() {
                    form method="post" action="/me/access-key/end" {
                        (token(cx))
                        button.button type="submit" { (cx.text("ui.me.end")) }
                    }
                }
            }
        }
    }
}
