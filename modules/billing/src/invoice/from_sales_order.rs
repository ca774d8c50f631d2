//! An invoice for what of a sales order is not billed yet.

use goods::position;
use goods::position::rules::carried;
use kernel::{Error, Line, Link, Result, Value};
use records::{Answers, Behavior, Draft, Work};

/// What sales orders can do once there are invoices.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("sales_order").action("bill", bill)
}

/// Makes a draft with what is left of each position; the order notes it when it is issued.
fn bill(work: &mut Work<'_, '_>, order: &mut Draft, _: &Answers) -> Result<()> {
    let left: Vec<Line> = order.value("lines").lines().iter().filter_map(left_of).collect();
    if !left.iter().any(|line| line.kind == "item") {
        return Err(Error::conflict("nothing_left_to_bill"));
    }
    let target = work.cx.module("invoice")?;
    let mut input = carried(order, &target);
    input.values.insert("lines".into(), Value::of_lines(left));
    input.values.insert("sales_order".into(), Value::Link(Link::new("sales_order", order.id)));
    work.derive("invoice", &input)?;
    Ok(())
}

/// What of a position is not billed; the line keeps its id, so that one knows which it is.
fn left_of(line: &Line) -> Option<Line> {
    if line.kind != "item" {
        return Some(line.clone());
    }
    let ordered = position::fields::QUANTITY.of(line).unwrap_or_default();
    let left = ordered - position::fields::BILLED.of(line).unwrap_or_default();
    let mut line = line.clone();
    position::fields::QUANTITY.fill(&mut line, Some(left));
    position::fields::BILLED.fill(&mut line, None);
    // What is taken back, as in a trade-in, has a quantity below zero.
    (!left.is_zero()).then_some(line)
}
