//! Cancellations: invoices that do not hold, taken back by a document of its own.

mod actions;
pub mod fields;

pub use actions::of_invoice;
use records::Behavior;

use crate::issue;

/// What it is.
pub const DEFINITION: &str = include_str!("cancellation.toml");

/// What it does.
#[must_use]
pub fn behavior() -> Behavior {
    issue::document("cancellation").action("issue", actions::issue)
}
