//! What this crate hands to the program, in the order in which modules build on each other.

use kernel::Language;
use records::Behavior;

use crate::{account, contact};

/// Definitions of the modules.
#[must_use]
pub fn definitions() -> Vec<&'static str> {
    vec![account::DEFINITION, contact::DEFINITION]
}

/// How the areas of the side bar are drawn: code, icon and hue.
#[must_use]
pub fn areas() -> [(&'static str, &'static str, u16); 1] {
    [("sales", "handshake", 210)]
}

/// What the modules do.
#[must_use]
pub fn behaviors() -> Vec<Behavior> {
    vec![account::behavior(), contact::behavior()]
}

/// Labels of the modules with their language, to be added without a prefix.
#[must_use]
pub fn texts() -> [(Language, &'static str); 6] {
    [
        (Language::De, include_str!("../../../locales/de/account.toml")),
        (Language::De, include_str!("../../../locales/de/contact.toml")),
        (Language::De, include_str!("../../../locales/de/picklist.toml")),
        (Language::En, include_str!("../../../locales/en/account.toml")),
        (Language::En, include_str!("../../../locales/en/contact.toml")),
        (Language::En, include_str!("../../../locales/en/picklist.toml")),
    ]
}

/// The modules of this crate as the setting of a scenario.
#[cfg(test)]
pub fn setting() -> testkit::Setting {
    testkit::Setting { definitions: definitions(), behaviors: behaviors(), texts: texts().to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::Catalog;

    fn catalog() -> Catalog {
        let mut catalog = Catalog::read(&definitions()).unwrap_or_else(|e| panic!("{e}"));
        for (language, text) in texts() {
            catalog.add_texts(language, "", text).unwrap_or_else(|e| panic!("{e}"));
        }
        catalog
    }

    /// Every key that a screen may ask for because of these definitions.
    fn keys(catalog: &Catalog) -> Vec<String> {
        let mut keys = Vec::new();
        for module in catalog.modules() {
            keys.extend(["one", "other"].map(|form| module.key("name", form)));
            keys.extend(module.fields.iter().map(|field| module.key("field", &field.name)));
            keys.extend(module.blocks.iter().map(|block| module.key("block", &block.name)));
            keys.extend(module.related.iter().map(|list| module.key("related", &list.name)));
            keys.extend(module.relations.iter().map(|r| module.key("relation", &r.name)));
            keys.extend(module.actions.iter().map(|action| module.key("action", &action.name)));
        }
        for (name, list) in catalog.picklists() {
            keys.extend(list.values.iter().map(|v| format!("picklist.{name}.{}", v.code)));
        }
        keys
    }

    #[test]
    fn every_label_stands_in_both_languages_and_none_is_left_over() {
        let catalog = catalog();
        let wanted = keys(&catalog);
        for language in Language::ALL {
            let missing = wanted.iter().filter(|key| catalog.texts().find(language, key).is_none());
            assert_eq!(missing.collect::<Vec<_>>(), Vec::<&String>::new());
            let spare =
                catalog.texts().keys(language).filter(|key| !wanted.iter().any(|w| w == key));
            assert_eq!(spare.collect::<Vec<_>>(), Vec::<&str>::new());
        }
    }

    #[test]
    fn every_field_stands_in_one_block() {
        for module in catalog().modules() {
            for field in module.fields.iter().filter(|field| field.system.is_none()) {
                let blocks =
                    module.blocks.iter().filter(|block| block.fields.contains(&field.name));
                assert_eq!(blocks.count(), 1, "{}.{}", module.code, field.name);
            }
        }
    }
}
