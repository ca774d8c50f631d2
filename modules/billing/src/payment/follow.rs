//! What follows in documents from what became of a payment.

use std::collections::{BTreeMap, BTreeSet};

use catalog::Module;
use kernel::{Line, Link, Result};
use records::follow::Moved;
use records::{Record, Work};

use super::fields;
use crate::allocation::{fields as allocation, signed};
use crate::settlement;

/// Documents by their link, each with the place and what settles it.
type Allocations = BTreeMap<Link, (usize, Line)>;

/// Documents know what settles them: a booked payment does, and no other.
///
/// # Errors
/// `Invalid` at the line of a document that is not open, or not open enough.
pub fn documents_are_settled(work: &mut Work<'_, '_>, moved: Moved<'_>) -> Result<()> {
    let Some(record) = moved.after().or(moved.before()) else { return Ok(()) };
    let module = work.cx.module("payment")?;
    let of = |record: Option<&Record>| record.map(|record| allocations(&module, record));
    let before = of(moved.before()).unwrap_or_default();
    let after = of(moved.after()).unwrap_or_default();
    let by = Link::new("payment", record.id);
    // In the order of their ids, so that two who book do not wait for each other.
    let documents: BTreeSet<&Link> = before.keys().chain(after.keys()).collect();
    for document in documents {
        let line = |all: &Allocations| all.get(document).map(|(_, line)| line.clone());
        if line(&before) != line(&after) {
            let at = after.get(document).map_or(0, |(at, _)| *at);
            let place = format!("lines.{at}");
            settlement::settle(work, (document, &place), &by, line(&after))?;
        }
    }
    Ok(())
}

fn allocations(module: &Module, payment: &Record) -> Allocations {
    let value = |name: &str| payment.value(module, name);
    if value(fields::STAGE.name()).as_text() != "booked" {
        return Allocations::new();
    }
    let lines = value(fields::LINES.name()).lines().iter().enumerate();
    let settled = lines.filter_map(|(at, line)| {
        let document = allocation::DOCUMENT.of(line)?;
        let amount = allocation::AMOUNT.of(line).unwrap_or_default();
        let mut settles = Line::of("settlement")
            .with("document", kernel::Value::Link(Link::new("payment", payment.id)))
            .with("name", value(fields::NUMBER.name()).clone())
            .with("settled_on", value(fields::PAID_ON.name()).clone())
            .with("discount", line.cell(allocation::DISCOUNT.name()).clone());
        settles.id = line.id;
        let amount = signed(&document, amount);
        settlement::fields::AMOUNT.fill(&mut settles, Some(amount));
        Some((document, (at, settles)))
    });
    settled.collect()
}
