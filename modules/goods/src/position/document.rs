//! What every document does that is made of positions.

use catalog::{FieldType, Module};
use kernel::Line;
use records::Behavior;

use super::rules;
use crate::pricing::{list_is_in_the_currency, prices_are_sought};

/// What a position is made of.
pub const SHAPE: &str = include_str!("position.toml");

/// Values of other records that documents need.
const NEEDS: &[&str] = &["account.address", "company.country"];

/// Values of other records that positions need.
const GOODS: &[&str] = &[
    "account.price_group",
    "price_list.currency",
    "lines.item.name",
    "lines.item.category",
    "lines.item.kind",
    "lines.item.components",
    "lines.item.description",
    "lines.item.unit",
    "lines.item.unit_price",
    "lines.item.tax_class",
    "lines.item.cost",
];

/// What every document that is made of positions does. Two rules are to be added, as each says for
/// itself until when they hold: `rules::document_is_filled`, and `rules::positions_are_summed` on
/// the day whose rates hold.
#[must_use]
pub fn document(module: &str) -> Behavior {
    with_positions(Behavior::of(module).needs(NEEDS))
}

/// What every module does whose records have positions: `pricing::positions_are_filled` is to be
/// added, and what they come to.
#[must_use]
pub fn with_positions(behavior: Behavior) -> Behavior {
    behavior
        .needs(GOODS)
        .seek(prices_are_sought)
        .check(rules::discounts_are_shares)
        .check(rules::amounts_are_payable)
        .check(list_is_in_the_currency)
}

/// The numbers of the positions of a document as they are printed.
#[must_use]
pub fn numbers(module: &Module, lines: &[Line]) -> Vec<String> {
    let shape = module.field("lines").and_then(|field| match &field.kind {
        FieldType::Lines { shape } => Some(shape),
        _ => None,
    });
    shape.map_or_else(Vec::new, |shape| shape.numbers(lines))
}
