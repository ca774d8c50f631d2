//! How texts are folded for search and keyed for sorting, alike on every database.

use std::sync::OnceLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const TERM_LIMIT: usize = 40;
const SORT_KEY_LIMIT: usize = 80;

/// Folds a text for comparison: lower case, no accents, `ß` as `ss`, umlauts as plain vowels.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            _ if is_combining_mark(c) => {}
            _ => folded.push(c),
        }
    }
    folded
}

/// Words of a folded text: runs of letters and digits, cut to forty characters.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    split(&fold(text))
}

fn split(folded: &str) -> Vec<String> {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(TERM_LIMIT).collect())
        .collect()
}

/// Terms under which a text is found: its words, and the other spellings of its umlauts.
///
/// `Müller` gives `muller` and `mueller`; `Mueller` gives the same two, so each finds the other.
#[must_use]
pub fn search_terms(text: &str) -> Vec<String> {
    let plain = words(text);
    let mut terms = plain.clone();
    if text.chars().any(|c| "äöüÄÖÜ".contains(c)) || text.contains('\u{308}') {
        terms.extend(split(&fold(&spell_umlauts(text))));
    }
    terms.extend(plain.iter().filter_map(|word| without_umlaut_spelling(word)));
    terms.sort_unstable();
    terms.dedup();
    terms
}

fn spell_umlauts(text: &str) -> String {
    text.nfc()
        .flat_map(|c| {
            let (first, second) = match c {
                'ä' | 'Ä' => ('a', Some('e')),
                'ö' | 'Ö' => ('o', Some('e')),
                'ü' | 'Ü' => ('u', Some('e')),
                _ => (c, None),
            };
            std::iter::once(first).chain(second)
        })
        .collect()
}

fn without_umlaut_spelling(word: &str) -> Option<String> {
    let spelled = ["ae", "oe", "ue"].iter().any(|pair| word.contains(pair));
    spelled.then(|| word.replace("ae", "a").replace("oe", "o").replace("ue", "u"))
}

/// A key whose bytes order texts as a German reader expects (CLDR root with German tailoring).
///
/// Empty texts have an empty key and come first.
#[must_use]
pub fn sort_key(text: &str) -> Vec<u8> {
    static COLLATOR: OnceLock<CollatorBorrowed<'static>> = OnceLock::new();
    let collator = COLLATOR.get_or_init(|| {
        Collator::try_new(locale!("de").into(), CollatorOptions::default())
            .expect("collation data is compiled in")
    });
    let mut key: Vec<u8> = Vec::with_capacity(SORT_KEY_LIMIT);
    if text.is_empty() {
        return key;
    }
    let head: String = text.chars().take(120).collect();
    collator.write_sort_key_to(&head, &mut key).expect("a vector takes every byte");
    key.truncate(SORT_KEY_LIMIT);
    key
}

/// Tells whether two words differ by one letter more, less or other, or two letters swapped.
#[must_use]
pub fn one_error(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let start = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let (short, long) = (&short[start..], &long[start..]);
    match long.len() - short.len() {
        0 if short.is_empty() => true,
        0 => {
            let swapped = short.len() > 1
                && short[0] == long[1]
                && short[1] == long[0]
                && short[2..] == long[2..];
            short[1..] == long[1..] || swapped
        }
        1 => *short == long[1..],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_error_is_one_error() {
        for (a, b) in [("muller", "mieler"), ("muller", "miler"), ("muller", "mul")] {
            assert!(!one_error(a, b), "{a} {b}");
        }
        for (a, b) in [("muller", "muler"), ("muller", "mullre"), ("muller", "miller"), ("a", "ab")]
        {
            assert!(one_error(a, b), "{a} {b}");
        }
    }

    #[test]
    fn umlauts_find_both_spellings() {
        assert_eq!(search_terms("Müller"), ["mueller", "muller"]);
        assert_eq!(search_terms("Mueller"), ["mueller", "muller"]);
        assert_eq!(words("Große Łódź-Straße"), ["grosse", "lodz", "strasse"]);
        assert_eq!(words("İstanbul, Sørensen"), ["istanbul", "sorensen"]);
    }

    #[test]
    fn names_sort_as_a_german_reader_expects() {
        let mut names = ["Zebra", "Äpfel", "apfel", "Apfel", "Öl", "Ofen", ""];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["", "apfel", "Apfel", "Äpfel", "Ofen", "Öl", "Zebra"]);
    }
}
