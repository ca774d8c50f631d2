//! What one is told.

use axum::extract::State;
use axum::http::StatusCode;
use panel::me as view;

use super::kit;
use crate::answer::{Answer, For};
use crate::state::WebState;
use crate::visitor::Visitor;

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
