//! Errors as problem details (RFC 9457).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Error, FieldProblem};
use serde_json::{Value as Json, json};

/// An error on its way to a program.
#[derive(Debug)]
pub struct Problem {
    error: Error,
    status: Option<StatusCode>,
}

/// What every address answers with.
pub type Answer<T = Response> = Result<T, Problem>;

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Problem { error, status: None }
    }
}

impl Problem {
    /// The request itself is malformed.
    pub fn bad_request(field: &str, code: &str) -> Self {
        let error = Error::Invalid(vec![FieldProblem::new(field, code)]);
        Problem { error, status: Some(StatusCode::BAD_REQUEST) }
    }

    /// The same error with another status.
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// A stale `If-Match` fails the precondition instead of being a conflict (RFC 9110, 13.1.1).
    pub fn for_precondition(error: Error, has_condition: bool) -> Self {
        let stale = matches!(&error, Error::Conflict { code, .. } if code == "stale");
        let status = (stale && has_condition).then_some(StatusCode::PRECONDITION_FAILED);
        Problem { error, status }
    }
}

fn status(error: &Error) -> StatusCode {
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

fn code(error: &Error) -> String {
    match error {
        Error::Invalid(_) => "invalid".into(),
        Error::Conflict { code, .. } => code.clone(),
        Error::NotFound => "not_found".into(),
        Error::Forbidden { .. } => "forbidden".into(),
        Error::Unauthenticated => "unauthenticated".into(),
        Error::TooMany { .. } => "too_many".into(),
        Error::Unavailable { .. } => "unavailable".into(),
        Error::Internal(_) => "internal".into(),
    }
}

/// What is wrong with the fields, in codes; programs make their own sentences.
pub fn field_errors(problems: &[FieldProblem]) -> Json {
    let one = |problem: &FieldProblem| {
        json!({
            "field": problem.field,
            "code": problem.code,
            "params": problem.params,
            "message": format!("{}: {}", problem.field, problem.code),
        })
    };
    problems.iter().map(one).collect()
}

/// An error as the body of a problem.
pub fn body(error: &Error, status: StatusCode) -> Json {
    let mut body = json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
        "code": code(error),
        "detail": error.to_string(),
    });
    match error {
        Error::Invalid(problems) => body["errors"] = field_errors(problems),
        Error::Conflict { params, .. } if !params.is_empty() => body["params"] = json!(params),
        Error::Forbidden { right } => body["params"] = json!({"right": right}),
        Error::Conflict { .. }
        | Error::NotFound
        | Error::Unauthenticated
        | Error::TooMany { .. }
        | Error::Unavailable { .. }
        | Error::Internal(_) => {}
    }
    body
}

/// The status with which an error answers.
pub fn status_of(error: &Error) -> StatusCode {
    status(error)
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status.unwrap_or_else(|| status(&self.error));
        let mut body = body(&self.error, status);
        if let Error::Internal(cause) = &self.error {
            let reference = kernel::random_hex();
            tracing::error!(reference, error = ?cause, "a request failed");
            body["reference"] = json!(reference);
        }
        let kind = HeaderValue::from_static("application/problem+json");
        let mut response =
            (status, [(header::CONTENT_TYPE, kind)], body.to_string()).into_response();
        let headers = response.headers_mut();
        match &self.error {
            Error::TooMany { retry_after } => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(*retry_after));
            }
            Error::Unavailable { .. } => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(5_u32));
            }
            Error::Unauthenticated => {
                let scheme = HeaderValue::from_static("Bearer");
                headers.insert(header::WWW_AUTHENTICATE, scheme);
            }
            _ => {}
        }
        response
    }
}
