//! Comments say why: no notes to self, no sleeping code, no banners, no examples that rot.

use crate::scan::Source;
use crate::tree::{self, File};

fn check(file: &File) -> Vec<String> {
    let is_rust = file.name().ends_with(".rs");
    let comments = if is_rust { Source::of(&file.text).comments } else { slashed(&file.text) };
    let mut problems = Vec::new();
    for comment in comments {
        if let Some(fault) = fault(&comment.text) {
            problems.push(format!("{}:{}: {fault}", file.path, comment.line));
        }
    }
    problems
}

fn fault(comment: &str) -> Option<&'static str> {
    let notes = ["TODO", "FIXME", "XXX", "HACK"];
    if notes.iter().any(|note| crate::scan::has_word(comment, note)) {
        return Some("a note to self; finish it or open an issue");
    }
    let is_documentation = ["///", "//!", "/**"].iter().any(|doc| comment.starts_with(doc));
    let text = comment.trim_start_matches(['/', '*', '!']).trim_end_matches(['*', '/']).trim();
    if !is_documentation && is_code(text) {
        return Some("code that is commented out; delete it");
    }
    if is_documentation && text.starts_with("```") {
        return Some("an example that no suite runs; make it a test");
    }
    let is_ruler = text.len() >= 4 && text.chars().all(|c| "-=*#~_/".contains(c));
    let has_ruler = ["-----", "=====", "*****", "#####"].iter().any(|ruler| text.contains(ruler));
    if is_ruler || (!is_documentation && has_ruler) {
        return Some("a banner; make it a module instead");
    }
    None
}

fn is_code(text: &str) -> bool {
    let begins = ["let ", "use ", "fn ", "pub ", "if ", "for ", "return ", "const ", "}"];
    let begins_like_code = begins.iter().any(|begin| text.starts_with(begin));
    let ends_like_code = text.ends_with(';') && text.contains(['(', '=']);
    ends_like_code || (begins_like_code && text.ends_with(['{', '}', ';']))
}

fn slashed(text: &str) -> Vec<crate::scan::Piece> {
    (1..)
        .zip(text.lines())
        .filter_map(|(line, text)| {
            let text = text.trim_start();
            let is_comment = text.starts_with("//") || text.starts_with("/*");
            is_comment.then(|| crate::scan::Piece { line, text: text.to_owned() })
        })
        .collect()
}

#[test]
fn comments_hold_no_notes_code_or_banners() {
    let endings = [".rs", ".ts", ".css", ".mjs"];
    let folders = ["engine", "modules", "server", "xtask", "tests"];
    let problems: Vec<String> = tree::files(&folders, &endings).iter().flat_map(check).collect();
    tree::assert_none(&problems);
}

#[test]
fn bad_comments_are_found() {
    let found = |text: &str| check(&File::sample("a.rs", text)).len();
    assert_eq!(found("// TODO: later\n"), 1);
    assert_eq!(found("// let x = 1;\n"), 1);
    assert_eq!(found("// if x < 1 {\n"), 1);
    assert_eq!(found("// ------------\n"), 1);
    assert_eq!(found("/* ===== part ===== */\n"), 1);
    assert_eq!(found("/// ```\n/// sum(1, 2)\n/// ```\n"), 2);
    assert_eq!(check(&File::sample("a.ts", "  // return x;\n")).len(), 1);
}

#[test]
fn good_comments_are_left_alone() {
    let good = "// Why it holds: 2 - 1 is one;\n// so it goes.\n/// `let x = 1;`\n/// | --- |\n\
                let s = \"TODO\";\n";
    assert!(check(&File::sample("a.rs", good)).is_empty());
}
