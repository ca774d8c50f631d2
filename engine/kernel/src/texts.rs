//! Labels and sentences in every language, by key.

use std::collections::BTreeMap;

use crate::Language;

/// All texts of the house: one flat table of keys per language.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    tables: BTreeMap<Language, BTreeMap<String, String>>,
}

impl Texts {
    /// Adds texts of one language; a later text replaces an earlier one of the same key.
    pub fn add(&mut self, language: Language, texts: impl IntoIterator<Item = (String, String)>) {
        self.tables.entry(language).or_default().extend(texts);
    }

    /// Takes a text of one language away.
    pub fn remove(&mut self, language: Language, key: &str) {
        if let Some(table) = self.tables.get_mut(&language) {
            table.remove(key);
        }
    }

    /// Finds a text, if there is one: that of the language, or the one that everything has.
    #[must_use]
    pub fn find(&self, language: Language, key: &str) -> Option<&str> {
        self.own(language, key).or_else(|| self.own(Language::ALL[0], key))
    }

    /// Finds the text that a language itself has.
    #[must_use]
    pub fn own(&self, language: Language, key: &str) -> Option<&str> {
        self.tables.get(&language)?.get(key).map(String::as_str)
    }

    /// Gives a text; a missing one shows its key, which the label test finds.
    #[must_use]
    pub fn get<'a>(&'a self, language: Language, key: &'a str) -> &'a str {
        self.find(language, key).unwrap_or(key)
    }

    /// Gives a text with `{name}` placeholders filled.
    #[must_use]
    pub fn fill(&self, language: Language, key: &str, params: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = self.get(language, key);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            match params.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => filled.push_str(value),
                None => filled.extend(["{", name, "}"]),
            }
            rest = tail;
        }
        filled.push_str(rest);
        filled
    }

    /// Gives the form of a text that fits a count: `KEY.one` or `KEY.other`, with `{n}` filled.
    #[must_use]
    pub fn count(&self, language: Language, key: &str, n: u64, shown: &str) -> String {
        let form = if n == 1 { "one" } else { "other" };
        self.fill(language, &format!("{key}.{form}"), &[("n", shown)])
    }

    /// All keys of a language.
    pub fn keys(&self, language: Language) -> impl Iterator<Item = &str> {
        self.tables.get(&language).into_iter().flat_map(|table| table.keys().map(String::as_str))
    }
}
