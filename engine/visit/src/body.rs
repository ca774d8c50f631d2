//! Forms, read whole: names and values in their order, and files.

use axum::body::Bytes;
use axum::extract::multipart::Field as Part;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use kernel::Error;
use social::{Files, Incoming};
use ui::fields::Form;

use crate::answer::Refused;
use crate::sign_in::password;
use crate::state::WebState;
use crate::visitor::{Visitor, language};

/// Bytes of a form at most; files of records and imports come in forms.
pub const LIMIT: usize = 260 * 1024 * 1024;
/// Bytes of everything in a form but its files, which stands in memory.
const TEXT_LIMIT: usize = 32 * 1024 * 1024;
/// Bytes of a form of somebody who is not signed in; what `Kept` carries must fit, and is up to
/// three times as long as it was when it is escaped.
const LOOSE_LIMIT: usize = 4 * crate::kept::LIMIT;
/// Fields at most.
const FIELDS: usize = 50_000;
/// Files at most, the sentence `too_many_files` names them; each may be open on the disk.
const FILES: usize = 50;

/// A file in a form.
#[derive(Debug)]
pub struct Upload {
    /// Name of its control.
    pub control: String,
    /// Name of the file as the browser says.
    pub name: String,
    /// Content.
    pub content: Incoming,
}

/// A form of somebody who need not be signed in.
pub struct Loose(pub Form);

/// A form of a signed-in person; its token was compared with that of their session.
pub struct Posted {
    /// Who.
    pub visitor: Visitor,
    /// What.
    pub form: Form,
    /// Files.
    pub uploads: Vec<Upload>,
}

impl FromRequest<WebState> for Loose {
    type Rejection = Refused;

    async fn from_request(mut request: Request, state: &WebState) -> Result<Self, Refused> {
        let language = language(request.headers());
        DefaultBodyLimit::max(LOOSE_LIMIT).apply(&mut request);
        let read = read(request, state, LOOSE_LIMIT).await;
        let (form, _) = read.map_err(|e| Refused::plain(e, language))?;
        Ok(Loose(form))
    }
}

impl FromRequest<WebState> for Posted {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, Refused> {
        let (mut parts, body) = request.into_parts();
        let found =
            <Visitor as axum::extract::FromRequestParts<_>>::from_request_parts(&mut parts, state)
                .await;
        let told = parts.headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
        let told = told.map(str::to_owned);
        let request = Request::from_parts(parts, body);
        let visitor = match found {
            Ok(visitor) => visitor,
            Err(refused) => return Err(password::keeping(request, state, refused).await),
        };
        let (mut form, uploads) = match read(request, state, TEXT_LIMIT).await {
            Ok(read) => read,
            Err(error) => return Err(Refused::page(error, &visitor)),
        };
        let told = told.or_else(|| form.get("csrf").map(str::to_owned));
        if !visitor.signed_in.is_own_token(told.as_deref()) {
            return Err(Refused::page(Error::forbidden("csrf"), &visitor));
        }
        form.0.retain(|(name, _)| name != "csrf");
        Ok(Posted { visitor, form, uploads })
    }
}

/// Reads a form, whoever sent it; of everything but its files no more than some bytes.
///
/// # Errors
/// `Invalid` for what is no form, too large or of too many files; when the disk does not take one.
pub async fn read(
    mut request: Request,
    state: &WebState,
    most: usize,
) -> Result<(Form, Vec<Upload>), Error> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    if kind.starts_with("multipart/form-data") {
        let multipart = Multipart::from_request(request, state).await;
        let multipart = multipart.map_err(|_| Error::invalid("", "not_form"))?;
        return read_parts(multipart, &state.files, most).await;
    }
    if kind.is_empty() {
        return Ok((Form::default(), Vec::new()));
    }
    DefaultBodyLimit::max(most).apply(&mut request);
    let pairs = axum::Form::<Vec<(String, String)>>::from_request(request, state).await;
    let pairs = pairs.map_err(|rejected| match rejected.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::invalid("", "form_large"),
        _ => Error::invalid("", "not_form"),
    })?;
    if pairs.0.len() > FIELDS {
        return Err(Error::invalid("", "form_large"));
    }
    Ok((Form(pairs.0), Vec::new()))
}

async fn read_parts(
    mut multipart: Multipart,
    files: &Files,
    most: usize,
) -> Result<(Form, Vec<Upload>), Error> {
    let broken = |_| Error::invalid("", "not_form");
    let (mut form, mut uploads, mut left) = (Form::default(), Vec::new(), most);
    while let Some(part) = multipart.next_field().await.map_err(broken)? {
        let control = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(name) => {
                let content = read_file(part, files.incoming()).await?;
                if !name.is_empty() || content.length() > 0 {
                    uploads.push(Upload { control, name, content });
                }
            }
            None => {
                let bytes = read_text(part, left).await?;
                left -= bytes.len();
                let text = String::from_utf8(bytes)
                    .map_err(|_| Error::invalid(&control, "control_character"))?;
                form.0.push((control, text));
            }
        }
        if form.0.len() > FIELDS {
            return Err(Error::invalid("", "form_large"));
        }
        if uploads.len() > FILES {
            return Err(Error::invalid("file", "too_many_files"));
        }
    }
    Ok((form, uploads))
}

async fn read_file(mut part: Part<'_>, mut content: Incoming) -> Result<Incoming, Error> {
    while let Some(chunk) = next(&mut part).await? {
        content.add(&chunk).await?;
    }
    Ok(content)
}

async fn read_text(mut part: Part<'_>, most: usize) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = next(&mut part).await? {
        if most - bytes.len() < chunk.len() {
            return Err(Error::invalid("", "form_large"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

async fn next(part: &mut Part<'_>) -> Result<Option<Bytes>, Error> {
    part.chunk().await.map_err(|_| Error::invalid("", "form_large"))
}
