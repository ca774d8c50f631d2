//! What this crate hands to the program.

use records::{Offer, module};

use crate::{asset, delivered};

/// The modules of this crate, and what deliveries do beside.
#[must_use]
pub fn offer() -> Offer {
    Offer {
        modules: vec![module!(asset)],
        areas: vec![("support", "life-buoy", 330)],
        extensions: vec![delivered::of_delivery_note()],
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
