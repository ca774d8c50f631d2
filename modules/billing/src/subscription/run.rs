//! The run that bills what is due, each period once, however often it comes and however long it
//! did not.

use goods::position::fields as position;
use goods::position::reckon::round;
use goods::position::rules::carried;
use kernel::{Date, Decimal, Error, Link, RecordId, Result, Value};
use records::follow::Moved;
use records::{Behavior, Cx, Draft, Record, Running, When, Work};

use super::fields;
use super::period::{Period, Rhythm};
use super::rules::covered;
use crate::invoice::fields as invoice;
use crate::released::{ids, issue_all};

const WHY: &str = "a subscription is billed, and knows what of it is";
/// Subscriptions that may be due.
const DUE: &str = r#"stage = "active" and next_on <= today"#;
/// Invoices that nobody has to look at before they are issued.
const AUTOMATIC: &str =
    r#"stage = "draft" and kind = "subscription" and subscription.release = "automatic""#;
/// Periods of one subscription that are billed in one go; those left wait for the next one.
const AT_ONCE: usize = 60;

/// Bills every period that is due and has no invoice, one subscription after the other, then
/// issues the invoices of those that ask nobody; gives how many invoices were made. A run that
/// breaks off has billed whole subscriptions, and the next one does the rest.
pub fn bill_all(cx: Cx) -> Running {
    Box::pin(async move {
        let day = When::present(&cx).day;
        let (mut n_made, mut failed) = (0, None);
        for id in ids(&cx, "subscription", DUE).await? {
            match records::within(&cx, move |work| bill(work, id, day)).await {
                Ok(n) => n_made += n,
                Err(error) => failed = Some(error),
            }
        }
        issue_all(&cx, AUTOMATIC).await?;
        failed.map_or(Ok(n_made), Err)
    })
}

/// Makes the drafts of all periods of a subscription that are due on a day and have none.
///
/// # Errors
/// When an invoice cannot be made.
pub fn bill(work: &mut Work<'_, '_>, id: RecordId, day: Date) -> Result<u64> {
    let module = work.cx.module("subscription")?;
    let Some(record) = work.hold(&Link::new("subscription", id), WHY)? else { return Ok(0) };
    let is_there = record.trashed_at.is_none();
    let subscription = work.held(&module, record);
    let runs = subscription.get(&fields::STAGE).as_deref() == Some("active");
    let Some(rhythm) = Rhythm::of(&subscription).filter(|_| runs && is_there) else {
        return Ok(0);
    };
    let covered = covered(&subscription);
    let due = rhythm.open(&covered).take_while(|period| rhythm.due_on(period) <= day);
    let due: Vec<Period> = due.take(AT_ONCE).collect();
    for period in &due {
        make(work, &subscription, period)?;
    }
    Ok(due.len() as u64)
}

fn make(work: &mut Work<'_, '_>, subscription: &Draft, period: &Period) -> Result<()> {
    let target = work.cx.module("invoice")?;
    let mut input = carried(subscription, &target);
    let mut say = |name: &str, value: Value| drop(input.values.insert(name.to_owned(), value));
    for name in [invoice::OPENING.name(), invoice::CLOSING.name()] {
        say(name, subscription.value(name).clone());
    }
    say(invoice::LINES.name(), shortened(subscription, period));
    say(invoice::KIND.name(), Value::text("subscription"));
    let link = Link::new("subscription", subscription.id);
    say(invoice::SUBSCRIPTION.name(), Value::Link(link));
    say(invoice::PERIOD_FROM.name(), Value::Date(period.from));
    say(invoice::SUPPLY_FROM.name(), Value::Date(period.from));
    say(invoice::SUPPLY_UNTIL.name(), Value::Date(period.until));
    work.derive("invoice", &input)?;
    Ok(())
}

/// The positions of a period; of one that is cut short the quantities in the proportion of days.
fn shortened(subscription: &Draft, period: &Period) -> Value {
    let mut lines = subscription.value(fields::LINES.name()).lines().to_vec();
    let share = period.share();
    if share != Decimal::ONE {
        for line in &mut lines {
            let quantity = position::QUANTITY.of(line).map(|quantity| round(quantity * share, 4));
            position::QUANTITY.fill(line, quantity);
        }
    }
    Value::of_lines(lines)
}

/// What invoices do besides for subscriptions.
#[must_use]
pub fn of_invoice() -> Behavior {
    Behavior::of("invoice").follow(periods_are_covered)
}

/// A subscription knows for which of its periods there are invoices: one that is binned frees its
/// period, one that comes back takes it again.
///
/// # Errors
/// `Conflict` `period_is_billed` when another invoice took it meanwhile.
fn periods_are_covered(work: &mut Work<'_, '_>, moved: Moved<'_>) -> Result<()> {
    let (before, after) = (moved.before(), moved.after());
    let Some(record) = after.or(before).filter(|_| before.is_none() || after.is_none()) else {
        return Ok(());
    };
    let module = work.cx.module("invoice")?;
    let Some((link, from)) = billed(&module, record) else { return Ok(()) };
    let own = work.cx.module("subscription")?;
    let Some(held) = work.hold(&link, WHY)? else { return Ok(()) };
    let mut subscription = work.held(&own, held);
    let mut covered = covered(&subscription);
    let is_free = if after.is_some() { covered.insert(from) } else { covered.remove(&from) };
    if !is_free && after.is_some() {
        return Err(Error::conflict("period_is_billed"));
    }
    if after.is_none() && subscription.get(&fields::STAGE).as_deref() == Some("ended") {
        subscription.put(&fields::STAGE, Some("active".into()));
    }
    let days: Vec<String> = covered.iter().map(ToString::to_string).collect();
    subscription.put(&fields::COVERED, Some(days.join(" ")));
    work.amend(subscription, "updated").map(drop)
}

fn billed(module: &catalog::Module, record: &Record) -> Option<(Link, Date)> {
    let value = |name: &str| record.value(module, name);
    match (value(invoice::SUBSCRIPTION.name()), value(invoice::PERIOD_FROM.name())) {
        (Value::Link(link), Value::Date(from)) => Some((link.clone(), *from)),
        _ => None,
    }
}
