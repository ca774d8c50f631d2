//! Values that become lines of a payload.

use kernel::{Decimal, FieldProblem};

use crate::identifier::IdentifierProblem;

/// Collects problems while values become lines.
#[derive(Default)]
pub struct Lines {
    problems: Vec<FieldProblem>,
}

impl Lines {
    pub fn add(&mut self, field: &str, code: &str) {
        self.problems.push(FieldProblem::new(field, code));
    }

    /// A problem with what is told besides.
    pub fn add_with(&mut self, field: &str, code: &str, name: &str, value: impl ToString) {
        self.problems.push(FieldProblem::new(field, code).with(name, value));
    }

    /// A text on one line, of so many characters at most.
    pub fn text(&mut self, field: &str, text: &str, most: usize) -> String {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if most < line.chars().count() {
            self.add_with(field, "too_long", "max", most);
        }
        line
    }

    /// A text that must be there.
    pub fn needed(&mut self, field: &str, text: &str, most: usize) -> String {
        let line = self.text(field, text, most);
        if line.is_empty() {
            self.add(field, "required");
        }
        line
    }

    /// An identifier, when it can be read.
    pub fn read<T>(&mut self, field: &str, read: Result<T, IdentifierProblem>) -> Option<T> {
        read.map_err(|problem| self.add(field, problem.code())).ok()
    }

    /// An amount with two places: whole cents from 0.01 to 999,999,999.99, as both standards say.
    pub fn amount(&mut self, amount: Option<Decimal>) -> String {
        let Some(amount) = amount else { return String::new() };
        let cents = amount * Decimal::ONE_HUNDRED;
        if amount <= Decimal::ZERO {
            self.add("amount", "not_positive");
        } else if cents.trunc() != cents {
            self.add_with("amount", "too_many_places", "max", 2);
        } else if Decimal::from(99_999_999_999_i64) < cents {
            self.add("amount", "too_large");
        }
        format!("{amount:.2}")
    }

    /// The payload when nothing was found and it is not too long, else all problems.
    pub fn conclude(
        mut self,
        payload: String,
        length: usize,
        most: usize,
    ) -> Result<String, Vec<FieldProblem>> {
        if most < length {
            self.add_with("", "too_long", "max", most);
        }
        if self.problems.is_empty() { Ok(payload) } else { Err(self.problems) }
    }
}
