//! Files that the browser saves.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The media type of lists.
pub const CSV: &str = "text/csv; charset=utf-8";

/// A file that the browser saves, never shows.
pub fn download((name, kind): (&str, &'static str), body: Body) -> Response {
    let name: String = name.bytes().map(present::place::escaped).collect();
    let mut response = (StatusCode::OK, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
