//! Pages compressed on the wire.
//!
//! **Invariant:** a request that another site caused is never answered compressed. Whoever can
//! make a browser ask, put own words into a page and watch the length of the answer could guess
//! what else stands in it (BREACH); the token of a page is masked besides, see `identity`.

use std::io::Write;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;

use visit::state::WebState;

/// Bytes below which a page fits into one packet anyway.
const SMALL: usize = 1200;
/// A third of the highest level: most of the gain for little work.
const LEVEL: u32 = 3;

/// Compresses pages for whoever takes them so.
pub(crate) async fn squeezed(
    State(state): State<WebState>,
    request: Request,
    next: Next,
) -> Response {
    let wanted =
        takes_gzip(request.headers()) && is_own_wish(request.headers(), state.transport.is_secure);
    let response = next.run(request).await;
    if !is_page(response.headers()) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    parts.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !wanted {
        return Response::from_parts(parts, body);
    }
    // A page is one piece of memory already, so that nothing is read or can fail here.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    if bytes.len() < SMALL {
        return Response::from_parts(parts, Body::from(bytes));
    }
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(gzip(&bytes)))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let place = Vec::with_capacity(bytes.len() / 4);
    let mut encoder = GzEncoder::new(place, Compression::new(LEVEL));
    encoder.write_all(bytes).expect("memory takes what is written");
    encoder.finish().expect("memory takes what is written")
}

fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
        && !headers.contains_key(header::CONTENT_ENCODING)
}

/// Browsers say on whose wish they ask, except where nothing is encrypted and to be guessed.
fn is_own_wish(headers: &HeaderMap, is_secure: bool) -> bool {
    match headers.get("sec-fetch-site") {
        Some(site) => site == "same-origin" || site == "none",
        None => !is_secure,
    }
}

/// Whether gzip is among the codings and not ruled out (RFC 9110, 12.5.3).
fn takes_gzip(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
    let mut codings = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
    codings.any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let is_out = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0));
        name.trim().eq_ignore_ascii_case("gzip") && !is_out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &'static str, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name.parse().unwrap(), HeaderValue::from_static(value))])
    }

    #[test]
    fn gzip_is_sent_to_whoever_takes_it() {
        for taken in ["gzip", "deflate, gzip;q=1.0, *;q=0.5", "GZIP", "br, gzip"] {
            assert!(takes_gzip(&headers("accept-encoding", taken)), "{taken}");
        }
        for refused in ["", "br", "gzip;q=0", "gzip;q=0.0, br", "x-gzip"] {
            assert!(!takes_gzip(&headers("accept-encoding", refused)), "{refused}");
        }
    }

    #[test]
    fn what_another_site_asks_for_is_not_compressed() {
        for (site, is_own) in
            [("same-origin", true), ("none", true), ("same-site", false), ("cross-site", false)]
        {
            assert_eq!(is_own_wish(&headers("sec-fetch-site", site), true), is_own, "{site}");
        }
        assert!(!is_own_wish(&HeaderMap::new(), true));
        assert!(is_own_wish(&HeaderMap::new(), false));
    }
}
