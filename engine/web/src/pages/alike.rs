//! Records that may be the same as one that is typed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use present::edit::read;
use present::{head, names};
use ui::views::edit as view;

use super::address;
use visit::answer::{Answer, For, part};
use visit::body::Posted;
use visit::open::reader;
use visit::state::WebState;

/// `POST /{modules}/duplicates`: asked while somebody types a new record.
pub async fn duplicates(
    State(_): State<WebState>,
    Path(plural): Path<String>,
    body: Posted,
) -> Answer {
    let Posted { visitor, form: entered, .. } = body;
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let known = names::for_form(cx, Vec::new()).await.for_(&visitor)?;
    let (input, _) = read(cx, &module, &known, &entered);
    let draft = records::draft(cx, &module.code, &input).for_(&visitor)?;
    let found = records::duplicates(cx, &draft).await.for_(&visitor)?;
    let typed = view::TypedDuplicates {
        check: Some(format!("/{plural}/duplicates")),
        found: head::duplicates(cx, &module, found),
        is_held: false,
    };
    Ok(part(StatusCode::OK, view::duplicates(reader(&visitor, &known), &typed)))
}
