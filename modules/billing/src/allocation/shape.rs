//! What an allocation is made of, and which way its money goes.

use kernel::{Decimal, Link};

/// What an allocation is made of.
pub const SHAPE: &str = include_str!("allocation.toml");

/// What money does to a document: it comes for an invoice of ours and goes for a credit note and
/// for an invoice of a supplier.
#[must_use]
pub fn signed(document: &Link, amount: Decimal) -> Decimal {
    if document.module == "invoice" { amount } else { -amount }
}
