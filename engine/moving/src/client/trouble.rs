//! What can go wrong when another house is asked.

use std::fmt;
use std::net::IpAddr;

use kernel::{Error, FieldProblem};
use outbound::Failure;

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The address is none.
    NoAddress,
    /// The name of the house is not known.
    Unknown,
    /// The address belongs to a network that must not be reached.
    Private(IpAddr),
    /// Its certificate is not trusted.
    Certificate(String),
    /// There is no connection, or it broke.
    Broken(String),
    /// It answers with a status that is none of the web service.
    Status(u16),
    /// What it answers is not what the web service says.
    NotJson,
    /// The answer is longer than is read.
    TooLarge,
    /// Name and key do not fit each other.
    Login(String),
    /// It refuses, with its code and its words.
    Fault(String, String),
}

impl Trouble {
    /// What a failed request means.
    pub fn of(failure: Failure) -> Self {
        match failure {
            Failure::NoAddress => Trouble::NoAddress,
            Failure::Unknown => Trouble::Unknown,
            Failure::Refused(address) => Trouble::Private(address),
            Failure::TooLong => Trouble::Broken("no answer in time".into()),
            Failure::Broken(why) if why.contains("certificate") => Trouble::Certificate(why),
            Failure::Broken(why) => Trouble::Broken(why),
        }
    }

    /// Whether it may go by itself.
    pub fn is_passing(&self) -> bool {
        match self {
            Trouble::Broken(_) | Trouble::NotJson => true,
            Trouble::Status(status) => *status == 429 || *status >= 500,
            Trouble::NoAddress
            | Trouble::Unknown
            | Trouble::Private(_)
            | Trouble::Certificate(_)
            | Trouble::TooLarge
            | Trouble::Login(_)
            | Trouble::Fault(..) => false,
        }
    }

    /// Whether what was asked for is at fault, so that a smaller part of it may be told.
    pub fn is_of_what_was_asked(&self) -> bool {
        match self {
            Trouble::NotJson | Trouble::TooLarge | Trouble::Fault(..) => true,
            Trouble::Status(status) => *status == 500,
            Trouble::NoAddress
            | Trouble::Unknown
            | Trouble::Private(_)
            | Trouble::Certificate(_)
            | Trouble::Broken(_)
            | Trouble::Login(_) => false,
        }
    }

    /// Whether the session has ended and a new one may help.
    pub fn is_of_session(&self) -> bool {
        let ended = [
            "INVALID_SESSIONID",
            "SESSION_EXPIRED",
            "SESSION_LEFT_IDLE",
            "AUTHENTICATION_REQUIRED",
        ];
        matches!(self, Trouble::Fault(code, _) if ended.contains(&code.as_str()))
    }

    /// The problem as it is shown: at the field of the form that has to be changed.
    pub fn problem(&self) -> FieldProblem {
        let (field, code, said) = match self {
            Trouble::NoAddress => ("address", "moving_no_address", String::new()),
            Trouble::Unknown => ("address", "moving_unknown", String::new()),
            Trouble::Private(address) => ("address", "moving_private", address.to_string()),
            Trouble::Certificate(why) => ("address", "moving_certificate", why.clone()),
            Trouble::Broken(why) => ("address", "moving_broken", why.clone()),
            Trouble::Status(status) => ("address", "moving_status", status.to_string()),
            Trouble::NotJson => ("address", "moving_none_there", String::new()),
            Trouble::TooLarge => ("address", "moving_too_large", String::new()),
            Trouble::Login(said) => ("key", "moving_login", said.clone()),
            Trouble::Fault(code, said) => ("address", "moving_fault", format!("{code}: {said}")),
        };
        FieldProblem::new(field, code).with("said", said)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Status(status) => write!(f, "HTTP {status}"),
            Trouble::NotJson => f.write_str("no JSON"),
            other => f.write_str(other.problem().params.get("said").map_or("", String::as_str)),
        }
    }
}

impl From<Trouble> for Error {
    fn from(trouble: Trouble) -> Self {
        match trouble.is_passing() {
            true => Error::Unavailable { what: trouble.to_string() },
            false => Error::Invalid(vec![trouble.problem()]),
        }
    }
}
