//! Forms, read whole: names and values in their order, and files.

use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::header;
use kernel::Error;
use ui::fields::Form;

use crate::answer::Refused;
use crate::sign_in::password;
use crate::state::WebState;
use crate::visitor::{Visitor, language};

/// Bytes of a form at most; files of records and imports come in forms.
pub const LIMIT: usize = 260 * 1024 * 1024;
/// Bytes of a form of somebody who is not signed in; what `Kept` carries must fit, and is up to
/// three times as long as it was when it is escaped.
const LOOSE_LIMIT: usize = 4 * crate::kept::LIMIT;
/// Fields at most.
const FIELDS: usize = 50_000;

/// A file in a form.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Name of its control.
    pub control: String,
    /// Name of the file as the browser says.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
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
        let (form, _) = read(request, state).await.map_err(|e| Refused::plain(e, language))?;
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
        let (mut form, uploads) = match read(request, state).await {
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

/// Reads a form, whoever sent it.
pub async fn read(request: Request, state: &WebState) -> Result<(Form, Vec<Upload>), Error> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    if kind.starts_with("multipart/form-data") {
        let multipart = Multipart::from_request(request, state).await;
        return read_parts(multipart.map_err(|_| Error::invalid("", "not_form"))?).await;
    }
    if kind.is_empty() {
        return Ok((Form::default(), Vec::new()));
    }
    let pairs = axum::Form::<Vec<(String, String)>>::from_request(request, state).await;
    let pairs = pairs.map_err(|_| Error::invalid("", "not_form"))?.0;
    if pairs.len() > FIELDS {
        return Err(Error::invalid("", "form_large"));
    }
    Ok((Form(pairs), Vec::new()))
}

async fn read_parts(mut multipart: Multipart) -> Result<(Form, Vec<Upload>), Error> {
    let broken = |_| Error::invalid("", "not_form");
    let (mut form, mut uploads) = (Form::default(), Vec::new());
    while let Some(mut part) = multipart.next_field().await.map_err(broken)? {
        let field = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        // Gathered at one place: a large file is not to stand in memory twice.
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(|_| Error::invalid("", "form_large"))? {
            bytes.extend_from_slice(&chunk);
        }
        match file {
            Some(name) if !name.is_empty() || !bytes.is_empty() => {
                uploads.push(Upload { control: field, name, bytes });
            }
            Some(_) => {}
            None => {
                let text = String::from_utf8(bytes)
                    .map_err(|_| Error::invalid(&field, "control_character"))?;
                form.0.push((field, text));
            }
        }
        if form.0.len() + uploads.len() > FIELDS {
            return Err(Error::invalid("", "form_large"));
        }
    }
    Ok((form, uploads))
}
