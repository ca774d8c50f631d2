//! Query parameters, bodies and ids, read strictly.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use kernel::{Error, RecordId};
use serde_json::{Map, Value as Json};

use crate::problem::Problem;

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

    /// The value of a parameter, or `""`.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }
}

fn axum_form(query: &str) -> Result<Vec<(String, String)>, Problem> {
    let uri = format!("/?{query}").parse().map_err(|_| Problem::bad_request("", "not_query"))?;
    let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri);
    pairs.map(|pairs| pairs.0).map_err(|_| Problem::bad_request("", "not_query"))
}

/// Reads a JSON object from a body that says it is one.
pub fn object(headers: &HeaderMap, body: &Bytes) -> Result<Map<String, Json>, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        let problem = Problem::bad_request("Content-Type", "not_json");
        return Err(problem.with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    match serde_json::from_slice(body) {
        Ok(Json::Object(map)) => Ok(map),
        _ => Err(Problem::bad_request("", "not_json")),
    }
}

/// Refuses members of an object that nobody knows.
pub fn only(map: &Map<String, Json>, known: &[&str]) -> Result<(), Error> {
    match map.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(Error::invalid(key, "unknown_field")),
        None => Ok(()),
    }
}

/// Reads the id of a record; what is no id leads to no record.
pub fn id(text: &str) -> Result<RecordId, Error> {
    text.parse().map_err(|()| Error::NotFound)
}
