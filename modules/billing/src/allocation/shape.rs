//! What an allocation is made of, and which way its money goes.

use kernel::{Decimal, Link};

/// What an allocation is made of.
pub const SHAPE: &str = include_str!("allocation.toml");

/// What money does to a document: it comes for an invoice and goes for a credit note.
#[must_use]
pub fn signed(document: &Link, amount: Decimal) -> Decimal {
    if document.module == "invoice" { amount } else { -amount }
}
