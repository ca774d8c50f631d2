//! Customer discounts: what is taken off for whom, on which goods.

pub mod fields;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What a customer discount is.
pub const DEFINITION: &str = include_str!("customer_discount.toml");

/// What a customer discount does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("customer_discount").check(rules::rate_is_a_share)
}
