//! All that is due comes into orders.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Date, Error, Link, Result, Value};
use records::{Answers, Cx, Draft, Running, When, Work};

use super::complete::line;
use super::join::{Purpose, add, mandate_of, purpose};
use super::payable::{Payable, WHY};
use super::{fields, judge};

/// Documents at most that one order takes in at once.
const MOST: usize = 1_000;

/// What is owed to suppliers, and what customers owe who pay by direct debit.
const DUE: [(&str, &str); 2] = [
    ("incoming_invoice", r#"stage in ("approved", "partly_paid") and currency = "EUR""#),
    (
        "invoice",
        r#"stage in ("issued", "partly_paid") and currency = "EUR" and pay_by = "direct_debit""#,
    ),
];

/// Takes all that is due until a day into an order that is a draft.
///
/// # Errors
/// `Conflict` `nothing_due` when there is nothing.
pub fn gather(work: &mut Work<'_, '_>, order: &mut Draft, answers: &Answers) -> Result<()> {
    let Value::Date(until) = *answers.get("until") else { return Ok(()) };
    let days = (order.when.day, until);
    let mut due = due(work, days)?.remove(&purpose(order)?).unwrap_or_default();
    due.truncate(MOST);
    if due.is_empty() {
        return Err(Error::conflict("nothing_due"));
    }
    let mut lines = order.value(fields::LINES.name()).lines().to_vec();
    for payable in &due {
        lines.push(line(work, order, payable)?);
    }
    order.set(fields::LINES.name(), Value::of_lines(lines));
    Ok(())
}

/// Proposes orders for all that is due by now; gives how many documents came into one. Each order
/// is a transaction of its own.
pub fn propose(cx: Cx) -> Running {
    Box::pin(async move {
        let day = When::present(&cx).day;
        let found = records::within(&cx, move |work| due(work, (day, day))).await?;
        let mut n_added = 0;
        for purpose in found.into_keys() {
            let added = records::within(&cx, move |work| join(work, &purpose, day)).await?;
            n_added += added;
        }
        Ok(n_added)
    })
}

fn join(work: &mut Work<'_, '_>, purpose: &Purpose, day: Date) -> Result<u64> {
    let mut due = due(work, (day, day))?.remove(purpose).unwrap_or_default();
    due.truncate(MOST);
    if due.is_empty() {
        return Ok(0);
    }
    add(work, purpose, &due)?;
    Ok(u64::try_from(due.len()).unwrap_or_default())
}

/// Documents that are due between two days and stand in no order, by what they are ordered for.
fn due(work: &mut Work<'_, '_>, days: (Date, Date)) -> Result<BTreeMap<Purpose, Vec<Payable>>> {
    let ordered = judge::ordered(work, None)?;
    let ordered: BTreeSet<Link> = ordered.into_iter().map(|(document, _)| document).collect();
    let mut found: BTreeMap<Purpose, Vec<Payable>> = BTreeMap::new();
    for (code, filter) in DUE {
        let Ok(module) = work.cx.engine.system(WHY).module(code) else { continue };
        for record in work.all(code, filter, WHY)? {
            let payable = Payable::of(&module, &record);
            let is_new = payable.owed().is_some() && !ordered.contains(&payable.document);
            if is_new
                && payable.is_due(days)
                && let Some(purpose) = purpose_of(work, &payable, days.0)?
            {
                found.entry(purpose).or_default().push(payable);
            }
        }
    }
    Ok(found)
}

/// What a document would be ordered for; one without a mandate is told when the order is approved.
fn purpose_of(work: &mut Work<'_, '_>, payable: &Payable, day: Date) -> Result<Option<Purpose>> {
    let Some(company) = payable.company.clone() else { return Ok(None) };
    if payable.document.module != "invoice" {
        return Ok(Some(Purpose { company, kind: "transfer", scheme: "core" }));
    }
    let mandate = mandate_of(work, payable, day)?;
    let is_business = mandate.is_some_and(|mandate| mandate.scheme == "b2b");
    let scheme = if is_business { "b2b" } else { "core" };
    Ok(Some(Purpose { company, kind: "direct_debit", scheme }))
}
