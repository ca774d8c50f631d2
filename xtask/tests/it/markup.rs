//! No script and no style inside pages: the content security policy forbids both.

use crate::scan::{self, Source};
use crate::tree::{self, File};

/// Beginnings that need the browser to evaluate text.
const EVALUATED: [&str; 4] = ["hx-on", "javascript:", "js:", "hx-vars"];

fn check_rust(file: &File) -> Vec<String> {
    let source = Source::of(&file.text);
    let mut problems = Vec::new();
    for (line, text) in source.lines() {
        if let Some(fault) = fault_in_code(text) {
            problems.push(format!("{}:{line}: {fault}", file.path));
        }
    }
    for literal in &source.literals {
        if let Some(fault) = fault_in_text(&literal.text) {
            problems.push(format!("{}:{}: {fault}", file.path, literal.line));
        }
    }
    problems
}

fn fault_in_code(line: &str) -> Option<String> {
    let is_attribute = |name: &str| {
        line.match_indices(&format!(" {name}=")).any(|(at, _)| !line[at..].contains("=="))
    };
    if is_attribute("style") {
        return Some("inline style; use a class".into());
    }
    if let Some(name) = handler(line) {
        return Some(format!("inline script `{name}`; use a custom element"));
    }
    let opens = line.trim_start();
    if opens.starts_with("script {") || opens.starts_with("style {") {
        return Some("inline script or style; use a file of the bundle".into());
    }
    line.contains("hx-on").then(|| "hx-on evaluates text".into())
}

fn fault_in_text(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    if lower.contains("<script>") || lower.contains("<style") || lower.contains(" style=\\\"") {
        return Some(format!("inline script or style in {text:?}"));
    }
    let word = EVALUATED.iter().find(|word| lower.starts_with(**word))?;
    Some(format!("`{word}` evaluates text"))
}

// `onclick=` and its kind, as maud writes attributes.
fn handler(line: &str) -> Option<&str> {
    let events = ["click", "change", "input", "submit", "load", "error", "key", "mouse", "focus"];
    line.split_whitespace().filter_map(|word| word.split_once('=').map(|(name, _)| name)).find(
        |name| {
            let event = name.strip_prefix("on");
            event.is_some_and(|event| events.iter().any(|begin| event.starts_with(begin)))
        },
    )
}

fn check_script(file: &File) -> Vec<String> {
    let mut problems = Vec::new();
    for (line, text) in (1..).zip(file.text.lines()) {
        let calls = ["eval(", "new Function(", "setAttribute(\"style\"", "document.write("];
        if let Some(call) = calls.iter().find(|call| calls_it(text, call)) {
            problems.push(format!("{}:{line}: `{call}` is refused by the policy", file.path));
        }
    }
    problems
}

fn calls_it(text: &str, call: &str) -> bool {
    let name = call.split('(').next().expect("a split has a first part");
    text.contains(call) && (name.contains([' ', '.']) || scan::has_word(text, name))
}

#[test]
fn pages_hold_no_script_and_no_style() {
    let pages = tree::files(&["engine/ui", "engine/entrance", "engine/web", "modules"], &[".rs"]);
    let shipped = pages.iter().filter(|file| !file.is_test());
    let mut problems: Vec<String> = shipped.flat_map(check_rust).collect();
    problems.extend(tree::files(&["engine/ui/assets"], &[".ts"]).iter().flat_map(check_script));
    tree::assert_none(&problems);
}

#[test]
fn script_and_style_are_found() {
    for bad in [
        "html! { div style=\"color: red\" {} }",
        "html! { div style=(x) {} }",
        "html! { button onclick=\"go()\" {} }",
        "    script { (PreEscaped(x)) }",
        "let x = PreEscaped(\"<script>go()</script>\");",
        "html! { a href=\"javascript:go()\" {} }",
        "html! { div hx-on:click=\"go()\" {} }",
        "html! { div hx-vals=\"js:go()\" {} }",
    ] {
        assert_eq!(check_rust(&File::sample("engine/ui/src/a.rs", bad)).len(), 1, "{bad}");
    }
    for bad in ["eval(x);", "e.setAttribute(\"style\", x);", "new Function(x)"] {
        assert_eq!(check_script(&File::sample("engine/ui/assets/a.ts", bad)).len(), 1, "{bad}");
    }
}

#[test]
fn ordinary_code_is_left_alone() {
    let good = "let style = \"plain\";\nif style == x {}\nscript src=(asset) {}\nonce=1\n";
    assert!(check_rust(&File::sample("engine/ui/src/a.rs", good)).is_empty());
    assert!(check_script(&File::sample("a.ts", "retrieval(x);")).is_empty());
}
