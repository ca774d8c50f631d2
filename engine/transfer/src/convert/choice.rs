//! Words for the values of a pick list, and for yes and no.

use std::collections::BTreeMap;

use catalog::Catalog;
use kernel::Language;

use super::number;
use crate::mapping::{Words, meaning};
use crate::options::NumberStyle;

/// The code of a pick list that a word means: what the person said, a code, or a label in any
/// language.
pub fn code(
    catalog: &Catalog,
    list: &str,
    words: &BTreeMap<String, String>,
    text: &str,
) -> Option<String> {
    let values = &catalog.picklist(list)?.values;
    if let Some(said) = words.get(text) {
        return values.iter().find(|value| value.code == *said).map(|value| value.code.clone());
    }
    let wanted = plain(text);
    let labelled = |code: &str| {
        let key = format!("picklist.{list}.{code}");
        let labels = Language::ALL.map(|language| catalog.texts().find(language, &key));
        labels.into_iter().flatten().any(|label| plain(label) == wanted)
    };
    let by_code = values.iter().find(|value| value.code == text || plain(&value.code) == wanted);
    let found = by_code
        .or_else(|| values.iter().find(|value| labelled(&value.code)))
        .or_else(|| values.iter().find(|value| value.words.iter().any(|word| is_said(word, text))));
    found.map(|value| value.code.clone())
}

/// A word that a list has for a value, or the same number: `19` is said by `19 %` and by `19,00`.
fn is_said(word: &str, text: &str) -> bool {
    let number = |text: &str, style| number::read(text, style).map(|read| read.amount);
    match number(word, NumberStyle::Point) {
        Some(meant) => number(text, NumberStyle::Comma) == Some(meant),
        None => plain(word) == plain(text),
    }
}

/// Codes of a cell with several words; an unknown word comes back as the error.
pub fn codes(
    catalog: &Catalog,
    list: &str,
    words: &BTreeMap<String, String>,
    text: &str,
) -> (Vec<String>, Option<String>) {
    let mut found: Vec<String> = Vec::new();
    let mut unknown = None;
    for word in text.split([';', ',', '|', '\n']).map(str::trim).filter(|w| !w.is_empty()) {
        match code(catalog, list, words, word) {
            Some(code) if found.contains(&code) => {}
            Some(code) => found.push(code),
            None => unknown = unknown.or_else(|| Some(word.to_owned())),
        }
    }
    let position = |code: &String| catalog.picklist(list).and_then(|list| list.position(code));
    found.sort_by_key(position);
    (found, unknown)
}

/// Yes or no.
pub fn flag(text: &str) -> Option<bool> {
    match meaning(&Words::get().value, &kernel::fold(text)) {
        Some("yes") => Some(true),
        Some("no") => Some(false),
        _ => None,
    }
}

/// Tells whether a word stands for nothing, as `n/a` does.
pub fn is_nothing(text: &str) -> bool {
    meaning(&Words::get().value, &kernel::fold(text)) == Some("nothing")
}

fn plain(word: &str) -> String {
    let words = kernel::words(word).join(" ");
    if words.is_empty() { word.to_owned() } else { words }
}
