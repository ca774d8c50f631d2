//! Two values and an operator.

use std::cmp::Ordering;

use kernel::{Decimal, Instant, Money, Value, fold, sort_key};
use rust_decimal::prelude::ToPrimitive;

use super::answer::{Outcome, Reason};
use super::text::with_places;
use crate::tree::Operator;

pub(super) const OUT_OF_RANGE: Reason = "out_of_range";

pub(super) fn negative(value: Value) -> Outcome {
    Ok(match value {
        Value::Decimal(number) => Value::Decimal(-number),
        Value::Money(money) => Value::Money(Money { amount: -money.amount, ..money }),
        Value::Duration(seconds) => Value::Duration(seconds.checked_neg().ok_or(OUT_OF_RANGE)?),
        _ => Value::Empty,
    })
}

pub(super) fn two(operator: Operator, left: Value, right: Value) -> Outcome {
    if operator == Operator::Join {
        return Ok(Value::Text(written(&left) + &written(&right)));
    }
    if left.is_empty() || right.is_empty() {
        return Ok(Value::Empty);
    }
    match operator {
        Operator::Add | Operator::Subtract => added(operator == Operator::Add, left, right),
        Operator::Multiply => multiplied(left, right),
        Operator::Divide => divided(left, right),
        Operator::Equal => equal(&left, &right).map(Value::Bool),
        Operator::NotEqual => equal(&left, &right).map(|same| Value::Bool(!same)),
        Operator::Less => ordered(&left, &right, |order| order == Ordering::Less),
        Operator::AtMost => ordered(&left, &right, |order| order != Ordering::Greater),
        Operator::Greater => ordered(&left, &right, |order| order == Ordering::Greater),
        Operator::AtLeast => ordered(&left, &right, |order| order != Ordering::Less),
        Operator::Contains => Ok(Value::Bool(folded(&left).contains(&folded(&right)))),
        Operator::StartsWith => Ok(Value::Bool(folded(&left).starts_with(&folded(&right)))),
        Operator::Has => Ok(Value::Bool(match &left {
            Value::Codes(codes) => codes.iter().any(|code| code == right.as_text()),
            _ => false,
        })),
        Operator::Join => Ok(Value::Empty),
    }
}

/// How a value stands in a text: numbers with a point, days as 2026-11-23.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Decimal(number) => number.normalize().to_string(),
        Value::Money(money) => {
            let amount = with_places(money.amount.normalize(), money.currency.places());
            format!("{amount} {}", money.currency)
        }
        Value::Date(day) => day.to_string(),
        Value::Time(time) => time.to_string(),
        _ => String::new(),
    }
}

fn folded(value: &Value) -> String {
    fold(value.as_text())
}

fn added(plus: bool, left: Value, right: Value) -> Outcome {
    let both = |one: Decimal, two: Decimal| {
        let sum = if plus { one.checked_add(two) } else { one.checked_sub(two) };
        sum.ok_or(OUT_OF_RANGE)
    };
    let whole = |one: i64, two: i64| {
        let sum = if plus { one.checked_add(two) } else { one.checked_sub(two) };
        sum.ok_or(OUT_OF_RANGE)
    };
    Ok(match (left, right) {
        (Value::Decimal(one), Value::Decimal(two)) => Value::Decimal(both(one, two)?),
        (Value::Money(one), Value::Money(two)) => {
            alike(&one, &two)?;
            Value::Money(Money { amount: both(one.amount, two.amount)?, ..one })
        }
        (Value::Date(one), Value::Date(two)) => {
            Value::Decimal(Decimal::from(one.days() - two.days()))
        }
        (Value::Date(day), Value::Decimal(n)) | (Value::Decimal(n), Value::Date(day)) => {
            let n = n.trunc().to_i64().ok_or(OUT_OF_RANGE)?;
            day_at(whole(day.days(), n)?)?
        }
        (Value::Instant(one), Value::Instant(two)) => {
            Value::Duration((one.millis() - two.millis()) / 1000)
        }
        (Value::Instant(at), Value::Duration(n)) | (Value::Duration(n), Value::Instant(at)) => {
            let millis = n.checked_mul(1000).ok_or(OUT_OF_RANGE)?;
            let millis = whole(at.millis(), millis)?;
            let moved = Instant::from_millis(millis);
            match moved.millis() == millis {
                true => Value::Instant(moved),
                false => return Err(OUT_OF_RANGE),
            }
        }
        (Value::Duration(one), Value::Duration(two)) => Value::Duration(whole(one, two)?),
        _ => Value::Empty,
    })
}

/// A day by its number, if the calendar has it.
pub(super) fn day_at(days: i64) -> Outcome {
    let day = kernel::Date::from_days(days);
    if day.days() == days { Ok(Value::Date(day)) } else { Err(OUT_OF_RANGE) }
}

fn multiplied(left: Value, right: Value) -> Outcome {
    let times = |one: Decimal, two: Decimal| one.checked_mul(two).ok_or(OUT_OF_RANGE);
    Ok(match (left, right) {
        (Value::Decimal(one), Value::Decimal(two)) => Value::Decimal(times(one, two)?),
        (Value::Money(money), Value::Decimal(n)) | (Value::Decimal(n), Value::Money(money)) => {
            Value::Money(Money { amount: times(money.amount, n)?, ..money })
        }
        (Value::Duration(one), Value::Decimal(n)) | (Value::Decimal(n), Value::Duration(one)) => {
            seconds(times(Decimal::from(one), n)?)?
        }
        _ => Value::Empty,
    })
}

fn divided(left: Value, right: Value) -> Outcome {
    let by = |one: Decimal, two: Decimal| match two.is_zero() {
        true => Err("divided_by_zero"),
        false => one.checked_div(two).ok_or(OUT_OF_RANGE),
    };
    Ok(match (left, right) {
        (Value::Decimal(one), Value::Decimal(two)) => Value::Decimal(by(one, two)?),
        (Value::Money(one), Value::Money(two)) => {
            alike(&one, &two)?;
            Value::Decimal(by(one.amount, two.amount)?)
        }
        (Value::Money(money), Value::Decimal(n)) => {
            Value::Money(Money { amount: by(money.amount, n)?, ..money })
        }
        (Value::Duration(one), Value::Duration(two)) => {
            Value::Decimal(by(Decimal::from(one), Decimal::from(two))?)
        }
        (Value::Duration(one), Value::Decimal(n)) => seconds(by(Decimal::from(one), n)?)?,
        _ => Value::Empty,
    })
}

/// A length of time in whole seconds.
pub(super) fn seconds(number: Decimal) -> Outcome {
    number.round().to_i64().map(Value::Duration).ok_or(OUT_OF_RANGE)
}

pub(super) fn alike(one: &Money, two: &Money) -> Result<(), Reason> {
    if one.currency == two.currency { Ok(()) } else { Err("currencies_differ") }
}

fn equal(left: &Value, right: &Value) -> Result<bool, Reason> {
    Ok(match (left, right) {
        (Value::Decimal(one), Value::Decimal(two)) => one == two,
        (Value::Money(money), Value::Decimal(n)) | (Value::Decimal(n), Value::Money(money)) => {
            money.amount == *n
        }
        (Value::Link(one), Value::Link(two)) => one.id == two.id,
        (one, two) => one == two,
    })
}

fn ordered(left: &Value, right: &Value, is_meant: fn(Ordering) -> bool) -> Outcome {
    Ok(compare(left, right)?.map_or(Value::Empty, |order| Value::Bool(is_meant(order))))
}

/// The order of two values of one kind; texts go as a German reader sorts them.
pub(super) fn compare(left: &Value, right: &Value) -> Result<Option<Ordering>, Reason> {
    Ok(Some(match (left, right) {
        (Value::Text(one), Value::Text(two)) => sort_key(one).cmp(&sort_key(two)),
        (Value::Decimal(one), Value::Decimal(two)) => one.cmp(two),
        (Value::Money(one), Value::Money(two)) => {
            alike(one, two)?;
            one.amount.cmp(&two.amount)
        }
        (Value::Money(money), Value::Decimal(n)) => money.amount.cmp(n),
        (Value::Decimal(n), Value::Money(money)) => n.cmp(&money.amount),
        (Value::Date(one), Value::Date(two)) => one.cmp(two),
        (Value::Instant(one), Value::Instant(two)) => one.cmp(two),
        (Value::Time(one), Value::Time(two)) => one.cmp(two),
        (Value::Duration(one), Value::Duration(two)) => one.cmp(two),
        _ => return Ok(None),
    }))
}
