//! Charts of accounts: by which accounts a company's documents are booked.

mod chart;
pub mod fields;
mod rules;

use records::Behavior;

pub use chart::{chart, number};

/// What a chart of accounts is.
pub const DEFINITION: &str = include_str!("chart_of_accounts.toml");

/// What a chart of accounts does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("chart_of_accounts")
        .derive(rules::accounts_are_filled)
        .check(rules::numbers_are_datevs)
        .check(rules::each_case_stands_once)
}
