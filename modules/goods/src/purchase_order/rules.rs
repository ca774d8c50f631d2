//! What holds for every purchase order.

use kernel::{Date, Decimal, FieldProblem, Line, Link, Value};
use records::{Draft, Record};

use super::fields;
use crate::position::rules::{currency, positions_are_summed};
use crate::purchase_line::fields as line;

/// Values of other records that orders need.
pub const NEEDS: &[&str] = &[
    "vendor.address",
    "vendor.lead_days",
    "company.country",
    "lines.item.name",
    "lines.item.code",
    "lines.item.vendor_code",
    "lines.item.description",
    "lines.item.unit",
    "lines.item.cost",
    "lines.item.tax_class",
];

/// An order goes to where its supplier is, arrives as fast as they deliver, and is filled from the
/// goods that were chosen; nothing that somebody wrote is overwritten.
pub fn order_is_filled(draft: &mut Draft) {
    let is_moved = draft.is_changed("vendor") && !draft.is_changed("address");
    if draft.value("address").is_empty() || is_moved {
        draft.set("address", draft.need("vendor.address").clone());
    }
    let days = match draft.need("vendor.lead_days") {
        Value::Decimal(days) => i64::try_from(days.trunc().mantissa()).ok(),
        _ => None,
    };
    let days = days.filter(|days| (0..=3_650).contains(days));
    if let (Some(days), true) = (days, draft.old.is_none()) {
        let from = draft.get(&fields::ORDER_DATE).unwrap_or(draft.when.day);
        fill_empty(draft, "deliver_on", Value::Date(Date::from_days(from.days() + days)));
    }
    let mut lines = draft.value("lines").lines().to_vec();
    for one in lines.iter_mut().filter(|one| one.kind == "item") {
        if let Some(item) = line::ITEM.of(one).filter(|_| one.cell(line::NAME.name()).is_empty()) {
            fill(draft, one, &item);
        }
    }
    draft.set("lines", Value::of_lines(lines));
}

fn fill_empty(draft: &mut Draft, name: &str, value: Value) {
    if draft.value(name).is_empty() {
        draft.set(name, value);
    }
}

/// What a line orders costs what it costs us, in the currency in which that is known.
fn fill(draft: &Draft, one: &mut Line, item: &Link) {
    for name in ["name", "code", "vendor_code", "description", "unit", "tax_class"] {
        let value = draft.need_of(item, name);
        let is_free = ["name", "unit", "tax_class"].contains(&name) || one.cell(name).is_empty();
        if is_free && !value.is_empty() {
            one.set(name, value.clone());
        }
    }
    let is_free = one.cell(line::UNIT_PRICE.name()).is_empty();
    match draft.need_of(item, "cost") {
        Value::Money(cost) if is_free && cost.currency == currency(draft) => {
            line::UNIT_PRICE.fill(one, Some(cost.amount));
        }
        _ => {}
    }
}

/// An order comes to what its lines say, with the tax of the day on which it is delivered.
pub fn order_is_summed(draft: &mut Draft) {
    let day = draft.get(&fields::DELIVER_ON).or(draft.get(&fields::ORDER_DATE));
    let day = day.unwrap_or(draft.when.day);
    positions_are_summed(draft, day);
}

/// A discount takes off a hundred percent at most, and puts nothing on.
pub fn discounts_are_shares(draft: &Draft) -> Option<FieldProblem> {
    let range = Decimal::ZERO..=Decimal::ONE_HUNDRED;
    let is_wrong = |one: &Line| line::DISCOUNT.of(one).is_some_and(|share| !range.contains(&share));
    at(draft, is_wrong, "discount", "not_a_share")
}

/// What is ordered is more than nothing; what came in by mistake goes back as less than nothing, as
/// far as it came.
pub fn quantities_are_positive(draft: &Draft) -> Option<FieldProblem> {
    let of = |field: &records::Field<Decimal>, one: &Line| field.of(one).unwrap_or_default();
    let is_none = |one: &Line| one.kind == "item" && of(&line::QUANTITY, one) <= Decimal::ZERO;
    let is_lost = |one: &Line| of(&line::RECEIVED, one) + of(&line::ARRIVING, one) < Decimal::ZERO;
    at(draft, is_none, "quantity", "quantity_not_positive")
        .or_else(|| at(draft, is_lost, "arriving", "more_than_received"))
}

fn at(draft: &Draft, is_wrong: impl Fn(&Line) -> bool, cell: &str, code: &str) -> Refusal {
    let at = draft.value("lines").lines().iter().position(is_wrong)?;
    Some(FieldProblem::new(&format!("lines.{at}.{cell}"), code))
}

type Refusal = Option<FieldProblem>;

/// What is ordered is something.
pub fn ordered_is_something(draft: &Draft) -> Refusal {
    let stage = draft.get(&fields::STAGE).unwrap_or_default();
    let is_open = stage == "draft" || stage == "cancelled";
    let has_items = draft.value("lines").lines().iter().any(|one| one.kind == "item");
    (!is_open && !has_items).then(|| FieldProblem::new("lines", "nothing_ordered"))
}

/// Of what came nothing is ordered away, and its order is neither a draft nor cancelled.
pub fn received_stays(old: &Record, draft: &Draft) -> Refusal {
    let lines = draft.value("lines").lines();
    let came = |one: &&Line| !line::RECEIVED.of(one).unwrap_or_default().is_zero();
    let before = old.value(&draft.module, "lines").lines().iter();
    let is_lost = |one: &Line| !lines.iter().any(|now| now.id == one.id);
    if before.filter(came).any(is_lost) {
        return Some(FieldProblem::new("lines", "received_stays"));
    }
    let stage = draft.get(&fields::STAGE).unwrap_or_default();
    let is_open = stage == "draft" || stage == "cancelled";
    let has_come = lines.iter().any(|one| came(&one));
    (is_open && has_come).then(|| FieldProblem::new("stage", "received_stays"))
}
