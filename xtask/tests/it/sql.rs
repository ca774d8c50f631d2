//! Only `engine/store` names a driver, and only it and `engine/sql` write SQL.

use crate::scan::{self, Source};
use crate::tree::{self, File};

const DRIVERS: [&str; 8] = [
    "rusqlite",
    "libsqlite3_sys",
    "tokio_postgres",
    "postgres_types",
    "deadpool_postgres",
    "sea_query",
    "sqlx",
    "diesel",
];

/// Words that together, in this order, make a statement.
const STATEMENTS: [&[&str]; 9] = [
    &["insert", "into"],
    &["delete", "from"],
    &["create", "table"],
    &["create", "index"],
    &["alter", "table"],
    &["drop", "table"],
    &["SELECT"],
    &["UPDATE", "SET"],
    &["PRAGMA"],
];

fn check(file: &File) -> Vec<String> {
    let source = Source::of(&file.text);
    let mut problems = Vec::new();
    for (line, word) in scan::identifiers(&source.code) {
        if DRIVERS.contains(&word) {
            problems.push(format!("{}:{line}: `{word}` outside engine/store", file.path));
        }
    }
    let literals = source.literals.iter().filter(|_| !file.path.starts_with("engine/sql/"));
    for literal in literals {
        if let Some(words) = STATEMENTS.iter().find(|words| is_statement(&literal.text, words)) {
            let words = words.join(" ");
            problems.push(format!("{}:{}: SQL ({words})", file.path, literal.line));
        }
    }
    problems
}

// One-word statements and `UPDATE ... SET` count in capitals only: a sentence may hold the words.
fn is_statement(text: &str, words: &[&str]) -> bool {
    let is_exact = words[0].chars().all(char::is_uppercase);
    let text = if is_exact { text.to_owned() } else { text.to_lowercase() };
    let said: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    if is_exact {
        return words.iter().all(|word| said.contains(word));
    }
    said.windows(words.len()).any(|window| window == words)
}

// Benchmarks compare with raw statements, that is their purpose.
fn is_checked(file: &File) -> bool {
    !file.path.starts_with("engine/store/") && !file.path.contains("/benches/")
}

#[test]
fn sql_stays_in_the_store() {
    let files = tree::files(&["engine", "modules", "server"], &[".rs"]);
    let problems: Vec<String> =
        files.iter().filter(|file| is_checked(file)).flat_map(check).collect();
    tree::assert_none(&problems);
}

#[test]
fn drivers_and_statements_are_found() {
    let found = |text| check(&File::sample("engine/web/src/a.rs", text)).len();
    assert_eq!(found("use rusqlite::Connection;\n"), 1);
    assert_eq!(found("let q = \"SELECT id FROM t\";\n"), 1);
    assert_eq!(found("let q = \"insert into t values ($1)\";\n"), 1);
    assert_eq!(found("let q = r#\"UPDATE t SET a = 1\"#;\n"), 1);
    assert_eq!(found("let q = \"DELETE FROM t\";\n"), 1);
}

#[test]
fn sentences_are_no_statements() {
    let found = |text| check(&File::sample("engine/web/src/a.rs", text)).len();
    assert_eq!(found("let t = \"please select a file from the list\";\n"), 0);
    assert_eq!(found("let t = \"you delete it and take it from here\";\n"), 0);
    assert_eq!(found("// SELECT is what the store writes, through rusqlite\n"), 0);
}
