//! Every text that code or a definition asks for stands in `locales/`.

use crate::locales;
use crate::tree::{self, File};
use std::collections::BTreeSet;

/// How code asks for a text, and which keys it then needs.
const ASKED: [(&str, &[&str]); 3] =
    [(".text(", &[""]), (".fill(", &[""]), (".count(", &[".one", ".other"])];

fn check_code(file: &File, known: &BTreeSet<String>) -> Vec<String> {
    let shipped = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut problems = Vec::new();
    for (call, endings) in ASKED {
        for (at, _) in shipped.match_indices(call) {
            let Some(key) = key(&shipped[at + call.len()..]) else {
                continue;
            };
            let line = shipped[..at].lines().count();
            let missing = endings.iter().map(|ending| format!("{key}{ending}"));
            let missing = missing.filter(|key| !known.contains(key));
            problems.extend(missing.map(|key| format!("{}:{line}: no text `{key}`", file.path)));
        }
    }
    problems
}

// A key has a dot and nothing but small letters, digits and `_`; other literals are no keys.
fn key(arguments: &str) -> Option<&str> {
    let arguments = arguments.trim_start();
    let arguments = arguments.strip_prefix("self, ").unwrap_or(arguments);
    let (literal, _) = arguments.strip_prefix('"')?.split_once('"')?;
    let is_key = literal.contains('.')
        && literal
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._".contains(c));
    is_key.then_some(literal)
}

fn check_definition(file: &File, known: &BTreeSet<String>) -> Vec<String> {
    let table: toml::Table = match file.text.parse() {
        Ok(table) => table,
        Err(error) => return vec![format!("{}: {error}", file.path)],
    };
    let Some(module) = table.get("module").and_then(toml::Value::as_str) else {
        return Vec::new();
    };
    let fields = table.get("fields").and_then(toml::Value::as_table);
    let names = fields.into_iter().flat_map(toml::Table::keys);
    names
        .map(|name| format!("{module}.field.{name}"))
        .filter(|key| !known.contains(key))
        .map(|key| format!("{}: no text `{key}`", file.path))
        .collect()
}

// Keys as code writes them: a file's own, and with the file's name before them.
fn known() -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for file in tree::files(&["locales/de"], &[".toml"]) {
        let stem = file.name().trim_end_matches(".toml");
        for key in locales::keys(&file.text) {
            known.insert(format!("{stem}.{key}"));
            known.insert(key);
        }
    }
    known
}

#[test]
fn every_text_asked_for_is_there() {
    let known = known();
    let code = tree::files(&["engine", "modules", "server"], &[".rs"]);
    let shipped = code.iter().filter(|file| !file.is_test());
    let mut problems: Vec<String> = shipped.flat_map(|file| check_code(file, &known)).collect();
    let definitions = tree::files(&["modules"], &[".toml"]);
    problems.extend(definitions.iter().flat_map(|file| check_definition(file, &known)));
    tree::assert_none(&problems);
}

#[test]
fn missing_texts_are_found() {
    let known = BTreeSet::from(["ui.a.b".to_owned(), "ui.n.one".to_owned()]);
    let check = |text: &str| check_code(&File::sample("engine/ui/src/a.rs", text), &known).len();
    assert_eq!(check("cx.text(\"ui.a.b\"); cx.text(\"ui.a.c\");"), 1);
    assert_eq!(check("cx.fill(\n    \"ui.a.d\",\n    &[],\n)"), 1);
    assert_eq!(check("texts.count(\"ui.n\", 1)"), 1);
    assert_eq!(check("line.text(\"free text.\")"), 0);
    assert_eq!(check("#[cfg(test)]\nmod tests { cx.text(\"ui.z.z\") }"), 0);
}

#[test]
fn a_field_without_a_label_is_found() {
    let known = BTreeSet::from(["book.field.title".to_owned()]);
    let text =
        "module = \"book\"\n[fields]\ntitle = { type = \"text\" }\nisbn = { type = \"text\" }\n";
    let problems = check_definition(&File::sample("modules/x/src/book/book.toml", text), &known);
    assert_eq!(problems, ["modules/x/src/book/book.toml: no text `book.field.isbn`"]);
}
