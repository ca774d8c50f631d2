//! Why something was refused, short enough to compare.

use kernel::{Error, Result};

/// Problems of a refused input as `field: code`, in order.
///
/// # Panics
/// When it was not refused, or for another reason.
#[must_use]
pub fn problems<T>(result: Result<T>) -> Vec<String> {
    match result {
        Err(Error::Invalid(problems)) => {
            problems.iter().map(|problem| format!("{}: {}", problem.field, problem.code)).collect()
        }
        Err(other) => panic!("refused for another reason: {other}"),
        Ok(_) => panic!("nothing was refused"),
    }
}

/// Code of a conflict.
///
/// # Panics
/// When there was none.
#[must_use]
pub fn conflict<T>(result: Result<T>) -> String {
    match result {
        Err(Error::Conflict { code, .. }) => code,
        Err(other) => panic!("refused for another reason: {other}"),
        Ok(_) => panic!("there was no conflict"),
    }
}
