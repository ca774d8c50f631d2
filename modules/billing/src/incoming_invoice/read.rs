//! From the bytes of a file to an incoming invoice: UBL, CII, and PDF with one of them inside.

use einvoice::{Invoice, Kind, Party, Postal, Read, Refused, Stated};
use goods::tax_line::fields as tax_line;
use kernel::{Address, Currency, Date, Decimal, Error, FieldProblem, Line, Money, Result, Value};
use records::Input;
use sha2::{Digest, Sha256};

use super::judged::findings;
use super::lines::{bounded, lines, vat};

/// How far into a file the mark of a PDF may stand (ISO 32000-1, annex H.3.4.1).
const MARK_WITHIN: usize = 1_024;

/// Reads an incoming invoice, with the totals that the file states and what strikes about it.
///
/// # Errors
/// `Invalid` at `file`: codes of `einvoice::Refused`, or `einvoice_not_inside` for a PDF without an
/// invoice.
pub fn invoice(bytes: &[u8]) -> Result<Input> {
    let read = match is_pdf(bytes) {
        true => {
            let inside = einvoice::embedded(bytes).map_err(|refused| refused_file(&refused))?;
            let none = || Error::invalid("file", "einvoice_not_inside");
            let (_, xml) = inside.ok_or_else(none)?;
            einvoice::read(&xml)
        }
        false => einvoice::read(bytes),
    };
    let read = read.map_err(|refused| refused_file(&refused))?;
    let mut input = Input::default();
    let mut say = |name: &str, value: Value| {
        if !value.is_empty() {
            input.values.insert(name.to_owned(), value);
        }
    };
    head(&read, &mut say);
    parties(&read.invoice, &mut say);
    payment(&read.invoice, &mut say);
    amounts(&read, &mut say);
    say("findings", Value::of_lines(findings(&read)));
    say("file_hash", Value::text(&hex(&Sha256::digest(bytes))));
    Ok(input)
}

fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(MARK_WITHIN)].windows(5).any(|mark| mark == b"%PDF-")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn refused_file(refused: &Refused) -> Error {
    let problem = FieldProblem::new("file", refused.code());
    let about = refused.parameter().map(|text| text.chars().take(200).collect::<String>());
    Error::Invalid(vec![match about {
        Some(about) => problem.with("value", about),
        None => problem,
    }])
}

/// A text in one line, no longer than a field holds; none when it is blank.
pub fn text(text: &str, most: usize) -> Value {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let text: String = words.join(" ").chars().take(most).collect();
    Value::text(&text)
}

/// A text of several lines.
pub fn paragraphs(text: &str, most: usize) -> Value {
    let kept = |c: &char| !c.is_control() || *c == '\n';
    Value::text(text.trim().chars().filter(kept).take(most).collect::<String>().trim())
}

fn maybe(found: Option<&String>, most: usize) -> Value {
    found.map_or(Value::Empty, |found| text(found, most))
}

fn day(day: Option<Date>) -> Value {
    day.map_or(Value::Empty, Value::Date)
}

fn head(read: &Read, say: &mut impl FnMut(&str, Value)) {
    let invoice = &read.invoice;
    say("origin", Value::text("file"));
    say("profile", text(&read.specification, 255));
    say("kind", Value::text(kind(&invoice.kind)));
    say("subject", text(&invoice.seller.name, 255));
    say("vendor_number", text(&invoice.number, 100));
    say("invoice_date", Value::Date(invoice.issued_on));
    say("due_on", day(invoice.due_on));
    say("order_reference", maybe(invoice.order.as_ref(), 100));
    say("currency", Value::text(invoice.currency.code()));
    let delivered = invoice.delivery.as_ref().and_then(|delivery| delivery.delivered_on);
    let period = invoice.period.unwrap_or_default();
    let (from, until) = (period.from.or(delivered), period.to.or(delivered));
    say("supply_from", day(from.or(until)));
    say("supply_until", day(until.filter(|until| from.is_none_or(|from| from <= *until))));
}

/// Kinds of UNTDID 1001 as people tell them apart.
fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Invoice => "invoice",
        Kind::CreditNote => "credit_note",
        Kind::Correction => "correction",
        Kind::Partial | Kind::PartialConstruction | Kind::PartialFinalConstruction => "partial",
        Kind::FinalConstruction => "final",
        Kind::SelfBilled => "self_billed",
        Kind::Other(_) => "other",
    }
}

fn parties(invoice: &Invoice, say: &mut impl FnMut(&str, Value)) {
    let Party { name, vat_id, tax_number, postal, contact, .. } = &invoice.seller;
    say("seller_name", text(name, 255));
    say("seller_vat_id", maybe(vat_id.as_ref(), 60));
    say("seller_tax_number", maybe(tax_number.as_ref(), 60));
    say("seller_address", address(postal));
    let email = contact.as_ref().and_then(|contact| contact.email.as_ref());
    say("seller_email", maybe(email, 255));
    say("buyer_name", text(&invoice.buyer.name, 255));
    say("buyer_vat_id", maybe(invoice.buyer.vat_id.as_ref(), 60));
}

fn address(postal: &Postal) -> Value {
    let part = |found: Option<&String>| maybe(found, 255).as_text().to_owned();
    let lines = [&postal.line, &postal.second_line, &postal.third_line];
    let street: Vec<&str> = lines.into_iter().flatten().map(String::as_str).collect();
    let address = Address {
        street: paragraphs(&street.join("\n"), 255).as_text().to_owned(),
        zip: part(postal.postcode.as_ref()),
        city: part(postal.city.as_ref()),
        state: part(postal.region.as_ref()),
        country: part(Some(&postal.country)),
        ..Address::default()
    };
    if address == Address::default() { Value::Empty } else { Value::Address(address) }
}

fn payment(invoice: &Invoice, say: &mut impl FnMut(&str, Value)) {
    let payment = invoice.payment.clone().unwrap_or_default();
    if let Some(transfer) = payment.transfers.first() {
        say("iban", text(&transfer.account, 42));
        say("bic", maybe(transfer.bank.as_ref(), 20));
        say("account_holder", maybe(transfer.name.as_ref(), 255));
    }
    say("payment_reference", maybe(payment.remittance.as_ref(), 200));
    say("terms", invoice.terms.text.as_ref().map_or(Value::Empty, |text| paragraphs(text, 4_000)));
    if let Some(discount) = invoice.terms.discounts.first() {
        let on = Date::from_days(invoice.issued_on.days() + i64::from(discount.days.min(3_650)));
        say("cash_discount_on", Value::Date(on));
        say("cash_discount_rate", Value::Decimal(discount.percent.round_dp(2)));
    }
}

/// Totals as the file states them; what it does not state follows from its lines.
fn amounts(read: &Read, say: &mut impl FnMut(&str, Value)) {
    let (invoice, Stated { net, vat, gross, due, .. }) = (&read.invoice, &read.stated);
    let own = einvoice::totals(invoice);
    let money = |amount: Decimal| money(amount, invoice.currency);
    say("lines", Value::of_lines(lines(read)));
    say("net", money(net.unwrap_or(own.net)));
    say("tax", money(vat.unwrap_or(own.vat)));
    say("total", money(gross.unwrap_or(own.gross)));
    say("payable", money(due.unwrap_or(own.due)));
    let unless_zero = |amount: Decimal| if amount.is_zero() { Value::Empty } else { money(amount) };
    say("prepaid", unless_zero(own.paid));
    say("rounding", unless_zero(own.rounding));
    say("taxes", Value::of_lines(taxes(read)));
}

/// An amount of money, unless it is out of all measure.
fn money(amount: Decimal, currency: Currency) -> Value {
    bounded(amount, 4).map_or(Value::Empty, |amount| Value::Money(Money { amount, currency }))
}

fn taxes(read: &Read) -> Vec<Line> {
    let group = |stated: &einvoice::StatedVat| {
        let mut line = Line::of("tax");
        let (category, rate) = vat(stated.vat);
        tax_line::CATEGORY.fill(&mut line, Some(category.to_owned()));
        tax_line::RATE.fill(&mut line, rate);
        tax_line::BASE.fill(&mut line, stated.base.and_then(|base| bounded(base, 4)));
        tax_line::AMOUNT.fill(&mut line, stated.amount.and_then(|tax| bounded(tax, 4)));
        line
    };
    read.stated.breakdown.iter().take(catalog::MOST_LINES).map(group).collect()
}
