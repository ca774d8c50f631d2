//! What this crate hands to the program.

use kernel::Language;
use records::{Offer, module, words};

use crate::{
    base_rate, cancellation, credit_note, dunning_letter, dunning_level, dunning_line, invoice,
    output,
};

/// The modules of this crate, in the order in which they build on each other.
#[must_use]
pub fn offer() -> Offer {
    Offer {
        modules: vec![
            module!(invoice),
            module!(credit_note),
            module!(cancellation),
            module!(dunning_letter),
            module!(dunning_level),
            module!(base_rate),
        ],
        shapes: vec![dunning_line::SHAPE],
        extensions: std::iter::once(invoice::from_sales_order::behavior())
            .chain(output::behaviors())
            .chain([output::dunning_letter()])
            .collect(),
        texts: vec![
            (Language::De, words!("de", "picklist_billing")),
            (Language::En, words!("en", "picklist_billing")),
            (Language::De, words!("de", "dunning_line")),
            (Language::En, words!("en", "dunning_line")),
            (Language::De, words!("de", "letter")),
            (Language::En, words!("en", "letter")),
            (Language::De, words!("de", "paper")),
            (Language::En, words!("en", "paper")),
            (Language::De, words!("de", "banking")),
            (Language::En, words!("en", "banking")),
        ],
        areas: vec![("billing", "receipt", 150)],
    }
}

/// The modules of this crate as the setting of a scenario, after those they link to.
#[cfg(test)]
pub fn setting() -> testkit::Setting {
    testkit::Setting::of(&[
        contacts::offer(),
        activity::offer(),
        goods::offer(),
        sales::offer(),
        offer(),
    ])
}
