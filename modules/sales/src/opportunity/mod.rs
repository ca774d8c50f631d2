//! Opportunities: what may become a deal, how likely, when and for how much.

pub mod fields;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What an opportunity is.
pub const DEFINITION: &str = include_str!("opportunity.toml");

/// What an opportunity does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("opportunity")
        .derive(rules::probability_follows_stage)
        .derive(rules::amount_is_weighted)
        .derive(rules::end_is_remembered)
        .check(rules::probability_is_a_share)
}
