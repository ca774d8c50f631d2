//! Pure crates and rules read and write nothing; only the kernel's clock knows what time it is.

use crate::scan::Source;
use crate::tree::{self, File};

const PURE_CRATES: [&str; 5] =
    ["engine/kernel", "engine/catalog", "engine/access", "engine/ui", "modules/einvoice"];

const WORLDLY: [&str; 12] = [
    "async fn",
    "async move",
    ".await",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "tokio::",
    "File::open",
    "println!",
    "eprintln!",
];

const CLOCKS: [&str; 4] = ["SystemTime::now", "Timestamp::now", "Zoned::now", "Utc::now"];

fn check(file: &File) -> Vec<String> {
    let is_pure = PURE_CRATES.iter().any(|folder| file.crate_folder() == Some(folder));
    let is_rule = file.path.starts_with("modules/") && file.name() == "rules.rs";
    let is_clock = ["engine/kernel/src/clock.rs", "engine/kernel/src/date.rs"];
    let is_clock = is_clock.contains(&file.path.as_str());
    let mut problems = Vec::new();
    let source = Source::of(&file.text);
    for (line, text) in source.lines() {
        let worldly = WORLDLY.iter().find(|word| text.contains(**word));
        if let (true, Some(word)) = ((is_pure && is_shipped(file)) || is_rule, worldly) {
            problems.push(format!("{}:{line}: `{word}` in pure code", file.path));
        }
        let clock = CLOCKS.iter().find(|word| text.contains(**word) && !is_duration(&source, word));
        if let (false, Some(word)) = (is_clock, clock) {
            problems.push(format!("{}:{line}: `{word}`; ask the clock of the context", file.path));
        }
    }
    problems
}

// The standard library's instant measures how long something took and names no moment.
fn is_duration(source: &Source, word: &str) -> bool {
    word == "Instant::now" && source.code.contains("std::time")
}

// Build scripts and tests of pure crates may read files.
fn is_shipped(file: &File) -> bool {
    file.path.contains("/src/") && !file.is_test()
}

#[test]
fn pure_code_stays_pure() {
    let files = tree::files(&["engine", "modules"], &[".rs"]);
    let problems: Vec<String> = files.iter().flat_map(check).collect();
    tree::assert_none(&problems);
}

#[test]
fn worldly_code_is_found() {
    let found = |path, text| check(&File::sample(path, text)).len();
    assert_eq!(found("engine/catalog/src/a.rs", "let t = std::fs::read(p);\n"), 1);
    assert_eq!(found("engine/access/src/a.rs", "pub async fn may() {}\n"), 1);
    assert_eq!(found("modules/x/src/y/rules.rs", "store.get(id).await\n"), 1);
    assert_eq!(found("engine/records/src/a.rs", "let t = SystemTime::now();\n"), 1);
}

#[test]
fn worldly_code_has_its_place() {
    let found = |path, text| check(&File::sample(path, text)).len();
    assert_eq!(found("engine/store/src/a.rs", "let t = std::fs::read(p).await;\n"), 0);
    assert_eq!(found("engine/kernel/src/clock.rs", "Timestamp::now()\n"), 0);
    assert_eq!(found("engine/jobs/src/a.rs", "let t = std::time::Instant::now();\n"), 0);
    assert_eq!(found("engine/ui/build.rs", "std::fs::read(p)\n"), 0);
}
