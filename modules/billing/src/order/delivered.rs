//! How much of an order is delivered.

use goods::position::fields as position;
use kernel::{Decimal, Error, Line, Result};
use records::{Draft, Work};
use sales::sales_order::fields;

use super::held::{Way, held};
use super::left::ordered;
use crate::delivery_line;
use crate::delivery_note::fields as note_fields;

/// Notes in the order what a delivery note delivers of each of its positions, or that it does not
/// any more.
///
/// # Errors
/// `Conflict` `delivered_already`, `order_is_not_confirmed`.
pub fn delivered(work: &mut Work<'_, '_>, note: &Draft, way: Way) -> Result<()> {
    let Some(mut order) = held(work, note.get(&note_fields::SALES_ORDER))? else { return Ok(()) };
    let stage = order.get(&fields::STAGE).unwrap_or_default();
    let is_open = ["confirmed", "partly_billed", "billed"].contains(&stage.as_str());
    if way == Way::Onwards && !is_open {
        return Err(Error::conflict("order_is_not_confirmed"));
    }
    let here = note.value(note_fields::LINES.name()).lines();
    let mut lines = order.get(&fields::LINES).unwrap_or_default();
    for line in &mut lines {
        let Some(here) = here.iter().find(|one| one.id == line.id) else { continue };
        note_line(line, delivery_line::fields::QUANTITY.of(here).unwrap_or_default(), way)?;
    }
    order.put(&fields::LINES, Some(lines));
    work.amend(order, "deliver").map(drop)
}

fn note_line(line: &mut Line, quantity: Decimal, way: Way) -> Result<()> {
    let before = position::DELIVERED.of(line).unwrap_or_default();
    let now = match way {
        Way::Onwards => before + quantity,
        Way::Back => before - quantity,
    };
    if way == Way::Onwards && ordered(line) < now {
        return Err(Error::conflict("delivered_already"));
    }
    position::DELIVERED.fill(line, Some(now).filter(|now| !now.is_zero()));
    Ok(())
}
