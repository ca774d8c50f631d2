//! A document is paid; money comes back.

use goods::position::rules::currency;
use kernel::{Currency, Decimal, Error, FieldProblem, Line, Link, Money, Result, Value};
use records::{Answers, Asking, Behavior, Draft, Input, Record, When, Work};

use super::fields;
use super::rules::nearer_to_zero;
use crate::allocation::{fields as allocation, signed};
use crate::invoice::fields as invoice;

/// What invoices, ours and those of suppliers, do once there are payments.
#[must_use]
pub fn of_documents() -> [Behavior; 2] {
    let invoice = Behavior::of("invoice").action("pay", pay).proposal("pay", propose_invoice);
    let incoming = Behavior::of("incoming_invoice").action("pay", pay);
    [invoice, incoming.proposal("pay", propose_incoming)]
}

fn propose_invoice(asking: &mut Asking<'_, '_>, record: &Record) -> Result<Answers> {
    propose(asking, "invoice", record)
}

fn propose_incoming(asking: &mut Asking<'_, '_>, record: &Record) -> Result<Answers> {
    propose(asking, "incoming_invoice", record)
}

/// Proposes what is open, less the discount while it may be taken.
fn propose(asking: &mut Asking<'_, '_>, module: &str, record: &Record) -> Result<Answers> {
    let module = asking.cx.module(module)?;
    let value = |name: &str| record.value(&module, name).clone();
    let Value::Money(open) = value(invoice::OPEN_AMOUNT.name()) else {
        return Ok(Answers::default());
    };
    let discount = early(value, When::present(asking.cx).day);
    let money = |amount: Decimal| Value::Money(Money { amount, currency: open.currency });
    let given = Some(money(discount)).filter(|_| !discount.is_zero());
    Ok(Answers::of([
        ("amount", money(open.amount - discount)),
        ("discount", given.unwrap_or_default()),
    ]))
}

/// What is taken off what is open of a document that is paid on a day: the cash discount as long as
/// it may be taken, rounded as merchants do. Credit has none.
#[must_use]
pub fn early(value: impl Fn(&str) -> Value, day: kernel::Date) -> Decimal {
    let Value::Money(open) = value(invoice::OPEN_AMOUNT.name()) else { return Decimal::ZERO };
    let is_early = match value(invoice::CASH_DISCOUNT_ON.name()) {
        Value::Date(last) => day <= last,
        _ => false,
    };
    match value(invoice::CASH_DISCOUNT_RATE.name()) {
        Value::Decimal(rate) if is_early && !open.amount.is_sign_negative() => {
            discount(open.amount, rate, open.currency)
        }
        _ => Decimal::ZERO,
    }
}

fn discount(open: Decimal, rate: Decimal, currency: Currency) -> Decimal {
    goods::position::reckon::round(open * rate / Decimal::ONE_HUNDRED, currency.places())
}

/// Books a payment for an invoice; what is too much stays with the payment.
///
/// # Errors
/// `Invalid` at what was asked: another currency, the other way, more discount than is open.
fn pay(work: &mut Work<'_, '_>, draft: &mut Draft, answers: &Answers) -> Result<()> {
    let document = Link::new(&draft.module.code, draft.id);
    let (came, off) = judged(draft, answers)?;
    let open = draft.get(&invoice::OPEN_AMOUNT).map_or(Decimal::ZERO, |money| money.amount);
    let mut line = Line::of("allocation");
    let settles = signed(&document, nearer_to_zero(came, open - off));
    allocation::DOCUMENT.fill(&mut line, Some(document.clone()));
    allocation::AMOUNT.fill(&mut line, Some(settles));
    allocation::DISCOUNT.fill(&mut line, Some(off).filter(|off| !off.is_zero()));
    let amount = Money { amount: signed(&document, came), currency: currency(draft) };
    let answer = |name: &str| answers.get(name).clone();
    let input = Input::of([
        (fields::COMPANY.name(), draft.value(invoice::COMPANY.name()).clone()),
        (fields::AMOUNT.name(), Value::Money(amount)),
        (fields::PAID_ON.name(), answer("paid_on")),
        (fields::METHOD.name(), answer("method")),
        (fields::LINES.name(), Value::of_lines(vec![line])),
    ]);
    work.derive("payment", &input).map(drop)
}

/// What was paid and what was taken off, in the direction of the document.
fn judged(draft: &Draft, answers: &Answers) -> Result<(Decimal, Decimal)> {
    let currency = currency(draft);
    let amount = |name: &str| match answers.get(name) {
        Value::Money(money) => Some(*money),
        _ => None,
    };
    let wrong = ["amount", "discount"]
        .into_iter()
        .find(|name| amount(name).is_some_and(|money| money.currency != currency));
    if let Some(name) = wrong {
        let problem = FieldProblem::new(name, "other_currency").with("value", currency);
        return Err(Error::Invalid(vec![problem]));
    }
    let off = amount("discount").map_or(Decimal::ZERO, |money| money.amount);
    let open = draft.get(&invoice::OPEN_AMOUNT).map_or(Decimal::ZERO, |money| money.amount);
    if !(Decimal::ZERO..=open.max(Decimal::ZERO)).contains(&off) {
        return Err(Error::invalid("discount", "more_than_open_off"));
    }
    let came = amount("amount").map_or(Decimal::ZERO, |money| money.amount);
    // What is in favour of the other side goes the other way; everything else does not.
    if came.is_zero() || came.is_sign_negative() != open.is_sign_negative() {
        return Err(Error::invalid("amount", "other_way"));
    }
    Ok((came, off))
}

/// Money came back, such as a direct debit that was returned: what the payment settled is open
/// again.
///
/// # Errors
/// `Invalid` at what was asked: before it was paid, in the future, a fee below nothing; `Conflict`
/// `no_money_moved` where documents settle each other.
pub fn come_back(_: &mut Work<'_, '_>, payment: &mut Draft, answers: &Answers) -> Result<()> {
    if payment.get(&fields::METHOD).as_deref() == Some("offset") {
        return Err(Error::conflict("no_money_moved"));
    }
    let Value::Date(day) = *answers.get("returned_on") else { return Ok(()) };
    if payment.when.day < day {
        return Err(Error::invalid("returned_on", "not_yet"));
    }
    if payment.get(&fields::PAID_ON).is_some_and(|paid| day < paid) {
        return Err(Error::invalid("returned_on", "before_payment"));
    }
    let fee = match answers.get("fee") {
        Value::Money(fee) if fee.amount < Decimal::ZERO => {
            return Err(Error::invalid("fee", "not_positive"));
        }
        Value::Money(fee) => Some(*fee),
        _ => None,
    };
    payment.put(&fields::RETURNED_ON, Some(day));
    payment.put(&fields::RETURN_FEE, fee);
    let reason = answers.get("reason").as_text().to_owned();
    payment.put(&fields::RETURN_REASON, Some(reason).filter(|reason| !reason.is_empty()));
    Ok(())
}
