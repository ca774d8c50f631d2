//! Opportunities: what may become a deal, how likely, when and for how much.

mod actions;
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
    goods::position::with_positions(Behavior::of("opportunity"))
        .derive(goods::pricing::positions_are_filled)
        .derive(rules::amount_follows_positions)
        .derive(rules::probability_follows_stage)
        .derive(rules::amount_is_weighted)
        .derive(rules::end_is_remembered)
        .check(rules::probability_is_a_share)
        .action("to_quote", actions::to_quote)
}
