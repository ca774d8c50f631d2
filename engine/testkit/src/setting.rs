//! The modules of a scenario.

use catalog::Catalog;
use kernel::Language;
use records::{Behavior, Offer};

/// The modules of a scenario: what they are, what they do, what they are called.
#[derive(Clone, Default)]
pub struct Setting {
    /// Definitions in their order.
    pub definitions: Vec<&'static str>,
    /// What modules do.
    pub behaviors: Vec<Behavior>,
    /// Labels, to be added without a prefix.
    pub texts: Vec<(Language, &'static str)>,
}

impl Setting {
    /// What crates of modules offer, in the order in which they build on each other.
    #[must_use]
    pub fn of(offers: &[Offer]) -> Self {
        let modules = || offers.iter().flat_map(|offer| &offer.modules);
        let shared = offers.iter().flat_map(|offer| &offer.texts);
        let shapes = offers.iter().flat_map(|offer| offer.shapes.iter().copied());
        Setting {
            definitions: shapes.chain(modules().map(|module| module.definition)).collect(),
            behaviors: Offer::behaviors(offers),
            texts: modules().flat_map(|module| &module.texts).chain(shared).copied().collect(),
        }
    }

    /// The catalog of these modules, with the engine's own texts.
    ///
    /// # Panics
    /// When a definition or a text has a mistake.
    #[must_use]
    pub fn catalog(&self) -> Catalog {
        let mut catalog = Catalog::read(&self.definitions).unwrap_or_else(|e| panic!("{e}"));
        for (language, text) in texts().into_iter().chain(self.texts.iter().copied()) {
            catalog.add_texts(language, "", text).unwrap_or_else(|e| panic!("{e}"));
        }
        catalog
    }
}

/// The engine's own texts with their language, to be added without a prefix.
#[must_use]
pub fn texts() -> [(Language, &'static str); 4] {
    [
        (Language::De, include_str!("../../../locales/de/engine.toml")),
        (Language::De, include_str!("../../../locales/de/filter.toml")),
        (Language::En, include_str!("../../../locales/en/engine.toml")),
        (Language::En, include_str!("../../../locales/en/filter.toml")),
    ]
}
