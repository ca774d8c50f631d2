//! Functions of numbers and amounts.

use std::cmp::Ordering;

use kernel::{Currency, Decimal, Money, Value};
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive;

use super::answer::Outcome;
use super::operator::{OUT_OF_RANGE, compare, two};
use crate::function::Function;
use crate::tree::Operator;

/// All together; what is empty counts as nothing.
pub(super) fn sum(values: &[Value]) -> Outcome {
    let mut present = values.iter().filter(|value| !value.is_empty()).cloned();
    let Some(first) = present.next() else { return Ok(Value::Empty) };
    present.try_fold(first, |sum, value| two(Operator::Add, sum, value))
}

/// The smallest or the largest; what is empty is passed over.
pub(super) fn extreme(function: Function, values: Vec<Value>) -> Outcome {
    let wanted = if function == Function::Min { Ordering::Less } else { Ordering::Greater };
    let mut best = Value::Empty;
    for value in values.into_iter().filter(|value| !value.is_empty()) {
        if best.is_empty() || compare(&value, &best)? == Some(wanted) {
            best = value;
        }
    }
    Ok(best)
}

/// The answer of a function of numbers; none for all others.
pub(super) fn call(function: Function, values: &[Value]) -> Option<Outcome> {
    let first = values.first()?;
    Some(match function {
        Function::Round => places(values.get(1)).and_then(|places| rounded(first, places)),
        Function::Floor => changed(first, |n| n.floor()),
        Function::Ceiling => changed(first, |n| n.ceil()),
        Function::Abs => changed(first, |n| n.abs()),
        Function::Mod => modulo(first, &values[1]),
        Function::Power => power(first, &values[1]),
        Function::Money => money(first, values[1].as_text()),
        Function::Amount => match first {
            Value::Money(money) => Ok(Value::Decimal(money.amount)),
            _ => Ok(Value::Empty),
        },
        Function::Currency => match first {
            Value::Money(money) => Ok(Value::Text(money.currency.code().into())),
            _ => Ok(Value::Empty),
        },
        _ => return None,
    })
}

fn changed(value: &Value, change: impl Fn(Decimal) -> Decimal) -> Outcome {
    Ok(match value {
        Value::Decimal(number) => Value::Decimal(change(*number)),
        Value::Money(money) => Value::Money(Money { amount: change(money.amount), ..*money }),
        _ => Value::Empty,
    })
}

fn places(value: Option<&Value>) -> Result<i64, &'static str> {
    let Some(Value::Decimal(places)) = value else { return Ok(0) };
    let places = places.trunc().to_i64().ok_or(OUT_OF_RANGE)?;
    if (-20..=20).contains(&places) { Ok(places) } else { Err(OUT_OF_RANGE) }
}

/// Halves go away from zero, as commercial rounding does (DIN 1333).
fn rounded(value: &Value, places: i64) -> Outcome {
    let strategy = RoundingStrategy::MidpointAwayFromZero;
    let Ok(scale) = u32::try_from(places) else {
        let exponent = u32::try_from(-places).unwrap_or(0);
        let unit = Decimal::from_i128_with_scale(10i128.pow(exponent), 0);
        let units = changed(value, |n| (n / unit).round_dp_with_strategy(0, strategy))?;
        return two(Operator::Multiply, units, Value::Decimal(unit));
    };
    changed(value, |n| n.round_dp_with_strategy(scale, strategy))
}

/// What is left over; as in sheets it has the sign of the divisor.
fn modulo(number: &Value, by: &Value) -> Outcome {
    let (Value::Decimal(number), Value::Decimal(by)) = (number, by) else {
        return Ok(Value::Empty);
    };
    if by.is_zero() {
        return Err("divided_by_zero");
    }
    let rest = number.checked_rem(*by).ok_or(OUT_OF_RANGE)?;
    let differs = !rest.is_zero() && rest.is_sign_negative() != by.is_sign_negative();
    Ok(Value::Decimal(if differs { rest + by } else { rest }))
}

fn power(number: &Value, exponent: &Value) -> Outcome {
    let (Value::Decimal(number), Value::Decimal(exponent)) = (number, exponent) else {
        return Ok(Value::Empty);
    };
    let n = exponent.to_i32().filter(|n| (-100..=100).contains(n)).ok_or(OUT_OF_RANGE)?;
    let times = |powered: Decimal, _| powered.checked_mul(*number);
    let powered = (0..n.unsigned_abs()).try_fold(Decimal::ONE, times).ok_or(OUT_OF_RANGE)?;
    match n < 0 {
        true if powered.is_zero() => Err("divided_by_zero"),
        true => Decimal::ONE.checked_div(powered).map(Value::Decimal).ok_or(OUT_OF_RANGE),
        false => Ok(Value::Decimal(powered)),
    }
}

fn money(number: &Value, code: &str) -> Outcome {
    let Value::Decimal(amount) = number else { return Ok(Value::Empty) };
    let currency = Currency::parse(code).ok_or("no_currency")?;
    Ok(Value::Money(Money { amount: *amount, currency }))
}
