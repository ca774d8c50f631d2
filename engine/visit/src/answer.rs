//! Answers that are not simply a page: errors, redirects, things to say once.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::{Error, Language};
use maud::Markup;
use ui::Names;
use ui::components::toast_partial;
use ui::model::{Mood, Toast};
use ui::views::message::MessagePage;

use present::errors;
use present::place::escaped;

use crate::failure::{bare, status};
use crate::open::{self, Open};
use crate::visitor::Visitor;

/// What every page answers with.
pub type Answer = Result<Response, Refused>;

/// Something to say once on the next page: a text and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flash {
    /// Code; the text key is `web.done.CODE`.
    pub code: String,
    /// What it is about, by its code; mostly the entry of the history that takes it back.
    pub about: Option<uuid::Uuid>,
}

impl Flash {
    /// Name of the cookie that carries it over a redirect.
    pub const COOKIE: &'static str = "kontor_said";

    /// Says that something was done.
    pub fn done(code: &str) -> Self {
        Flash { code: code.into(), about: None }
    }

    /// Says that something was done, and what takes it back.
    pub fn undoable(code: &str, undo: Option<uuid::Uuid>) -> Self {
        Flash { code: code.into(), about: undo }
    }

    /// Says something about a person, a comment or a record, by its code.
    pub fn about(code: &str, about: uuid::Uuid) -> Self {
        Flash { code: code.into(), about: Some(about) }
    }

    /// Reads the cookie; anything that we did not write is nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let (code, about) = text.split_once('.').unwrap_or((text, ""));
        let plain = !code.is_empty() && code.len() < 40;
        let plain = plain && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        plain.then(|| Flash { code: code.into(), about: uuid::Uuid::parse_str(about).ok() })
    }

    fn cookie(&self) -> String {
        let about = self.about.map_or_else(String::new, |id| format!(".{id}"));
        format!("{}={}{about}; Path=/; Max-Age=20; HttpOnly; SameSite=Lax", Self::COOKIE, self.code)
    }
}

/// A page with its status.
pub fn page(status: StatusCode, markup: Markup) -> Response {
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let body = markup.into_string();
    let mut response = (status, [(header::CONTENT_TYPE, kind)], body).into_response();
    let gone = format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax", Flash::COOKIE);
    if let Ok(value) = HeaderValue::from_str(&gone) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// A part of a page; what was said on the page before stays said.
pub fn part(status: StatusCode, markup: Markup) -> Response {
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    (status, [(header::CONTENT_TYPE, kind)], markup.into_string()).into_response()
}

/// Goes to another address of ours after something was done.
pub fn redirect(to: &str, flash: Option<&Flash>) -> Response {
    let place = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response();
    if let Some(value) = flash.and_then(|flash| HeaderValue::from_str(&flash.cookie()).ok()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// An address of ours, or the start page for anything else (ASVS 3.7.2).
pub fn own_address(wanted: &str) -> &str {
    let inside = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && !wanted.contains(['\\', '\r', '\n', '\t']);
    if inside { wanted } else { "/" }
}

/// An error on its way to a person.
pub enum Refused {
    /// Leads to the sign-in and back.
    SignIn {
        /// Where the person wanted to go.
        wanted: String,
        /// Whether only a part of a page was asked for.
        is_partial: bool,
    },
    /// An answer that is made already: the sign-in that keeps what was typed.
    Made(Box<Response>),
    /// An error before it was known who comes.
    Plain(Error, Language),
    /// An error for a person whose language and frame are known.
    Page(Error, Box<Visitor>),
}

impl Refused {
    /// Leads to the sign-in and back.
    pub fn sign_in(wanted: &str, is_partial: bool) -> Self {
        Refused::SignIn { wanted: wanted.into(), is_partial }
    }

    /// An error before it was known who comes.
    pub fn plain(error: Error, language: Language) -> Self {
        Refused::Plain(error, language)
    }

    /// An error for a visitor.
    pub fn page(error: Error, visitor: &Visitor) -> Self {
        Refused::Page(error, Box::new(visitor.clone()))
    }
}

/// Ties an error to the visitor who caused it.
pub trait For<T> {
    /// Makes the error one that the visitor can read.
    fn for_(self, visitor: &Visitor) -> Result<T, Refused>;
}

impl<T> For<T> for Result<T, Error> {
    fn for_(self, visitor: &Visitor) -> Result<T, Refused> {
        self.map_err(|error| Refused::page(error, visitor))
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Refused::SignIn { wanted, is_partial } => to_sign_in(&wanted, is_partial),
            Refused::Made(response) => *response,
            Refused::Plain(error, language) => {
                let reference = errors::log(&error);
                let markup = bare(language, &error, reference.as_deref());
                with_wait(page(status(&error), markup), &error)
            }
            Refused::Page(error, visitor) => with_wait(refusal(&error, visitor), &error),
        }
    }
}

/// The frame needs the database, so the page gets it on its way out, see `framed`.
fn refusal(error: &Error, visitor: Box<Visitor>) -> Response {
    let reference = errors::log(error);
    let cx = visitor.cx();
    let reader = errors::Reader { catalog: &cx.catalog, locale: &cx.locale };
    let (title, text) = errors::words(&reader, error, reference.as_deref());
    let status = status(error);
    if visitor.is_partial {
        let known = Names::default();
        let toast = Toast { text: format!("{title}. {text}"), undo: None, mood: Mood::Bad };
        let mut response = part(status, toast_partial(open::reader(&visitor, &known), &toast));
        response.headers_mut().insert("hx-reswap", HeaderValue::from_static("none"));
        return response;
    }
    let home = cx.text("web.error.home").to_owned();
    let message = MessagePage { title, text, way: (home, "/".into()) };
    let bare = errors::frame(cx.locale.language, &message);
    let mut response = page(status, bare);
    response.extensions_mut().insert(Unframed { message, visitor: Arc::from(visitor) });
    response
}

/// A message that still stands outside of its reader's frame.
#[derive(Clone)]
struct Unframed {
    message: MessagePage,
    visitor: Arc<Visitor>,
}

/// Puts messages into the frame of whoever reads them; without the database they stay bare.
pub async fn framed(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let Some(unframed) = response.extensions_mut().remove::<Unframed>() else { return response };
    let Unframed { message, visitor } = unframed;
    let Ok(open) = Open::new(&visitor, "", Names::default()).await else { return response };
    let body = ui::views::message::page(&message);
    let (parts, _) = response.into_parts();
    let framed = open.answer(parts.status, &message.title, &body);
    Response::from_parts(parts, framed.into_body())
}

fn with_wait(mut response: Response, error: &Error) -> Response {
    let wait = match error {
        Error::TooMany { retry_after } => *retry_after,
        Error::Unavailable { .. } => 5,
        _ => return response,
    };
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
    response
}

fn to_sign_in(wanted: &str, is_partial: bool) -> Response {
    if !is_partial {
        let next: String = own_address(wanted).bytes().map(escaped).collect();
        return redirect(&format!("/login?next={next}"), None);
    }
    // The page in front of the person asks for the password itself and loses nothing.
    let mut response = StatusCode::UNAUTHORIZED.into_response();
    response.headers_mut().insert("hx-reswap", HeaderValue::from_static("none"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_stay_inside() {
        for inside in ["/", "/books?x=1", "/books/1#a"] {
            assert_eq!(own_address(inside), inside);
        }
        for outside in ["https://evil.example", "//evil.example", "/\\evil.example", "", "x"] {
            assert_eq!(own_address(outside), "/", "{outside}");
        }
    }

    #[test]
    fn a_flash_is_ours_or_nothing() {
        let id = uuid::Uuid::nil();
        let said = Flash::undoable("saved", Some(id));
        assert_eq!(Flash::parse(&format!("saved.{id}")), Some(said));
        assert_eq!(Flash::parse("saved.x"), Some(Flash::done("saved")));
        assert_eq!(Flash::parse("a<b>"), None);
        assert_eq!(Flash::parse(""), None);
    }
}
