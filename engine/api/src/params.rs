//! Query parameters, bodies and ids, read strictly.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use kernel::{Error, RecordId};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use crate::problem::Problem;
use crate::strict;

/// Bytes of a body at most.
pub const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// Query parameters by name; unknown ones and repeated ones are refused.
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads a query string against the names an address knows.
    pub fn read(query: Option<&str>, known: &[&str]) -> Result<Self, Problem> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (name, value) in axum_form(query.unwrap_or_default())? {
            if !known.contains(&name.as_str()) {
                return Err(Problem::bad_request(&name, "unknown_parameter"));
            }
            if pairs.iter().any(|(other, _)| *other == name) {
                return Err(Problem::bad_request(&name, "repeated_parameter"));
            }
            pairs.push((name, value));
        }
        Ok(Params(pairs))
    }

    /// All of them.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// The value of a parameter, or `""`.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }
}

/// Refuses every query parameter, where an address knows none.
pub struct NoParams;

impl<S: Sync> FromRequestParts<S> for NoParams {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Params::read(parts.uri.query(), &[]).map(|_| NoParams)
    }
}

/// The places of an address; what is no text leads nowhere.
pub struct Place<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Place<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let place = Path::from_request_parts(parts, state).await;
        place.map(|Path(place)| Place(place)).map_err(|_| Error::NotFound.into())
    }
}

/// A body that is read whole, up to its limit.
pub struct Whole(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Whole {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        Bytes::from_request(request, state).await.map(Whole).map_err(|rejection| {
            let status = rejection.status();
            let code = match status {
                StatusCode::PAYLOAD_TOO_LARGE => "too_large",
                _ => "not_whole",
            };
            Problem::bad_request("", code).with_status(status)
        })
    }
}

fn axum_form(query: &str) -> Result<Vec<(String, String)>, Problem> {
    let uri = format!("/?{query}").parse().map_err(|_| Problem::bad_request("", "not_query"))?;
    let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri);
    let pairs = pairs.map(|pairs| pairs.0).map_err(|_| Problem::bad_request("", "not_query"))?;
    // Bytes that are no text were replaced on the way; what was not sent is not guessed at.
    let is_replaced = pairs.iter().any(|(name, value)| (name.clone() + value).contains('\u{fffd}'));
    if is_replaced && !query.to_ascii_uppercase().contains("%EF%BF%BD") {
        return Err(Problem::bad_request("", "not_query"));
    }
    Ok(pairs)
}

/// Reads a JSON object from a body that says it is one.
pub fn object(headers: &HeaderMap, body: &Bytes) -> Result<Map<String, Json>, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        let problem = Problem::bad_request("Content-Type", "not_json");
        return Err(problem.with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    match strict::read(body) {
        Ok(Json::Object(map)) => Ok(map),
        _ => Err(Problem::bad_request("", "not_json")),
    }
}

/// Refuses a body where an address knows none; an empty object says nothing.
pub fn nothing(headers: &HeaderMap, body: &Bytes) -> Result<(), Problem> {
    if body.is_empty() {
        return Ok(());
    }
    only(&object(headers, body)?, &[]).map_err(Problem::from)
}

/// Refuses members of an object that nobody knows.
pub fn only(map: &Map<String, Json>, known: &[&str]) -> Result<(), Error> {
    match map.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(Error::invalid(key, "unknown_field")),
        None => Ok(()),
    }
}

/// Reads the id of a record in a body; a caller may make it, but not out of nothing.
pub fn new_id(json: &Json) -> Result<RecordId, Error> {
    let id = json.as_str().and_then(|text| text.parse::<RecordId>().ok());
    id.filter(|id| !id.0.is_nil()).ok_or_else(|| Error::invalid("id", "wrong_type"))
}

/// Reads the id of a record; what is no id leads to no record.
pub fn id(text: &str) -> Result<RecordId, Error> {
    text.parse().map_err(|()| Error::NotFound)
}
