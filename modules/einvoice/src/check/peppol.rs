//! Rules of Peppol BIS Billing 3: those that XRechnung took over, and those of Peppol alone.

use kernel::Decimal;

use super::finding::{Findings, Place, Rule, is_absent};
use crate::arithmetic::{over, times};
use crate::codes::has;
use crate::model::{Invoice, Line, Period};
use crate::profile::PROCESS;

/// Judges what XRechnung and Peppol ask for alike.
pub fn judge_shared(found: &mut Findings, invoice: &Invoice) {
    let Invoice { seller, buyer, currency, .. } = invoice;
    let is_same = invoice.vat_currency.is_some_and(|vat| vat.currency == *currency);
    let rules = [
        (is_absent(invoice.process.as_ref()), "PEPPOL-EN16931-R001", &["BT-23"][..]),
        (is_same, "PEPPOL-EN16931-R005", &["BT-6"]),
        (buyer.electronic.is_none(), "PEPPOL-EN16931-R010", &["BT-49"]),
        (seller.electronic.is_none(), "PEPPOL-EN16931-R020", &["BT-34"]),
        (is_turned(invoice), "PEPPOL-EN16931-R055", &["BT-111"]),
    ];
    found.fatal(Place::Document, &rules);
    for (n, one) in invoice.adjustments.iter().enumerate() {
        let rules = percentage(one.base, one.percent, one.amount);
        found.fatal(Place::Adjustment(n), &rules);
    }
    for (n, line) in invoice.lines.iter().enumerate() {
        found.fatal(Place::Line(n), &line_rules(line, invoice.period));
        for (m, one) in line.adjustments.iter().enumerate() {
            let rules = percentage(one.base, one.percent, one.amount);
            found.fatal(Place::LineAdjustment(n, m), &rules);
        }
    }
}

// VAT in the other currency has the same sign.
fn is_turned(invoice: &Invoice) -> bool {
    let Some(other) = invoice.vat_currency.and_then(|vat| vat.vat) else { return false };
    let own = crate::totals::totals(invoice).vat;
    let zero = Decimal::ZERO;
    !((own <= zero && other <= zero) || (zero <= own && zero <= other))
}

fn percentage(base: Option<Decimal>, percent: Option<Decimal>, amount: Decimal) -> [Rule; 3] {
    let counted =
        base.zip(percent).map(|(base, percent)| over(times(base, percent), Decimal::ONE_HUNDRED));
    let slack = Decimal::new(2, 2);
    let is_off = counted.is_some_and(|counted| slack < counted.saturating_sub(amount).abs());
    [
        (is_off, "PEPPOL-EN16931-R040", &["BT-92", "BT-99", "BT-136", "BT-141"]),
        (
            percent.is_some() && base.is_none(),
            "PEPPOL-EN16931-R041",
            &["BT-93", "BT-100", "BT-137", "BT-142"],
        ),
        (
            base.is_some() && percent.is_none(),
            "PEPPOL-EN16931-R042",
            &["BT-94", "BT-101", "BT-138", "BT-143"],
        ),
    ]
}

fn line_rules(line: &Line, period: Option<Period>) -> [Rule; 5] {
    let price = &line.price;
    let is_off = price.gross.is_some_and(|gross| {
        gross.amount.saturating_sub(gross.discount.unwrap_or_default()) != price.net
    });
    let own = line.period.unwrap_or_default();
    let whole = period.unwrap_or_default();
    let starts_early = own.from.zip(whole.from).is_some_and(|(own, whole)| own < whole);
    let ends_late = own.to.zip(whole.to).is_some_and(|(own, whole)| whole < own);
    let is_none = price.base_quantity.is_some_and(|base| base <= Decimal::ZERO);
    let unit = price.base_unit.as_ref();
    let is_other = unit.is_some_and(|unit| *unit != line.unit);
    [
        (is_off, "PEPPOL-EN16931-R046", &["BT-146", "BT-147", "BT-148"]),
        (starts_early, "PEPPOL-EN16931-R110", &["BT-134"]),
        (ends_late, "PEPPOL-EN16931-R111", &["BT-135"]),
        (is_none, "PEPPOL-EN16931-R121", &["BT-149"]),
        (is_other, "PEPPOL-EN16931-R130", &["BT-150"]),
    ]
}

/// Types of an invoice that Peppol takes (PEPPOL-EN16931-P0100).
const INVOICES: &str = "71 80 82 84 102 218 219 331 380 382 383 386 388 393 395 553 575 623 780 \
                        817 870 875 876 877";
/// Types of a credit note that Peppol takes (PEPPOL-EN16931-P0101).
const CREDITS: &str = "81 83 381 396 532";
/// Types that only German parties may use among each other (PEPPOL-EN16931-P0112).
const BETWEEN_GERMANS: &str = "326 384";

/// Judges what only Peppol asks for; national rules of other countries are none of these.
pub fn judge(found: &mut Findings, invoice: &Invoice) {
    let is_german =
        [&invoice.seller, &invoice.buyer].iter().all(|party| party.postal.country == "DE");
    let no_reference =
        is_absent(invoice.buyer_reference.as_ref()) && is_absent(invoice.order.as_ref());
    let process = invoice.process.as_deref().unwrap_or(PROCESS);
    let is_odd = !process.starts_with("urn:fdc:peppol.eu:2017:poacc:billing:");
    let code = invoice.kind.code();
    let is_national = has(BETWEEN_GERMANS, code);
    let is_credit = invoice.kind.is_credit();
    let is_strange = !is_credit && !is_national && !has(INVOICES, code);
    let rules = [
        (1 < invoice.notes.len() && !is_german, "PEPPOL-EN16931-R002", &["BT-22"][..]),
        (no_reference, "PEPPOL-EN16931-R003", &["BT-10", "BT-13"]),
        (is_odd, "PEPPOL-EN16931-R007", &["BT-23"]),
        (is_strange, "PEPPOL-EN16931-P0100", &["BT-3"]),
        (is_credit && !has(CREDITS, code), "PEPPOL-EN16931-P0101", &["BT-3"]),
        (is_national && !is_german, "PEPPOL-EN16931-P0112", &["BT-3"]),
    ];
    found.fatal(Place::Document, &rules);
}
