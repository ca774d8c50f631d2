//! The engine knows no noun of the trade: it must read the same if we sold library software.

use crate::scan;
use crate::tree::{self, File};

/// Nouns that stand nowhere in the engine, in the singular.
const NOUNS: [&str; 23] = [
    "account",
    "contact",
    "lead",
    "opportunity",
    "campaign",
    "newsletter",
    "segment",
    "quote",
    "invoice",
    "dunning",
    "delivery",
    "ticket",
    "contract",
    "project",
    "product",
    "vendor",
    "supplier",
    "partner",
    "price",
    "stock",
    "subscription",
    "payment",
    "tax",
];

/// Words that belong to both worlds and are nouns of the trade only beside each other.
const PAIRS: [(&str, &str); 8] = [
    ("sales", "order"),
    ("purchase", "order"),
    ("order", "confirmation"),
    ("order", "item"),
    ("order", "number"),
    ("service", "contract"),
    ("assets", "owned"),
    ("credit", "note"),
];

/// Names of the trade's own formats, found inside other words too.
const FORMATS: [&str; 4] = ["datev", "xrechnung", "factur-x", "zugferd"];

/// Neutral uses of a listed noun: the noun, the word beside it or the folder, and what is meant.
const NEUTRAL: [(&str, &[&str]); 5] = [
    // Quotation marks around text and names, and the icon for words of others.
    ("quote", &["double", "single", "mark", "char", "style", "ident", "in", "text"]),
    // The verb: a link leads somewhere.
    ("lead", &["to", "there", "somewhere", "nowhere", "back", "it", "zeros"]),
    // The parts of an address, and the group of buttons in the design.
    ("segment", &["path", "url", "engine/ui/"]),
    // Where Typst thinks that its own files lie.
    ("project", &["root"]),
    // Attempts to hand an event to a subscriber.
    ("delivery", &["webhook", "engine/jobs/"]),
];

fn check(file: &File) -> Vec<String> {
    let mut problems = Vec::new();
    for (line, text) in (1..).zip(file.text.lines()) {
        let said: Vec<String> =
            scan::identifiers(text).flat_map(|(_, word)| scan::parts(word)).collect();
        for (index, word) in said.iter().enumerate() {
            let before = index.checked_sub(1).map_or("", |index| said[index].as_str());
            let after = said.get(index + 1).map_or("", String::as_str);
            if let Some(noun) = noun(word, after)
                && !is_neutral(noun, [before, after, &file.path])
            {
                problems.push(format!("{}:{line}: `{noun}`: {}", file.path, text.trim()));
            }
        }
        let lower = text.to_lowercase();
        for format in FORMATS.iter().filter(|format| lower.contains(**format)) {
            problems.push(format!("{}:{line}: `{format}`: {}", file.path, text.trim()));
        }
    }
    problems
}

fn noun(word: &str, after: &str) -> Option<&'static str> {
    let single = NOUNS.iter().find(|noun| is_form_of(word, noun)).copied();
    let pair = || PAIRS.iter().find(|(first, second)| word == *first && is_form_of(after, second));
    single.or_else(|| pair().map(|(first, _)| *first))
}

fn is_form_of(word: &str, noun: &str) -> bool {
    let stem = noun.strip_suffix('y').unwrap_or(noun);
    word == noun
        || word.strip_suffix('s') == Some(noun)
        || word.strip_suffix("es") == Some(noun)
        || (stem != noun && word.strip_suffix("ies") == Some(stem))
}

fn is_neutral(noun: &str, around: [&str; 3]) -> bool {
    let [before, after, path] = around;
    let beside = NEUTRAL.iter().find(|(neutral, _)| *neutral == noun);
    beside.into_iter().flat_map(|(_, beside)| *beside).any(|beside| {
        before == *beside
            || is_form_of(after, beside)
            || (beside.ends_with('/') && path.starts_with(beside))
    })
}

#[test]
fn the_engine_knows_no_noun_of_the_trade() {
    let files = tree::files(&["engine"], &[".rs", ".toml", ".ts", ".css", ".mjs"]);
    let problems: Vec<String> = files.iter().flat_map(check).collect();
    tree::assert_none(&problems);
}

#[test]
fn nouns_are_found_in_every_form() {
    for bad in [
        "struct InvoiceLine;",
        "let account_id = 1;",
        "// opportunities are won",
        "\"/contacts\"",
        "let taxes = 1;",
        "enum A { SalesOrder }",
        "// write an XRechnung",
        ".ticket__title {",
        "const MAX_QUOTES: u8 = 1;",
    ] {
        assert_eq!(check(&File::sample("engine/x/src/a.rs", bad)).len(), 1, "{bad}");
    }
}

#[test]
fn words_of_both_worlds_are_left_alone() {
    for good in [
        "leading, misleading, syntax, pricey, stocked",
        "ORDER BY title // in this order",
        "a path segment, double quotes, quote_ident(name), where it leads",
        "tower::Service, /assets/, task, event, call, document, user, unit",
    ] {
        assert!(check(&File::sample("engine/x/src/a.rs", good)).is_empty(), "{good}");
    }
}
