//! What the bank has done is booked as payments.

use std::collections::BTreeSet;

use banking::order::Sequence;
use billing::allocation::{fields as allocation, signed};
use billing::payment::fields as payment;
use billing::settlement::fields as settlement;
use kernel::{Currency, Date, Decimal, Error, Line, Link, Money, Result, Value};
use records::{Answers, Draft, Input, Work};

use super::fields;
use super::file::sequence;
use super::payable::Payable;
use super::rules::is_debit;
use crate::ordered_payment::fields as cells;

/// Books a payment for each line, on its day; what its document is not owed any more stays with the
/// payment.
///
/// # Errors
/// `Conflict` `not_executed_yet` before the last day has come.
pub fn book(work: &mut Work<'_, '_>, order: &mut Draft, _: &Answers) -> Result<()> {
    let day = |line: &Line| cells::DUE_ON.of(line).or(order.get(&fields::EXECUTE_ON));
    let lines = order.value(fields::LINES.name()).lines().to_vec();
    let days: Vec<Date> = lines.iter().filter_map(day).collect();
    if let Some(last) = days.iter().max().filter(|last| order.when.day < **last) {
        let params = std::iter::once(("day".to_owned(), last.to_string())).collect();
        return Err(Error::Conflict { code: "not_executed_yet".into(), params });
    }
    let batches = batches(order, &lines, &days);
    let mut booked = Vec::new();
    for ((line, day), batch) in lines.iter().zip(days).zip(batches) {
        booked.extend(paid(work, order, (line, day, batch))?);
    }
    order.put(&fields::PAYMENTS, Some(booked));
    Ok(())
}

/// What the file calls the batch of each line: banks may book all of one as one.
fn batches(order: &Draft, lines: &[Line], days: &[Date]) -> Vec<String> {
    let message = order.get(&fields::MESSAGE_ID).unwrap_or_default();
    let key = |(line, day): (&Line, &Date)| (sequence(line), *day);
    let of_debit = |keys: &BTreeSet<(Sequence, Date)>, own: (Sequence, Date)| {
        1 + keys.iter().position(|key| *key == own).unwrap_or_default()
    };
    let keys: BTreeSet<(Sequence, Date)> = lines.iter().zip(days).map(key).collect();
    let number = |one| if is_debit(order) { of_debit(&keys, key(one)) } else { 1 };
    lines.iter().zip(days).map(|one| format!("{message}-{}", number(one))).collect()
}

fn paid(
    work: &mut Work<'_, '_>,
    order: &Draft,
    (line, day, batch): (&Line, Date, String),
) -> Result<Option<Line>> {
    let Some(document) = cells::DOCUMENT.of(line) else { return Ok(None) };
    let payable = Payable::held(work, &document)?;
    let amount = cells::AMOUNT.of(line).unwrap_or_default();
    let off = cells::DISCOUNT.of(line).unwrap_or_default();
    let open = payable.as_ref().and_then(Payable::owed).unwrap_or_default();
    let off = off.min(open);
    let settles = amount.min(open - off);
    let mut part = Line::of("allocation");
    allocation::DOCUMENT.fill(&mut part, Some(document.clone()));
    allocation::AMOUNT.fill(&mut part, Some(signed(&document, settles)));
    allocation::DISCOUNT.fill(&mut part, Some(off).filter(|off| !off.is_zero()));
    let parts = Some(part).filter(|_| Decimal::ZERO < settles).into_iter().collect();
    let method = if is_debit(order) { "direct_debit" } else { "transfer" };
    let party = payable.and_then(|payable| payable.party);
    let side = match &party {
        Some(party) if party.module == "vendor" => payment::VENDOR.name(),
        _ => payment::ACCOUNT.name(),
    };
    let signed = Money { amount: signed(&document, amount), currency: Currency::EUR };
    let text = |cell: &records::Field<String>| line.cell(cell.name()).clone();
    let input = Input::of([
        (payment::COMPANY.name(), order.value(fields::COMPANY.name()).clone()),
        (side, party.map(Value::Link).unwrap_or_default()),
        (payment::AMOUNT.name(), Value::Money(signed)),
        (payment::PAID_ON.name(), Value::Date(day)),
        (payment::METHOD.name(), Value::text(method)),
        (payment::COUNTERPART.name(), text(&cells::NAME)),
        (payment::IBAN.name(), text(&cells::IBAN)),
        (payment::PURPOSE.name(), text(&cells::PURPOSE)),
        (payment::BATCH.name(), Value::text(&batch)),
        (payment::LINES.name(), Value::of_lines(parts)),
    ]);
    let made = work.derive("payment", &input)?;
    let module = work.cx.module("payment")?;
    let mut noted = Line::of("settlement");
    settlement::DOCUMENT.fill(&mut noted, Some(Link::new("payment", made.id)));
    noted.set(settlement::NAME.name(), made.value(&module, payment::NUMBER.name()).clone());
    settlement::SETTLED_ON.fill(&mut noted, Some(day));
    settlement::AMOUNT.fill(&mut noted, Some(signed.amount));
    Ok(Some(noted))
}
