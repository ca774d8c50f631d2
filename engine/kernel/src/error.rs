//! The one error for everything a person can cause or see.

use std::collections::BTreeMap;

/// What every fallible function of the house returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One thing wrong with one field: a code with parameters; the sentence stands in `locales/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// Name of the field, or `""` for the record as a whole.
    pub field: String,
    /// Code of the problem, for instance `required`; the text key is `problem.CODE`.
    pub code: String,
    /// Values for the placeholders of the text.
    pub params: BTreeMap<String, String>,
}

impl FieldProblem {
    /// Makes a problem without parameters.
    #[must_use]
    pub fn new(field: &str, code: &str) -> Self {
        FieldProblem { field: field.into(), code: code.into(), params: BTreeMap::new() }
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.into(), value.to_string());
        self
    }
}

/// Everything that can go wrong, in the words of the person who sees it.
#[derive(Debug)]
pub enum Error {
    /// The input breaks rules; all problems at once (HTTP 422).
    Invalid(Vec<FieldProblem>),
    /// The record or the world moved on (HTTP 409, or 412 after `If-Match`).
    Conflict {
        /// Code of the text that says what happened, key `conflict.CODE`.
        code: String,
        /// Values for the placeholders of the text.
        params: BTreeMap<String, String>,
    },
    /// There is no such thing, or the actor may not know of it (HTTP 404).
    NotFound,
    /// The actor lacks a right (HTTP 403).
    Forbidden {
        /// Name of the missing right.
        right: String,
    },
    /// Nobody is signed in (HTTP 401).
    Unauthenticated,
    /// Asked too often (HTTP 429).
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// Something outside does not answer; trying again may help (HTTP 503).
    Unavailable {
        /// What does not answer.
        what: String,
    },
    /// A fault of ours (HTTP 500); logged once, at the edge.
    Internal(anyhow::Error),
}

impl Error {
    /// One problem at one field.
    #[must_use]
    pub fn invalid(field: &str, code: &str) -> Self {
        Error::Invalid(vec![FieldProblem::new(field, code)])
    }

    /// A conflict without parameters.
    #[must_use]
    pub fn conflict(code: &str) -> Self {
        Error::Conflict { code: code.into(), params: BTreeMap::new() }
    }

    /// A fault of ours, said in one sentence.
    #[must_use]
    pub fn internal(what: impl std::fmt::Display) -> Self {
        Error::Internal(anyhow::anyhow!("{what}"))
    }

    /// A missing right.
    #[must_use]
    pub fn forbidden(right: &str) -> Self {
        Error::Forbidden { right: right.into() }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Invalid(problems) => {
                let said: Vec<String> = problems
                    .iter()
                    .map(|p| format!("{}: {} {:?}", p.field, p.code, p.params))
                    .collect();
                write!(f, "invalid input: {}", said.join("; "))
            }
            Error::Conflict { code, params } if params.is_empty() => write!(f, "conflict: {code}"),
            Error::Conflict { code, params } => write!(f, "conflict: {code} {params:?}"),
            Error::NotFound => write!(f, "not found"),
            Error::Forbidden { right } => write!(f, "forbidden: {right}"),
            Error::Unauthenticated => write!(f, "not signed in"),
            Error::TooMany { retry_after } => write!(f, "too many requests, wait {retry_after} s"),
            Error::Unavailable { what } => write!(f, "{what} does not answer"),
            Error::Internal(_) => write!(f, "internal fault"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Internal(cause) => Some(cause.as_ref()),
            Error::Invalid(_)
            | Error::Conflict { .. }
            | Error::NotFound
            | Error::Forbidden { .. }
            | Error::Unauthenticated
            | Error::TooMany { .. }
            | Error::Unavailable { .. } => None,
        }
    }
}

impl From<anyhow::Error> for Error {
    fn from(cause: anyhow::Error) -> Self {
        Error::Internal(cause)
    }
}
