//! Credit notes: what an invoice billed too much, corrected by a document of its own.

mod actions;
pub mod fields;

use records::Behavior;

use crate::{issue, settlement};

/// What it is.
pub const DEFINITION: &str = include_str!("credit_note.toml");

/// What it does.
#[must_use]
pub fn behavior() -> Behavior {
    settlement::document(issue::document("credit_note")).action("issue", actions::issue)
}
