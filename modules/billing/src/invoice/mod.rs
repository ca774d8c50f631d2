//! Invoices: what is owed, until when, and what was paid.

mod actions;
pub mod fields;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

use crate::{issue, settlement};

/// What an invoice is.
pub const DEFINITION: &str = include_str!("invoice.toml");

/// What an invoice does.
#[must_use]
pub fn behavior() -> Behavior {
    let document = issue::document("invoice")
        .needs(&["account.pay_by"])
        .derive(rules::way_to_pay_follows_account)
        .derive(rules::what_is_to_be_paid_is_the_total)
        .derive(rules::due_date_follows_terms);
    settlement::document(document)
        .check(rules::cancelled_by_a_document)
        .action("issue", actions::issue)
        .action("cancel", actions::cancel)
}
