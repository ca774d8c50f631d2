//! Dunning letters: proposed by a run, approved by a person, sent.

mod actions;
pub mod fields;
mod rules;
#[cfg(test)]
mod tests;

use records::{Behavior, Turn};

use crate::dunning;

/// What a dunning letter is.
pub const DEFINITION: &str = include_str!("dunning_letter.toml");

/// What a dunning letter does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("dunning_letter")
        .derive(rules::sent_has_a_day)
        .check(rules::approved_by_action)
        .guard(rules::reopened_by_action)
        .guard(rules::approved_is_fixed)
        .guard(rules::party_stays)
        .action("approve", actions::approve)
        .action("reopen", actions::reopen)
        .reaction(dunning::follow)
        .reaction(rules::approved_is_kept)
        .errand("propose", Turn::Daily, dunning::propose)
}
