//! What DATEV would refuse, collected while values are read.

use kernel::{Decimal, FieldProblem};

/// Collects problems.
#[derive(Default)]
pub struct Problems(Vec<FieldProblem>);

impl Problems {
    pub fn add(&mut self, field: &str, code: &str) {
        self.0.push(FieldProblem::new(field, code));
    }

    /// A problem with what would be right.
    pub fn add_with(&mut self, field: &str, code: &str, name: &str, value: impl ToString) {
        self.0.push(FieldProblem::new(field, code).with(name, value));
    }

    /// Finds a text that is longer than so many characters.
    pub fn length(&mut self, field: &str, text: &str, most: usize) {
        if most < text.chars().count() {
            self.add_with(field, "too_long", "max", most);
        }
    }

    /// Finds a text that is missing or too long.
    pub fn needed(&mut self, field: &str, text: &str, most: usize) {
        if text.trim().is_empty() {
            self.add(field, "required");
        }
        self.length(field, text, most);
    }

    /// Finds an amount that is no positive number of whole cents below ten thousand million.
    pub fn amount(&mut self, field: &str, amount: Decimal) {
        if amount <= Decimal::ZERO {
            self.add(field, "not_positive");
        } else if (amount * Decimal::ONE_HUNDRED).fract() != Decimal::ZERO {
            self.add_with(field, "too_many_places", "max", 2);
        } else if Decimal::from(9_999_999_999_i64) < amount.trunc() {
            self.add(field, "too_large");
        }
    }

    /// The value when nothing was found, else all problems.
    pub fn conclude<T>(self, value: T) -> Result<T, Vec<FieldProblem>> {
        if self.0.is_empty() { Ok(value) } else { Err(self.0) }
    }
}
