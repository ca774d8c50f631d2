//! Comments of a record.

use axum::Json as Body;
use axum::extract::RawQuery;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use kernel::{Error, Instant};
use serde_json::{Value as Json, json};
use social::Comment;
use uuid::Uuid;

use crate::caller::{Caller, once};
use crate::file::link_of;
use crate::once::at_most_once;
use crate::params::{NoParams, Params, Place, Whole, object, only};
use crate::problem::{Answer, Problem};

/// Comments on one page.
const PAGE: usize = 100;

fn shaped(comment: &Comment) -> Json {
    json!({
        "id": comment.id.to_string(),
        "at": comment.at.to_string(),
        "edited_at": comment.edited_at.map(|at| at.to_string()),
        "author": comment.author.map(|author| author.to_string()),
        "text": comment.text,
        "mentions": comment.mentions.iter().map(|user| json!(user.to_string())).collect::<Json>(),
        "is_mine": comment.is_mine,
    })
}

/// `GET /api/v1/{modules}/{id}/comments`: the newest first.
pub async fn list(
    Caller(cx): Caller,
    Place((plural, record)): Place<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let params = Params::read(query.as_deref(), &["before"])?;
    let link = link_of(&cx, &plural, &record)?;
    let before = match params.get("before") {
        "" => None,
        text => {
            let before = Instant::parse_rfc3339(text);
            Some(before.ok_or_else(|| Problem::bad_request("before", "wrong_cursor"))?)
        }
    };
    let comments = social::comments(&cx, &link, (before, PAGE)).await?;
    let next = (comments.len() == PAGE).then(|| comments.last().map(|last| last.at)).flatten();
    let data: Json = comments.iter().map(shaped).collect();
    let next = next.map(|at| at.to_string());
    Ok(Body(json!({"data": data, "next_before": next})).into_response())
}

/// `POST /api/v1/{modules}/{id}/comments`
pub async fn add(
    Caller(cx): Caller,
    _: NoParams,
    Place((plural, record)): Place<(String, String)>,
    headers: HeaderMap,
    Whole(bytes): Whole,
) -> Answer {
    let link = link_of(&cx, &plural, &record)?;
    let text = text_of(&headers, &bytes)?;
    let once = once(&headers, &format!("{plural}/{record}/comments"), &bytes)?;
    let own = cx.clone();
    let work = async move {
        social::add_comment(&own, &link, &text, &[]).await.map(|done| done.id.to_string())
    };
    let id = at_most_once(&cx, once, work).await?;
    let place = format!("/api/v1/{plural}/{record}/comments/{id}");
    let place = HeaderValue::from_str(&place).map_err(Error::internal)?;
    let body = Body(json!({"id": id}));
    Ok((StatusCode::CREATED, [(header::LOCATION, place)], body).into_response())
}

fn text_of(headers: &HeaderMap, bytes: &axum::body::Bytes) -> Result<String, Problem> {
    let map = object(headers, bytes)?;
    only(&map, &["text"])?;
    match map.get("text") {
        Some(Json::String(text)) => Ok(text.clone()),
        Some(_) => Err(Error::invalid("text", "wrong_type").into()),
        None => Err(Error::invalid("text", "required").into()),
    }
}

/// `PATCH /api/v1/{modules}/{id}/comments/{comment}`: one's own, or any for administrators.
pub async fn edit(
    Caller(cx): Caller,
    _: NoParams,
    Place((plural, record, comment)): Place<(String, String, String)>,
    headers: HeaderMap,
    Whole(bytes): Whole,
) -> Answer {
    let link = link_of(&cx, &plural, &record)?;
    let id = Uuid::parse_str(&comment).map_err(|_| Error::NotFound)?;
    social::own_comment(&cx, &link, id).await?;
    let text = text_of(&headers, &bytes)?;
    social::edit_comment(&cx, id, &text, &[]).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `DELETE /api/v1/{modules}/{id}/comments/{comment}`
pub async fn remove(
    Caller(cx): Caller,
    _: NoParams,
    Place((plural, record, comment)): Place<(String, String, String)>,
) -> Answer {
    let link = link_of(&cx, &plural, &record)?;
    let id = Uuid::parse_str(&comment).map_err(|_| Error::NotFound)?;
    social::own_comment(&cx, &link, id).await?;
    social::remove_comment(&cx, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
