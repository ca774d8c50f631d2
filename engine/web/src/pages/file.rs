//! Files at records, and the program's own.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Error, Link};
use records::Cx;
use transfer::Given;

use super::address;
use present::errors::{Reader, words};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::{Posted, Upload};
use visit::download::handed_out;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Said by a script that watches an upload: it is told where to go instead of being led there.
const WATCHED: &str = "x-file-upload";
/// Where it is to go.
const PLACE: HeaderName = HeaderName::from_static("x-location");

/// `POST /{modules}/{id}/files`
pub async fn upload(
    State(state): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    headers: HeaderMap,
    Posted { visitor, uploads, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let link = Link::new(&module.code, address::id(&id).for_(&visitor)?);
    let is_watched = headers.contains_key(WATCHED);
    match keep(&state, cx, &link, uploads).await {
        Err((name, error @ Error::Invalid(_))) if is_watched => {
            let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
            let said = format!("{name}: {}", words(&reader, &error, None).1);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, said).into_response())
        }
        Err((_, error)) => Err(error).for_(&visitor),
        Ok(()) => {
            let mut answer = redirect(&format!("/{plural}/{id}"), Some(&Flash::done("file_added")));
            if is_watched {
                *answer.status_mut() = StatusCode::NO_CONTENT;
                let place = answer.headers_mut().remove(header::LOCATION);
                answer.headers_mut().extend(place.map(|place| (PLACE, place)));
            }
            Ok(answer)
        }
    }
}

/// Keeps files at a record, one after the other; the first that is refused is named.
async fn keep(
    state: &WebState,
    cx: &Cx,
    link: &Link,
    uploads: Vec<Upload>,
) -> Result<(), (String, Error)> {
    if uploads.is_empty() {
        return Err((String::new(), Error::invalid("file", "file_empty")));
    }
    for Upload { name, content, .. } in uploads {
        let kept = match content.whole().await {
            Ok(bytes) => state.files.add(cx, link, &name, bytes).await,
            Err(error) => Err(error),
        };
        kept.map_err(|error| (name, error))?;
    }
    Ok(())
}

/// `POST /files/{id}/remove`
pub async fn remove(
    State(state): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let id = id.parse().map_err(|()| Error::NotFound).for_(&visitor)?;
    let file = state.files.remove(cx, id).await.for_(&visitor)?;
    let module = cx.module(&file.link.module).for_(&visitor)?;
    let to = format!("/{}/{}", module.plural, file.link.id);
    Ok(redirect(&to, Some(&Flash::done("file_removed"))))
}

/// `GET /files/{id}`: pictures and PDF are shown, everything else is saved; nothing runs (ASVS
/// 3.2.1).
pub async fn download(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let id = id.parse().map_err(|()| Error::NotFound).for_(&visitor)?;
    let (file, bytes) = state.files.open(visitor.cx(), id).await.for_(&visitor)?;
    Ok(handed_out(&file.name, &file.media_type, bytes))
}

/// `GET /{modules}/{id}/out/{name}`: what a record gives out, such as its paper.
pub async fn output(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, id, name)): Path<(String, String, String)>,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let id = address::id(&id).for_(&visitor)?;
    if records::files::is_made_by_job(cx, &module.code, &name) {
        let given = Given { record: id, name };
        let run = transfer::start_output(cx, &module.code, given).await.for_(&visitor)?;
        return Ok(redirect(&format!("/{plural}/export/runs/{run}"), None));
    }
    let made = records::output(cx, &module.code, id, &name).await.for_(&visitor)?;
    Ok(handed_out(&made.file, made.media_type(), made.bytes))
}

/// `GET /favicon.ico`: the mark of the program, for whoever asks without reading the page.
pub async fn icon() -> Response {
    let address = ui::assets::url("mark.svg");
    let mark = address.strip_prefix("/assets/").and_then(ui::assets::get);
    mark.map_or_else(
        || StatusCode::NOT_FOUND.into_response(),
        |mark| {
            let day = "public, max-age=86400";
            let headers = [(header::CONTENT_TYPE, mark.content_type), (header::CACHE_CONTROL, day)];
            (headers, mark.body).into_response()
        },
    )
}

/// `GET /assets/{path}`: immutable, because the address changes with the content.
pub async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ui::assets::get(&path) else { return StatusCode::NOT_FOUND.into_response() };
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let accepts = |coding: &str| accepts.is_some_and(|list| list.contains(coding));
    let (body, coding) = match (asset.brotli, asset.gzip) {
        (Some(packed), _) if accepts("br") => (packed, Some("br")),
        (_, Some(packed)) if accepts("gzip") => (packed, Some("gzip")),
        _ => (asset.body, None),
    };
    let mut response = (StatusCode::OK, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(header::CACHE_CONTROL, forever);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}
