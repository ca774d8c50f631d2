//! The one address, and which operation does what.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::Value as Json;
use vault::Vault;

use crate::answer::{Fault, Outcome, success};
use crate::kind::Wire;
use crate::params::{Params, Place};
use crate::session::Caller;
use crate::{describe, file, query, record, related, session, sync};

/// Method and address of every route, for tests that must know them all.
pub const ROUTES: &[(&str, &str)] = &[("GET", "/webservice.php"), ("POST", "/webservice.php")];

/// Bytes of a body at most.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// What the address works with.
#[derive(Clone)]
pub struct WebserviceState {
    /// What it shares with the other side for programs.
    pub shared: api::ApiState,
    /// What opens the keys.
    pub vault: Vault,
}

/// The address.
pub fn router(state: WebserviceState) -> Router {
    Router::new()
        .route("/webservice.php", get(answer).post(answer))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(state)
}

async fn answer(State(state): State<WebserviceState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let method = parts.method.clone();
    let asked = Request::from_parts(parts.clone(), body);
    let done = async {
        let params = Params::read(asked).await?;
        perform(&state, &parts, (&method, &params)).await
    };
    match done.await {
        Ok(result) => success(&result),
        Err(fault) => fault.into_response(),
    }
}

/// What can be asked for, where it finds what it is told, and whether anybody must be signed in.
async fn perform(
    state: &WebserviceState,
    parts: &Parts,
    (method, params): (&Method, &Params),
) -> Outcome {
    let operation = params.anywhere("operation").to_ascii_lowercase();
    match operation.as_str() {
        "getchallenge" => {
            return session::challenge(state, parts, &params.told(Place::Query)).await;
        }
        "login" => return session::login(state, parts, &params.told(Place::Form)).await,
        _ => {}
    }
    let caller = session::caller(state, parts, params.anywhere("sessionName")).await?;
    match operation.as_str() {
        "extendsession" => Ok(session::extended(&caller, params.anywhere("sessionName"))),
        "logout" if *method != Method::POST => {
            Err(Fault::new("OPERATION_NOT_SUPPORTED", "Operation logout is a POST operation"))
        }
        "logout" => session::logout(&caller).await,
        _ => on_records(state, &caller, (&operation, params)).await,
    }
}

async fn on_records(
    state: &WebserviceState,
    caller: &Caller,
    (operation, params): (&str, &Params),
) -> Outcome {
    let wire = Wire::open(&caller.bearer.cx).await?;
    let (query, form) = (params.told(Place::Query), params.told(Place::Form));
    match operation {
        "listtypes" => describe::list(&wire, &query),
        "describe" => describe::one(&wire, query.get("elementType")),
        "retrieve" => record::retrieve(&wire, query.get("id")).await,
        "create" => record::create(&wire, form.get("elementType"), form.object("element")).await,
        "update" => record::update(&wire, form.object("element")).await,
        "revise" => record::revise(&wire, form.object("element")).await,
        "delete" => record::delete(&wire, form.get("id")).await,
        "query" => query::answer(&wire, query.get("query")).await.map(Json::Array),
        "sync" => sync::answer(&wire, &query).await,
        "relatedtypes" => related::types(&wire, query.get("elementType")),
        "retrieve_related" => related::retrieve(&wire, &query).await,
        "query_related" => related::query(&wire, &query).await,
        "add_related" => related::add(&wire, &form).await,
        "files_retrieve" => file::retrieve(&wire, &state.shared.files, query.get("id")).await,
        _ => Err(Fault::new("UNKNOWN_OPERATION", "Unknown operation requested")),
    }
}
