//! Incoming invoices: what suppliers bill us, read out of files or typed, checked and approved.
//!
//! Read `read` (a file becomes an invoice) with `lines` and `judged` (what strikes about it), then
//! `place` (whom it is from and what was ordered), `amounts` and `rules`, `matched` (what strikes
//! beside its order), `actions`.

mod actions;
mod amounts;
pub mod fields;
mod judged;
mod lines;
mod matched;
mod place;
pub mod read;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

use crate::settlement;

/// What an incoming invoice is.
pub const DEFINITION: &str = include_str!("incoming_invoice.toml");

/// What an incoming invoice does.
#[must_use]
pub fn behavior() -> Behavior {
    let invoice = Behavior::of("incoming_invoice")
        .needs(rules::NEEDS)
        .reader(&["xml", "pdf"], read::invoice, place::file)
        .derive(rules::it_is_filled)
        .derive(amounts::it_is_summed)
        .derive(matched::findings_follow)
        .check(rules::amounts_are_payable)
        .check(rules::decided_by_action)
        .guard(rules::file_stays)
        .guard(rules::decided_links_stay)
        .reaction(rules::once_only)
        .action("match", actions::match_again)
        .action("approve", actions::approve)
        .action("refuse", actions::refuse)
        .action("pay", actions::pay);
    settlement::document(invoice)
}
