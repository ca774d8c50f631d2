//! What arrives as a message, and what comes by mail.

use maud::{Markup, html};

use ui::Cx;
use ui::components::token;

use super::frame::{MeFrame, card, framed};

/// What one is told.
#[derive(Clone, Debug, Default)]
pub struct MessagesPage {
    /// What is around it.
    pub frame: MeFrame,
    /// Kinds of messages: code, label, whether they are wanted.
    pub messages: Vec<(String, String, bool)>,
    /// How often messages come by mail.
    pub digest: DigestChoice,
}

/// How often messages come by mail.
#[derive(Clone, Debug, Default)]
pub struct DigestChoice {
    /// `never`, `hourly` or `morning`.
    pub rhythm: &'static str,
    /// Why none can be had, in words.
    pub obstacle: Option<String>,
}

/// Draws the page.
#[must_use]
pub fn messages(cx: Cx, page: &MessagesPage) -> Markup {
    framed(cx, &page.frame, &chosen(cx, page))
}

fn chosen(cx: Cx, page: &MessagesPage) -> Markup {
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
