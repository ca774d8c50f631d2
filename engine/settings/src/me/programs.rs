//! What lets programs in.

use axum::extract::State;
use axum::http::StatusCode;
use panel::me as view;
use panel::tokens::Tokens;

use super::kit;
use crate::tokens;
use visit::answer::Answer;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /me/programs`
pub async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    show(&state, &visitor, (Tokens::default(), StatusCode::OK)).await
}

/// Answers with what lets programs in, and with what was made just now.
pub async fn show(
    state: &WebState,
    visitor: &Visitor,
    (made, status): (Tokens, StatusCode),
) -> Answer {
    let page = view::ProgramsPage {
        frame: kit::frame(visitor.cx(), "programs"),
        tokens: tokens::shown(state, visitor, made).await?,
    };
    kit::answer(visitor, status, |reader| view::programs(reader, &page)).await
}
