//! The run that bills what is due, each line once, however often it comes and however long it did
//! not.

use goods::position::rules::currency;
use kernel::{Date, Error, Line, Link, Money, RecordId, Result, Value};
use records::follow::Moved;
use records::{Answers, Behavior, Cx, Draft, Record, Running, When, Work};

use super::fields;
use super::rules::{due_on, is_open};
use crate::invoice::fields as invoice;
use crate::order::{self, is_running};
use crate::plan_line::fields as line;
use crate::released::{ids, issue_all};

const WHY: &str = "an order is billed by its plan, which knows what of it is";
/// Plans that may be due.
const DUE: &str = r#"stage = "active" and next_on <= today"#;
/// Invoices that nobody has to look at before they are issued.
const AUTOMATIC: &str = r#"stage = "draft" and instalment_plan.release = "automatic""#;

/// Makes the drafts that are due and issues those of plans that ask nobody; gives how many were
/// made. What stands against a line is said at its plan, and tried again the next day.
pub fn bill_all(cx: Cx) -> Running {
    Box::pin(async move {
        let day = When::present(&cx).day;
        let mut n_made = 0;
        // Twice: a final invoice waits for instalments that are issued by themselves just before.
        for _ in 0..2 {
            for id in ids(&cx, "instalment_plan", DUE).await? {
                n_made += bill_one(&cx, id, day).await?;
            }
            issue_all(&cx, AUTOMATIC).await?;
        }
        Ok(n_made)
    })
}

/// Bills a plan line by line, each for itself, so that none is kept up by a later one.
async fn bill_one(cx: &Cx, id: RecordId, day: Date) -> Result<u64> {
    let mut n_made = 0;
    loop {
        match records::within(cx, move |work| bill_next(work, id, day)).await {
            Ok(true) => n_made += 1,
            Ok(false) => return Ok(n_made),
            Err(error @ (Error::Invalid(_) | Error::Conflict { .. })) => {
                let said = cx.told(&error, &["sales_order", "invoice"]);
                records::within(cx, move |work| say(work, id, &said)).await?;
                return Ok(n_made);
            }
            Err(error) => return Err(error),
        }
    }
}

fn say(work: &mut Work<'_, '_>, id: RecordId, trouble: &str) -> Result<()> {
    let module = work.cx.module("instalment_plan")?;
    let Some(record) = work.hold(&Link::new("instalment_plan", id), WHY)? else { return Ok(()) };
    let mut plan = work.held(&module, record);
    if plan.get(&fields::TROUBLE).as_deref() == Some(trouble) {
        return Ok(());
    }
    plan.put(&fields::TROUBLE, Some(trouble.to_owned()));
    work.amend(plan, "updated").map(drop)
}

fn bill_next(work: &mut Work<'_, '_>, id: RecordId, day: Date) -> Result<bool> {
    let module = work.cx.module("instalment_plan")?;
    let held = work.hold(&Link::new("instalment_plan", id), WHY)?;
    let Some(record) = held.filter(|record| record.trashed_at.is_none()) else {
        return Ok(false);
    };
    let plan = work.held(&module, record);
    let runs = plan.get(&fields::STAGE).as_deref() == Some("active");
    match due(&plan, day).first().filter(|_| runs) {
        Some(one) => make(work, &plan, one).map(|()| true),
        None => Ok(false),
    }
}

/// Makes the drafts of all lines of a plan that are due on a day and have none, or none of them; it
/// follows from each draft that its line has one.
///
/// # Errors
/// `Conflict` `order_is_not_running`, `instalments_to_issue`; when an invoice cannot be made.
pub fn bill_due(work: &mut Work<'_, '_>, plan: &Draft, day: Date) -> Result<u64> {
    let due = due(plan, day);
    for one in &due {
        make(work, plan, one)?;
    }
    Ok(due.len() as u64)
}

/// Lines that are due on a day and have no invoice, the earliest first.
fn due(plan: &Draft, day: Date) -> Vec<&Line> {
    let lines = plan.value(fields::LINES.name()).lines();
    let is_due = |one: &&Line| is_open(one) && due_on(plan, one).is_some_and(|due| due <= day);
    let mut due: Vec<&Line> = lines.iter().filter(is_due).collect();
    due.sort_by_key(|one| (line::DUE_ON.of(one), one.kind == "final"));
    due
}

fn make(work: &mut Work<'_, '_>, plan: &Draft, one: &Line) -> Result<()> {
    let held = order::held(work, plan.get(&fields::SALES_ORDER))?;
    let order = held.ok_or(Error::NotFound)?;
    if !is_running(&order) {
        return Err(Error::conflict("order_is_not_running"));
    }
    let own = vec![
        (invoice::INSTALMENT_PLAN.name(), Value::Link(Link::new("instalment_plan", plan.id))),
        (invoice::PLAN_LINE.name(), Value::text(&one.id.to_string())),
    ];
    if one.kind == "final" {
        instalments_are_issued(work, plan.id)?;
        return order::bill_rest(work, &order, own);
    }
    let amount = line::AMOUNT.of(one);
    let amount = amount.map(|amount| Money { amount, currency: currency(&order) });
    let answers = Answers::of([
        ("percent", line::SHARE.of(one).map_or(Value::Empty, Value::Decimal)),
        ("amount", amount.map_or(Value::Empty, Value::Money)),
        ("text", one.cell(line::NAME.name()).clone()),
    ]);
    order::bill_ahead(work, &order, (&answers, own))
}

/// A final invoice takes off what was issued: a draft among the instalments would be billed twice.
///
/// # Errors
/// `Conflict` `instalments_to_issue`.
fn instalments_are_issued(work: &mut Work<'_, '_>, plan: RecordId) -> Result<()> {
    let filter = format!(r#"instalment_plan = "{plan}" and stage = "draft""#);
    match work.all("invoice", &filter, WHY)?.is_empty() {
        true => Ok(()),
        false => Err(Error::conflict("instalments_to_issue")),
    }
}

/// What invoices do besides for plans.
#[must_use]
pub fn of_invoice() -> Behavior {
    Behavior::of("invoice").follow(lines_are_billed)
}

/// A plan knows which of its lines have an invoice: one that is binned frees its line, one that
/// comes back takes it again.
///
/// # Errors
/// `Conflict` `instalment_is_billed` when another invoice took it meanwhile.
fn lines_are_billed(work: &mut Work<'_, '_>, moved: Moved<'_>) -> Result<()> {
    let (before, after) = (moved.before(), moved.after());
    let (record, comes_back) = match (before, after) {
        (Some(record), None) => (record, false),
        (None, Some(record)) => (record, true),
        (Some(_), Some(_)) | (None, None) => return Ok(()),
    };
    let module = work.cx.module("invoice")?;
    let Some((plan, line_id)) = billed(&module, record) else { return Ok(()) };
    let own = work.cx.module("instalment_plan")?;
    let Some(held) = work.hold(&plan, WHY)? else { return Ok(()) };
    let mut plan = work.held(&own, held);
    let mut lines = plan.get(&fields::LINES).unwrap_or_default();
    let Some(one) = lines.iter_mut().find(|one| one.id.to_string() == line_id) else {
        return Ok(());
    };
    let here = Link::new("invoice", record.id);
    let taken = line::INVOICE.of(one);
    match (comes_back, taken) {
        (true, None) => line::INVOICE.fill(one, Some(here)),
        (false, Some(taken)) if taken == here => line::INVOICE.fill(one, None),
        (true, Some(taken)) if taken != here => {
            return Err(Error::conflict("instalment_is_billed"));
        }
        (true | false, Some(_)) | (false, None) => return Ok(()),
    }
    plan.put(&fields::TROUBLE, None);
    plan.put(&fields::LINES, Some(lines));
    work.amend(plan, "updated").map(drop)
}

fn billed(module: &catalog::Module, record: &Record) -> Option<(Link, String)> {
    let value = |name: &str| record.value(module, name);
    match (value(invoice::INSTALMENT_PLAN.name()), value(invoice::PLAN_LINE.name())) {
        (Value::Link(link), Value::Text(line)) => Some((link.clone(), line.to_string())),
        _ => None,
    }
}
