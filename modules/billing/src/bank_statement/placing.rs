//! The payments that are made of a statement: proposals that a person books.

use std::collections::{BTreeMap, BTreeSet};

use banking::matching::{Payment, Proposal};
use banking::statement::Counterpart;
use catalog::filter::quoted;
use kernel::{Currency, Decimal, Line, Link, Money, RecordId, Result, Value};
use records::{Input, Work};

use super::fields;
use super::foreseen::Foreseen;
use super::matching::{self, Open};
use crate::allocation::fields as allocation;
use crate::bank_entry::fields as entry;
use crate::payment::fields as payment;

/// Entries that are looked for at once.
const PORTION: usize = 200;
/// Earlier payments at most that are looked through for who pays from an account.
const MOST: usize = 20_000;

/// Makes a payment of each entry that is not known yet and that nobody booked before, and notes it
/// there.
///
/// # Errors
/// `Invalid` with what is wrong with a payment.
pub fn place(work: &mut Work<'_, '_>, input: &mut Input) -> Result<()> {
    let held = |name: &str| input.values.get(name).cloned().unwrap_or_default();
    let currency = Currency::parse(held(fields::CURRENCY.name()).as_text());
    let currency = currency.unwrap_or(Currency::EUR);
    let mut lines = held(fields::LINES.name()).lines().to_vec();
    let known = known(work, &lines)?;
    let payers = payers(work, &lines)?;
    let open = matching::open(work, &ibans(&payers))?;
    let payments: Vec<Payment> = lines.iter().map(|line| paid(line, currency)).collect();
    let proposals = open.proposals(&payments);
    let mut foreseen = Foreseen::of(work, &lines)?;
    for (line, proposal) in lines.iter_mut().zip(proposals) {
        let print = line.cell(entry::FINGERPRINT.name()).as_text();
        let there = match known.get(print) {
            Some(id) => Some(*id),
            None => {
                let recognised = foreseen.take(work, (line, currency))?;
                if let Some(batch) = recognised.as_ref().and_then(|one| one.batch.as_ref()) {
                    line.set(entry::COUNTERPART.name(), Value::text(batch));
                }
                recognised.map(|one| one.payment)
            }
        };
        let id = match there {
            Some(id) => id,
            None => {
                let payer = payers.get(line.cell(entry::IBAN.name()).as_text());
                let input = proposed(line, currency, (&open, proposal), payer);
                work.derive("payment", &input)?.id
            }
        };
        entry::PAYMENT.fill(line, Some(Link::new("payment", id)));
    }
    input.values.insert(fields::LINES.name().to_owned(), Value::of_lines(lines));
    Ok(())
}

/// Payments that were made of these entries before.
fn known(work: &mut Work<'_, '_>, lines: &[Line]) -> Result<BTreeMap<String, RecordId>> {
    let module = work.cx.module("payment")?;
    let mut known = BTreeMap::new();
    for some in said(lines, entry::FINGERPRINT.name()).chunks(PORTION) {
        let filter = format!("{} in ({})", payment::FINGERPRINT.name(), some.join(", "));
        for record in work.found(work.cx, ("payment", &filter), some.len())? {
            let print = record.value(&module, payment::FINGERPRINT.name()).as_text();
            known.insert(print.to_owned(), record.id);
        }
    }
    Ok(known)
}

/// Organisations that paid from an account before; the latest payment counts.
fn payers(work: &mut Work<'_, '_>, lines: &[Line]) -> Result<BTreeMap<String, Link>> {
    let module = work.cx.module("payment")?;
    let mut payers = BTreeMap::new();
    for some in said(lines, entry::IBAN.name()).chunks(PORTION) {
        let ibans = some.join(", ");
        let filter = format!(r#"iban in ({ibans}) and account is not empty and stage = "booked""#);
        for record in work.found(work.cx, ("payment", &filter), MOST)? {
            if let Value::Link(account) = record.value(&module, payment::ACCOUNT.name()) {
                let iban = record.value(&module, payment::IBAN.name()).as_text();
                payers.entry(iban.to_owned()).or_insert_with(|| account.clone());
            }
        }
    }
    Ok(payers)
}

/// What a cell of lines holds, each once, as the filter language writes it.
fn said(lines: &[Line], cell: &str) -> Vec<String> {
    let texts = lines.iter().map(|line| line.cell(cell).as_text());
    let texts: BTreeSet<&str> = texts.filter(|text| !text.is_empty()).collect();
    texts.into_iter().map(quoted).collect()
}

fn ibans(payers: &BTreeMap<String, Link>) -> BTreeMap<RecordId, BTreeSet<String>> {
    let mut ibans: BTreeMap<RecordId, BTreeSet<String>> = BTreeMap::new();
    for (iban, account) in payers {
        ibans.entry(account.id).or_default().insert(iban.clone());
    }
    ibans
}

fn paid(line: &Line, currency: Currency) -> Payment {
    let text = |name: &str| line.cell(name).as_text().to_owned();
    let references = text(entry::REFERENCES.name());
    Payment {
        amount: entry::AMOUNT.of(line).unwrap_or_default(),
        currency,
        on: entry::VALUED_ON.of(line).unwrap_or(kernel::Date::from_days(0)),
        counterpart: Counterpart {
            name: text(entry::COUNTERPART.name()),
            iban: text(entry::IBAN.name()),
            bic: String::new(),
        },
        purpose: text(entry::PURPOSE.name()),
        references: references.split(' ').map(str::to_owned).collect(),
    }
}

fn proposed(
    line: &Line,
    currency: Currency,
    (open, proposal): (&Open, Option<Proposal>),
    payer: Option<&Link>,
) -> Input {
    let amount = entry::AMOUNT.of(line).unwrap_or_default();
    let cell = |name: &str| line.cell(name).clone();
    let owing =
        proposal.as_ref().and_then(|one| one.items.first()).map(|item| open.owing(&item.id));
    let party = owing.or(payer.cloned().map(Value::Link)).unwrap_or_default();
    let is_vendor = matches!(&party, Value::Link(link) if link.module == "vendor");
    let side = if is_vendor { payment::VENDOR.name() } else { payment::ACCOUNT.name() };
    let mut input = Input::of([
        (payment::STAGE.name(), Value::text("proposed")),
        (payment::AMOUNT.name(), Value::Money(Money { amount, currency })),
        (payment::PAID_ON.name(), cell(entry::VALUED_ON.name())),
        (payment::COUNTERPART.name(), cell(entry::COUNTERPART.name())),
        (payment::IBAN.name(), cell(entry::IBAN.name())),
        (payment::PURPOSE.name(), cell(entry::PURPOSE.name())),
        (payment::FINGERPRINT.name(), cell(entry::FINGERPRINT.name())),
        (side, party),
    ]);
    let Some(proposal) = proposal else { return input };
    let mut say = |name: &str, value: Value| drop(input.values.insert(name.to_owned(), value));
    let reasons = proposal.reasons.iter().map(|reason| reason.code().to_owned()).collect();
    say(payment::REASONS.name(), Value::Codes(reasons));
    say(payment::CONFIDENCE.name(), Value::Decimal(Decimal::from(proposal.confidence)));
    let lines = proposal.items.iter().filter_map(|item| {
        let mut line = Line::of("allocation");
        allocation::DOCUMENT.fill(&mut line, Some(matching::link(&item.id)?));
        allocation::AMOUNT.fill(&mut line, Some(item.amount));
        let discount = Some(item.discount.abs()).filter(|off| !off.is_zero());
        allocation::DISCOUNT.fill(&mut line, discount);
        Some(line)
    });
    say(payment::LINES.name(), Value::of_lines(lines.collect()));
    input
}
