//! What this crate hands to the program.

use kernel::Language;
use records::{Offer, module, words};

use crate::pdf_template;

/// The modules of this crate, in the order in which they build on each other.
#[must_use]
pub fn offer() -> Offer {
    Offer {
        modules: vec![module!(pdf_template)],
        areas: vec![("tools", "wrench", 80)],
        texts: vec![
            (Language::De, words!("de", "paper")),
            (Language::En, words!("en", "paper")),
            (Language::De, words!("de", "sample")),
            (Language::En, words!("en", "sample")),
            (Language::De, words!("de", "template")),
            (Language::En, words!("en", "template")),
        ],
        ..Offer::default()
    }
}

/// What the modules of a scenario build on.
#[cfg(test)]
fn below() -> [Offer; 4] {
    [contacts::offer(), activity::offer(), goods::offer(), offer()]
}

/// The modules of this crate as the setting of a scenario, after those they link to.
#[cfg(test)]
pub fn setting() -> testkit::Setting {
    testkit::Setting::of(&below())
}

/// The same with all words.
#[cfg(test)]
pub fn catalog() -> std::sync::Arc<catalog::Catalog> {
    std::sync::Arc::new(Offer::catalog(&below()).expect("our own definitions are right"))
}
