//! Amounts have two places at most: BR-DEC.

use kernel::Decimal;

use super::finding::{Findings, Place, Severity};
use crate::model::{Invoice, Sign};

/// Judges the places of all amounts that are no totals.
pub fn judge(found: &mut Findings, invoice: &Invoice) {
    let vat = invoice.vat_currency.and_then(|vat| vat.vat);
    let head: [Amount; 3] = [
        (vat, "BR-DEC-15", &["BT-111"]),
        (invoice.paid, "BR-DEC-16", &["BT-113"]),
        (invoice.rounding, "BR-DEC-17", &["BT-114"]),
    ];
    take(found, Place::Document, &head);
    for (n, one) in invoice.adjustments.iter().enumerate() {
        let amounts: [Amount; 2] = match one.sign {
            Sign::Allowance => {
                [(Some(one.amount), "BR-DEC-01", &["BT-92"]), (one.base, "BR-DEC-02", &["BT-93"])]
            }
            Sign::Charge => {
                [(Some(one.amount), "BR-DEC-05", &["BT-99"]), (one.base, "BR-DEC-06", &["BT-100"])]
            }
        };
        take(found, Place::Adjustment(n), &amounts);
    }
    for (n, line) in invoice.lines.iter().enumerate() {
        for (m, one) in line.adjustments.iter().enumerate() {
            let amounts: [Amount; 2] = match one.sign {
                Sign::Allowance => [
                    (Some(one.amount), "BR-DEC-24", &["BT-136"]),
                    (one.base, "BR-DEC-25", &["BT-137"]),
                ],
                Sign::Charge => [
                    (Some(one.amount), "BR-DEC-27", &["BT-141"]),
                    (one.base, "BR-DEC-28", &["BT-142"]),
                ],
            };
            take(found, Place::LineAdjustment(n, m), &amounts);
        }
    }
}

type Amount = (Option<Decimal>, &'static str, &'static [&'static str]);

fn take(found: &mut Findings, place: Place, amounts: &[Amount]) {
    for (amount, rule, terms) in amounts {
        let is_long = |amount: Decimal| 2 < amount.normalize().scale();
        if let Some(amount) = amount.filter(|amount| is_long(*amount)) {
            let text = amount.to_string();
            found.about(Severity::Fatal, place, (true, rule, terms), &text);
        }
    }
}
