//! Why changes do not fit.

use crate::plan::PlanError;

/// Why changes do not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// In a sentence for administrators.
    Sentence(String),
    /// A formula, a roll-up or a condition that cannot be.
    Plan(PlanError),
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Refused::Sentence(sentence) => f.write_str(sentence),
            Refused::Plan(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Refused {}
