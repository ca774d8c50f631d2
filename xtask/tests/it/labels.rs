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

/// Calls that refuse something, which argument is the code, and where its text stands.
const REFUSALS: [(&str, usize, &str); 3] = [
    ("FieldProblem::new(", 1, "problem"),
    ("Error::invalid(", 1, "problem"),
    ("Error::conflict(", 0, "conflict"),
];

fn check_refusals(file: &File, known: &BTreeSet<String>) -> Vec<String> {
    let shipped = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut problems = Vec::new();
    for (call, place, table) in REFUSALS {
        for (at, _) in shipped.match_indices(call) {
            let Some(code) = literal(&shipped[at + call.len()..], place) else { continue };
            let key = format!("{table}.{code}");
            if !known.contains(&key) {
                let line = shipped[..at].lines().count();
                problems.push(format!("{}:{line}: no text `{key}`", file.path));
            }
        }
    }
    problems
}

/// The argument at a place, when it is a literal text.
fn literal(arguments: &str, place: usize) -> Option<&str> {
    let (mut depth, mut passed, mut begin) = (0, 0, 0);
    for (at, c) in arguments.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                passed += 1;
                begin = at + 1;
            }
            _ => {}
        }
        if passed == place {
            break;
        }
    }
    let found = (passed == place).then(|| arguments[begin..].trim_start())?;
    Some(found.strip_prefix('"')?.split_once('"')?.0)
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
    let views = table.get("view").and_then(toml::Value::as_array).into_iter().flatten();
    let views = views.filter_map(|view| view.get("name")?.as_str());
    names
        .map(|name| format!("{module}.field.{name}"))
        .chain(views.map(|name| format!("{module}.view.{name}")))
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
    // What the test kit refuses nobody reads.
    let shipped = code.iter().filter(|f| !f.is_test() && !f.path.starts_with("engine/testkit/"));
    let mut problems: Vec<String> = shipped
        .flat_map(|file| [check_code(file, &known), check_refusals(file, &known)])
        .flatten()
        .collect();
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
fn refusals_without_words_are_found() {
    let known = BTreeSet::from(["problem.late".to_owned(), "conflict.stale".to_owned()]);
    let check = |text: &str| check_refusals(&File::sample("engine/a/src/a.rs", text), &known);
    assert!(check("FieldProblem::new(&field.name, \"late\")").is_empty());
    assert!(check("Error::conflict(\"stale\")").is_empty());
    assert!(check("FieldProblem::new(name, code)").is_empty());
    assert_eq!(check("Error::invalid(of(a, b), \"early\")").len(), 1);
    assert_eq!(check("Error::conflict(\n    \"gone\",\n)").len(), 1);
}

#[test]
fn a_field_or_a_view_without_a_label_is_found() {
    let known = BTreeSet::from(["book.field.title".to_owned()]);
    let text =
        "module = \"book\"\n[fields]\ntitle = { type = \"text\" }\nisbn = { type = \"text\" }\n";
    let problems = check_definition(&File::sample("modules/x/src/book/book.toml", text), &known);
    assert_eq!(problems, ["modules/x/src/book/book.toml: no text `book.field.isbn`"]);
    let text = "module = \"book\"\n[[view]]\nname = \"unread\"\nfilter = \"\"\n";
    let problems = check_definition(&File::sample("modules/x/src/book/book.toml", text), &known);
    assert_eq!(problems, ["modules/x/src/book/book.toml: no text `book.view.unread`"]);
}
