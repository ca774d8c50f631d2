//! Purchase orders: what is ordered from a supplier, and how much of it came.

mod actions;
pub mod fields;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

use crate::position::rules::amounts_are_payable;

/// What a purchase order is.
pub const DEFINITION: &str = include_str!("purchase_order.toml");

/// What a purchase order does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("purchase_order")
        .needs(rules::NEEDS)
        .derive(rules::order_is_filled)
        .derive(rules::order_is_summed)
        .check(amounts_are_payable)
        .check(rules::discounts_are_shares)
        .check(rules::quantities_are_positive)
        .check(rules::ordered_is_something)
        .guard(rules::received_stays)
        .action("receive", actions::receive)
}
