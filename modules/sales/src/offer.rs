//! What this crate hands to the program.

use kernel::Language;
use records::{Offer, module, words};

use crate::{competitor, lead, opportunity, quote, sales_order, visit_report};

/// The modules of this crate, in the order in which they build on each other.
#[must_use]
pub fn offer() -> Offer {
    Offer {
        modules: vec![
            module!(lead),
            module!(opportunity),
            module!(competitor),
            module!(visit_report),
            module!(quote),
            module!(sales_order),
        ],
        texts: vec![
            (Language::De, words!("de", "picklist_sales")),
            (Language::En, words!("en", "picklist_sales")),
        ],
        ..Offer::default()
    }
}

/// The modules of this crate as the setting of a scenario, after those they link to.
#[cfg(test)]
pub fn setting() -> testkit::Setting {
    testkit::Setting::of(&[contacts::offer(), activity::offer(), goods::offer(), offer()])
}
