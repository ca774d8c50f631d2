//! Files of a record: listed, brought, fetched whole or in part, taken away.

use axum::Json as Body;
use axum::extract::{FromRequest, Multipart, RawQuery, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use kernel::{Error, FileId, Link};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use records::Cx;
use serde_json::{Value as Json, json};
use social::StoredFile;

use crate::caller::{ApiState, Caller, once};
use crate::list::module_of;
use crate::once::at_most_once;
use crate::params::{NoParams, Params, Place, Whole, id};
use crate::problem::{Answer, Problem};
use crate::range::{Part, part};

/// Bytes of a body that brings a file, with what stands around the file.
pub const UPLOAD_LIMIT: usize = 26 * 1024 * 1024;

/// The record of an address, as what hangs on it names it.
pub fn link_of(cx: &Cx, plural: &str, record: &str) -> Result<Link, Error> {
    Ok(Link::new(&module_of(cx, plural)?.code, id(record)?))
}

fn shaped(file: &StoredFile) -> Json {
    json!({
        "id": file.id.to_string(),
        "name": file.name,
        "size": file.size,
        "media_type": file.media_type,
        "created_at": file.created_at.to_string(),
        "created_by": file.created_by.map(|user| user.to_string()),
    })
}

/// `GET /api/v1/{modules}/{id}/files`
pub async fn list(
    State(state): State<ApiState>,
    Caller(cx): Caller,
    _: NoParams,
    Place((plural, record)): Place<(String, String)>,
) -> Answer {
    let link = link_of(&cx, &plural, &record)?;
    let files = state.files.of_record(&cx, &link).await?;
    let data: Json = files.iter().map(shaped).collect();
    Ok(Body(json!({"data": data})).into_response())
}

/// `POST /api/v1/{modules}/{id}/files`: the bytes as they are with `?name=`, or a form with `file`.
pub async fn add(
    State(state): State<ApiState>,
    Caller(cx): Caller,
    Place((plural, record)): Place<(String, String)>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Answer {
    let params = Params::read(query.as_deref(), &["name"])?;
    let link = link_of(&cx, &plural, &record)?;
    // Who may not bring a file need not send it.
    cx.actor.rights.demand(&link.module, access::Right::Edit)?;
    records::get(&cx, &link.module, link.id).await?;
    let headers = request.headers().clone();
    let (name, bytes) = brought(params.get("name"), request).await?;
    let once = once(&headers, &format!("{plural}/{record}/files/{name}"), &bytes)?;
    let (own, files, to) = (cx.clone(), state.files.clone(), link.clone());
    let work = async move { files.add(&own, &to, &name, bytes).await.map(|id| id.to_string()) };
    let done = at_most_once(&cx, once, work).await?;
    let file = find(&state, &cx, (&link, &done)).await?;
    let place = format!("/api/v1/{plural}/{record}/files/{}", file.id);
    let place = HeaderValue::from_str(&place).map_err(Error::internal)?;
    Ok((StatusCode::CREATED, [(header::LOCATION, place)], Body(shaped(&file))).into_response())
}

/// The name and the bytes of the one file that a request brings.
pub async fn brought(name: &str, request: Request) -> Result<(String, Vec<u8>), Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("multipart/form-data") {
        let Whole(bytes) = Whole::from_request(request, &()).await?;
        return match name.trim().is_empty() {
            true => Err(Error::invalid("name", "required").into()),
            false => Ok((name.to_owned(), bytes.to_vec())),
        };
    }
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| not_form())?;
    let part = form.next_field().await.map_err(|e| form_problem(e.status()))?;
    let part = part.ok_or_else(|| Error::invalid("file", "required"))?;
    if part.name() != Some("file") {
        return Err(Error::invalid(part.name().unwrap_or_default(), "unknown_field").into());
    }
    let told = part.file_name().unwrap_or_default().to_owned();
    let bytes = part.bytes().await.map_err(|e| form_problem(e.status()))?;
    if let Some(more) = form.next_field().await.map_err(|e| form_problem(e.status()))? {
        return Err(Error::invalid(more.name().unwrap_or_default(), "unknown_field").into());
    }
    Ok((if name.is_empty() { told } else { name.to_owned() }, bytes.to_vec()))
}

fn not_form() -> Problem {
    Problem::bad_request("", "not_form")
}

fn form_problem(status: StatusCode) -> Problem {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::bad_request("", "too_large").with_status(status),
        _ => not_form(),
    }
}

/// A file that hangs on just this record.
async fn find(state: &ApiState, cx: &Cx, (link, file): (&Link, &str)) -> Result<StoredFile, Error> {
    let id: FileId = file.parse().map_err(|()| Error::NotFound)?;
    let file = state.files.of(cx, id).await?;
    if file.link == *link { Ok(file) } else { Err(Error::NotFound) }
}

/// `GET /api/v1/{modules}/{id}/files/{file}`: saved, never shown, whatever it is (ASVS 3.2.1).
pub async fn fetch(
    State(state): State<ApiState>,
    Caller(cx): Caller,
    _: NoParams,
    Place((plural, record, file)): Place<(String, String, String)>,
    headers: HeaderMap,
) -> Answer {
    let link = link_of(&cx, &plural, &record)?;
    let file = find(&state, &cx, (&link, &file)).await?;
    let asked = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    let (status, from, length, told) = match part(asked, file.size) {
        Part::Whole => (StatusCode::OK, 0, file.size, None),
        Part::Of { first, last } => {
            let told = format!("bytes {first}-{last}/{}", file.size);
            (StatusCode::PARTIAL_CONTENT, first, last + 1 - first, Some(told))
        }
        Part::Outside => {
            let told = format!("bytes */{}", file.size);
            let problem = Problem::bad_request("Range", "out_of_range");
            let problem = problem.with_status(StatusCode::RANGE_NOT_SATISFIABLE);
            let mut response = problem.into_response();
            insert(response.headers_mut(), header::CONTENT_RANGE, &told)?;
            return Ok(response);
        }
    };
    let bytes = state.files.stretch(&file, from, length).await?;
    let mut response = (status, bytes).into_response();
    let headers = response.headers_mut();
    insert(headers, header::CONTENT_TYPE, "application/octet-stream")?;
    insert(headers, header::ACCEPT_RANGES, "bytes")?;
    insert(headers, header::CONTENT_DISPOSITION, &saved_as(&file.name))?;
    insert(headers, header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")?;
    if let Some(told) = told {
        insert(headers, header::CONTENT_RANGE, &told)?;
    }
    Ok(response)
}

fn insert(headers: &mut HeaderMap, name: header::HeaderName, text: &str) -> Result<(), Error> {
    headers.insert(name, HeaderValue::from_str(text).map_err(Error::internal)?);
    Ok(())
}

/// What is escaped in the name of a file: all but unreserved characters (RFC 3986, 2.3).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The name under which a file is saved (RFC 6266, RFC 8187).
fn saved_as(name: &str) -> String {
    format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(name, ESCAPED))
}

/// `GET /api/v1/{modules}/{id}/{output}`: what a record gives out, such as its paper, in the form
/// that is asked for.
pub async fn output(
    Caller(cx): Caller,
    RawQuery(query): RawQuery,
    Place((plural, record, name)): Place<(String, String, String)>,
) -> Answer {
    let link = link_of(&cx, &plural, &record)?;
    let forms = records::files::forms(&cx, &link.module);
    let known = forms.iter().filter(|form| form.output == name).map(|form| form.parameter);
    let asked = Params::read(query.as_deref(), &known.collect::<Vec<_>>())?;
    let place = (link.module.as_str(), link.id);
    let made = records::files::output_in(&cx, place, &name, asked.pairs()).await?;
    let media_type = made.media_type();
    let mut response = (StatusCode::OK, made.bytes).into_response();
    let headers = response.headers_mut();
    insert(headers, header::CONTENT_TYPE, media_type)?;
    insert(headers, header::CONTENT_DISPOSITION, &saved_as(&made.file))?;
    insert(headers, header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")?;
    Ok(response)
}

/// `DELETE /api/v1/{modules}/{id}/files/{file}`
pub async fn remove(
    State(state): State<ApiState>,
    Caller(cx): Caller,
    _: NoParams,
    Place((plural, record, file)): Place<(String, String, String)>,
) -> Answer {
    let link = link_of(&cx, &plural, &record)?;
    let file = find(&state, &cx, (&link, &file)).await?;
    state.files.remove(&cx, file.id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
