//! What this crate hands to the program.

use records::{Offer, module};

use crate::{document, email, mail_template};

/// The modules of this crate, in the order in which they build on each other.
#[must_use]
pub fn offer() -> Offer {
    Offer {
        modules: vec![module!(email), module!(mail_template)],
        extensions: document::behaviors(),
        ..Offer::default()
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
        stationery::offer(),
        billing::offer(),
        offer(),
    ])
}
