//! Where stated totals do not follow from the lines.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Decimal;

use super::{Read, Stated};
use crate::arithmetic::{cents, over, sum, times};
use crate::check::{Finding, Place, Severity};
use crate::model::{Category, Vat};
use crate::text;
use crate::totals::{Totals, from_lines, totals};

/// Holds each stated total against what it follows from: lines from quantity and price, sums from
/// the stated lines, VAT from the stated bases, by the rules BR-CO-10 to BR-CO-17. Empty when all
/// follows. Cents of rounding in lines and VAT weigh as warnings, as in the official rules.
#[must_use]
pub fn differences(read: &Read) -> Vec<Finding> {
    let computed = totals(&read.invoice).lines;
    let stated = &read.stated;
    let mut found = Vec::new();
    let mut lines = Vec::new();
    for (n, own) in computed.into_iter().enumerate() {
        let told = stated.lines.get(n).copied().flatten();
        let slack = Slack { warns: Decimal::new(2, 2), is_rounding: Decimal::MAX };
        let rule = ("PEPPOL-EN16931-R120", &["BT-131"][..]);
        compare(&mut found, rule, Place::Line(n), [told, Some(own)], slack);
        if told.is_none() {
            found.push(missing("BR-24", &["BT-131"], Place::Line(n)));
        }
        lines.push(told.unwrap_or(own));
    }
    let expected = from_lines(&read.invoice, lines);
    sums(&mut found, stated, &expected);
    breakdown(&mut found, stated, &expected);
    found
}

/// Up to where a difference is none, and up to where it is a matter of rounding.
struct Slack {
    warns: Decimal,
    is_rounding: Decimal,
}

const EXACT: Slack = Slack { warns: Decimal::ZERO, is_rounding: Decimal::ZERO };
// BR-CO-17 and BR-S-08 bear with less than one unit of the currency.
const ROUNDED: Slack = Slack { warns: Decimal::ZERO, is_rounding: Decimal::ONE };

type Name<'a> = (&'a str, &'static [&'static str]);

fn compare(
    found: &mut Vec<Finding>,
    (rule, terms): Name<'_>,
    place: Place,
    [stated, expected]: [Option<Decimal>; 2],
    slack: Slack,
) {
    let (Some(stated), Some(expected)) = (stated, expected) else { return };
    let distance = stated.saturating_sub(expected).abs();
    if distance <= slack.warns {
        return;
    }
    let severity = if distance < slack.is_rounding { Severity::Warning } else { Severity::Fatal };
    let parameters = vec![("stated", text::amount(stated)), ("expected", text::amount(expected))];
    found.push(Finding { rule: rule.to_owned(), severity, terms, place, parameters });
}

fn missing(rule: &str, terms: &'static [&'static str], place: Place) -> Finding {
    let (rule, severity) = (rule.to_owned(), Severity::Fatal);
    Finding { rule, severity, terms, place, parameters: Vec::new() }
}

fn sums(found: &mut Vec<Finding>, stated: &Stated, expected: &Totals) {
    let zero = |number: Option<Decimal>| Some(number.unwrap_or_default());
    let vat = sum(stated.breakdown.iter().filter_map(|group| group.amount));
    let vat = Some(vat).filter(|_| stated.vat.is_some());
    let line_total = stated.line_total.unwrap_or(expected.line_total);
    let allowances = stated.allowances.unwrap_or_default();
    let net = line_total.saturating_sub(allowances);
    let net = net.saturating_add(stated.charges.unwrap_or_default());
    let stated_net = stated.net.unwrap_or(net);
    let gross = stated_net.saturating_add(stated.vat.unwrap_or_default());
    let stated_gross = stated.gross.unwrap_or(gross);
    let to_pay = expected.due.saturating_sub(expected.gross).saturating_add(stated_gross);
    let rules: [(Name<'_>, [Option<Decimal>; 2]); 7] = [
        (("BR-CO-10", &["BT-106"]), [stated.line_total, Some(expected.line_total)]),
        (("BR-CO-11", &["BT-107"]), [zero(stated.allowances), Some(expected.allowances)]),
        (("BR-CO-12", &["BT-108"]), [zero(stated.charges), Some(expected.charges)]),
        (("BR-CO-13", &["BT-109"]), [stated.net, Some(net)]),
        (("BR-CO-14", &["BT-110"]), [stated.vat, vat]),
        (("BR-CO-15", &["BT-112"]), [stated.gross, Some(gross)]),
        (("BR-CO-16", &["BT-115"]), [stated.due, Some(to_pay)]),
    ];
    for (name, numbers) in rules {
        compare(found, name, Place::Document, numbers, EXACT);
    }
    let needed: [(Option<Decimal>, &str, &'static [&'static str]); 4] = [
        (stated.line_total, "BR-12", &["BT-106"]),
        (stated.net, "BR-13", &["BT-109"]),
        (stated.gross, "BR-14", &["BT-112"]),
        (stated.due, "BR-15", &["BT-115"]),
    ];
    let absent = needed.into_iter().filter(|(number, ..)| number.is_none());
    found.extend(absent.map(|(_, rule, terms)| missing(rule, terms, Place::Document)));
}

fn breakdown(found: &mut Vec<Finding>, stated: &Stated, expected: &Totals) {
    if stated.breakdown.is_empty() {
        found.push(missing("BR-CO-18", &["BG-23"], Place::Document));
    }
    let bases: BTreeMap<_, _> =
        expected.breakdown.iter().map(|own| (key(own.vat), own.base)).collect();
    let told: BTreeSet<_> = stated.breakdown.iter().map(|group| key(group.vat)).collect();
    for (n, group) in stated.breakdown.iter().enumerate() {
        let place = Place::Breakdown(n);
        let base = bases.get(&key(group.vat)).copied().unwrap_or_default();
        let rule = format!("BR-{}-08", rule_name(group.vat.category));
        let name = (rule.as_str(), &["BT-116"][..]);
        compare(found, name, place, [group.base, Some(base)], ROUNDED);
        let rate = group.vat.rate.unwrap_or_default();
        let base = group.base.unwrap_or_default();
        let tax = cents(over(times(base, rate), Decimal::ONE_HUNDRED));
        let name = ("BR-CO-17", &["BT-117"][..]);
        compare(found, name, place, [group.amount, Some(tax)], ROUNDED);
        if group.base.is_none() {
            found.push(missing("BR-45", &["BT-116"], place));
        }
        if group.amount.is_none() {
            found.push(missing("BR-46", &["BT-117"], place));
        }
    }
    for own in &expected.breakdown {
        if !told.contains(&key(own.vat)) {
            let rule = format!("BR-{}-01", rule_name(own.vat.category));
            found.push(missing(&rule, &["BG-23"], Place::Document));
        }
    }
}

fn key(vat: Vat) -> (Category, Decimal) {
    (vat.category, vat.rate.unwrap_or_default())
}

/// What EN 16931 calls a category in the names of its rules.
pub fn rule_name(category: Category) -> &'static str {
    match category {
        Category::Standard => "S",
        Category::Zero => "Z",
        Category::Exempt => "E",
        Category::ReverseCharge => "AE",
        Category::IntraCommunity => "IC",
        Category::Export => "G",
        Category::OutOfScope => "O",
        Category::CanaryIslands => "AF",
        Category::CeutaMelilla => "AG",
        Category::SplitPayment => "B",
    }
}
