//! Lists of records, and the search over all modules.

use axum::Json as Body;
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use catalog::Module;
use kernel::{Error, FieldProblem};
use records::{Cursor, Cx, ListQuery};
use serde_json::{Value as Json, json};

use crate::caller::Caller;
use crate::params::{Params, Place};
use crate::problem::{Answer, Problem};
use crate::shape::{self, Names};

/// Records counted at most.
const COUNT_BOUND: u64 = 10_000;

/// The module of an address.
pub fn module_of(cx: &Cx, plural: &str) -> Result<std::sync::Arc<Module>, Error> {
    cx.catalog.by_plural(plural).cloned().ok_or(Error::NotFound)
}

/// `GET /api/v1/{modules}`
pub async fn list(
    Caller(cx): Caller,
    Place(plural): Place<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let module = module_of(&cx, &plural)?;
    let known = ["filter", "q", "sort", "fields", "limit", "cursor", "count", "trashed"];
    let params = Params::read(query.as_deref(), &known)?;
    answer(&cx, &module, &params, String::new()).await
}

/// Answers a question for records, with a further condition of the address itself.
pub async fn answer(cx: &Cx, module: &Module, params: &Params, own: String) -> Answer {
    let mut asked = question(params, own)?;
    let wanted = asked.fields.clone();
    // Records come as they are described, without columns of what they link to.
    if let Some(name) = wanted.iter().find(|name| module.field(name).is_none()) {
        let problem = FieldProblem::new("fields", "unknown_field").with("value", name);
        return Err(Error::Invalid(vec![problem]).into());
    }
    if let Some(number) = module.number_field().filter(|_| !wanted.is_empty()) {
        asked.fields.push(number.name.clone());
    }
    let found = records::find(cx, &module.code, &asked).await?;
    let names = Names { titles: found.titles, people: found.names };
    let fields = (!wanted.is_empty()).then_some(wanted.as_slice());
    let data: Vec<Json> = found
        .page
        .records
        .iter()
        .map(|record| shape::record(cx, module, record, &names, fields))
        .collect();
    let mut body = json!({
        "data": data,
        "next_cursor": found.page.next.map(|cursor| cursor.to_string()),
    });
    if flag(params, "count")? {
        let count = records::count(cx, &module.code, &asked, COUNT_BOUND).await?;
        body["count"] = json!({"count": count.n, "exact": count.is_exact});
    }
    Ok(Body(body).into_response())
}

fn question(params: &Params, own: String) -> Result<ListQuery, Problem> {
    let limit = match params.get("limit") {
        "" => 50,
        text => match text.parse() {
            Ok(limit @ 1..=500) => limit,
            _ => return Err(Problem::bad_request("limit", "out_of_range")),
        },
    };
    let after = match params.get("cursor") {
        "" => None,
        text => match Cursor::parse(text) {
            Some(cursor) => Some(cursor),
            None => return Err(Problem::bad_request("cursor", "wrong_cursor")),
        },
    };
    let fields = params.get("fields").split(',').map(str::trim).filter(|name| !name.is_empty());
    let filter = match (own.is_empty(), params.get("filter")) {
        (true, filter) => filter.to_owned(),
        (false, "") => own,
        (false, filter) => format!("{own} and ({filter})"),
    };
    Ok(ListQuery {
        filter,
        text: params.get("q").into(),
        sort: params.get("sort").into(),
        after,
        limit,
        fields: fields.map(str::to_owned).collect(),
        in_bin: flag(params, "trashed")?,
        ..ListQuery::default()
    })
}

fn flag(params: &Params, name: &str) -> Result<bool, Problem> {
    match params.get(name) {
        "" | "false" => Ok(false),
        "true" => Ok(true),
        _ => Err(Problem::bad_request(name, "not_bool")),
    }
}

/// `GET /api/v1/search`
pub async fn search(Caller(cx): Caller, RawQuery(query): RawQuery) -> Answer<Response> {
    let params = Params::read(query.as_deref(), &["q"])?;
    let groups = records::search(&cx, params.get("q"), 10).await?;
    let data: Vec<Json> = groups
        .iter()
        .map(|group| {
            let plural = cx.catalog.module(&group.module).map(|module| module.plural.clone());
            let hits: Vec<Json> = group
                .hits
                .iter()
                .map(|hit| {
                    json!({
                        "id": hit.id.to_string(),
                        "title": hit.title,
                        "similar": hit.is_similar,
                    })
                })
                .collect();
            json!({"module": plural, "data": hits, "has_more": group.has_more})
        })
        .collect();
    Ok(Body(json!({"data": data})).into_response())
}
