//! A query, from its text to its rows.

use serde_json::{Map, Value as Json, json};

use super::gather::{self, Beside};
use super::parse::{End, Query, What, parse};
use crate::answer::{Fault, Outcome};
use crate::kind::{Kind, Wire};

/// `query`
pub async fn answer(wire: &Wire, text: &str) -> Outcome<Vec<Json>> {
    let query = parse(text, End::Semicolon)?;
    of_kind(wire, &query, &Beside::default()).await
}

/// A query that is asked of what hangs on a record; the sign at the end may be missing.
pub async fn answer_beside(
    wire: &Wire,
    text: &str,
    of: impl FnOnce(&str) -> Outcome<Beside>,
) -> Outcome<Vec<Json>> {
    let query = parse(text, End::Any)?;
    let beside = of(&query.kind)?;
    of_kind(wire, &query, &beside).await
}

async fn of_kind(wire: &Wire, query: &Query, beside: &Beside) -> Outcome<Vec<Json>> {
    match wire.kind(&query.kind)? {
        Kind::Records(module) => gather::rows(wire, &module, query, beside).await,
        kind @ (Kind::Users | Kind::Groups | Kind::Currency) => {
            gather::people(wire, &kind, query).await
        }
    }
}

/// Some columns of a row that is there whole; the id stands last.
pub fn chosen(row: &Map<String, Json>, what: &What) -> Outcome<Json> {
    let What::Columns(columns) = what else { return Ok(json!(row)) };
    let mut map = Map::new();
    for name in columns.iter().filter(|name| *name != "id") {
        let value = row.get(name).ok_or_else(|| Fault::no_column(name))?;
        map.insert(name.clone(), value.clone());
    }
    map.insert("id".into(), row.get("id").cloned().unwrap_or_default());
    Ok(Json::Object(map))
}
