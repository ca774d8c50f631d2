//! Functions of days and lengths of time.

use kernel::{Date, Decimal, Value};
use rust_decimal::prelude::ToPrimitive;

use super::answer::{Outcome, Present};
use super::operator::{OUT_OF_RANGE, seconds};
use crate::function::Function;

/// The answer of a function of time; none for all others.
pub(super) fn call(function: Function, values: &[Value], present: &Present<'_>) -> Option<Outcome> {
    Some(match (function, values.first()?) {
        (Function::Date, year) => made(year, &values[1], &values[2]),
        (Function::DayOf, Value::Instant(at)) => Ok(Value::Date(present.day(*at))),
        (Function::Year, Value::Date(day)) => whole(day.ymd().0.into()),
        (Function::Quarter, Value::Date(day)) => whole((i64::from(day.ymd().1) + 2) / 3),
        (Function::Month, Value::Date(day)) => whole(day.ymd().1.into()),
        (Function::Day, Value::Date(day)) => whole(day.ymd().2.into()),
        (Function::Weekday, Value::Date(day)) => whole(day.weekday().into()),
        (Function::Edate, Value::Date(day)) => moved(*day, &values[1]).map(Value::Date),
        (Function::Eomonth, Value::Date(day)) => moved(*day, &values[1]).map(last_of_month),
        (Function::Days | Function::Months | Function::Years, Value::Date(end)) => {
            between(function, *end, &values[1])
        }
        (Function::Hours, Value::Duration(length)) => {
            Ok(Value::Decimal(Decimal::from(*length) / Decimal::from(3600)))
        }
        (Function::Duration, Value::Decimal(hours)) => {
            hours.checked_mul(Decimal::from(3600)).ok_or(OUT_OF_RANGE).and_then(seconds)
        }
        _ => return None,
    })
}

fn whole(n: i64) -> Outcome {
    Ok(Value::Decimal(Decimal::from(n)))
}

fn number(value: &Value) -> Option<i64> {
    if let Value::Decimal(number) = value { number.trunc().to_i64() } else { None }
}

fn made(year: &Value, month: &Value, day: &Value) -> Outcome {
    let part = |value: &Value| number(value).ok_or("no_such_day");
    let year = i16::try_from(part(year)?).map_err(|_| "no_such_day")?;
    let month = i8::try_from(part(month)?).map_err(|_| "no_such_day")?;
    let day = i8::try_from(part(day)?).map_err(|_| "no_such_day")?;
    Date::new(year, month, day).map(Value::Date).ok_or("no_such_day")
}

/// The same day some months later; the last day of the month when there is none.
fn moved(day: Date, months: &Value) -> Result<Date, &'static str> {
    let months = number(months).and_then(|n| i32::try_from(n).ok()).ok_or(OUT_OF_RANGE)?;
    let (year, month, _) = day.ymd();
    let whole = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
    match (12..12 * 10_000).contains(&whole) {
        true => Ok(day.plus_months(months)),
        false => Err(OUT_OF_RANGE),
    }
}

fn last_of_month(day: Date) -> Value {
    let (year, month, _) = day.ymd();
    let last = (28..=31).rev().find_map(|last| Date::new(year, month, last));
    last.map_or(Value::Empty, Value::Date)
}

/// Whole days, months or years from one day to another.
fn between(function: Function, end: Date, begin: &Value) -> Outcome {
    let Value::Date(begin) = begin else { return Ok(Value::Empty) };
    if function == Function::Days {
        return whole(end.days() - begin.days());
    }
    let (sign, early, late) = if end < *begin { (-1, end, *begin) } else { (1, *begin, end) };
    let ((y1, m1, d1), (y2, m2, d2)) = (early.ymd(), late.ymd());
    let months = (i64::from(y2) - i64::from(y1)) * 12 + i64::from(m2) - i64::from(m1);
    // The last day of a month completes it, even when the first month was longer.
    let is_full = d1 <= d2 || last_of_month(late) == Value::Date(late);
    let months = months - i64::from(!is_full);
    whole(sign * if function == Function::Years { months / 12 } else { months })
}
