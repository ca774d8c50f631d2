//! Style sheets: layers, tokens and flat rules.

use crate::tree::{self, File};

const NESTING: usize = 2;

const LAYERS: [&str; 7] = ["reset", "tokens", "base", "layout", "components", "views", "utilities"];

const COLOUR_FUNCTIONS: [&str; 9] =
    ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch("];

const COLOUR_NAMES: [&str; 12] = [
    "white", "black", "red", "green", "blue", "gray", "grey", "yellow", "orange", "purple", "pink",
    "silver",
];

fn check(file: &File) -> Vec<String> {
    let is_tokens = file.name() == "tokens.css";
    let mut problems = Vec::new();
    let mut depth = Depth::default();
    for (line, text) in (1..).zip(without_comments(&file.text).lines()) {
        let mut report = |fault: String| problems.push(format!("{}:{line}: {fault}", file.path));
        if text.contains("!important") {
            report("!important; the layers decide".into());
        }
        for piece in text.split_inclusive(['{', '}', ';']) {
            if let Some(fault) = depth.read(piece) {
                report(fault);
            }
            if !is_tokens && let Some(fault) = raw_value(piece) {
                report(fault);
            }
        }
    }
    if !file.text.contains("@layer") && !file.text.trim().is_empty() {
        problems.push(format!("{}: stands in no @layer", file.path));
    }
    problems
}

#[derive(Default)]
struct Depth {
    // One entry for each open brace: whether it belongs to a rule rather than to an at-rule.
    open: Vec<bool>,
    begun: String,
}

impl Depth {
    fn read(&mut self, piece: &str) -> Option<String> {
        self.begun.push_str(piece);
        let mut fault = None;
        if piece.ends_with('{') {
            let head = std::mem::take(&mut self.begun);
            let head = head.trim().trim_end_matches('{').trim();
            self.open.push(!head.starts_with('@'));
            fault = selector_fault(head);
            let depth = self.open.iter().filter(|is_rule| **is_rule).count();
            if NESTING < depth && !is_in_keyframes(&self.open) {
                fault = Some(format!("rule {depth} deep, at most {NESTING}"));
            }
        } else if piece.ends_with('}') {
            self.begun.clear();
            self.open.pop();
        } else if piece.ends_with(';') {
            let statement = std::mem::take(&mut self.begun);
            fault = layer_fault(statement.trim());
        }
        fault
    }
}

fn is_in_keyframes(open: &[bool]) -> bool {
    open.len() < NESTING
}

fn selector_fault(head: &str) -> Option<String> {
    if let Some(layer) = head.strip_prefix("@layer ") {
        let name = layer.split(['.', ' ']).next().unwrap_or_default();
        return (!LAYERS.contains(&name)).then(|| format!("@layer {name} is none of ours"));
    }
    let bare = without_brackets(head);
    let is_id = bare.match_indices('#').any(|(at, _)| {
        bare[at + 1..].starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '-')
    });
    (!head.starts_with('@') && is_id).then(|| format!("id in the selector `{head}`"))
}

fn layer_fault(statement: &str) -> Option<String> {
    let names = statement.strip_prefix("@layer ")?.trim_end_matches(';');
    let names: Vec<&str> = names.split(',').map(str::trim).collect();
    (names != LAYERS).then(|| format!("the layers are {}", LAYERS.join(", ")))
}

fn raw_value(piece: &str) -> Option<String> {
    if piece.ends_with('{') {
        return None;
    }
    let (property, value) = piece.split_once(':')?;
    let (property, value) = (property.trim(), value.trim().trim_end_matches([';', '}']).trim());
    let function = COLOUR_FUNCTIONS
        .iter()
        .find(|name| contains_call(value, name) && !value.contains("from var("));
    let words = || value.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '#');
    let is_colour = function.is_some()
        || words().any(|word| COLOUR_NAMES.contains(&word) || is_hex_colour(word));
    let is_bare = |bare: bool| bare && !value.contains("var(");
    if is_colour {
        Some(format!("raw colour in `{property}: {value}`; it belongs in tokens.css"))
    } else if is_bare(property == "z-index" && value.parse::<i32>().is_ok_and(|z| 1 < z.abs())) {
        Some(format!("raw z-index {value}; it belongs in tokens.css"))
    } else if is_bare(property == "box-shadow" && value.starts_with(|c: char| c.is_numeric())) {
        Some(format!("raw shadow {value}; it belongs in tokens.css"))
    } else {
        None
    }
}

fn contains_call(value: &str, call: &str) -> bool {
    value.match_indices(call).any(|(at, _)| !value[..at].ends_with(|c: char| c.is_alphanumeric()))
}

fn is_hex_colour(word: &str) -> bool {
    word.strip_prefix('#').is_some_and(|hex| {
        [3, 4, 6, 8].contains(&hex.len()) && hex.chars().all(|c| c.is_ascii_hexdigit())
    })
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|c| {
            depth += i32::from(*c == '[') - i32::from(*c == ']');
            depth == 0
        })
        .collect()
}

fn without_comments(text: &str) -> String {
    let mut rest = text;
    let mut bare = String::new();
    while let Some((before, after)) = rest.split_once("/*") {
        let (comment, tail) = after.split_once("*/").unwrap_or((after, ""));
        bare.push_str(before);
        bare.extend(comment.chars().filter(|c| *c == '\n'));
        rest = tail;
    }
    bare + rest
}

#[test]
fn style_sheets_are_flat_layered_and_made_of_tokens() {
    let files = tree::files(&["engine/ui/assets"], &[".css"]);
    let problems: Vec<String> = files.iter().flat_map(check).collect();
    tree::assert_none(&problems);
}

#[test]
fn bad_rules_are_found() {
    for bad in [
        "@layer components { .a { color: var(--x) !important; } }",
        "@layer components { #a { color: var(--x); } }",
        "@layer components { .a { .b { .c { color: var(--x); } } } }",
        "@layer components { .a { color: #fff; } }",
        "@layer components { .a { border: 1px solid oklch(0.5 0.1 20); } }",
        "@layer components { .a { background: white; } }",
        "@layer components { .a { z-index: 40; } }",
        "@layer components { .a { box-shadow: 0 1px 2px; } }",
        "@layer extra { .a { color: var(--x); } }",
        "@layer base, tokens;",
        ".a { color: var(--x); }",
    ] {
        let problems = check(&File::sample("engine/ui/assets/css/a.css", bad));
        assert_eq!(problems.len(), 1, "{bad}: {problems:?}");
    }
}

#[test]
fn good_rules_are_left_alone() {
    let good = "/* #fff */\n@layer components {\n  @media (width < 60rem) {\n    .a {\n      \
                color: oklch(from var(--x) l c h);\n      &:hover { white-space: nowrap; }\n    \
                }\n  }\n  a[href=\"#top\"] { z-index: var(--z-menu); box-shadow: none; }\n}\n";
    let problems = check(&File::sample("engine/ui/assets/css/a.css", good));
    assert!(problems.is_empty(), "{problems:?}");
    let tokens = "@layer tokens { :root { --x: #fff; --z-menu: 40; } }";
    assert!(check(&File::sample("engine/ui/assets/css/tokens.css", tokens)).is_empty());
}
