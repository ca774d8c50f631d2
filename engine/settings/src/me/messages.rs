//! What one is told.

use axum::extract::State;
use axum::http::StatusCode;
use kernel::Error;
use panel::me as view;
use social::{MessageKind, Rhythm};

use super::kit::{self, obstacle};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /me/messages`
pub async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    let cx = visitor.cx();
    let unwanted = social::unwanted(cx).await.for_(&visitor)?;
    let rhythm = social::rhythm(cx).await.for_(&visitor)?;
    let page = view::MessagesPage {
        frame: kit::frame(cx, "messages"),
        messages: kinds(&visitor, &unwanted),
        digest: view::DigestChoice {
            rhythm: rhythm.map_or("never", social::Rhythm::word),
            obstacle: kit::obstacle(&state, &visitor).map(|key| cx.text(key).to_owned()),
        },
    };
    kit::answer(&visitor, StatusCode::OK, |reader| view::messages(reader, &page)).await
}

/// Kinds of messages, and whether they are wanted.
fn kinds(visitor: &Visitor, unwanted: &[social::MessageKind]) -> Vec<(String, String, bool)> {
    let kinds = social::MessageKind::ALL.iter().map(|kind| {
        let key = format!("ui.messages.kind.{}", kind.word());
        let label = visitor.cx().text(&key).to_owned();
        (kind.word().to_owned(), label, !unwanted.contains(kind))
    });
    kinds.collect()
}

/// `POST /me/messages`: posts the kinds that are wanted, and how often they come by mail.
pub async fn choose(State(state): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let wanted: Vec<MessageKind> = form.all("kind").filter_map(MessageKind::from_word).collect();
    let unwanted: Vec<MessageKind> =
        MessageKind::ALL.into_iter().filter(|kind| !wanted.contains(kind)).collect();
    let rhythm = form.get("digest").map(|word| match word {
        "never" => Ok(None),
        word => {
            let known = Rhythm::from_word(word).map(Some);
            known.ok_or_else(|| Error::invalid("digest", "not_in_list"))
        }
    });
    let rhythm = rhythm.transpose().for_(&visitor)?;
    if rhythm.flatten().is_some() && obstacle(&state, &visitor).is_some() {
        return Err(Error::conflict("no_digests")).for_(&visitor);
    }
    social::set_unwanted(visitor.cx(), &unwanted).await.for_(&visitor)?;
    if let Some(rhythm) = rhythm {
        social::set_rhythm(visitor.cx(), rhythm).await.for_(&visitor)?;
    }
    Ok(redirect("/me/messages", Some(&Flash::done("looks_saved"))))
}
