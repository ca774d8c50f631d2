//! Payments: money that came or went, and which documents it settles.

mod actions;
pub mod fields;
mod follow;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

pub use actions::{early, of_documents};

/// What a payment is.
pub const DEFINITION: &str = include_str!("payment.toml");

/// What a payment does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("payment")
        .needs(&[
            "lines.document.account",
            "lines.document.vendor",
            "lines.document.seller_name",
            "lines.document.currency",
            "lines.document.open_amount",
        ])
        .derive(rules::party_is_filled)
        .derive(rules::amounts_are_filled)
        .derive(rules::rest_follows)
        .check(rules::amount_is_money)
        .check(rules::allocations_fit)
        .check(rules::allocations_are_covered)
        .check(rules::returned_by_action)
        .action("return", actions::come_back)
        .follow(follow::documents_are_settled)
}
