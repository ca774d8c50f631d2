//! Names that say nothing are not given.

use crate::scan::{self, Source};
use crate::tree::{self, File};

const FORBIDDEN: [&str; 10] = [
    "util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "service",
    "services",
];

/// Where one of them is a word of the trade: services are sold beside products.
const OF_THE_TRADE: [(&str, [&str; 2]); 3] = [
    ("modules/goods/", ["service", "services"]),
    ("locales/de/service.toml", ["service", "services"]),
    ("locales/en/service.toml", ["service", "services"]),
];

fn says_nothing(path: &str, part: &str) -> bool {
    let mut meant = OF_THE_TRADE.iter().filter(|(begin, _)| path.starts_with(begin));
    FORBIDDEN.contains(&part) && !meant.any(|(_, words)| words.contains(&part))
}

const DECLARED_BY: [&str; 8] = ["struct", "enum", "trait", "mod", "fn", "type", "const", "static"];

fn check_path(path: &str) -> Vec<String> {
    let names = path.split(['/', '.', '-']).flat_map(scan::parts);
    names
        .filter(|part| says_nothing(path, part))
        .map(|part| format!("{path}: `{part}` says nothing as a name"))
        .collect()
}

fn check_declarations(file: &File) -> Vec<String> {
    let source = Source::of(&file.text);
    let words: Vec<(usize, &str)> = scan::identifiers(&source.code).collect();
    let mut problems = Vec::new();
    for pair in words.windows(2) {
        let (line, name) = pair[1];
        let is_declared = DECLARED_BY.contains(&pair[0].1);
        let part = scan::parts(name).into_iter().find(|part| says_nothing(&file.path, part));
        if let (true, Some(part)) = (is_declared, part) {
            problems.push(format!("{}:{line}: `{part}` in `{name}` says nothing", file.path));
        }
    }
    problems
}

#[test]
fn names_say_what_they_name() {
    let endings = [".rs", ".ts", ".css", ".toml", ".mjs"];
    let folders = ["engine", "modules", "server", "xtask", "tests", "locales"];
    let files = tree::files(&folders, &endings);
    let mut problems: Vec<String> = files.iter().flat_map(|file| check_path(&file.path)).collect();
    problems.extend(tree::rust().iter().flat_map(check_declarations));
    tree::assert_none(&problems);
}

#[test]
fn empty_names_are_found() {
    assert_eq!(check_path("engine/kernel/src/utils.rs").len(), 1);
    assert_eq!(check_path("engine/ui/assets/css/misc-parts.css").len(), 1);
    assert_eq!(check_path("engine/common/src/lib.rs").len(), 1);
    assert_eq!(check_path("modules/goods/src/utils.rs").len(), 1);
    assert_eq!(check_path("modules/goods/src/service/mod.rs").len(), 0);
    let sample = File::sample("a.rs", "struct RecordManager;\nfn date_helper() {}\nmod service;\n");
    assert_eq!(check_declarations(&sample).len(), 3);
}

#[test]
fn names_of_others_are_left_alone() {
    let sample = File::sample("a.rs", "use tower::Service; // a manager\nlet x = app.service();\n");
    assert!(check_declarations(&sample).is_empty());
    assert!(check_path("engine/web/src/commonly.rs").is_empty());
}
