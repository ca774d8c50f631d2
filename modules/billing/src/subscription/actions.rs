//! What is done with a subscription.

use kernel::{Date, Error, Result, Value};
use records::{Answers, Asking, Draft, Record, When, Work};

use super::fields;
use super::period::Rhythm;
use super::rules::covered;
use super::run;

/// Bills what is due until a day.
///
/// # Errors
/// `Conflict` `nothing_due_yet`; when an invoice cannot be made.
pub fn bill(work: &mut Work<'_, '_>, subscription: &mut Draft, answers: &Answers) -> Result<()> {
    let Value::Date(until) = answers.get("until") else {
        return Err(Error::invalid("until", "required"));
    };
    match run::bill(work, subscription.id, *until)? {
        0 => Err(Error::conflict("nothing_due_yet")),
        _ => Ok(()),
    }
}

/// Leaves out the period that would be billed next.
///
/// # Errors
/// `Conflict` `nothing_left_to_skip` when it ends before.
pub fn skip(_: &mut Work<'_, '_>, subscription: &mut Draft, _: &Answers) -> Result<()> {
    let covered = covered(subscription);
    let rhythm = Rhythm::of(subscription);
    let open = rhythm.and_then(|rhythm| rhythm.open(&covered).next());
    let open = open.ok_or_else(|| Error::conflict("nothing_left_to_skip"))?;
    subscription.put(&fields::BILL_FROM, Some(open.whole_until.plus_days(1)));
    Ok(())
}

/// Goes on, billing from the first period that begins on a day or after it.
///
/// # Errors
/// `Invalid` at `bill_from` when it ends before.
pub fn resume(_: &mut Work<'_, '_>, subscription: &mut Draft, answers: &Answers) -> Result<()> {
    let Value::Date(day) = answers.get("bill_from") else {
        return Err(Error::invalid("bill_from", "required"));
    };
    let first = Rhythm::of(subscription).and_then(|rhythm| rhythm.first_from(*day));
    let first = first.ok_or_else(|| Error::invalid("bill_from", "after_its_end"))?;
    let before = subscription.get(&fields::BILL_FROM);
    subscription.put(&fields::BILL_FROM, before.max(Some(first.from)));
    Ok(())
}

/// Ends on a day; what is left until then is still billed, the last period by its days.
///
/// # Errors
/// `Invalid` at `ends_on` before the first day.
pub fn end(_: &mut Work<'_, '_>, subscription: &mut Draft, answers: &Answers) -> Result<()> {
    let Value::Date(day) = answers.get("ends_on") else {
        return Err(Error::invalid("ends_on", "required"));
    };
    if subscription.get(&fields::STARTS_ON).is_some_and(|first| *day < first) {
        return Err(Error::invalid("ends_on", "before_its_begin"));
    }
    subscription.put(&fields::ENDS_ON, Some(*day));
    if subscription.get(&fields::STAGE).as_deref() == Some("paused") {
        subscription.put(&fields::STAGE, Some("ended".into()));
    }
    Ok(())
}

/// Proposes the end of the period that runs.
///
/// # Errors
/// When there is no such module.
pub fn end_of_period(asking: &mut Asking<'_, '_>, record: &Record) -> Result<Answers> {
    let today = When::present(asking.cx).day;
    let module = asking.cx.module("subscription")?;
    let runs = |rhythm: Rhythm| rhythm.periods().find(|one| today <= one.until);
    let rhythm = Rhythm::read(|name| record.value(&module, name));
    let last: Option<Date> = rhythm.and_then(runs).map(|one| one.until);
    Ok(Answers::of([("ends_on", last.map_or(Value::Empty, Value::Date))]))
}
