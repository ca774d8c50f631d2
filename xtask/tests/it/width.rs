//! Line width, and the small things no formatter looks at.

use crate::tree::{self, File};

const WIDTH: usize = 100;

fn check(file: &File) -> Vec<String> {
    let mut problems = Vec::new();
    for (number, line) in (1..).zip(file.text.lines()) {
        let width = line.chars().count();
        if WIDTH < width && !line.contains("https://") {
            problems.push(format!("{}:{number}: {width} characters, at most {WIDTH}", file.path));
        }
        if line.ends_with([' ', '\t']) {
            problems.push(format!("{}:{number}: space at the end", file.path));
        }
    }
    if !file.text.is_empty() && !file.text.ends_with('\n') {
        problems.push(format!("{}: no line break at the end", file.path));
    }
    problems
}

#[test]
fn lines_are_not_wider_than_a_hundred_characters() {
    let endings = [".rs", ".ts", ".css", ".mjs", ".sh"];
    let folders = ["engine", "modules", "server", "xtask", "tests"];
    let problems: Vec<String> = tree::files(&folders, &endings).iter().flat_map(check).collect();
    tree::assert_none(&problems);
}

#[test]
fn a_wide_line_is_found() {
    let wide = format!("{}\n", "x".repeat(101));
    assert_eq!(check(&File::sample("a.rs", &wide)), ["a.rs:1: 101 characters, at most 100"]);
    assert!(check(&File::sample("a.rs", &format!("{}\n", "ä".repeat(100)))).is_empty());
    assert!(check(&File::sample("a.rs", &format!("// https://{wide}"))).is_empty());
}

#[test]
fn loose_ends_of_lines_and_files_are_found() {
    assert_eq!(check(&File::sample("a.css", "a \n")), ["a.css:1: space at the end"]);
    assert_eq!(check(&File::sample("a.css", "a")), ["a.css: no line break at the end"]);
}
