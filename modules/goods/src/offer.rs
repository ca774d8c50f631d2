//! What this crate hands to the program.

use kernel::Language;
use records::{Offer, module, words};

use crate::{product, service, stock_movement, vendor};

/// The modules of this crate, in the order in which they build on each other.
#[must_use]
pub fn offer() -> Offer {
    Offer {
        modules: vec![module!(vendor), module!(product), module!(service), module!(stock_movement)],
        texts: vec![
            (Language::De, words!("de", "picklist_goods")),
            (Language::En, words!("en", "picklist_goods")),
        ],
        ..Offer::default()
    }
}

/// The modules of this crate as the setting of a scenario, after those they link to.
#[cfg(test)]
pub fn setting() -> testkit::Setting {
    testkit::Setting::of(&[contacts::offer(), activity::offer(), offer()])
}
