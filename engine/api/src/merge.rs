//! Records that become one.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, StatusCode};
use catalog::Module;
use kernel::{Error, FieldProblem, RecordId};
use records::merge::Source;
use records::{Cx, Merge};
use serde_json::{Map, Value as Json, json};

use crate::caller::{Caller, if_match, once};
use crate::list::module_of;
use crate::once::at_most_once;
use crate::params::{NoParams, Place, Whole, id, new_id, object, only};
use crate::problem::{Answer, Problem};
use crate::record;

/// `POST /api/v1/{modules}/{id}/merge`: `{"records":[ID, …],"from":{"FIELD":ID or "all"}}`
///
/// The record of the address stays, the others go into it. Where no source is named for a field,
/// nothing is lost.
pub async fn merge(
    Caller(cx): Caller,
    _: NoParams,
    Place((plural, winner)): Place<(String, String)>,
    headers: HeaderMap,
    Whole(bytes): Whole,
) -> Answer {
    let module = module_of(&cx, &plural)?;
    let winner = id(&winner)?;
    let version = if_match(&headers)?;
    let map = object(&headers, &bytes)?;
    only(&map, &["records", "from"])?;
    let wanted = Merge {
        winner,
        losers: losers(&map)?,
        from: sources(&cx, &module, &map)?,
        versions: version.map(|version| (winner, version)).into_iter().collect(),
    };
    let once = once(&headers, &format!("{plural}/{winner}/merge"), &bytes)?;
    let (own, code) = (cx.clone(), module.code.clone());
    let work = async move {
        let begun = twins::merge(&own, &code, wanted).await?;
        Ok(json!({"run": begun.run, "is_ended": begun.is_ended}).to_string())
    };
    let done = at_most_once(&cx, once, work).await;
    let done = done.map_err(|error| Problem::for_precondition(error, version.is_some()))?;
    let mut told: Json = serde_json::from_str(&done).map_err(Error::internal)?;
    let kept = records::get(&cx, &module.code, winner).await?;
    told["record"] = record::shaped(&cx, &module, &kept).await?;
    record::tagged(told, kept.version, StatusCode::OK)
}

fn losers(map: &Map<String, Json>) -> Result<Vec<RecordId>, Error> {
    let records = map.get("records").and_then(Json::as_array);
    let records = records.ok_or_else(|| Error::invalid("records", "wrong_type"))?;
    let one = |json: &Json| new_id(json).map_err(|_| Error::invalid("records", "wrong_type"));
    records.iter().map(one).collect()
}

fn sources(
    cx: &Cx,
    module: &Module,
    map: &Map<String, Json>,
) -> Result<BTreeMap<String, Source>, Error> {
    let Some(asked) = map.get("from") else { return Ok(BTreeMap::new()) };
    let asked = asked.as_object().ok_or_else(|| Error::invalid("from", "wrong_type"))?;
    let mut from = BTreeMap::new();
    for (name, source) in asked {
        let at = |code: &str| Error::Invalid(vec![FieldProblem::new(name, code)]);
        if !crate::meta::fields(cx, module).any(|field| field.name == *name) {
            return Err(at("unknown_field"));
        }
        let source = match source.as_str() {
            Some("all") => Source::All,
            _ => Source::Record(new_id(source).map_err(|_| at("wrong_type"))?),
        };
        from.insert(name.clone(), source);
    }
    Ok(from)
}
