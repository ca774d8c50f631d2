//! Products: what is kept and sold by the piece, with what it costs and what is on stock.

pub mod fields;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What a product is.
pub const DEFINITION: &str = include_str!("product.toml");

/// What a product does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("product")
        .derive(rules::gtin_is_digits)
        .check(rules::gtin_checks)
        .check(rules::worth_is_not_negative)
}
