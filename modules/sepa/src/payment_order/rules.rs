//! What holds for every payment order.

use std::collections::BTreeSet;

use banking::order::{next_target_day, target_days_later};
use kernel::{Currency, Decimal, FieldProblem, Link, Money};
use records::{Draft, Record};

use super::fields;
use crate::bank;
use crate::ordered_payment::fields as cells;

/// Whether an order collects; else it pays.
pub fn is_debit(order: &Draft) -> bool {
    order.get(&fields::KIND).as_deref() == Some("direct_debit")
}

/// Whether an order can still change.
pub fn is_draft(order: &Draft) -> bool {
    let was = order.old.as_ref().map(|old| old.value(&order.module, "stage").as_text());
    was.is_none_or(|stage| stage == "draft")
}

/// The day follows from how long banks need, where nobody says it, and the account is that of the
/// company.
pub fn it_is_filled(order: &mut Draft) {
    if !is_draft(order) {
        return;
    }
    if order.get(&fields::EXECUTE_ON).is_none() {
        let today = order.when.day;
        let day =
            if is_debit(order) { target_days_later(today, 2) } else { next_target_day(today) };
        order.put(&fields::EXECUTE_ON, Some(day));
    }
    let iban = bank::compact(order.need("company.iban").as_text());
    order.put(&fields::IBAN, Some(iban).filter(|iban| !iban.is_empty()));
}

/// How many payments there are, and what they come to.
pub fn it_is_summed(order: &mut Draft) {
    if !is_draft(order) {
        return;
    }
    let lines = order.value(fields::LINES.name()).lines();
    let count = Decimal::from(lines.len());
    let amount = lines.iter().filter_map(|line| cells::AMOUNT.of(line)).sum();
    order.put(&fields::N_PAYMENTS, Some(count));
    order.put(&fields::TOTAL, Some(Money { amount, currency: Currency::EUR }));
}

/// Each document stands there once, is of the kind that is paid or collected, and the amounts are
/// money.
pub fn lines_fit(order: &Draft) -> Option<FieldProblem> {
    let mut seen: BTreeSet<Link> = BTreeSet::new();
    for (at, line) in order.value(fields::LINES.name()).lines().iter().enumerate() {
        let wrong =
            |cell: &str, code: &str| Some(FieldProblem::new(&format!("lines.{at}.{cell}"), code));
        let document = cells::DOCUMENT.of(line)?;
        if (document.module == "invoice") != is_debit(order) {
            return wrong("document", if is_debit(order) { "only_collected" } else { "only_paid" });
        }
        if cells::AMOUNT.of(line).is_some_and(|amount| amount <= Decimal::ZERO) {
            return wrong("amount", "not_positive");
        }
        if cells::DISCOUNT.of(line).is_some_and(|discount| discount < Decimal::ZERO) {
            return wrong("discount", "more_than_open_off");
        }
        if !seen.insert(document) {
            return wrong("document", "named_twice");
        }
    }
    None
}

/// Actions say that it was approved, booked and cancelled; no board and no import does.
pub fn stage_by_action(order: &Draft) -> Option<FieldProblem> {
    let is_missing = |name: &str| order.value(name).is_empty();
    let code = match order.value("stage").as_text() {
        "approved" | "sent" | "booked" if is_missing("approved_at") => "ordered_by_action",
        "booked" if is_missing("payments") => "order_booked_by_action",
        "cancelled" if is_missing("reason") => "order_cancelled_by_action",
        _ => return None,
    };
    Some(FieldProblem::new(fields::STAGE.name(), code))
}

/// Whose account it is stays once it was approved.
pub fn ordered_stays(old: &Record, order: &Draft) -> Option<FieldProblem> {
    let was_draft = old.value(&order.module, "stage").as_text() == "draft";
    let is_moved = !was_draft && order.is_changed(fields::COMPANY.name());
    is_moved.then(|| FieldProblem::new(fields::COMPANY.name(), "frozen"))
}
