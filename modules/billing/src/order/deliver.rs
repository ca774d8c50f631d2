//! A delivery note for what of a sales order is not delivered yet.

use goods::position::fields as position;
use goods::position::rules::carried;
use kernel::{Error, Line, Link, Result, Value};
use records::{Answers, Draft, Work};
use sales::sales_order::fields;

use super::left::{has_items, taken, to_deliver};
use crate::delivery_line;
use crate::delivery_note::fields as note_fields;

/// Makes a draft with what is left of each position; it may be made less, and the order notes it
/// when it is delivered. Where it goes follows from the customer and the order.
///
/// # Errors
/// `Conflict` `nothing_left_to_deliver`.
pub fn deliver(work: &mut Work<'_, '_>, order: &mut Draft, _: &Answers) -> Result<()> {
    let left = taken(order.value(fields::LINES.name()).lines(), to_deliver);
    if !has_items(&left) {
        return Err(Error::conflict("nothing_left_to_deliver"));
    }
    let target = work.cx.module("delivery_note")?;
    let mut input = carried(order, &target);
    input.values.remove(note_fields::ADDRESS.name());
    let lines = left.iter().filter_map(without_price).collect();
    let own = [
        (note_fields::LINES.name(), Value::of_lines(lines)),
        (note_fields::SALES_ORDER.name(), Value::Link(Link::new("sales_order", order.id))),
    ];
    for (name, value) in own {
        input.values.insert(name.to_owned(), value);
    }
    work.derive("delivery_note", &input)?;
    Ok(())
}

/// The same line as one that is delivered: of a position what it is and how many.
fn without_price(line: &Line) -> Option<Line> {
    let cells: &[&str] = match line.kind.as_str() {
        "item" => &[
            position::ITEM.name(),
            position::NAME.name(),
            position::DESCRIPTION.name(),
            position::QUANTITY.name(),
            position::UNIT.name(),
        ],
        "group" => &[delivery_line::fields::NAME.name()],
        "text" => &[delivery_line::fields::DESCRIPTION.name()],
        _ => return None,
    };
    let mut delivered = Line { id: line.id, ..Line::of(&line.kind) };
    for cell in cells {
        delivered.set(cell, line.cell(cell).clone());
    }
    Some(delivered)
}
