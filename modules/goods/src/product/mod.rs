//! Products: what is kept and sold by the piece, with what it costs and what is on stock.

pub mod bundle;
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
        .needs(bundle::NEEDS)
        .derive(rules::gtin_is_digits)
        .derive(bundle::bundle_follows_components)
        .check(rules::gtin_checks)
        .check(bundle::components_are_plain)
        .check(rules::worth_is_not_negative)
        .follow(bundle::bundles_follow_products)
}
