//! What follows from what became of an order: documents are ordered once, mandates are used.

use std::collections::{BTreeMap, BTreeSet};

use catalog::Module;
use kernel::{Error, FieldProblem, Line, Link, RecordId, Result, Value};
use records::follow::Moved;
use records::{Draft, Record, Work};

use super::payable::WHY;
use super::{fields, judge};
use crate::collection::fields as collection;
use crate::mandate::fields as mandate;
use crate::ordered_payment::fields as cells;

/// A document that stands in an open order is not ordered again.
///
/// # Errors
/// `Invalid` `ordered_already` at the line, with the order that has it.
pub fn documents_are_ordered_once(work: &mut Work<'_, '_>, moved: Moved<'_>) -> Result<()> {
    let Some(after) = moved.after() else { return Ok(()) };
    let module = work.cx.engine.system(WHY).module("payment_order")?;
    let named = |record: &Record, stages: &[&str]| -> Vec<Link> {
        let is_open = stages.contains(&record.value(&module, "stage").as_text());
        let lines = record.value(&module, fields::LINES.name()).lines();
        let documents = lines.iter().filter_map(|line| cells::DOCUMENT.of(line));
        if is_open { documents.collect() } else { Vec::new() }
    };
    let open = ["draft", "approved", "sent"];
    let stood: BTreeSet<Link> =
        moved.before().map(|old| named(old, &open)).unwrap_or_default().into_iter().collect();
    let now = named(after, &open);
    let new: BTreeSet<&Link> = now.iter().filter(|link| !stood.contains(link)).collect();
    if new.is_empty() {
        return Ok(());
    }
    // Two who order the same take turns at the document.
    for document in &new {
        drop(work.hold(document, WHY)?);
    }
    let others: BTreeMap<Link, String> =
        judge::ordered(work, Some(after.id))?.into_iter().collect();
    let again = now.iter().enumerate().filter(|(_, link)| new.contains(link));
    let problems: Vec<FieldProblem> = again
        .filter_map(|(at, link)| {
            let other = others.get(link)?;
            let place = format!("lines.{at}.document");
            Some(FieldProblem::new(&place, "ordered_already").with("order", other))
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// Uses of mandates, by mandate and line.
type Uses = BTreeMap<(RecordId, RecordId), Line>;

/// Mandates know what is collected by them from its approval on, and no longer when the order is
/// called off.
///
/// # Errors
/// When a mandate cannot be changed.
pub fn mandates_are_used(work: &mut Work<'_, '_>, moved: Moved<'_>) -> Result<()> {
    let Some(record) = moved.after().or(moved.before()) else { return Ok(()) };
    let module = work.cx.engine.system(WHY).module("payment_order")?;
    let of = |record: Option<&Record>| record.map(|record| uses(&module, record));
    let (before, after) = (of(moved.before()), of(moved.after()));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let mandates: BTreeSet<RecordId> =
        before.keys().chain(after.keys()).map(|(mandate, _)| *mandate).collect();
    for id in mandates {
        let of = |uses: &Uses| -> Vec<Line> {
            uses.iter().filter(|((of, _), _)| *of == id).map(|(_, line)| line.clone()).collect()
        };
        if of(&before) != of(&after) {
            note(work, (id, record), (&of(&before), &of(&after)))?;
        }
    }
    Ok(())
}

/// The lines of an order that was approved and not called off, by their mandates.
fn uses(module: &Module, order: &Record) -> Uses {
    let value = |name: &str| order.value(module, name);
    if !["approved", "sent", "booked"].contains(&value("stage").as_text()) {
        return Uses::new();
    }
    let lines = value(fields::LINES.name()).lines().iter();
    let used =
        lines.filter_map(|line| Some(((cells::MANDATE.of(line)?.id, line.id), line.clone())));
    used.collect()
}

/// Notes in a mandate what an order collects by it, in the place of what it collected before.
fn note(
    work: &mut Work<'_, '_>,
    (id, order): (RecordId, &Record),
    (before, after): (&[Line], &[Line]),
) -> Result<()> {
    let module = work.cx.engine.system(WHY).module("mandate")?;
    let orders = work.cx.engine.system(WHY).module("payment_order")?;
    let Some(held) = work.hold(&Link::new("mandate", id), WHY)? else { return Ok(()) };
    let mut draft = work.held(&module, held);
    let by = Link::new("payment_order", order.id);
    let number = order.value(&orders, "number");
    let mut lines = draft.get(&mandate::COLLECTIONS).unwrap_or_default();
    lines.retain(|line| collection::ORDER.of(line).as_ref() != Some(&by));
    lines.extend(after.iter().map(|line| used((&by, number), line)));
    draft.put(&mandate::COLLECTIONS, Some(lines).filter(|lines| !lines.is_empty()));
    tell(work, &mut draft, (before, after))?;
    work.amend(draft, "collected").map(drop)
}

fn used((by, number): (&Link, &Value), line: &Line) -> Line {
    let mut used = Line::of("collection")
        .with("order", Value::Link(by.clone()))
        .with("name", number.clone())
        .with("sequence", line.cell(cells::SEQUENCE.name()).clone())
        .with("collected_on", line.cell(cells::DUE_ON.name()).clone())
        .with("amount", line.cell(cells::AMOUNT.name()).clone());
    used.id = line.id;
    used
}

/// What the bank was told about a mandate is told once; called off, it has still to be told.
fn tell(
    work: &mut Work<'_, '_>,
    draft: &mut Draft,
    (before, after): (&[Line], &[Line]),
) -> Result<()> {
    let moved =
        |lines: &[Line]| lines.iter().any(|one| cells::HAS_NEW_ACCOUNT.of(one) == Some(true));
    if moved(before) != moved(after) {
        draft.put(&mandate::HAS_NEW_ACCOUNT, Some(moved(before)));
    }
    let former = |lines: &[Line]| lines.iter().find_map(|one| cells::FORMER_CREDITOR_ID.of(one));
    match (former(before), former(after)) {
        (Some(former), None) => draft.put(&mandate::CREDITOR_ID, Some(former)),
        (None, Some(_)) => {
            let company = draft.get(&mandate::COMPANY).ok_or(Error::NotFound)?;
            let module = work.cx.engine.system(WHY).module("company")?;
            let held = work.hold(&company, WHY)?.ok_or(Error::NotFound)?;
            let id = crate::bank::compact(held.value(&module, "creditor_id").as_text());
            draft.put(&mandate::CREDITOR_ID, Some(id));
        }
        (None, None) | (Some(_), Some(_)) => {}
    }
    Ok(())
}
