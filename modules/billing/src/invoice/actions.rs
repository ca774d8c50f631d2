//! What is done with an invoice.

use goods::position;
use goods::position::rules::carried;
use kernel::{Decimal, Error, Line, Link, Result, Value};
use records::{Answers, Draft, Work};

use super::fields;
use crate::cancellation;

/// Issues an invoice: it has its number by now, and what it bills of an order is noted there.
///
/// # Errors
/// `Invalid` at the fields of which the rules of electronic invoices ask for more; `Conflict`
/// `billed_already`.
pub fn issue(work: &mut Work<'_, '_>, invoice: &mut Draft, _: &Answers) -> Result<()> {
    let day = invoice.get(&fields::INVOICE_DATE).unwrap_or(invoice.when.day);
    invoice.put(&fields::INVOICE_DATE, Some(day));
    invoice.put(&fields::ISSUED_AT, Some(invoice.when.at));
    super::rules::due_date_follows_terms(invoice);
    crate::issue::write_down(work, invoice, None)?;
    bill(work, invoice, Decimal::ONE)
}

/// Cancels an invoice by a document of its own, which is issued at once (§ 14 UStG, GoBD).
///
/// # Errors
/// `Conflict` `has_payments`: they go elsewhere first; when the cancellation cannot be saved.
pub fn cancel(work: &mut Work<'_, '_>, invoice: &mut Draft, answers: &Answers) -> Result<()> {
    if !invoice.value(fields::PAYMENTS.name()).is_empty() {
        return Err(Error::conflict("has_payments"));
    }
    let target = work.cx.module("cancellation")?;
    let mut input = carried(invoice, &target);
    let mut say = |name: &str, value: Value| drop(input.values.insert(name.to_owned(), value));
    say("invoice", Value::Link(Link::new("invoice", invoice.id)));
    say("note", answers.get("reason").clone());
    let record = work.derive("cancellation", &input)?;
    let link = Link::new("cancellation", record.id);
    let draft = work.held(&target, record);
    let issue = target.actions.iter().find(|action| action.name == "issue");
    let issue = issue.ok_or_else(|| Error::internal("a cancellation is issued"))?;
    work.act(draft, issue, &cancellation::of_invoice())?;
    invoice.put(&fields::CANCELLED_BY, Some(link));
    bill(work, invoice, Decimal::NEGATIVE_ONE)
}

/// Notes in the order how much of each of its positions is billed, whether or not the actor reaches
/// it; an order in the bin is left alone.
fn bill(work: &mut Work<'_, '_>, invoice: &Draft, sign: Decimal) -> Result<()> {
    let Some(link) = invoice.get(&fields::SALES_ORDER) else { return Ok(()) };
    let held = work.hold(&link, "an invoice notes what it bills")?;
    let Some(record) = held.filter(|record| record.trashed_at.is_none()) else { return Ok(()) };
    let module = work.cx.module(&link.module)?;
    let mut order = work.held(&module, record);
    let billed = invoice.value("lines").lines();
    let mut lines: Vec<Line> = order.value("lines").lines().to_vec();
    for line in &mut lines {
        let Some(here) = billed.iter().find(|one| one.id == line.id) else { continue };
        let quantity = position::fields::QUANTITY.of(here).unwrap_or_default();
        let now = position::fields::BILLED.of(line).unwrap_or_default() + sign * quantity;
        let ordered = position::fields::QUANTITY.of(line).unwrap_or_default();
        if sign.is_sign_positive() && ordered.abs() < now.abs() {
            return Err(Error::conflict("billed_already"));
        }
        position::fields::BILLED.fill(line, Some(now).filter(|now| !now.is_zero()));
    }
    let stage = order.value("stage").as_text().to_owned();
    let next = reached(&lines);
    order.set("lines", Value::of_lines(lines));
    if ["confirmed", "partly_billed", "billed"].contains(&stage.as_str()) {
        order.set("stage", Value::text(next));
    }
    work.amend(order, "bill").map(drop)
}

/// How far an order with these lines is billed.
fn reached(lines: &[Line]) -> &'static str {
    let items = || lines.iter().filter(|line| line.kind == "item");
    let billed = |line: &Line| position::fields::BILLED.of(line).unwrap_or_default();
    let ordered = |line: &Line| position::fields::QUANTITY.of(line).unwrap_or_default();
    if items().all(|line| billed(line).is_zero()) {
        "confirmed"
    } else if items().all(|line| ordered(line).abs() <= billed(line).abs()) {
        "billed"
    } else {
        "partly_billed"
    }
}
