//! The list of what is demanded names tests that exist, and no line of it is missing.

use std::collections::BTreeSet;

use crate::tree::{self, assert_none};

/// Lines of the list that are numbered, and those about reliability.
const N_LINES: usize = 95;
const N_RELIABILITY: usize = 12;

fn rows(text: &str) -> Vec<(String, String)> {
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|')
            .split(" | ")
            .map(|cell| cell.trim_matches([' ', '|']).into())
            .collect()
    };
    let rows = text.lines().filter(|line| line.starts_with("| ")).map(cells);
    rows.filter(|cells| cells[0] != "Line")
        .map(|cells| (cells[0].clone(), cells[2].clone()))
        .collect()
}

/// Names in a cell that a test can have.
fn named(cell: &str) -> Vec<&str> {
    let quoted = cell.split('`').skip(1).step_by(2);
    let is_test = |name: &&str| {
        name.contains('_')
            && name.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit())
    };
    quoted.filter(is_test).collect()
}

fn check(text: &str, tests: &BTreeSet<String>) -> Vec<String> {
    let rows = rows(text);
    let lines = (1..=N_LINES).map(|n| n.to_string());
    let reliability = (1..=N_RELIABILITY).map(|n| format!("R{n}"));
    let missing = lines.chain(reliability).filter(|n| !rows.iter().any(|(line, _)| line == n));
    let mut problems: Vec<String> = missing.map(|n| format!("line {n} is missing")).collect();
    for (line, shown) in &rows {
        let unknown = named(shown).into_iter().filter(|name| !tests.contains(*name));
        problems
            .extend(unknown.map(|name| format!("line {line} names `{name}`, which is no test")));
        let says = shown.contains("Reason:") || shown.contains("section below");
        if named(shown).is_empty() && !says {
            problems.push(format!("line {line} names no test and no reason"));
        }
    }
    problems
}

/// Names of all tests: functions, and scenarios that a macro makes tests of.
fn tests() -> BTreeSet<String> {
    let word = |text: &str| -> String {
        text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
    };
    let mut names = BTreeSet::new();
    for file in tree::files(&["engine", "modules", "server", "xtask"], &[".rs"]) {
        for (at, _) in file.text.match_indices("fn ") {
            names.insert(word(&file.text[at + 3..]));
        }
        for (at, _) in file.text.match_indices("scenario!(") {
            let rest = &file.text[at..];
            let rest = rest.split_once(", ").map_or("", |(_, rest)| rest);
            names.insert(word(rest.trim_start()));
        }
    }
    names
}

#[test]
fn every_demand_is_shown_or_explained() {
    let files = tree::files(&["docs"], &["security.md"]);
    assert_none(&check(&files[0].text, &tests()));
}

#[test]
fn missing_lines_and_unknown_tests_are_found() {
    let known = BTreeSet::from(["a_test".to_owned()]);
    let all = check("| 1 | x | `a_test` |\n| 2 | y | `no_test` |\n| 3 | z | nothing |\n", &known);
    assert!(all.contains(&"line 4 is missing".to_owned()), "{all:?}");
    assert!(all.contains(&"line 2 names `no_test`, which is no test".to_owned()));
    assert!(all.contains(&"line 3 names no test and no reason".to_owned()));
    assert!(!all.iter().any(|problem| problem.starts_with("line 1 ")));
}
