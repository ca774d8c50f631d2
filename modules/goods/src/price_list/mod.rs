//! Price lists: what goods cost whom, when, and from which quantity on.

pub mod fields;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What a price list is.
pub const DEFINITION: &str = include_str!("price_list.toml");

/// What a price list does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("price_list")
        .needs(&["lines.item.name", "lines.item.unit"])
        .derive(rules::lines_say_what_they_price)
        .check(rules::prices_can_be_paid)
        .check(rules::quantities_begin_once)
        .check(rules::adjustment_leaves_a_price)
}
