//! The German rules: BR-DE, BR-DEX and BR-TMP of XRechnung 3.0.2.

use std::collections::BTreeSet;

use kernel::Decimal;

use super::finding::{Findings, Place, Rule, Severity, is_absent};
use super::vehicles;
use crate::identifier::is_iban;
use crate::model::{Category, Invoice, Kind, Party, Payment, Postal};
use crate::profile::Profile;

/// Judges what is asked for in Germany.
pub fn judge(found: &mut Findings, invoice: &Invoice, profile: Profile) {
    let buyer = &invoice.buyer.postal;
    let delivery = invoice.delivery.as_ref().and_then(|delivery| delivery.postal.as_ref());
    let lacks_city = |postal: &Postal| is_absent(postal.city.as_ref());
    let lacks_code = |postal: &Postal| is_absent(postal.postcode.as_ref());
    let rules = [
        (invoice.payment.is_none(), "BR-DE-1", &["BG-16"][..]),
        (lacks_city(buyer), "BR-DE-8", &["BT-52"]),
        (lacks_code(buyer), "BR-DE-9", &["BT-53"]),
        (delivery.is_some_and(lacks_city), "BR-DE-10", &["BT-77"]),
        (delivery.is_some_and(lacks_code), "BR-DE-11", &["BT-78"]),
        (is_absent(invoice.buyer_reference.as_ref()), "BR-DE-15", &["BT-10"]),
        (is_unknown(invoice), "BR-DE-16", &["BT-31", "BT-32", "BG-11"]),
        (has_stray_sign(invoice), "BR-DE-18", &["BT-20"]),
    ];
    found.fatal(Place::Document, &rules);
    seller(found, &invoice.seller);
    if let Some(payment) = &invoice.payment {
        self::payment(found, payment);
    }
    attachments(found, invoice);
    softer(found, invoice);
    match profile {
        Profile::XRechnungExtension => extension(found, invoice),
        Profile::XRechnungCleanVehicles => vehicles::judge(found, invoice),
        Profile::XRechnung
        | Profile::Basic
        | Profile::En16931
        | Profile::Extended
        | Profile::Peppol => {}
    }
}

// Somebody who charges or could charge VAT must be known to the tax office.
fn is_unknown(invoice: &Invoice) -> bool {
    let lines = invoice.lines.iter().map(|line| line.vat.category);
    let adjustments = invoice.adjustments.iter().map(|adjustment| adjustment.vat.category);
    let concerns = |category: Category| match category {
        Category::OutOfScope | Category::SplitPayment => false,
        Category::Standard
        | Category::Zero
        | Category::Exempt
        | Category::ReverseCharge
        | Category::IntraCommunity
        | Category::Export
        | Category::CanaryIslands
        | Category::CeutaMelilla => true,
    };
    let Party { vat_id, tax_number, .. } = &invoice.seller;
    lines.chain(adjustments).any(concerns)
        && is_absent(vat_id.as_ref())
        && is_absent(tax_number.as_ref())
        && invoice.tax_representative.is_none()
}

// A line that begins with the sign of cash discounts must be one, and those know no signs.
fn has_stray_sign(invoice: &Invoice) -> bool {
    let text = invoice.terms.text.as_deref().unwrap_or_default();
    let is_less = invoice.terms.discounts.iter().any(|found| found.percent < Decimal::ZERO);
    is_less || text.lines().any(|line| line.trim_start().starts_with('#'))
}

fn seller(found: &mut Findings, seller: &Party) {
    let rules = [
        (seller.contact.is_none(), "BR-DE-2", &["BG-6"][..]),
        (is_absent(seller.postal.city.as_ref()), "BR-DE-3", &["BT-37"]),
        (is_absent(seller.postal.postcode.as_ref()), "BR-DE-4", &["BT-38"]),
    ];
    found.fatal(Place::Document, &rules);
    let Some(contact) = &seller.contact else { return };
    let rules = [
        (is_absent(contact.name.as_ref()), "BR-DE-5", &["BT-41"][..]),
        (is_absent(contact.phone.as_ref()), "BR-DE-6", &["BT-42"]),
        (is_absent(contact.email.as_ref()), "BR-DE-7", &["BT-43"]),
    ];
    found.fatal(Place::Document, &rules);
    let phone = contact.phone.as_deref().unwrap_or("000");
    let n_digits = phone.chars().filter(char::is_ascii_digit).count();
    let email = contact.email.as_deref().unwrap_or("a@b.c");
    let rules =
        [(n_digits < 3, "BR-DE-27", &["BT-42"][..]), (!is_address(email), "BR-DE-28", &["BT-43"])];
    found.take(Severity::Warning, Place::Document, &rules);
}

// One @, something before it, and names with points between them behind it, all without blanks.
fn is_address(email: &str) -> bool {
    let email = email.trim();
    let Some((local, domain)) = email.split_once('@') else { return false };
    let is_plain = !email.contains(char::is_whitespace) && !domain.contains('@');
    is_plain && !local.is_empty() && domain.contains('.') && !domain.split('.').any(str::is_empty)
}

fn payment(found: &mut Findings, payment: &Payment) {
    let Payment { means, transfers, card, debit, .. } = payment;
    let has = [!transfers.is_empty(), card.is_some(), debit.is_some()];
    let [has_transfer, has_card, has_debit] = has;
    let is = |codes: &[&str]| codes.contains(&means.as_str());
    let (is_transfer, is_card, is_debit) =
        (is(&["30", "58"]), is(&["48", "54", "55"]), is(&["59"]));
    let debit = debit.as_ref();
    let rules: [Rule; 8] = [
        (is_transfer && !has_transfer, "BR-DE-23-a", &["BG-17"]),
        (is_transfer && (has_card || has_debit), "BR-DE-23-b", &["BG-18", "BG-19"]),
        (is_card && !has_card, "BR-DE-24-a", &["BG-18"]),
        (is_card && (has_transfer || has_debit), "BR-DE-24-b", &["BG-17", "BG-19"]),
        (is_debit && !has_debit, "BR-DE-25-a", &["BG-19"]),
        (is_debit && (has_transfer || has_card), "BR-DE-25-b", &["BG-17", "BG-18"]),
        (debit.is_some_and(|d| is_absent(d.creditor.as_ref())), "BR-DE-30", &["BT-90"]),
        (debit.is_some_and(|d| is_absent(d.account.as_ref())), "BR-DE-31", &["BT-91"]),
    ];
    found.fatal(Place::Document, &rules);
    for (n, transfer) in transfers.iter().enumerate() {
        let is_wrong = means == "58" && !is_iban(&transfer.account);
        let rule = (is_wrong, "BR-DE-19", &["BT-84"][..]);
        found.about(Severity::Warning, Place::Transfer(n), rule, &transfer.account);
    }
    if let Some(account) = debit.and_then(|debit| debit.account.as_deref()) {
        let rule = (is_debit && !is_iban(account), "BR-DE-20", &["BT-91"][..]);
        found.about(Severity::Warning, Place::Document, rule, account);
    }
}

fn attachments(found: &mut Findings, invoice: &Invoice) {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for (n, attachment) in invoice.attachments.iter().enumerate() {
        let place = Place::Attachment(n);
        if let Some(file) = &attachment.file {
            let is_taken = !names.insert(&file.name);
            let rule = (is_taken, "BR-DE-22", &["BT-125"][..]);
            found.about(Severity::Fatal, place, rule, &file.name);
        }
        if let Some(url) = &attachment.url {
            let rule = (!is_absolute(url), "BR-TMP-2", &["BT-124"][..]);
            found.about(Severity::Fatal, place, rule, url);
        }
    }
}

// A scheme (RFC 3986 3.1) of two letters or more, so that no drive of a disk is one.
fn is_absolute(url: &str) -> bool {
    let Some((scheme, _)) = url.trim().split_once(':') else { return false };
    let is_named = scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_named && 2 <= scheme.len() && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn softer(found: &mut Findings, invoice: &Invoice) {
    let is_other = match &invoice.kind {
        Kind::Other(_) => true,
        Kind::Invoice
        | Kind::CreditNote
        | Kind::Correction
        | Kind::Partial
        | Kind::SelfBilled
        | Kind::PartialConstruction
        | Kind::PartialFinalConstruction
        | Kind::FinalConstruction => false,
    };
    let is_loose = invoice.kind == Kind::Correction && invoice.preceding.is_empty();
    let rules = [(is_other, "BR-DE-17", &["BT-3"][..]), (is_loose, "BR-DE-26", &["BG-3"])];
    found.take(Severity::Warning, Place::Document, &rules);
    let delivered_on = invoice.delivery.as_ref().and_then(|delivery| delivery.delivered_on);
    let is_told = delivered_on.is_some()
        || invoice.period.is_some()
        || invoice.lines.iter().all(|line| line.period.is_some());
    let rule = (!is_told, "BR-DE-TMP-32", &["BT-72", "BG-14", "BG-26"][..]);
    found.take(Severity::Information, Place::Document, &[rule]);
}

fn extension(found: &mut Findings, invoice: &Invoice) {
    for payment in &invoice.third_party {
        let rules = [
            (payment.kind.trim().is_empty(), "BR-DEX-10", &["BT-DEX-001"][..]),
            (payment.text.trim().is_empty(), "BR-DEX-12", &["BT-DEX-003"]),
            (2 < payment.amount.normalize().scale(), "BR-DEX-13", &["BT-DEX-002"]),
        ];
        found.fatal(Place::Document, &rules);
    }
    for (n, line) in invoice.lines.iter().enumerate() {
        let parts = line.sub_lines.iter().map(crate::totals::line_net);
        let sum = crate::arithmetic::sum(parts);
        let is_other = !line.sub_lines.is_empty() && sum != crate::totals::line_net(line);
        let rule = (is_other, "BR-DEX-02", &["BT-131"][..]);
        found.take(Severity::Warning, Place::Line(n), &[rule]);
    }
}
