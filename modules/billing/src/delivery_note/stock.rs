//! What a delivery takes out of stock, and puts back when it is taken back.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Date, Decimal, Link, RecordId, Result, Value};
use records::{Draft, Input, Work};

use super::fields;
use crate::delivery_line::fields as line_fields;

/// Takes out what is kept on stock, and says so in the lines.
///
/// # Errors
/// When a movement cannot be saved.
pub fn take_out(work: &mut Work<'_, '_>, note: &mut Draft) -> Result<()> {
    let mut lines = note.get(&fields::LINES).unwrap_or_default();
    let kept = kept(work, lines.iter().filter_map(|line| line_fields::ITEM.of(line)))?;
    let day = note.get(&fields::DELIVERED_ON).unwrap_or(note.when.day);
    for line in &mut lines {
        let Some(item) = line_fields::ITEM.of(line).filter(|item| kept.contains(&item.id)) else {
            continue;
        };
        let quantity = line_fields::QUANTITY.of(line).unwrap_or_default();
        // Stock is counted in thousandths.
        let quantity = goods::position::reckon::round(quantity, 3);
        if quantity.is_zero() {
            continue;
        }
        book(work, note, Booking { item, kind: "issue", quantity: -quantity, day })?;
        line_fields::MOVED.fill(line, Some(quantity));
    }
    note.put(&fields::LINES, Some(lines));
    Ok(())
}

/// Puts back what was taken out.
///
/// # Errors
/// When a movement cannot be saved.
pub fn put_back(work: &mut Work<'_, '_>, note: &Draft) -> Result<()> {
    let day = note.when.day;
    for line in note.get(&fields::LINES).unwrap_or_default() {
        let moved = line_fields::ITEM.of(&line).zip(line_fields::MOVED.of(&line));
        let Some((item, quantity)) = moved else { continue };
        book(work, note, Booking { item, kind: "correction", quantity, day })?;
    }
    Ok(())
}

/// Products of which stock is kept, held in the order of their ids so that two deliveries never
/// wait for each other.
fn kept(work: &mut Work<'_, '_>, items: impl Iterator<Item = Link>) -> Result<BTreeSet<RecordId>> {
    let items: BTreeMap<RecordId, Link> =
        items.filter(|item| item.module == "product").map(|item| (item.id, item)).collect();
    let module = work.cx.module("product")?;
    let mut kept = BTreeSet::new();
    for (id, item) in items {
        let product = work.hold(&item, "a delivery takes out what is kept on stock")?;
        let is_kept = product.is_some_and(|product| {
            *product.value(&module, goods::product::fields::IS_STOCKED.name()) == Value::Bool(true)
        });
        if is_kept {
            kept.insert(id);
        }
    }
    Ok(kept)
}

struct Booking {
    item: Link,
    kind: &'static str,
    quantity: Decimal,
    day: Date,
}

fn book(work: &mut Work<'_, '_>, note: &Draft, booking: Booking) -> Result<()> {
    let Booking { item, kind, quantity, day } = booking;
    let values = Input::of([
        ("product", Value::Link(item)),
        ("kind", Value::text(kind)),
        ("quantity", Value::Decimal(quantity)),
        ("booked_on", Value::Date(day)),
        ("reference", note.value(fields::NUMBER.name()).clone()),
        ("description", note.value(fields::REASON.name()).clone()),
        ("owner", note.value(fields::OWNER.name()).clone()),
    ]);
    work.derive("stock_movement", &values).map(drop)
}
