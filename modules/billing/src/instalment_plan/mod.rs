//! Instalment plans: on which days which part of an order is billed, each part once.

mod actions;
pub mod fields;
mod rules;
mod run;
#[cfg(test)]
mod tests;

use records::{Behavior, Turn};

pub use run::of_invoice;

/// What an instalment plan is.
pub const DEFINITION: &str = include_str!("instalment_plan.toml");

/// What an instalment plan does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("instalment_plan")
        .derive(rules::next_follows_lines)
        .check(rules::lines_can_be_billed)
        .check(rules::what_runs_bills_something)
        .guard(rules::what_is_billed_stays)
        .action("bill", actions::bill)
        .errand("bill", Turn::Daily, run::bill_all)
}
