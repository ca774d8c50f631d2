//! What can be wrong with a formula, and where.

use std::collections::BTreeMap;

use kernel::FieldProblem;

/// A mistake in a formula; its text key is `problem.CODE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// Character at which it stands, from 1.
    pub position: usize,
    /// Code, one of those that `docs/formulas.md` lists.
    pub code: String,
    /// Values for the placeholders of the text.
    pub params: BTreeMap<String, String>,
}

impl FormulaError {
    /// Makes a mistake at a place.
    #[must_use]
    pub(crate) fn new(position: usize, code: &str) -> Self {
        FormulaError { position, code: code.into(), params: BTreeMap::new() }
    }

    /// Adds a parameter.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.into(), value.to_string());
        self
    }

    /// The mistake as a problem of a field of a form.
    #[must_use]
    pub fn at(self, field: &str) -> FieldProblem {
        let problem = FieldProblem { field: field.into(), code: self.code, params: self.params };
        problem.with("position", self.position)
    }
}

impl std::fmt::Display for FormulaError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "character {}: {}", self.position, self.code)?;
        self.params.iter().try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

impl std::error::Error for FormulaError {}
