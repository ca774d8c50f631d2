//! Mandates: what a customer signed so that we may collect.
//!
//! Read `rules` (what holds), `standing` (whether it can be used), `actions` (signed, moved to
//! another account, revoked), `found` (the mandate of an organisation), `expiry` (what ends by
//! itself), `form` (the paper to sign).

mod actions;
mod expiry;
pub mod fields;
mod form;
mod found;
mod rules;
mod standing;

use records::{Behavior, Turn};

pub use form::templates;
pub use found::{WHY, of_account};
pub use standing::Standing;

/// What a mandate is.
pub const DEFINITION: &str = include_str!("mandate.toml");

/// What a mandate does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("mandate")
        .needs(&["account.name"])
        .derive(rules::it_is_filled)
        .derive(rules::uses_are_counted)
        .check(rules::bank_is_readable)
        .check(rules::reference_is_carried)
        .check(rules::stage_by_action)
        .guard(rules::signed_stays)
        .action("activate", actions::activate)
        .action("amend", actions::amend)
        .action("revoke", actions::revoke)
        .errand("expire", Turn::Daily, expiry::expire)
        .output(form::PAPER, form::pdf)
}
