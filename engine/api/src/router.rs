//! Every address of the interface, in one list.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};

use crate::caller::ApiState;
use crate::params::BODY_LIMIT;
use crate::problem::Problem;
use crate::{batch, list, meta, record};

/// Method and address of every route, for tests that must know them all.
pub const ROUTES: &[(&str, &str)] = &[
    ("GET", "/api/v1/openapi.json"),
    ("GET", "/api/v1/modules"),
    ("GET", "/api/v1/modules/{name}"),
    ("GET", "/api/v1/search"),
    ("GET", "/api/v1/{modules}"),
    ("POST", "/api/v1/{modules}"),
    ("POST", "/api/v1/{modules}/batch"),
    ("GET", "/api/v1/{modules}/{id}"),
    ("PATCH", "/api/v1/{modules}/{id}"),
    ("DELETE", "/api/v1/{modules}/{id}"),
    ("POST", "/api/v1/{modules}/{id}/actions/{action}"),
    ("GET", "/api/v1/{modules}/{id}/related/{list}"),
    ("GET", "/api/v1/{modules}/{id}/history"),
];

/// The answer to an address that is none of ours.
pub fn missing() -> axum::response::Response {
    use axum::response::IntoResponse;
    Problem::from(kernel::Error::NotFound).into_response()
}

async fn not_allowed() -> Problem {
    Problem::bad_request("", "method_not_allowed").with_status(StatusCode::METHOD_NOT_ALLOWED)
}

/// The interface under `/api/v1`.
pub fn router(state: ApiState) -> Router {
    Router::new()
        .route("/api/v1/openapi.json", get(meta::document))
        .route("/api/v1/modules", get(meta::modules))
        .route("/api/v1/modules/{name}", get(meta::module))
        .route("/api/v1/search", get(list::search))
        .route("/api/v1/{modules}", get(list::list).post(record::create))
        .route("/api/v1/{modules}/batch", post(batch::save))
        .route(
            "/api/v1/{modules}/{id}",
            get(record::get).patch(record::update).delete(record::trash),
        )
        .route("/api/v1/{modules}/{id}/actions/{action}", post(record::act))
        .route("/api/v1/{modules}/{id}/related/{list}", get(record::related))
        .route("/api/v1/{modules}/{id}/history", get(record::history))
        .method_not_allowed_fallback(not_allowed)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(state)
}
