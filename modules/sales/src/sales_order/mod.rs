//! Sales orders: what a customer ordered, and how much of it was delivered and billed.

pub mod fields;
mod rules;

use records::Behavior;

/// What a sales order is.
pub const DEFINITION: &str = include_str!("sales_order.toml");

/// What a sales order does.
#[must_use]
pub fn behavior() -> Behavior {
    goods::position::document("sales_order")
        .derive(goods::position::rules::document_is_filled)
        .derive(rules::order_is_summed)
        .derive(rules::delivery_follows_positions)
        .guard(rules::billed_stays)
        .guard(rules::delivered_stays)
}
