//! What is done with a company.

use kernel::{Date, Error, FieldProblem, Result, Value};
use records::{Answers, Asking, Draft, Record, When, Work};

/// The last day that is closed.
const CLOSED: &str = "closed_until";

/// Proposes the end of the last month, when everything before it is not closed already.
///
/// # Errors
/// When companies are unknown.
pub fn propose(asking: &mut Asking<'_, '_>, record: &Record) -> Result<Answers> {
    let module = asking.cx.module("company")?;
    let today = When::present(asking.cx).day;
    let last = Date::from_days(today.days() - i64::from(today.ymd().2));
    let closed = day(record.value(&module, CLOSED));
    let is_new = closed.is_none_or(|closed| closed < last);
    Ok(Answers::of(is_new.then_some(("until", Value::Date(last)))))
}

/// Closes everything up to a day: from then on nothing is issued, booked or changed there.
///
/// # Errors
/// `Forbidden` for everybody but administrators; `Invalid` at `until` for a day to come, or one
/// that is closed already.
pub fn close_period(work: &mut Work<'_, '_>, company: &mut Draft, said: &Answers) -> Result<()> {
    work.cx.actor.rights.demand_administrator()?;
    let until = day(said.get("until")).ok_or_else(|| Error::invalid("until", "required"))?;
    if company.when.day < until {
        return Err(Error::invalid("until", "period_in_future"));
    }
    if let Some(closed) = day(company.value(CLOSED)).filter(|closed| until <= *closed) {
        return Err(told(("until", "period_closed_already"), closed));
    }
    company.set(CLOSED, Value::Date(until));
    Ok(())
}

/// Opens a closed period again from the day after `keep_until` on, or all of it; the reason stays
/// in the history.
///
/// # Errors
/// `Forbidden` for everybody but administrators; `Conflict` when nothing is closed; `Invalid` at
/// `keep_until` for a day that is not closed.
pub fn reopen_period(work: &mut Work<'_, '_>, company: &mut Draft, said: &Answers) -> Result<()> {
    work.cx.actor.rights.demand_administrator()?;
    let closed = day(company.value(CLOSED));
    let closed = closed.ok_or_else(|| Error::conflict("period_not_closed"))?;
    let until = day(said.get("keep_until"));
    if until.is_some_and(|until| closed <= until) {
        return Err(told(("keep_until", "period_not_back"), closed));
    }
    company.set(CLOSED, until.map_or(Value::Empty, Value::Date));
    company.set("reopened_because", said.get("reason").clone());
    Ok(())
}

fn day(value: &Value) -> Option<Date> {
    if let Value::Date(day) = value { Some(*day) } else { None }
}

fn told((field, code): (&str, &str), closed: Date) -> Error {
    Error::Invalid(vec![FieldProblem::new(field, code).with("day", closed)])
}
