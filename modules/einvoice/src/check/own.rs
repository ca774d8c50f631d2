//! Our own rules: what no list of others names, and a person should know.

use super::finding::{Findings, Place, Severity};
use crate::identifier::{VatId, is_iban, is_iban_shaped, is_leitweg, vat_id};
use crate::model::{Invoice, Line};
use crate::profile::Profile;
use crate::reduce::reduced;
use crate::text::is_bounded;

/// Judges what only we ask for.
pub fn judge(found: &mut Findings, invoice: &Invoice, profile: Profile) {
    numbers(found, invoice);
    carried(found, invoice, profile);
    identifiers(found, invoice, profile);
    accounts(found, invoice);
}

// Beyond this size sums would no longer be exact.
fn numbers(found: &mut Findings, invoice: &Invoice) {
    let is_large = |line: &Line| {
        let adjusted = line.adjustments.iter().map(|adjustment| adjustment.amount);
        let own = [line.quantity, line.price.net];
        !own.into_iter().chain(adjusted).all(is_bounded)
            || !is_bounded(crate::totals::line_net(line))
    };
    for (n, line) in invoice.lines.iter().enumerate() {
        let rule = (is_large(line), "KONTOR-RANGE", &["BT-129", "BT-146"][..]);
        found.fatal(Place::Line(n), &[rule]);
    }
    for (n, adjustment) in invoice.adjustments.iter().enumerate() {
        let rule = (!is_bounded(adjustment.amount), "KONTOR-RANGE", &["BT-92", "BT-99"][..]);
        found.fatal(Place::Adjustment(n), &[rule]);
    }
}

// What a profile has no place for is left out, which is fatal where amounts depend on it.
fn carried(found: &mut Findings, invoice: &Invoice, profile: Profile) {
    let loses_rounding = profile == Profile::Basic && invoice.rounding.is_some();
    let has_place = profile == Profile::XRechnungExtension && !invoice.kind.is_credit();
    let loses_others = !has_place && !invoice.third_party.is_empty();
    let rules = [
        (loses_rounding, "KONTOR-PROFILE-AMOUNT", &["BT-114"][..]),
        (loses_others, "KONTOR-PROFILE-AMOUNT", &["BG-DEX-09"]),
        (1 < invoice.buyer.identifiers.len(), "KONTOR-BUYER-IDENTIFIERS", &["BT-46"]),
    ];
    found.fatal(Place::Document, &rules);
    let left = reduced(invoice, profile);
    for (n, (own, left)) in invoice.lines.iter().zip(&left.lines).enumerate() {
        let rule = (own != left, "KONTOR-PROFILE", &["BG-25"][..]);
        found.take(Severity::Warning, Place::Line(n), &[rule]);
    }
    let rules = [
        (invoice.attachments != left.attachments, "KONTOR-PROFILE", &["BG-24"][..]),
        (invoice.seller != left.seller, "KONTOR-PROFILE", &["BT-33", "BG-6"]),
        (invoice.buyer != left.buyer, "KONTOR-PROFILE", &["BT-45", "BG-9"]),
        (invoice.payment != left.payment, "KONTOR-PROFILE", &["BG-16"]),
        (invoice.tax_point != left.tax_point, "KONTOR-PROFILE", &["BT-7"]),
        (invoice.project != left.project, "KONTOR-PROFILE", &["BT-11"]),
        (invoice.sales_order != left.sales_order, "KONTOR-PROFILE", &["BT-14"]),
        (invoice.receiving_advice != left.receiving_advice, "KONTOR-PROFILE", &["BT-15"]),
        (invoice.tender != left.tender, "KONTOR-PROFILE", &["BT-17"]),
        (invoice.object != left.object, "KONTOR-PROFILE", &["BT-18"]),
    ];
    found.take(Severity::Warning, Place::Document, &rules);
}

fn identifiers(found: &mut Findings, invoice: &Invoice, profile: Profile) {
    let tax = invoice.tax_representative.as_ref().map(|tax| &tax.vat_id);
    let ids: [(Option<&String>, &'static [&'static str]); 3] = [
        (invoice.seller.vat_id.as_ref(), &["BT-31"]),
        (invoice.buyer.vat_id.as_ref(), &["BT-48"]),
        (tax, &["BT-63"]),
    ];
    for (id, terms) in ids {
        let Some(id) = id else { continue };
        let rule = (vat_id(id) == VatId::Wrong, "KONTOR-VAT-ID", terms);
        found.about(Severity::Warning, Place::Document, rule, id);
    }
    let reference = invoice.buyer_reference.as_deref().unwrap_or_default();
    let rule = (looks_routed(reference, profile), "KONTOR-LEITWEG-ID", &["BT-10"][..]);
    found.about(Severity::Warning, Place::Document, rule, reference);
}

// What has the look of a Leitweg-ID should be one; other references are free.
fn looks_routed(reference: &str, profile: Profile) -> bool {
    let parts: Vec<&str> = reference.split('-').collect();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    let looks = (2..=3).contains(&parts.len()) && is_number(first) && last.len() == 2;
    profile.is_german() && looks && is_number(last) && !is_leitweg(reference)
}

fn accounts(found: &mut Findings, invoice: &Invoice) {
    let Some(payment) = &invoice.payment else { return };
    for (n, transfer) in payment.transfers.iter().enumerate() {
        let account = &transfer.account;
        let is_wrong = is_iban_shaped(account) && !is_iban(account);
        let rule = (is_wrong, "KONTOR-IBAN", &["BT-84"][..]);
        found.about(Severity::Warning, Place::Transfer(n), rule, account);
    }
    let debit = payment.debit.as_ref();
    if let Some(account) = debit.and_then(|debit| debit.account.as_ref()) {
        let rule = (!is_iban(account), "KONTOR-IBAN", &["BT-91"][..]);
        found.about(Severity::Warning, Place::Document, rule, account);
    }
}
