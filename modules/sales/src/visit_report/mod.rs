//! Visit reports: what was said and agreed at the customer's.

pub mod fields;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What a visit report is.
pub const DEFINITION: &str = include_str!("visit_report.toml");

/// What a visit report does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("visit_report").check(rules::next_visit_comes_later)
}
