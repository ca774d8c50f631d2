//! What can be wrong with something that follows from something else.

use formula::FormulaError;
use kernel::FieldProblem;

/// A formula, a roll-up or a condition that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanError {
    /// Code of the module.
    pub module: String,
    /// Name of the field.
    pub field: String,
    /// What is wrong.
    pub what: Mistake,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// The text has a mistake at a place.
    Formula {
        /// Where the text stands: `formula`, `visible_if`, `required_if`, `valid_if`, `where`.
        at: &'static str,
        /// The mistake.
        error: FormulaError,
    },
    /// It follows from itself, over these fields.
    Cycle(Vec<String>),
    /// A part of a roll-up fits nothing: where it stands, and the code of what is wrong.
    Rollup {
        /// Name of the part.
        at: &'static str,
        /// Code of the problem.
        code: &'static str,
        /// What was said there.
        value: String,
    },
}

impl PlanError {
    pub(super) fn new(module: &str, field: &str, what: Mistake) -> Self {
        PlanError { module: module.into(), field: field.into(), what }
    }

    /// The mistake as a problem of a form.
    #[must_use]
    pub fn problem(&self) -> FieldProblem {
        match &self.what {
            Mistake::Formula { at, error } => error.clone().at(at),
            Mistake::Cycle(path) => {
                FieldProblem::new("formula", "formula_cycle").with("path", path.join(" → "))
            }
            Mistake::Rollup { at, code, value } => FieldProblem::new(at, code).with("value", value),
        }
    }
}

impl std::fmt::Display for PlanError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}: ", self.module, self.field)?;
        match &self.what {
            Mistake::Formula { at, error } => write!(f, "{at}: {error}"),
            Mistake::Cycle(path) => write!(f, "follows from itself: {}", path.join(" → ")),
            Mistake::Rollup { at, code, value } => write!(f, "{at}: {code} {value}"),
        }
    }
}

impl std::error::Error for PlanError {}
