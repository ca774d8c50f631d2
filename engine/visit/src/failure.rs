//! Errors as answers: their status, and a page where nothing is known about who asks.

use axum::http::StatusCode;
use kernel::{Error, Language};
use maud::Markup;
use present::errors::frame;
use ui::views::message::MessagePage;

/// The status with which an error answers.
pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Conflict { .. } => StatusCode::CONFLICT,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Forbidden { .. } => StatusCode::FORBIDDEN,
        Error::Unauthenticated => StatusCode::UNAUTHORIZED,
        Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A page for somebody of whom nothing is known but the language.
pub fn bare(language: Language, error: &Error, reference: Option<&str>) -> Markup {
    let status = status(error);
    let title = match language {
        Language::De => "Das hat nicht geklappt.",
        Language::En => "That did not work.",
    };
    let number = reference.map_or_else(String::new, |number| format!(" ({number})"));
    let body = format!("{} {}{number}", status.as_u16(), status.canonical_reason().unwrap_or(""));
    let home = match language {
        Language::De => "Zur Startseite",
        Language::En => "To the start page",
    };
    let way = (home.to_owned(), "/".to_owned());
    frame(language, &MessagePage { title: title.to_owned(), text: body, way })
}
