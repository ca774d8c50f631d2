//! Payment orders: what our bank is asked to pay or to collect, as one file.
//!
//! Read `payable` (what a document says about being paid) and `complete` (lines follow documents),
//! then `rules`, `join` (documents come into an order, one by one or all that is due), `actions`
//! with `judge` (what stands against approval) and `file` (what the bank gets), `book`, `follow`
//! (what mandates know of it).

mod actions;
mod book;
mod complete;
pub mod fields;
mod file;
mod follow;
mod gather;
mod join;
mod judge;
mod output;
mod payable;
mod rules;

use records::{Behavior, Turn};

pub use join::of_documents;

/// What a payment order is.
pub const DEFINITION: &str = include_str!("payment_order.toml");

/// What a payment order does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("payment_order")
        .needs(&["company.iban"])
        .derive(rules::it_is_filled)
        .derive(rules::it_is_summed)
        .check(rules::lines_fit)
        .check(rules::stage_by_action)
        .guard(rules::ordered_stays)
        .action("gather", gather::gather)
        .action("approve", actions::approve)
        .action("book", book::book)
        .action("cancel", actions::cancel)
        .reaction(complete::lines_are_completed)
        .follow(follow::documents_are_ordered_once)
        .follow(follow::mandates_are_used)
        .errand("propose", Turn::Asked, gather::propose)
        .output("sepa.xml", output::file)
}
