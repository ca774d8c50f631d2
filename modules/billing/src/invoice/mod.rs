//! Invoices: what is owed, until when, and what was paid.

mod actions;
pub mod fields;
pub mod from_sales_order;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

use crate::issue;

/// What an invoice is.
pub const DEFINITION: &str = include_str!("invoice.toml");

/// What an invoice does.
#[must_use]
pub fn behavior() -> Behavior {
    goods::position::document("invoice")
        .needs(&["account.vat_id", "company.vat_id", "company.tax_number"])
        .derive(rules::invoice_is_summed)
        .derive(rules::due_date_follows_terms)
        .derive(rules::open_is_what_is_not_paid)
        .check(issue::issued_has_a_number)
        .check(issue::issued_has_positions)
        .check(issue::tax_case_is_complete)
        .check(rules::cancelled_by_a_document)
        .guard(issue::issued_stays_issued)
        .guard(issue::issued_links_stay)
        .action("issue", actions::issue)
        .action("cancel", actions::cancel)
}
