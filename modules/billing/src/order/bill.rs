//! Invoices for what of a sales order is not billed yet.

use goods::position::rules::carried;
use kernel::{Date, Error, Line, Link, Result, Value};
use records::{Answers, Draft, Work};
use sales::sales_order::fields;

use super::held::{held, is_running};
use super::left::{Part, has_items, taken};
use super::noted;
use super::whole::{bills_the_last, shares};
use crate::invoice::fields as invoice_fields;
use crate::{delivery_line, delivery_note};

/// Makes a draft with what is left of each position, or with what of it is delivered; the order
/// notes it when it is issued.
///
/// # Errors
/// `Conflict` `nothing_left_to_bill`, `nothing_delivered_to_bill`, `bill_final_first`.
pub fn bill(work: &mut Work<'_, '_>, order: &mut Draft, answers: &Answers) -> Result<()> {
    let part = match answers.get("what").as_text() {
        "delivered" => Part::Delivered,
        _ => Part::Rest,
    };
    let lines = taken(order.value(fields::LINES.name()).lines(), |line| part.of(line));
    bill_part(work, order, (part, lines), Vec::new())
}

/// Makes a draft with what of a delivery is not billed, at the prices of its order, supplied on the
/// day of the delivery.
///
/// # Errors
/// `Conflict` `delivery_of_no_order`, `wrong_stage` of the order, `nothing_delivered_to_bill`,
/// `bill_final_first`.
pub fn bill_delivery(work: &mut Work<'_, '_>, note: &Draft) -> Result<()> {
    let order = held(work, note.get(&delivery_note::fields::SALES_ORDER))?;
    let order = order.ok_or_else(|| Error::conflict("delivery_of_no_order"))?;
    if !is_running(&order) {
        return Err(Error::conflict("nothing_delivered_to_bill"));
    }
    let here = note.value(delivery_note::fields::LINES.name()).lines();
    let quantity = |line: &Line| {
        let here = here.iter().find(|here| here.id == line.id);
        let here = here.and_then(|here| delivery_line::fields::QUANTITY.of(here));
        here.unwrap_or_default().min(Part::Delivered.of(line))
    };
    let lines = taken(order.value(fields::LINES.name()).lines(), quantity);
    let day: Option<Date> = note.get(&delivery_note::fields::DELIVERED_ON);
    let day = day.map_or(Value::Empty, Value::Date);
    let supplied = [invoice_fields::SUPPLY_FROM.name(), invoice_fields::SUPPLY_UNTIL.name()];
    let supplied = supplied.map(|name| (name, day.clone()));
    bill_part(work, &order, (Part::Delivered, lines), supplied.into())
}

/// Makes the final invoice: all that is not billed, less every instalment that was issued.
///
/// # Errors
/// `Conflict` `nothing_left_to_bill`.
pub fn bill_final(work: &mut Work<'_, '_>, order: &mut Draft, _: &Answers) -> Result<()> {
    bill_rest(work, order, Vec::new())
}

/// The same with what else is to be said of the invoice.
///
/// # Errors
/// `Conflict` `nothing_left_to_bill`.
pub fn bill_rest(
    work: &mut Work<'_, '_>,
    order: &Draft,
    mut more: Vec<(&'static str, Value)>,
) -> Result<()> {
    let lines = taken(order.value(fields::LINES.name()).lines(), |line| Part::Rest.of(line));
    let deductions = noted::not_deducted(order);
    if !has_items(&lines) && deductions.is_empty() {
        return Err(Error::conflict("nothing_left_to_bill"));
    }
    more.extend([
        (invoice_fields::KIND.name(), Value::text("final")),
        (invoice_fields::DEDUCTIONS.name(), Value::of_lines(deductions)),
    ]);
    make(work, order, lines, more)
}

/// A draft over a part; where there are instalments, what bills the last of an order is its final
/// invoice, which takes them off, so that nobody owes their tax twice (§ 14c UStG).
fn bill_part(
    work: &mut Work<'_, '_>,
    order: &Draft,
    (part, lines): (Part, Vec<Line>),
    mut more: Vec<(&'static str, Value)>,
) -> Result<()> {
    if !has_items(&lines) {
        return Err(Error::conflict(match part {
            Part::Rest => "nothing_left_to_bill",
            Part::Delivered => "nothing_delivered_to_bill",
        }));
    }
    let is_last = bills_the_last(order, &lines);
    if is_last && !noted::not_deducted(order).is_empty() {
        return Err(Error::conflict("bill_final_first"));
    }
    let kind = if is_last { "standard" } else { "partial" };
    more.push((invoice_fields::KIND.name(), Value::text(kind)));
    make(work, order, lines, more)
}

fn make(
    work: &mut Work<'_, '_>,
    order: &Draft,
    lines: Vec<Line>,
    more: Vec<(&'static str, Value)>,
) -> Result<()> {
    let target = work.cx.module("invoice")?;
    let mut input = carried(order, &target);
    let shares = shares(order, &lines);
    let own = [
        (invoice_fields::LINES.name(), Value::of_lines(lines)),
        (invoice_fields::SALES_ORDER.name(), Value::Link(Link::new("sales_order", order.id))),
    ];
    for (name, value) in own.into_iter().chain(shares).chain(more) {
        input.values.insert(name.to_owned(), value);
    }
    work.derive("invoice", &input)?;
    Ok(())
}
