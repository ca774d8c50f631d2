//! Delivery notes: what was handed over, how much of it, where and when.

mod actions;
pub mod fields;
mod rules;
mod stock;
#[cfg(test)]
mod tests;
mod unpacked;

use records::Behavior;

use crate::issue;

/// What a delivery note is.
pub const DEFINITION: &str = include_str!("delivery_note.toml");

/// What a delivery note does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("delivery_note")
        .needs(rules::NEEDS)
        .derive(rules::address_is_where_goods_go)
        .derive(rules::lines_are_filled)
        .check(rules::quantities_are_handed_over)
        .check(rules::delivered_by_the_action)
        .check(rules::something_is_delivered)
        .guard(issue::issued_stays_issued)
        .guard(issue::issued_links_stay)
        .action("deliver", actions::deliver)
        .action("bill", actions::bill)
        .action("cancel", actions::cancel)
}
