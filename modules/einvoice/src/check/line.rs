//! Lines: BR-21 to BR-30, BR-41 to BR-44, BR-54, BR-64 and BR-65.

use super::core::{ends_early, is_unexplained};
use super::finding::{Findings, Place, Rule, is_absent, is_blank};
use crate::model::{Attribute, Classification, Invoice, Item, Line, LineAdjustment, Period, Sign};

/// Judges lines and what was sold.
pub fn judge(found: &mut Findings, invoice: &Invoice) {
    for (n, line) in invoice.lines.iter().enumerate() {
        found.fatal(Place::Line(n), &rules(line));
        found.fatal(Place::Line(n), &item_rules(&line.item));
        for (m, adjustment) in line.adjustments.iter().enumerate() {
            found.fatal(Place::LineAdjustment(n, m), &reasons(adjustment));
        }
    }
}

fn rules(line: &Line) -> [Rule; 6] {
    let gross = line.price.gross;
    let is_negative = |number: kernel::Decimal| number < kernel::Decimal::ZERO;
    [
        (is_blank(&line.id), "BR-21", &["BT-126"]),
        (is_blank(&line.unit), "BR-23", &["BT-130"]),
        (is_negative(line.price.net), "BR-27", &["BT-146"]),
        (gross.is_some_and(|gross| is_negative(gross.amount)), "BR-28", &["BT-148"]),
        (line.period.is_some_and(ends_early), "BR-30", &["BT-134", "BT-135"]),
        (line.period == Some(Period::default()), "BR-CO-20", &["BT-134", "BT-135"]),
    ]
}

fn item_rules(item: &Item) -> [Rule; 4] {
    let standard = item.standard_id.as_ref();
    let is_unsaid = standard.is_some_and(|id| is_absent(id.scheme.as_ref()));
    let is_unlisted = |class: &Classification| is_absent(class.scheme.as_ref());
    let is_half = |found: &Attribute| is_blank(&found.name) || is_blank(&found.value);
    [
        (is_blank(&item.name), "BR-25", &["BT-153"]),
        (item.attributes.iter().any(is_half), "BR-54", &["BT-160", "BT-161"]),
        (is_unsaid, "BR-64", &["BT-157"]),
        (item.classifications.iter().any(is_unlisted), "BR-65", &["BT-158"]),
    ]
}

fn reasons(adjustment: &LineAdjustment) -> [Rule; 2] {
    let is_unexplained = is_unexplained(&adjustment.reason, &adjustment.reason_code);
    match adjustment.sign {
        Sign::Allowance => [
            (is_unexplained, "BR-42", &["BT-139", "BT-140"]),
            (is_unexplained, "BR-CO-23", &["BT-139", "BT-140"]),
        ],
        Sign::Charge => [
            (is_unexplained, "BR-44", &["BT-144", "BT-145"]),
            (is_unexplained, "BR-CO-24", &["BT-144", "BT-145"]),
        ],
    }
}
