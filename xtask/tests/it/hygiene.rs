//! Tests that can fail and code that cannot look away.

use crate::scan::Source;
use crate::tree::{self, File};

fn check(file: &File) -> Vec<String> {
    let source = Source::of(&file.text);
    let mut problems = Vec::new();
    for (line, text) in source.lines() {
        for (pattern, advice) in [
            ("#[ignore", "a test that does not run proves nothing"),
            ("#[should_panic", "assert the error instead"),
            ("#[allow(", "use #[expect(lint, reason = \"...\")]"),
            ("#![allow(", "use #![expect(lint, reason = \"...\")]"),
        ] {
            if text.contains(pattern) {
                problems.push(format!("{}:{line}: {pattern}: {advice}", file.path));
            }
        }
        if is_scenario(file) && text.contains("sleep(") {
            problems.push(format!("{}:{line}: a test that sleeps; move the clock", file.path));
        }
    }
    for (at, _) in source.code.match_indices("[expect(") {
        let attribute = source.code[at..].split(']').next().unwrap_or_default();
        if !attribute.contains("reason =") {
            let line = source.code[..at].lines().count();
            problems.push(format!("{}:{line}: #[expect] without a reason", file.path));
        }
    }
    problems.extend(check_documentation(file));
    problems
}

// The crash tests of the program wait for a real process; everything else has a clock to move.
fn is_scenario(file: &File) -> bool {
    file.is_test() && !file.path.starts_with("server/")
}

fn check_documentation(file: &File) -> Vec<String> {
    let lines: Vec<&str> = file.text.lines().map(str::trim_start).collect();
    let mut problems = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let begins =
            line.starts_with("/// ") && (index == 0 || !lines[index - 1].starts_with("///"));
        if !begins {
            continue;
        }
        let is_paragraph = |line: &&&str| line.starts_with("/// ");
        let sentence = lines[index..].iter().take_while(is_paragraph).last().unwrap_or(line);
        if !sentence.ends_with(['.', '?', ':', '`', '|']) {
            problems.push(format!("{}:{}: not a full sentence: {line}", file.path, index + 1));
        }
    }
    problems
}

#[test]
fn tests_run_and_lints_are_not_silenced() {
    let problems: Vec<String> = tree::rust().iter().flat_map(check).collect();
    tree::assert_none(&problems);
}

#[test]
fn silenced_tests_and_lints_are_found() {
    let text = "#[ignore]\n#[should_panic]\n#[allow(dead_code)]\n#[expect(dead_code)]\n";
    assert_eq!(check(&File::sample("engine/x/src/a.rs", text)).len(), 4);
    let reasoned = "#[expect(\n    dead_code,\n    reason = \"read by tests\"\n)]\nfn a() {}\n";
    assert!(check(&File::sample("engine/x/src/a.rs", reasoned)).is_empty());
}

#[test]
fn a_sleeping_test_is_found() {
    let text = "fn a() { std::thread::sleep(TICK); }\n";
    assert_eq!(check(&File::sample("modules/x/src/y/tests.rs", text)).len(), 1);
    assert!(check(&File::sample("engine/x/src/a.rs", text)).is_empty());
}

#[test]
fn half_a_sentence_is_found() {
    let found = |text: &str| check(&File::sample("a.rs", text)).len();
    assert_eq!(found("/// the id\nfn a() {}\n"), 1);
    assert_eq!(found("/// The id, as\n/// everybody knows it.\n///\n/// ```\nfn a() {}\n"), 0);
    let clean = "let a = \"#[ignore]\"; // #[ignore]\n";
    assert_eq!(found(clean), 0);
}
