//! Records that are made of files.

use axum::extract::{RawQuery, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use kernel::Error;

use crate::caller::{ApiState, Caller, once};
use crate::file::brought;
use crate::list::module_of;
use crate::once::at_most_once;
use crate::params::{Params, Place, id};
use crate::problem::Answer;
use crate::record::answer;

/// `POST /api/v1/{modules}/from_file`: the bytes as they are with `?name=`, or a form with `file`.
pub async fn take_in(
    State(state): State<ApiState>,
    Caller(cx): Caller,
    Place(plural): Place<String>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Answer {
    let params = Params::read(query.as_deref(), &["name"])?;
    let module = module_of(&cx, &plural)?;
    // Who may not make a record need not send its file.
    cx.actor.rights.demand(&module.code, access::Right::Create)?;
    if records::taken_endings(&cx, &module.code).is_empty() {
        return Err(Error::NotFound.into());
    }
    let headers = request.headers().clone();
    let (name, bytes) = brought(params.get("name"), request).await?;
    let once = once(&headers, &format!("{plural}/from_file/{name}"), &bytes)?;
    let (own, files, code) = (cx.clone(), state.files.clone(), module.code.clone());
    let work = async move {
        files.take_in(&own, &code, &name, bytes).await.map(|record| record.id.to_string())
    };
    let done = at_most_once(&cx, once, work).await?;
    let record = records::get(&cx, &module.code, id(&done)?).await?;
    let mut response = answer(&cx, &module, &record, StatusCode::CREATED).await?;
    let place = format!("/api/v1/{plural}/{}", record.id);
    let place = HeaderValue::from_str(&place).map_err(Error::internal)?;
    response.headers_mut().insert(header::LOCATION, place);
    Ok(response)
}
