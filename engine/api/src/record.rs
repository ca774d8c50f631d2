//! One record: read, create, change, to the bin and back, actions, what hangs on it.

use access::Right;
use axum::Json as Body;
use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::{Module, to_json};
use kernel::Error;
use records::{Answers, Cx, Record};
use serde_json::{Value as Json, json};

use crate::caller::{Caller, if_match, once};
use crate::list::{self, module_of};
use crate::once::at_most_once;
use crate::params::{NoParams, Params, Place, Whole, id, new_id, nothing, object, only};
use crate::problem::{Answer, Problem};
use crate::shape::{self, Names};

/// The answer that a record is.
pub async fn answer(cx: &Cx, module: &Module, record: &Record, status: StatusCode) -> Answer {
    tagged(shaped(cx, module, record).await?, record.version, status)
}

/// A record as it is answered.
pub async fn shaped(cx: &Cx, module: &Module, record: &Record) -> Result<Json, Error> {
    let names = Names::of(cx, std::slice::from_ref(record)).await?;
    Ok(shape::record(cx, module, record, &names, None))
}

/// An answer with the version of its record.
pub fn tagged(body: Json, version: i64, status: StatusCode) -> Answer {
    let mut response = (status, Body(body)).into_response();
    let tag = format!("\"{version}\"");
    let tag = HeaderValue::from_str(&tag).map_err(Error::internal)?;
    response.headers_mut().insert(header::ETAG, tag);
    Ok(response)
}

/// `GET /api/v1/{modules}/{id}`
pub async fn get(
    Caller(cx): Caller,
    Place((plural, record)): Place<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    Params::read(query.as_deref(), &[])?;
    let module = module_of(&cx, &plural)?;
    let record = records::get(&cx, &module.code, id(&record)?).await?;
    answer(&cx, &module, &record, StatusCode::OK).await
}

/// `POST /api/v1/{modules}`
pub async fn create(
    Caller(cx): Caller,
    _: NoParams,
    Place(plural): Place<String>,
    headers: HeaderMap,
    Whole(bytes): Whole,
) -> Answer {
    let module = module_of(&cx, &plural)?;
    let map = object(&headers, &bytes)?;
    only(&map, &["fields", "id"])?;
    let mut input = shape::input(&cx, &module, map.get("fields").unwrap_or(&json!({})))?;
    if let Some(wanted) = map.get("id") {
        input.id = Some(new_id(wanted)?);
    }
    input.once = once(&headers, &plural, &bytes)?;
    let record = records::create(&cx, &module.code, input).await?;
    let mut response = answer(&cx, &module, &record, StatusCode::CREATED).await?;
    let place = format!("/api/v1/{plural}/{}", record.id);
    let place = HeaderValue::from_str(&place).map_err(Error::internal)?;
    response.headers_mut().insert(header::LOCATION, place);
    Ok(response)
}

/// `PATCH /api/v1/{modules}/{id}`
pub async fn update(
    Caller(cx): Caller,
    _: NoParams,
    Place((plural, record)): Place<(String, String)>,
    headers: HeaderMap,
    Whole(bytes): Whole,
) -> Answer {
    let module = module_of(&cx, &plural)?;
    let map = object(&headers, &bytes)?;
    only(&map, &["fields"])?;
    let input = shape::input(&cx, &module, map.get("fields").unwrap_or(&json!({})))?;
    let version = if_match(&headers)?;
    let record = records::update(&cx, &module.code, id(&record)?, version, input)
        .await
        .map_err(|error| Problem::for_precondition(error, version.is_some()))?;
    answer(&cx, &module, &record, StatusCode::OK).await
}

/// `DELETE /api/v1/{modules}/{id}`: to the bin.
pub async fn trash(
    Caller(cx): Caller,
    _: NoParams,
    Place((plural, record)): Place<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let module = module_of(&cx, &plural)?;
    let version = if_match(&headers)?;
    records::trash(&cx, &module.code, id(&record)?, version)
        .await
        .map_err(|error| Problem::for_precondition(error, version.is_some()))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /api/v1/{modules}/{id}/actions/{action}`; `restore` brings back from the bin.
pub async fn act(
    Caller(cx): Caller,
    _: NoParams,
    Place((plural, record, action)): Place<(String, String, String)>,
    headers: HeaderMap,
    Whole(bytes): Whole,
) -> Answer {
    let module = module_of(&cx, &plural)?;
    let record = id(&record)?;
    let needed = if action == "restore" { Right::Delete } else { Right::Edit };
    cx.actor.rights.demand(&module.code, needed)?;
    let answers = answers(&cx, (&module, &action), (&headers, &bytes))?;
    let version = if_match(&headers)?;
    let once = once(&headers, &format!("{plural}/{record}/{action}"), &bytes)?;
    let (own, code) = (cx.clone(), module.code.clone());
    let work = async move {
        let done = match action.as_str() {
            "restore" => records::restore(&own, &code, record).await,
            action => records::act(&own, &code, (record, version), action, answers).await,
        };
        done.map(|record| record.id.to_string())
    };
    let done = at_most_once(&cx, once, work).await;
    let done = done.map_err(|error| Problem::for_precondition(error, version.is_some()))?;
    let record = records::get(&cx, &module.code, id(&done)?).await?;
    answer(&cx, &module, &record, StatusCode::OK).await
}

/// What the body says to the questions of an action; most ask nothing.
fn answers(
    cx: &Cx,
    (module, action): (&Module, &str),
    (headers, bytes): (&HeaderMap, &Bytes),
) -> Result<Answers, Problem> {
    let asks = module.actions.iter().find(|known| known.name == action);
    let Some(asked) = asks.map(|action| &action.asks).filter(|asked| !asked.is_empty()) else {
        return nothing(headers, bytes).map(|()| Answers::default());
    };
    let map = object(headers, bytes)?;
    only(&map, &["fields"])?;
    let fields = map.get("fields").cloned().unwrap_or_else(|| json!({}));
    Ok(Answers(shape::answers(cx, asked, &fields)?))
}

/// `GET /api/v1/{modules}/{id}/related/{list}`
pub async fn related(
    Caller(cx): Caller,
    Place((plural, record, name)): Place<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let module = module_of(&cx, &plural)?;
    let record = id(&record)?;
    records::get(&cx, &module.code, record).await?;
    let list = module.related.iter().find(|list| list.name == name).ok_or(Error::NotFound)?;
    let other = cx.module(&list.module)?;
    let known = ["filter", "q", "sort", "fields", "limit", "cursor", "count"];
    let params = Params::read(query.as_deref(), &known)?;
    list::answer(&cx, &other, &params, format!("{} = \"{record}\"", list.field)).await
}

/// `GET /api/v1/{modules}/{id}/history`
pub async fn history(
    Caller(cx): Caller,
    Place((plural, record)): Place<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer<Response> {
    let params = Params::read(query.as_deref(), &["before"])?;
    let module = module_of(&cx, &plural)?;
    let before = match params.get("before") {
        "" => None,
        text => {
            let before = text.parse().ok().filter(|before: &i64| *before >= 0);
            Some(before.ok_or_else(|| Problem::bad_request("before", "wrong_cursor"))?)
        }
    };
    let entries = records::history(&cx, &module.code, id(&record)?, before, 100).await?;
    let next = (entries.len() == 100).then(|| entries.last().map(|entry| entry.seq)).flatten();
    let data: Vec<Json> = entries
        .iter()
        .map(|entry| {
            let changes: Vec<Json> = entry
                .changes
                .iter()
                .map(|change| {
                    json!({
                        "field": change.field,
                        "old": to_json(&change.old),
                        "new": to_json(&change.new),
                    })
                })
                .collect();
            json!({
                "id": entry.id.to_string(),
                "at": entry.at.to_string(),
                "actor": entry.actor.map(|actor| actor.to_string()),
                "via": entry.via,
                "kind": entry.kind,
                "changes": changes,
            })
        })
        .collect();
    Ok(Body(json!({"data": data, "next_before": next})).into_response())
}
