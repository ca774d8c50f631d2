//! The document as a whole: BR-1 to BR-56 and BR-CO, as far as they are about no part of it.

use kernel::Decimal;

use super::finding::{Findings, Place, Severity, is_absent, is_blank};
use crate::model::{Adjustment, Invoice, Period, Sign};
use crate::totals::totals;

/// Judges what is about the document as a whole.
pub fn judge(found: &mut Findings, invoice: &Invoice) {
    let due = totals(invoice).due;
    let says_when = invoice.due_on.is_some() || !invoice.terms.is_empty();
    let period = invoice.period;
    let vat_currency = invoice.vat_currency;
    let rules = [
        (is_blank(&invoice.number), "BR-02", &["BT-1"][..]),
        (invoice.lines.is_empty(), "BR-16", &["BG-25"]),
        (period.is_some_and(ends_early), "BR-29", &["BT-73", "BT-74"]),
        (period == Some(Period::default()), "BR-CO-19", &["BT-73", "BT-74"]),
        (vat_currency.is_some_and(|vat| vat.vat.is_none()), "BR-53", &["BT-111"]),
    ];
    found.fatal(Place::Document, &rules);
    // The norm asks for it, the sheets of CEN and KoSIT do not.
    let is_open = Decimal::ZERO < due && !says_when;
    let rule = (is_open, "BR-CO-25", &["BT-9", "BT-20"][..]);
    found.take(Severity::Warning, Place::Document, &[rule]);
    for (n, preceding) in invoice.preceding.iter().enumerate() {
        let rule = (is_blank(&preceding.number), "BR-55", &["BT-25"][..]);
        found.fatal(Place::Preceding(n), &[rule]);
    }
    for (n, attachment) in invoice.attachments.iter().enumerate() {
        let rule = (is_blank(&attachment.reference), "BR-52", &["BT-122"][..]);
        found.fatal(Place::Attachment(n), &[rule]);
    }
    for (n, adjustment) in invoice.adjustments.iter().enumerate() {
        found.fatal(Place::Adjustment(n), &reasons(adjustment));
    }
}

/// Whether a period ends before it begins.
pub fn ends_early(period: Period) -> bool {
    period.from.zip(period.to).is_some_and(|(from, to)| to < from)
}

fn reasons(adjustment: &Adjustment) -> [super::finding::Rule; 2] {
    let is_unexplained = is_unexplained(&adjustment.reason, &adjustment.reason_code);
    match adjustment.sign {
        Sign::Allowance => [
            (is_unexplained, "BR-33", &["BT-97", "BT-98"]),
            (is_unexplained, "BR-CO-21", &["BT-97", "BT-98"]),
        ],
        Sign::Charge => [
            (is_unexplained, "BR-38", &["BT-104", "BT-105"]),
            (is_unexplained, "BR-CO-22", &["BT-104", "BT-105"]),
        ],
    }
}

/// Whether an allowance or charge says neither in words nor as a code why it is there.
pub fn is_unexplained(reason: &Option<String>, code: &Option<String>) -> bool {
    is_absent(reason.as_ref()) && is_absent(code.as_ref())
}
