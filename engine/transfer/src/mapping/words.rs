//! The vocabulary of foreign files.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

type Lists = BTreeMap<String, Vec<String>>;

/// Words by what they mean; every word is folded and without punctuation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Parts of an address.
    pub part: Lists,
    /// Labels of several values.
    pub label: Lists,
    /// Labels of fields that a label of a heading may mean.
    pub alias: Lists,
    /// Headings that name a label and a telephone at once.
    pub compound: Lists,
    /// Field types.
    pub kind: Lists,
    /// Words that say nothing, under `words`.
    pub noise: Lists,
    /// Words of cells: `yes`, `no`, `nothing`.
    pub value: Lists,
    /// Powers of ten.
    pub magnitude: Lists,
    /// Signs and names of currencies.
    pub currency: Lists,
    /// Names of months by their number.
    pub month: Lists,
}

impl Words {
    /// The vocabulary.
    #[must_use]
    pub fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let mut words: Words =
                toml::from_str(include_str!("words.toml")).expect("a test reads the file");
            let headings =
                [&mut words.part, &mut words.label, &mut words.compound, &mut words.kind];
            for list in headings.into_iter().chain([&mut words.noise, &mut words.month]) {
                list.values_mut().flatten().for_each(|word| *word = plain(word));
            }
            for list in [&mut words.value, &mut words.magnitude, &mut words.currency] {
                list.values_mut().flatten().for_each(|word| *word = kernel::fold(word));
            }
            words
        })
    }
}

/// The meaning of a word in one of the lists.
pub fn meaning<'a>(lists: &'a Lists, word: &str) -> Option<&'a str> {
    lists.iter().find(|(_, list)| list.iter().any(|w| w == word)).map(|(code, _)| code.as_str())
}

/// A heading without capitals, accents and punctuation.
pub fn plain(heading: &str) -> String {
    kernel::words(heading).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_what_they_say() {
        let words = Words::get();
        assert_eq!(meaning(&words.part, &plain("PLZ")), Some("zip"));
        assert_eq!(meaning(&words.part, &plain("Land/Region")), Some("country"));
        assert_eq!(meaning(&words.label, &plain("Geschäftlich")), Some("work"));
        assert_eq!(meaning(&words.kind, &plain("E-Mail-Adresse")), Some("email"));
        assert_eq!(meaning(&words.month, &plain("MÄRZ")), Some("3"));
        assert_eq!(meaning(&words.value, "✓"), Some("yes"));
    }
}
