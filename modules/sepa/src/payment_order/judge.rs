//! What stands against approving an order, at the lines.

use kernel::{Decimal, FieldProblem, Line, Link, Result};
use records::{Draft, Work};

use super::complete::{named, settles};
use super::fields;
use super::payable::{Payable, WHY};
use super::rules::is_debit;
use crate::bank;
use crate::ordered_payment::fields as cells;

/// Orders whose payments are under way or may come.
const OPEN: &str = r#"stage in ("draft", "approved", "sent")"#;

/// Everything that stands against it: documents that were paid, cancelled or changed since,
/// mandates that cannot be used, days that are over.
///
/// # Errors
/// When the database fails.
pub fn problems(work: &mut Work<'_, '_>, order: &Draft) -> Result<Vec<FieldProblem>> {
    let mut problems = Vec::new();
    for (at, line) in order.value(fields::LINES.name()).lines().iter().enumerate() {
        let Some(document) = cells::DOCUMENT.of(line) else { continue };
        let payable = Payable::held(work, &document)?;
        let mut found = of_document(order, line, payable.as_ref());
        if is_debit(order) {
            found = found.or(of_mandate(work, order, (line, payable.as_ref()))?);
        }
        problems.extend(found.map(|(cell, code)| {
            let number = payable.as_ref().map(|one| one.number.clone()).unwrap_or_default();
            FieldProblem::new(&format!("lines.{at}.{cell}"), code).with("number", number)
        }));
    }
    Ok(problems)
}

/// A cell and the code of what is wrong there.
type Found = Option<(&'static str, &'static str)>;

fn of_document(order: &Draft, line: &Line, payable: Option<&Payable>) -> Found {
    let Some(payable) = payable else { return Some(("document", "ordered_paid")) };
    if payable.company != order.get(&fields::COMPANY) {
        return Some(("document", "ordered_of_another"));
    }
    let Some(open) = payable.owed() else {
        return Some(match payable.open {
            Some(open) if open.currency != kernel::Currency::EUR => ("document", "only_euros"),
            Some(open) if open.amount.is_sign_negative() => ("document", "other_direction"),
            Some(_) | None => ("document", "ordered_paid"),
        });
    };
    if cells::AMOUNT.of(line).is_none() {
        return Some(("amount", "required"));
    }
    let off = cells::DISCOUNT.of(line).unwrap_or_default();
    let day = cells::DUE_ON.of(line).or(order.get(&fields::EXECUTE_ON));
    let most = day.map_or(Decimal::ZERO, |day| payable.discount(day));
    match () {
        () if is_own(order, line) => Some(("iban", "same_account")),
        () if most < off => Some(("discount", "discount_is_over")),
        () if open < settles(line) => Some(("amount", "ordered_changed")),
        () => None,
    }
}

/// Whether the account of the other side is our own.
fn is_own(order: &Draft, line: &Line) -> bool {
    let theirs = cells::IBAN.of(line).map(|iban| bank::compact(&iban));
    theirs.is_some() && theirs == order.get(&fields::IBAN)
}

fn of_mandate(
    work: &mut Work<'_, '_>,
    order: &Draft,
    (line, payable): (&Line, Option<&Payable>),
) -> Result<Found> {
    let Some(link) = cells::MANDATE.of(line) else {
        return Ok(Some(("mandate", "mandate_missing")));
    };
    let Some(mandate) = named(work, &link)? else {
        return Ok(Some(("mandate", "mandate_missing")));
    };
    let party = payable.and_then(|payable| payable.party.clone());
    if mandate.account != party || mandate.company != order.get(&fields::COMPANY) {
        return Ok(Some(("mandate", "mandate_of_another")));
    }
    if Some(mandate.scheme.as_str()) != order.get(&fields::SCHEME).as_deref() {
        return Ok(Some(("mandate", "mandate_scheme")));
    }
    let lines = order.value(fields::LINES.name()).lines();
    let times = lines.iter().filter(|one| cells::MANDATE.of(one).as_ref() == Some(&link)).count();
    if mandate.is_one_off && 1 < times {
        return Ok(Some(("mandate", "mandate_used_up")));
    }
    let day = cells::DUE_ON.of(line).unwrap_or(order.when.day);
    Ok(mandate.hindrance(day).map(|code| ("mandate", code)))
}

/// Documents that other orders pay or collect, each with the title of the order.
///
/// # Errors
/// When the database fails.
pub fn ordered(
    work: &mut Work<'_, '_>,
    but: Option<kernel::RecordId>,
) -> Result<Vec<(Link, String)>> {
    let module = work.cx.engine.system(WHY).module("payment_order")?;
    let mut documents = Vec::new();
    for record in work.all("payment_order", OPEN, WHY)? {
        if Some(record.id) == but {
            continue;
        }
        let lines = record.value(&module, fields::LINES.name()).lines();
        let named = lines.iter().filter_map(|line| cells::DOCUMENT.of(line));
        documents.extend(named.map(|document| (document, record.title.trim().to_owned())));
    }
    Ok(documents)
}
