//! What can be wrong with a filter, and where.

use std::collections::BTreeMap;

use kernel::{Error, FieldProblem};

/// A mistake in a filter; its text key is `problem.CODE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterError {
    /// Character at which it stands, from 1.
    pub position: usize,
    /// Code, one of those that `docs/filter-language.md` lists.
    pub code: String,
    /// Values for the placeholders of the text.
    pub params: BTreeMap<String, String>,
}

impl FilterError {
    /// Makes a mistake at a place.
    #[must_use]
    pub(super) fn new(position: usize, code: &str) -> Self {
        FilterError { position, code: code.into(), params: BTreeMap::new() }
    }

    /// Adds a parameter.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.into(), value.to_string());
        self
    }
}

impl std::fmt::Display for FilterError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.position, self.code)?;
        self.params.iter().try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

impl std::error::Error for FilterError {}

impl From<FilterError> for FieldProblem {
    fn from(error: FilterError) -> Self {
        let problem =
            FieldProblem { field: "filter".into(), code: error.code, params: error.params };
        problem.with("position", error.position)
    }
}

impl From<FilterError> for Error {
    fn from(error: FilterError) -> Self {
        Error::Invalid(vec![error.into()])
    }
}
