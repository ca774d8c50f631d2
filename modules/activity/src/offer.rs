//! What this crate hands to the program.

use records::{Offer, module};

use crate::{event, task};

/// The modules of this crate, in the order in which they build on each other.
#[must_use]
pub fn offer() -> Offer {
    Offer {
        modules: vec![module!(task), module!(event)],
        areas: vec![("work", "calendar", 240)],
        ..Offer::default()
    }
}

/// The modules of this crate as the setting of a scenario, after those they link to.
#[cfg(test)]
pub fn setting() -> testkit::Setting {
    testkit::Setting::of(&[contacts::offer(), offer()])
}
