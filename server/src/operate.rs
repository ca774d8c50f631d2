//! Addresses for whoever operates the program.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use records::Engine;

use crate::metrics::Metrics;

/// What these addresses work with.
#[derive(Clone)]
pub struct Operation {
    pub engine: Arc<Engine>,
    pub metrics: Arc<Metrics>,
    pub token: Option<String>,
}

/// Health, readiness and metrics.
pub fn router(operation: Operation) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(operation)
}

/// Counts every request of a router.
pub fn counted(router: Router, metrics: Arc<Metrics>) -> Router {
    router.layer(from_fn_with_state(metrics, count))
}

async fn count(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    metrics.count(status, took);
    let (route, duration_ms) = (route.as_ref().map(MatchedPath::as_str), took.as_secs_f64() * 1e3);
    tracing::debug!(%method, route, status, duration_ms, "a request was answered");
    response
}

async fn ready(State(operation): State<Operation>) -> Response {
    match operation.engine.store().ping().await {
        Ok(()) => "ok".into_response(),
        Err(error) => {
            tracing::warn!(error = ?error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
        }
    }
}

async fn metrics(
    State(operation): State<Operation>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    if !may_read(&operation, peer, &headers) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match jobs::counts(operation.engine.store()).await {
        Ok((states, waiting)) => {
            let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
            (kind, operation.metrics.text(&states, waiting)).into_response()
        }
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// With the token from anywhere; without one only from this machine and not through a proxy.
fn may_read(operation: &Operation, peer: SocketAddr, headers: &HeaderMap) -> bool {
    let told = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let told = told.and_then(|value| value.strip_prefix("Bearer "));
    let fits = operation.token.is_some() && told == operation.token.as_deref();
    let forwarded = ["forwarded", "x-forwarded-for", "x-real-ip"];
    let direct = !forwarded.iter().any(|name| headers.contains_key(*name));
    fits || (peer.ip().is_loopback() && direct)
}
