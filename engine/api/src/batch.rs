//! Many saves in one request.

use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use catalog::Module;
use kernel::{Error, FieldProblem};
use records::{BatchRow, Cx, Record};
use serde_json::{Value as Json, json};

use crate::caller::{Caller, once};
use crate::list::module_of;
use crate::once::at_most_once;
use crate::params::{NoParams, Place, Whole, new_id, object, only};
use crate::problem::{Answer, body, status_of};
use crate::shape::{self, Names};

/// Rows at most.
const LARGEST: usize = 1000;

/// `POST /api/v1/{modules}/batch`: `{"rows":[{"fields":…},{"id":…,"fields":…}]}`
///
/// A row with `id` changes a record, one without creates it; each row is answered by itself.
pub async fn save(
    Caller(cx): Caller,
    _: NoParams,
    Place(plural): Place<String>,
    headers: HeaderMap,
    Whole(bytes): Whole,
) -> Answer {
    let module = module_of(&cx, &plural)?;
    let map = object(&headers, &bytes)?;
    only(&map, &["rows", "atomic"])?;
    let rows = map.get("rows").and_then(Json::as_array);
    let rows = rows.ok_or_else(|| Error::invalid("rows", "wrong_type"))?;
    if rows.len() > LARGEST {
        let problem = FieldProblem::new("rows", "too_many").with("max", LARGEST);
        return Err(Error::Invalid(vec![problem]).into());
    }
    let atomic = match map.get("atomic") {
        None | Some(Json::Bool(false)) => false,
        Some(Json::Bool(true)) => true,
        Some(_) => return Err(Error::invalid("atomic", "wrong_type").into()),
    };
    let once = once(&headers, &format!("{plural}/batch"), &bytes)?;
    let (own, rows) = (cx.clone(), rows.clone());
    let work =
        async move { save_rows(&own, &module, &rows, atomic).await.map(|done| done.to_string()) };
    let done = at_most_once(&cx, once, work).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], done).into_response())
}

async fn save_rows(cx: &Cx, module: &Module, rows: &[Json], atomic: bool) -> Result<Json, Error> {
    let read: Vec<Result<BatchRow, Error>> = rows.iter().map(|row| one(cx, module, row)).collect();
    if atomic {
        refuse_any(&read)?;
    }
    let good: Vec<BatchRow> = read.iter().filter_map(|row| row.as_ref().ok().cloned()).collect();
    let saved = match atomic {
        true => records::save_all(cx, &module.code, good).await?.into_iter().map(Ok).collect(),
        false => records::save_batch(cx, &module.code, good).await?,
    };
    let mut saved = saved.into_iter();
    let mut answers = Vec::with_capacity(rows.len());
    for row in read {
        let result = match row {
            Ok(_) => saved.next().unwrap_or_else(|| Err(Error::internal("a row gave no answer"))),
            Err(error) => Err(error),
        };
        answers.push(answer(cx, module, result).await?);
    }
    Ok(json!({"data": answers}))
}

fn refuse_any(rows: &[Result<BatchRow, Error>]) -> Result<(), Error> {
    let mut problems = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if let Err(Error::Invalid(own)) = row {
            problems.extend(own.iter().cloned().map(|mut problem| {
                problem.field = format!("rows[{at}].{}", problem.field);
                problem
            }));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

fn one(cx: &Cx, module: &Module, row: &Json) -> Result<BatchRow, Error> {
    let map = row.as_object().ok_or_else(|| Error::invalid("", "wrong_type"))?;
    only(map, &["id", "fields"])?;
    let input = shape::input(cx, module, map.get("fields").unwrap_or(&json!({})))?;
    match map.get("id") {
        None => Ok(BatchRow::Create(input)),
        Some(id) => Ok(BatchRow::Update(new_id(id)?, input)),
    }
}

async fn answer(cx: &Cx, module: &Module, result: Result<Record, Error>) -> Result<Json, Error> {
    match result {
        Ok(record) => {
            let names = Names::of(cx, std::slice::from_ref(&record)).await?;
            let shaped = shape::record(cx, module, &record, &names, None);
            Ok(json!({"status": 200, "record": shaped}))
        }
        Err(Error::Internal(cause)) => Err(Error::Internal(cause)),
        Err(error) => {
            let status = status_of(&error);
            Ok(json!({"status": status.as_u16(), "problem": body(&error, status)}))
        }
    }
}
