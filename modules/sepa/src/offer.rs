//! What this crate hands to the program.

use kernel::Language;
use records::{Offer, module, words};

use crate::{bank, collection, invoice, mandate, ordered_payment, payment_order};

/// The modules of this crate, in the order in which they build on each other.
#[must_use]
pub fn offer() -> Offer {
    Offer {
        modules: vec![module!(mandate), module!(payment_order)],
        shapes: vec![collection::SHAPE, ordered_payment::SHAPE],
        extensions: [invoice::of_invoice(), mandate::templates()]
            .into_iter()
            .chain(bank::of_masters())
            .chain(payment_order::of_documents())
            .collect(),
        texts: vec![
            (Language::De, words!("de", "ordered_payment")),
            (Language::En, words!("en", "ordered_payment")),
        ],
        ..Offer::default()
    }
}
