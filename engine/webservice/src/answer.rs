//! Answers in the envelope of the family, good ones and faults.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::Error;
use serde_json::{Value as Json, json};

/// What is told when something is not there, not seen or not open: the three look alike.
const DENIED: &str = "Permission to perform the operation is denied";

/// Something that a program asked for and does not get.
#[derive(Debug)]
pub struct Fault {
    code: &'static str,
    message: String,
    cause: Option<Error>,
}

/// What every operation comes to.
pub type Outcome<T = Json> = Result<T, Fault>;

impl Fault {
    /// A fault with a code of the family.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Fault { code, message: message.into(), cause: None }
    }

    /// Not there, not seen or not open.
    pub fn denied() -> Self {
        Fault::new("ACCESS_DENIED", DENIED)
    }

    /// The same with what was asked for.
    pub fn denied_for(what: &str) -> Self {
        Fault::new("ACCESS_DENIED", format!("{DENIED} for {what}"))
    }

    /// A field that there is not, or not for the caller.
    pub fn no_column(name: &str) -> Self {
        Fault::new("ACCESS_DENIED", format!("Permission to access {name} attribute denied."))
    }

    /// A query that cannot be read, or not be answered.
    pub fn syntax(message: impl Into<String>) -> Self {
        Fault::new("QUERY_SYNTAX_ERROR", message)
    }

    fn status(&self) -> StatusCode {
        match &self.cause {
            Some(Error::TooMany { .. }) => StatusCode::TOO_MANY_REQUESTS,
            Some(Error::Unavailable { .. }) => StatusCode::SERVICE_UNAVAILABLE,
            Some(Error::Internal(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            // The family says everything else in the body.
            _ => StatusCode::OK,
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let (code, message) = match &error {
            Error::NotFound | Error::Forbidden { .. } => ("ACCESS_DENIED", DENIED.to_owned()),
            Error::Unauthenticated => ("AUTHENTICATION_REQUIRED", "Authencation required".into()),
            Error::Invalid(problems) => {
                let said = problems.iter().map(|p| format!("{}: {}", p.field, p.code));
                ("OPERATION_NOT_SUPPORTED", said.collect::<Vec<_>>().join("; "))
            }
            Error::Conflict { code, .. } => ("OPERATION_NOT_SUPPORTED", code.clone()),
            Error::TooMany { retry_after } => {
                ("ACCESS_DENIED", format!("Too many requests; try again in {retry_after} s"))
            }
            Error::Unavailable { .. } => ("INTERNAL_SERVER_ERROR", "Try again later".into()),
            Error::Internal(cause) => {
                let reference = kernel::random_hex();
                tracing::error!(reference, error = ?cause, "a request failed");
                ("INTERNAL_SERVER_ERROR", format!("Unknown error; reference {reference}"))
            }
        };
        Fault { code, message, cause: Some(error) }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let status = self.status();
        let body = json!({
            "success": false,
            "error": {"message": self.message, "code": self.code},
        });
        let mut response = said(status, &body);
        if let Some(Error::TooMany { retry_after }) = self.cause {
            let wait = HeaderValue::from(retry_after);
            response.headers_mut().insert(header::RETRY_AFTER, wait);
        }
        response
    }
}

/// Something that went well.
pub fn success(result: &Json) -> Response {
    said(StatusCode::OK, &json!({"success": true, "result": result}))
}

fn said(status: StatusCode, body: &Json) -> Response {
    let kind = HeaderValue::from_static("application/json");
    (status, [(header::CONTENT_TYPE, kind)], plain(&body.to_string())).into_response()
}

/// JSON in which nothing but ASCII stands and slashes are escaped, as the family writes it.
fn plain(json: &str) -> String {
    let mut written = String::with_capacity(json.len());
    for sign in json.chars() {
        match sign {
            '/' => written.push_str("\\/"),
            sign if sign.is_ascii() => written.push(sign),
            sign => {
                let mut units = [0; 2];
                for unit in sign.encode_utf16(&mut units) {
                    written.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_plain_and_says_the_same() {
        let said = json!({"a/b": "Müller \u{1f600} \"x\" \\ \n"});
        let written = plain(&said.to_string());
        assert!(written.is_ascii());
        assert!(written.contains(r"a\/b") && written.contains(r"M\u00fcller \ud83d\ude00"));
        assert_eq!(serde_json::from_str::<Json>(&written).unwrap(), said);
    }
}
