//! What this crate hands to the program.

use kernel::Language;
use records::{Offer, module, words};

use crate::{account, company, contact};

/// The modules of this crate, in the order in which they build on each other.
#[must_use]
pub fn offer() -> Offer {
    Offer {
        modules: vec![module!(account), module!(contact), module!(company)],
        texts: vec![
            (Language::De, words!("de", "picklist")),
            (Language::En, words!("en", "picklist")),
        ],
        areas: vec![("sales", "handshake", 210)],
        ..Offer::default()
    }
}

/// The modules of this crate as the setting of a scenario.
#[cfg(test)]
pub fn setting() -> testkit::Setting {
    testkit::Setting::of(&[offer()])
}
