//! Every address of the interface, in one list.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, patch, post};

use crate::caller::ApiState;
use crate::params::BODY_LIMIT;
use crate::problem::Problem;
use crate::{batch, changes, comment, file, list, mailed, merge, meta, record, taking};

/// Method and address of every route, for tests that must know them all.
pub const ROUTES: &[(&str, &str)] = &[
    ("GET", "/api/v1/openapi.json"),
    ("GET", "/api/v1/modules"),
    ("GET", "/api/v1/modules/{name}"),
    ("GET", "/api/v1/search"),
    ("GET", "/api/v1/changes"),
    ("GET", "/api/v1/{modules}"),
    ("POST", "/api/v1/{modules}"),
    ("POST", "/api/v1/{modules}/batch"),
    ("POST", "/api/v1/{modules}/from_file"),
    ("POST", "/api/v1/{modules}/from_mail"),
    ("GET", "/api/v1/{modules}/{id}"),
    ("PATCH", "/api/v1/{modules}/{id}"),
    ("DELETE", "/api/v1/{modules}/{id}"),
    ("POST", "/api/v1/{modules}/{id}/actions/{action}"),
    ("POST", "/api/v1/{modules}/{id}/merge"),
    ("GET", "/api/v1/{modules}/{id}/related/{list}"),
    ("GET", "/api/v1/{modules}/{id}/history"),
    ("GET", "/api/v1/{modules}/{id}/{output}"),
    ("GET", "/api/v1/{modules}/{id}/files"),
    ("POST", "/api/v1/{modules}/{id}/files"),
    ("GET", "/api/v1/{modules}/{id}/files/{file}"),
    ("DELETE", "/api/v1/{modules}/{id}/files/{file}"),
    ("GET", "/api/v1/{modules}/{id}/comments"),
    ("POST", "/api/v1/{modules}/{id}/comments"),
    ("PATCH", "/api/v1/{modules}/{id}/comments/{comment}"),
    ("DELETE", "/api/v1/{modules}/{id}/comments/{comment}"),
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
        .route("/api/v1/changes", get(changes::changes))
        .route("/api/v1/{modules}", get(list::list).post(record::create))
        .route("/api/v1/{modules}/batch", post(batch::save))
        .route(
            "/api/v1/{modules}/from_file",
            post(taking::take_in).layer(DefaultBodyLimit::max(file::UPLOAD_LIMIT)),
        )
        .route(
            "/api/v1/{modules}/from_mail",
            post(mailed::take_in).layer(DefaultBodyLimit::max(file::UPLOAD_LIMIT)),
        )
        .route(
            "/api/v1/{modules}/{id}",
            get(record::get).patch(record::update).delete(record::trash),
        )
        .route("/api/v1/{modules}/{id}/actions/{action}", post(record::act))
        .route("/api/v1/{modules}/{id}/merge", post(merge::merge))
        .route("/api/v1/{modules}/{id}/related/{list}", get(record::related))
        .route("/api/v1/{modules}/{id}/history", get(record::history))
        .route("/api/v1/{modules}/{id}/{output}", get(file::output))
        .route(
            "/api/v1/{modules}/{id}/files",
            get(file::list).post(file::add).layer(DefaultBodyLimit::max(file::UPLOAD_LIMIT)),
        )
        .route("/api/v1/{modules}/{id}/files/{file}", get(file::fetch).delete(file::remove))
        .route("/api/v1/{modules}/{id}/comments", get(comment::list).post(comment::add))
        .route(
            "/api/v1/{modules}/{id}/comments/{comment}",
            patch(comment::edit).delete(comment::remove),
        )
        .method_not_allowed_fallback(not_allowed)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(state)
}
