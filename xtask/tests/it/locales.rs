//! Every text stands in both languages, with the same places to fill.

use crate::tree::{self, File};
use std::collections::{BTreeMap, BTreeSet};

type Texts = BTreeMap<String, String>;

fn check_pair(name: &str, german: &str, english: &str) -> Vec<String> {
    let (german, english) = match (read(german), read(english)) {
        (Ok(german), Ok(english)) => (german, english),
        (Err(error), _) => return vec![format!("locales/de/{name}: {error}")],
        (_, Err(error)) => return vec![format!("locales/en/{name}: {error}")],
    };
    let keys: BTreeSet<&String> = german.keys().chain(english.keys()).collect();
    keys.into_iter()
        .filter_map(|key| fault(key, german.get(key), english.get(key)))
        .map(|fault| format!("locales/*/{name}: {fault}"))
        .collect()
}

/// The keys of a file, nested tables joined by dots; none when it cannot be read.
pub fn keys(text: &str) -> Vec<String> {
    read(text).unwrap_or_default().into_keys().collect()
}

fn fault(key: &str, german: Option<&String>, english: Option<&String>) -> Option<String> {
    let (Some(german), Some(english)) = (german, english) else {
        let language = if german.is_none() { "German" } else { "English" };
        return Some(format!("`{key}` has no {language} text"));
    };
    if german.trim().is_empty() || english.trim().is_empty() {
        return Some(format!("`{key}` is empty"));
    }
    if placeholders(german) != placeholders(english) {
        return Some(format!("`{key}` has other places to fill: {german:?}, {english:?}"));
    }
    if german.ends_with('!') || english.ends_with('!') {
        return Some(format!("`{key}` shouts"));
    }
    None
}

fn read(text: &str) -> Result<Texts, String> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
    let mut texts = Texts::new();
    collect("", &table, &mut texts)?;
    Ok(texts)
}

fn collect(prefix: &str, table: &toml::Table, texts: &mut Texts) -> Result<(), String> {
    for (key, value) in table {
        let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        if let Some(inner) = value.as_table() {
            collect(&path, inner, texts)?;
        } else if let Some(text) = value.as_str() {
            texts.insert(path, text.to_owned());
        } else {
            return Err(format!("`{path}` is no text"));
        }
    }
    Ok(())
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

fn names(files: &[File]) -> BTreeSet<&str> {
    files.iter().map(File::name).collect()
}

#[test]
fn every_text_stands_in_both_languages() {
    let german = tree::files(&["locales/de"], &[".toml"]);
    let english = tree::files(&["locales/en"], &[".toml"]);
    assert_eq!(names(&german), names(&english), "the same files in locales/de and locales/en");
    let pairs = german.iter().zip(&english);
    let problems: Vec<String> =
        pairs.flat_map(|(de, en)| check_pair(de.name(), &de.text, &en.text)).collect();
    tree::assert_none(&problems);
}

/// Keys that several files say; whichever is read last would have the word everywhere.
fn said_twice(files: &[(&str, &str)]) -> Vec<String> {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    let mut problems = Vec::new();
    for (name, text) in files {
        for key in keys(text) {
            if let Some(other) = known.insert(key.clone(), name) {
                problems.push(format!("locales/*/{name}: `{key}` stands in {other} as well"));
            }
        }
    }
    problems
}

#[test]
fn a_text_stands_in_one_file() {
    let files = tree::files(&["locales/de"], &[".toml"]);
    let texts: Vec<(&str, &str)> = files.iter().map(|f| (f.name(), f.text.as_str())).collect();
    tree::assert_none(&said_twice(&texts));
}

#[test]
fn texts_that_stand_twice_are_found() {
    let files = [("a.toml", "[ui.x]\nb = 'Eins'"), ("b.toml", "[ui.x]\nb = 'Zwei'\nc = 'Drei'")];
    assert_eq!(said_twice(&files).len(), 1);
    assert_eq!(said_twice(&files[..1]).len(), 0);
}

#[test]
fn gaps_between_the_languages_are_found() {
    let check = |de, en| check_pair("a.toml", de, en).len();
    assert_eq!(check("a = 'Ja'\nb = 'Nein'", "a = 'Yes'"), 1);
    assert_eq!(check("[t]\na = 'Ja'", "[t]\na = ''"), 1);
    assert_eq!(check("a = '{n} von {m}'", "a = '{n} of {k}'"), 1);
    assert_eq!(check("a = 'Fertig!'", "a = 'Done'"), 1);
    assert_eq!(check("a = 3", "a = 3"), 1);
    assert_eq!(check("a = ", "a = 'Yes'"), 1);
    assert_eq!(check("a = '{m} aus {n}'", "a = '{n} of {m}'"), 0);
}
