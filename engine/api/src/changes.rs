//! Changes in order, for programs that keep a copy.

use axum::Json as Body;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kernel::Error;
use records::feed::{self, Cursor};
use serde_json::{Value as Json, json};

use crate::caller::Caller;
use crate::params::Params;
use crate::problem::{Answer, Problem};

/// `GET /api/v1/changes`: without `since` nothing but where to begin.
pub async fn changes(Caller(cx): Caller, RawQuery(query): RawQuery) -> Answer {
    let params = Params::read(query.as_deref(), &["since", "limit"])?;
    let since = match params.get("since") {
        "" => None,
        text => match Cursor::parse(text) {
            Some(cursor) => Some(cursor),
            None => return Err(Problem::bad_request("since", "wrong_cursor")),
        },
    };
    let limit = match params.get("limit") {
        "" => 100,
        text => match text.parse() {
            Ok(limit @ 1..=1000) => limit,
            _ => return Err(Problem::bad_request("limit", "out_of_range")),
        },
    };
    let feed = match feed::changes(&cx, since, limit).await {
        Err(error @ Error::Conflict { .. }) => {
            return Err(Problem::from(error).with_status(StatusCode::GONE));
        }
        feed => feed?,
    };
    let data: Json = feed
        .entries
        .iter()
        .map(|entry| {
            let module = cx.catalog.module(&entry.module).map(|module| module.plural.clone());
            json!({
                "module": module,
                "id": entry.record.to_string(),
                "kind": entry.kind,
                "deleted": entry.is_gone,
                "version": entry.version,
                "at": entry.at.to_string(),
            })
        })
        .collect();
    let next = feed.next.to_string();
    let body = json!({"data": data, "next_cursor": next, "has_more": feed.has_more});
    Ok(Body(body).into_response())
}
