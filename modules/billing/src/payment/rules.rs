//! What holds for every payment.

use std::collections::BTreeSet;

use kernel::{Decimal, FieldProblem, Line, Link, Money, Value};
use records::Draft;

use super::fields;
use crate::allocation::{fields as allocation, signed};

/// Who pays is who owes, and who is paid is who is owed, where nobody says else.
pub fn party_is_filled(draft: &mut Draft) {
    if draft.get(&fields::ACCOUNT).is_some() || draft.get(&fields::VENDOR).is_some() {
        return;
    }
    let Some(first) = documents(draft).into_iter().next() else { return };
    for field in [fields::ACCOUNT, fields::VENDOR] {
        if let Value::Link(party) = draft.need_of(&first, field.name()).clone() {
            draft.put(&field, Some(party));
        }
    }
    let name = draft.need_of(&first, "seller_name").as_text().to_owned();
    if draft.get(&fields::COUNTERPART).is_none() && !name.is_empty() {
        draft.put(&fields::COUNTERPART, Some(name));
    }
}

/// A document that was chosen takes what is open of it, as far as the payment reaches.
pub fn amounts_are_filled(draft: &mut Draft) {
    let Some(mut lines) = draft.get(&fields::LINES) else { return };
    for at in 0..lines.len() {
        let Some(document) = allocation::DOCUMENT.of(&lines[at]) else { continue };
        if allocation::AMOUNT.of(&lines[at]).is_some() {
            continue;
        }
        let discount = allocation::DISCOUNT.of(&lines[at]).unwrap_or_default();
        let open = signed(&document, open(draft, &document) - discount);
        let left = draft.get(&fields::AMOUNT).map(|money| money.amount - allocated(&lines));
        let amount = left.map_or(open, |left| nearer_to_zero(open, left));
        allocation::AMOUNT.fill(&mut lines[at], Some(amount));
    }
    draft.put(&fields::LINES, Some(lines));
}

/// What is allocated, and what is left.
pub fn rest_follows(draft: &mut Draft) {
    let Some(Money { amount, currency }) = draft.get(&fields::AMOUNT) else { return };
    let allocated = allocated(draft.value(fields::LINES.name()).lines());
    let money = |amount: Decimal| Some(Money { amount, currency });
    draft.put(&fields::ALLOCATED, money(allocated));
    draft.put(&fields::UNALLOCATED, money(amount - allocated));
}

/// Only credit against debt comes to nothing.
pub fn amount_is_money(draft: &Draft) -> Option<FieldProblem> {
    let amount = draft.get(&fields::AMOUNT)?.amount;
    let is_offset = draft.get(&fields::METHOD).as_deref() == Some("offset");
    let is_wrong = amount.is_zero() != is_offset;
    is_wrong.then(|| FieldProblem::new("amount", if is_offset { "is_offset" } else { "required" }))
}

/// Each document stands there once, in the currency of the payment, and no discount adds to it.
pub fn allocations_fit(draft: &Draft) -> Option<FieldProblem> {
    let currency = draft.get(&fields::AMOUNT)?.currency.to_string();
    let mut seen = BTreeSet::new();
    for (at, line) in draft.value(fields::LINES.name()).lines().iter().enumerate() {
        let place = |cell: &str| format!("lines.{at}.{cell}");
        let document = allocation::DOCUMENT.of(line)?;
        let theirs = draft.need_of(&document, "currency").as_text();
        if !theirs.is_empty() && theirs != currency {
            let problem = FieldProblem::new(&place("document"), "other_currency");
            return Some(problem.with("value", &currency));
        }
        let discount = allocation::DISCOUNT.of(line).unwrap_or_default();
        if discount < Decimal::ZERO || document.module == "credit_note" && !discount.is_zero() {
            return Some(FieldProblem::new(&place("discount"), "no_discount_here"));
        }
        if !seen.insert(document) {
            return Some(FieldProblem::new(&place("document"), "named_twice"));
        }
    }
    None
}

/// Nothing is allocated that did not come.
pub fn allocations_are_covered(draft: &Draft) -> Option<FieldProblem> {
    let amount = draft.get(&fields::AMOUNT)?.amount;
    let lines = draft.value(fields::LINES.name()).lines();
    let allocated = allocated(lines);
    let is_covered = (amount.min(Decimal::ZERO)..=amount.max(Decimal::ZERO)).contains(&allocated);
    let last = lines.len().checked_sub(1).filter(|_| !is_covered)?;
    Some(FieldProblem::new(&format!("lines.{last}.amount"), "more_than_paid"))
}

/// What came back says when; the action asks for it, no board and no import.
pub fn returned_by_action(draft: &Draft) -> Option<FieldProblem> {
    let is_returned = draft.get(&fields::STAGE).as_deref() == Some("returned");
    let is_said = draft.get(&fields::RETURNED_ON).is_some();
    (is_returned && !is_said).then(|| FieldProblem::new("stage", "returned_by_action"))
}

fn open(draft: &Draft, document: &Link) -> Decimal {
    match draft.need_of(document, "open_amount") {
        Value::Money(money) => money.amount,
        _ => Decimal::ZERO,
    }
}

fn allocated(lines: &[Line]) -> Decimal {
    lines.iter().filter_map(|line| allocation::AMOUNT.of(line)).sum()
}

fn documents(draft: &Draft) -> Vec<Link> {
    let lines = draft.value(fields::LINES.name()).lines();
    lines.iter().filter_map(|line| allocation::DOCUMENT.of(line)).collect()
}

/// The smaller of two amounts that go the same way, else nothing.
pub fn nearer_to_zero(one: Decimal, other: Decimal) -> Decimal {
    match one.is_sign_negative() == other.is_sign_negative() {
        true if one.abs() < other.abs() => one,
        true => other,
        false => Decimal::ZERO,
    }
}
