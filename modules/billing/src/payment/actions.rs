//! An invoice is paid.

use goods::position::rules::currency;
use kernel::{Currency, Decimal, Line, Link, Money, Result, Value};
use records::{Answers, Asking, Behavior, Draft, Input, Record, When, Work};

use super::fields;
use super::rules::nearer_to_zero;
use crate::allocation::fields as allocation;
use crate::invoice::fields as invoice;

/// What invoices do once there are payments.
#[must_use]
pub fn of_invoice() -> Behavior {
    Behavior::of("invoice").action("pay", pay).proposal("pay", propose)
}

/// Proposes what is open, less the discount while it may be taken.
///
/// # Errors
/// When invoices are unknown.
fn propose(asking: &mut Asking<'_, '_>, record: &Record) -> Result<Answers> {
    let module = asking.cx.module("invoice")?;
    let value = |name: &str| record.value(&module, name);
    let Value::Money(open) = value(invoice::OPEN_AMOUNT.name()) else {
        return Ok(Answers::default());
    };
    let is_early = match value(invoice::CASH_DISCOUNT_ON.name()) {
        Value::Date(last) => When::present(asking.cx).day <= *last,
        _ => false,
    };
    let rate = match value(invoice::CASH_DISCOUNT_RATE.name()) {
        Value::Decimal(rate) if is_early => *rate,
        _ => Decimal::ZERO,
    };
    let discount = discount(open.amount, rate, open.currency);
    let money = |amount: Decimal| Value::Money(Money { amount, currency: open.currency });
    let given = Some(money(discount)).filter(|_| !discount.is_zero());
    Ok(Answers::of([
        ("amount", money(open.amount - discount)),
        ("discount", given.unwrap_or_default()),
    ]))
}

/// What is taken off for early payment, rounded as merchants do.
fn discount(open: Decimal, rate: Decimal, currency: Currency) -> Decimal {
    goods::position::reckon::round(open * rate / Decimal::ONE_HUNDRED, currency.places())
}

/// Books a payment for an invoice; what is too much stays with the payment.
///
/// # Errors
/// `Invalid` at what was asked: another currency, the other way, more discount than is open.
fn pay(work: &mut Work<'_, '_>, draft: &mut Draft, answers: &Answers) -> Result<()> {
    let amount = |name: &str| match answers.get(name) {
        Value::Money(money) => Some(*money),
        _ => None,
    };
    let currency = currency(draft);
    let wrong = ["amount", "discount"]
        .into_iter()
        .find(|name| amount(name).is_some_and(|money| money.currency != currency));
    if let Some(name) = wrong {
        let problem = kernel::FieldProblem::new(name, "other_currency").with("value", currency);
        return Err(kernel::Error::Invalid(vec![problem]));
    }
    let (paid, discount) = (amount("amount"), amount("discount"));
    let off = discount.map_or(Decimal::ZERO, |money| money.amount);
    let open = draft.get(&invoice::OPEN_AMOUNT).map_or(Decimal::ZERO, |money| money.amount);
    if !(Decimal::ZERO..=open.max(Decimal::ZERO)).contains(&off) {
        return Err(kernel::Error::invalid("discount", "more_than_open_off"));
    }
    let came = paid.map_or(Decimal::ZERO, |money| money.amount);
    // What is in favour of the customer goes out; everything else comes in.
    if came.is_zero() || came.is_sign_negative() != open.is_sign_negative() {
        return Err(kernel::Error::invalid("amount", "other_way"));
    }
    let mut line = Line::of("allocation");
    allocation::DOCUMENT.fill(&mut line, Some(Link::new("invoice", draft.id)));
    allocation::AMOUNT.fill(&mut line, Some(nearer_to_zero(came, open - off)));
    allocation::DISCOUNT.fill(&mut line, Some(off).filter(|off| !off.is_zero()));
    let answer = |name: &str| answers.get(name).clone();
    let input = Input::of([
        (fields::ACCOUNT.name(), draft.value(invoice::ACCOUNT.name()).clone()),
        (fields::COMPANY.name(), draft.value(invoice::COMPANY.name()).clone()),
        (fields::AMOUNT.name(), answer("amount")),
        (fields::PAID_ON.name(), answer("paid_on")),
        (fields::METHOD.name(), answer("method")),
        (fields::LINES.name(), Value::of_lines(vec![line])),
    ]);
    work.derive("payment", &input).map(drop)
}
