//! `lib.rs` and `mod.rs` are tables of contents.

use crate::scan::Source;
use crate::tree::{self, File};

/// What a module of the trade offers from its `mod.rs`, and nothing else.
const OFFERED: [&str; 4] =
    ["pub const DEFINITION", "pub fn behavior(", "pub fn parts(", "pub fn jobs("];

/// What the crate of an area offers from its `lib.rs`: the list of its modules.
const LISTED: [&str; 1] = ["pub fn modules("];

fn check(file: &File) -> Vec<String> {
    let mut problems = Vec::new();
    for (line, item) in items(&Source::of(&file.text).code) {
        if !is_contents(&item) && !is_offered(file, &item) {
            let begin: String = item.chars().take(60).collect();
            problems.push(format!("{}:{line}: `{begin}` belongs in a file of its own", file.path));
        }
    }
    if file.name() == "lib.rs" {
        problems.extend(check_head(file));
    }
    problems
}

fn check_head(file: &File) -> Vec<String> {
    let head: Vec<&str> = file.text.lines().take_while(|line| line.starts_with("//!")).collect();
    let mut problems = Vec::new();
    let sentence: Vec<&str> = head.iter().copied().take_while(|line| *line != "//!").collect();
    if !sentence.last().is_some_and(|line| line.ends_with('.')) {
        problems.push(format!("{}: begins with no sentence that says what it is", file.path));
    }
    if !head.iter().any(|line| line.contains("**Invariant:**")) {
        problems.push(format!("{}: has no **Invariant:**, what it must never know", file.path));
    }
    let n_modules = items(&Source::of(&file.text).code)
        .iter()
        .filter(|(_, item)| item.starts_with("mod ") || item.starts_with("pub mod "))
        .count();
    let names_order = head.iter().any(|line| line.contains("Read"));
    if 1 < n_modules && !names_order {
        problems.push(format!("{}: does not say in which order to read it", file.path));
    }
    problems
}

fn is_contents(item: &str) -> bool {
    let is_module = ["mod ", "pub mod ", "pub(crate) mod ", "pub(super) mod "]
        .iter()
        .any(|begin| item.starts_with(begin));
    let is_use = ["pub use ", "pub(crate) use ", "pub(super) use ", "use "]
        .iter()
        .any(|begin| item.starts_with(begin));
    is_use || (is_module && item.ends_with(';'))
}

fn is_offered(file: &File, item: &str) -> bool {
    let is_trade = file.path.starts_with("modules/");
    let offered: &[&str] = if file.name() == "lib.rs" { &LISTED } else { &OFFERED };
    is_trade && offered.iter().any(|begin| item.starts_with(begin))
}

// Top-level items without their attributes, each with the line it begins on.
fn items(code: &str) -> Vec<(usize, String)> {
    let mut items = Vec::new();
    let (mut item, mut begin, mut line, mut depth) = (String::new(), 1, 1, 0_i32);
    for c in code.chars() {
        if item.is_empty() {
            begin = line;
        }
        line += usize::from(c == '\n');
        depth += i32::from("{([".contains(c)) - i32::from("})]".contains(c));
        if !(item.is_empty() && c.is_whitespace()) {
            item.push(if c == '\n' { ' ' } else { c });
        }
        if depth == 0 && c == ']' && item.starts_with('#') {
            item.clear();
        } else if depth == 0 && (c == ';' || (c == '}' && !item.contains("use "))) {
            items.push((begin, std::mem::take(&mut item)));
        }
    }
    items
}

#[test]
fn tables_of_contents_hold_nothing_else() {
    let files = tree::files(&["engine", "modules", "server"], &["/lib.rs", "/mod.rs"]);
    let problems: Vec<String> = files.iter().flat_map(check).collect();
    tree::assert_none(&problems);
}

#[test]
fn other_items_are_found() {
    let text = "//! One.\n\nmod a;\n#[cfg(test)]\nmod b;\npub use a::{c, d};\nfn e() { f(); }\n\
                mod g { fn h() {} }\n#[derive(Debug)]\npub struct I;\n";
    let problems = check(&File::sample("engine/x/src/y/mod.rs", text));
    assert_eq!(problems.len(), 3, "{problems:#?}");
    assert!(problems[0].starts_with("engine/x/src/y/mod.rs:7: `fn e()"), "{problems:#?}");
}

#[test]
fn a_head_without_its_three_parts_is_found() {
    let bare = "//! One sentence.\n\nmod a;\nmod b;\n";
    assert_eq!(check(&File::sample("engine/x/src/lib.rs", bare)).len(), 2);
    let whole = "//! One sentence.\n//!\n//! **Invariant:** none.\n//!\n//! Read `a` first.\n\n\
                 mod a;\nmod b;\n";
    assert!(check(&File::sample("engine/x/src/lib.rs", whole)).is_empty());
}

#[test]
fn a_module_of_the_trade_offers_four_things() {
    let text = "pub const DEFINITION: &str = include_str!(\"x.toml\");\n\
                pub fn behavior() -> Behavior { Behavior::of(DEFINITION) }\n\
                pub fn extra() {}\n";
    let problems = check(&File::sample("modules/x/src/y/mod.rs", text));
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert_eq!(check(&File::sample("engine/x/src/y/mod.rs", text)).len(), 3);
}
