//! What every answer carries, and what every request that changes something must bring.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};

use visit::state::{Transport, WebState};

/// Nothing inline, nothing from elsewhere, in no frame; a frame of ours shows a PDF (ASVS 3.4.3).
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; \
    form-action 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types htmx kontor";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), usb=()",
    ),
];

/// Puts the headers on every answer of a router.
pub fn guarded(router: Router, transport: &Transport) -> Router {
    let router = router.layer(from_fn(with_headers));
    if transport.is_secure { router.layer(from_fn(only_secure)) } else { router }
}

/// Browsers come back by https only, and their cookies never leave it (ASVS 3.3.1, 3.4.1).
async fn only_secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
    headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    let cookies: Vec<HeaderValue> =
        headers.get_all(header::SET_COOKIE).iter().map(secured).collect();
    headers.remove(header::SET_COOKIE);
    for cookie in cookies {
        headers.append(header::SET_COOKIE, cookie);
    }
    response
}

/// Puts headers on every answer and refuses changes that come from another place.
pub(crate) fn fenced(router: Router, state: WebState) -> Router {
    let transport = state.transport.clone();
    guarded(router.layer(from_fn_with_state(state, same_origin)), &transport)
}

fn secured(cookie: &HeaderValue) -> HeaderValue {
    let secure = [cookie.as_bytes(), b"; Secure"].concat();
    HeaderValue::from_bytes(&secure).expect("a header with plain letters behind it is a header")
}

async fn with_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Browsers say where a request comes from; one that changes something must come from ourselves.
async fn same_origin(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    if !safe && !is_own(request.headers(), state.transport.public_url.as_deref()) {
        tracing::warn!(path = request.uri().path(), "a change from another origin was refused");
        return (StatusCode::FORBIDDEN, "refused: the request comes from another site")
            .into_response();
    }
    next.run(request).await
}

fn is_own(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => return true,
        Some(_) => return false,
        None => {}
    }
    match text("origin") {
        // Neither header: no browser of the last years; the token of the form still decides.
        None => true,
        Some(origin) => {
            let host = text("host").unwrap_or_default();
            let named = origin.split_once("://").map(|(_, name)| name);
            named == Some(host) || public_url == Some(origin)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        pairs.collect()
    }

    #[test]
    fn changes_come_from_ourselves() {
        let own = |pairs: &[_]| is_own(&headers(pairs), Some("https://crm.example"));
        assert!(own(&[("sec-fetch-site", "same-origin")]));
        assert!(!own(&[("sec-fetch-site", "cross-site"), ("origin", "https://crm.example")]));
        assert!(!own(&[("sec-fetch-site", "same-site")]));
        assert!(own(&[("origin", "http://a:1"), ("host", "a:1")]));
        assert!(own(&[("origin", "https://crm.example"), ("host", "inner:8080")]));
        assert!(!own(&[("origin", "https://evil.example"), ("host", "a:1")]));
        assert!(!own(&[("origin", "null"), ("host", "a:1")]));
    }
}
