//! Files that the browser saves.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream::try_unfold;
use tokio::io::AsyncReadExt;

/// The media type of lists.
pub const CSV: &str = "text/csv; charset=utf-8";
/// Types that a browser shows without running anything of them.
const SHOWN: [&str; 5] = ["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"];

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

/// A file that the browser shows where it can do so safely, and saves otherwise.
pub fn handed_out(name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    let kind = if SHOWN.contains(&media_type) { "inline" } else { "attachment" };
    let name: String = name
        .bytes()
        .map(|b| if b == b'/' { "_".into() } else { present::place::escaped(b) })
        .collect();
    let disposition = format!("{kind}; filename*=UTF-8''{name}");
    let mut response = (StatusCode::OK, bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_str(media_type)
            .unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    // The viewer of a browser works in no sandbox of ours; it has one of its own.
    let policy = match media_type {
        "application/pdf" => {
            "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; \
                              frame-ancestors 'self'"
        }
        _ => "default-src 'none'; frame-ancestors 'none'; sandbox",
    };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}

/// A file in portions, because it may be as long as the list that was brought.
pub fn streamed(file: tokio::fs::File) -> Body {
    Body::from_stream(try_unfold(file, async |mut file| {
        let mut some = Vec::with_capacity(1 << 16);
        let n = (&mut file).take(1 << 16).read_to_end(&mut some).await?;
        Ok::<_, std::io::Error>((n > 0).then_some((some, file)))
    }))
}
