//! What is done with a purchase order.

use kernel::{Decimal, Error, Line, Link, Result, Value};
use records::{Answers, Draft, Input, Work};

use super::fields;
use crate::purchase_line::fields as line;

/// Takes in what came: what lines say arrives now, or all that is left when none says anything.
/// Products that are kept on stock move there; less than nothing goes back.
///
/// # Errors
/// `Conflict` `nothing_left_to_receive`; when a movement cannot be saved.
pub fn receive(work: &mut Work<'_, '_>, order: &mut Draft, answers: &Answers) -> Result<()> {
    let mut lines = order.value("lines").lines().to_vec();
    let arrives = |one: &Line| !line::ARRIVING.of(one).unwrap_or_default().is_zero();
    let is_all = !lines.iter().any(arrives);
    let mut came = Vec::new();
    for one in lines.iter_mut().filter(|one| one.kind == "item") {
        let now = if is_all { left(one) } else { line::ARRIVING.of(one).unwrap_or_default() };
        line::ARRIVING.fill(one, None);
        if !now.is_zero() {
            let sum = line::RECEIVED.of(one).unwrap_or_default() + now;
            line::RECEIVED.fill(one, Some(sum).filter(|sum| !sum.is_zero()));
            came.push((one.clone(), now));
        }
    }
    if came.is_empty() {
        return Err(Error::conflict("nothing_left_to_receive"));
    }
    let day = match answers.get("booked_on") {
        Value::Date(day) => *day,
        _ => order.when.day,
    };
    for (one, quantity) in &came {
        let how = (*quantity, Value::Date(day), answers.get("reference").as_text());
        move_in(work, order, one, how)?;
    }
    let next = reached(&lines);
    order.set("lines", Value::of_lines(lines));
    order.put(&fields::STAGE, Some(next.to_owned()));
    order.put(&fields::RECEIVED_ON, (next != "ordered").then_some(day));
    Ok(())
}

/// What of a line is still to come.
fn left(one: &Line) -> Decimal {
    let ordered = line::QUANTITY.of(one).unwrap_or_default();
    (ordered - line::RECEIVED.of(one).unwrap_or_default()).max(Decimal::ZERO)
}

/// How far an order with these lines has come.
fn reached(lines: &[Line]) -> &'static str {
    let items = || lines.iter().filter(|one| one.kind == "item");
    if items().all(|one| left(one).is_zero()) {
        return "received";
    }
    let came = |one: &Line| !line::RECEIVED.of(one).unwrap_or_default().is_zero();
    if items().any(came) { "partly_received" } else { "ordered" }
}

/// A movement for what came of a product, unless it is not kept on stock.
fn move_in(
    work: &mut Work<'_, '_>,
    order: &Draft,
    one: &Line,
    (quantity, day, reference): (Decimal, Value, &str),
) -> Result<()> {
    let Some(item) = line::ITEM.of(one).filter(|item| item.module == "product") else {
        return Ok(());
    };
    let module = work.cx.module("product")?;
    let Some(product) = work.hold(&item, "what came is moved on stock")? else { return Ok(()) };
    if *product.value(&module, "is_stocked") != Value::Bool(true) {
        return Ok(());
    }
    let number = order.value("number").as_text();
    let reference = if reference.is_empty() { number } else { reference };
    let kind = if quantity.is_sign_negative() { "correction" } else { "receipt" };
    let movement = Input::of([
        ("product", Value::Link(item)),
        ("kind", Value::text(kind)),
        ("quantity", Value::Decimal(quantity)),
        ("booked_on", day),
        ("reference", Value::text(reference)),
        ("purchase_order", Value::Link(Link::new("purchase_order", order.id))),
    ]);
    work.derive("stock_movement", &movement).map(drop)
}
