//! What strikes about a file: its amounts, and the rules that it promises to keep.

use einvoice::{Finding, Place, Profile, Read, Severity, check, differences, form};
use kernel::{Decimal, Line, parse_decimal};

use crate::finding::{Found, Weight};

/// Findings at most that are kept; how many more there were is said.
const MOST: usize = 100;

/// All that strikes, what weighs most first.
#[must_use]
pub fn findings(read: &Read) -> Vec<Line> {
    let profile = read.profile().unwrap_or(Profile::En16931);
    let amounts = differences(read).into_iter().map(|finding| (amount_code(&finding), finding));
    let rules = check(&read.invoice, profile).into_iter().chain(form(read));
    let rules = rules.map(|finding| ("rule_broken", finding));
    let mut all: Vec<(&str, Finding)> = amounts.chain(rules).collect();
    all.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.severity));
    let mut lines: Vec<Found> = all.iter().take(MOST).map(|(what, one)| found(what, one)).collect();
    if MOST < all.len() {
        let more = (all.len() - MOST).to_string();
        lines.push(Found::in_file("more_findings", Weight::Warning).about(&more));
    }
    let unread = read.not_understood.iter().take(20).map(String::as_str).collect::<Vec<_>>();
    if !unread.is_empty() {
        let found = Found::in_file("not_understood", Weight::Information);
        lines.push(found.about(&unread.join("\n")));
    }
    lines.into_iter().map(|found| found.into_line(&[])).collect()
}

/// What a difference of amounts is about.
fn amount_code(finding: &Finding) -> &'static str {
    match finding.place {
        _ if finding.parameters.is_empty() => "amount_missing",
        Place::Line(_) => "line_differs",
        Place::Breakdown(_) => "tax_differs",
        Place::Document
        | Place::LineAdjustment(..)
        | Place::Adjustment(_)
        | Place::Attachment(_)
        | Place::Preceding(_)
        | Place::Transfer(_)
        | Place::Note(_) => "sum_differs",
    }
}

fn found(what: &str, finding: &Finding) -> Found {
    let weight = match finding.severity {
        Severity::Fatal => Weight::Fatal,
        Severity::Warning => Weight::Warning,
        Severity::Information => Weight::Information,
    };
    let rule = match finding.terms {
        [] => finding.rule.clone(),
        terms => format!("{} ({})", finding.rule, terms.join(", ")),
    };
    let mut found = Found::in_file(what, weight).by(&rule);
    if let Place::Line(at) | Place::LineAdjustment(at, _) = finding.place {
        found = found.at(at);
    }
    let number = |name: &str| -> Option<Decimal> {
        let text = finding.parameters.iter().find(|(known, _)| *known == name);
        text.and_then(|(_, text)| parse_decimal(text))
    };
    if let (Some(stated), Some(expected)) = (number("stated"), number("expected")) {
        return found.differing(stated, expected);
    }
    let about = finding.parameters.iter().map(|(_, value)| value.as_str());
    found.about(&about.collect::<Vec<_>>().join("\n"))
}
