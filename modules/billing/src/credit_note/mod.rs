//! Credit notes: what an invoice billed too much, corrected by a document of its own.

mod actions;
pub mod fields;
mod rules;

use records::Behavior;

use crate::issue;

/// What it is.
pub const DEFINITION: &str = include_str!("credit_note.toml");

/// What it does.
#[must_use]
pub fn behavior() -> Behavior {
    goods::position::document("credit_note")
        .needs(&["account.vat_id", "company.vat_id", "company.tax_number"])
        .derive(rules::it_is_summed)
        .check(issue::issued_has_a_number)
        .check(issue::issued_has_positions)
        .check(issue::tax_case_is_complete)
        .guard(issue::issued_stays_issued)
        .guard(issue::issued_links_stay)
        .action("issue", actions::issue)
}
