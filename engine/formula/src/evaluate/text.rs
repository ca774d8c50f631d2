//! Functions of texts.

use kernel::{Decimal, Value, parse_decimal};
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive;

use super::answer::Outcome;
use super::operator::OUT_OF_RANGE;
use crate::function::Function;

/// The answer of a function of texts; none for all others.
pub(super) fn call(function: Function, values: &[Value]) -> Option<Outcome> {
    let text = values.first()?.as_text();
    Some(match function {
        Function::Upper => said(text.to_uppercase()),
        Function::Lower => said(text.to_lowercase()),
        Function::Trim => said(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Function::Len => Ok(count(text.chars().count())),
        Function::Left => letters(&values[1]).and_then(|n| said(text.chars().take(n).collect())),
        Function::Right => letters(&values[1]).and_then(|n| {
            let before = text.chars().count().saturating_sub(n);
            said(text.chars().skip(before).collect())
        }),
        Function::Mid => part(text, &values[1], &values[2]),
        Function::Find => Ok(find(text, values[1].as_text())),
        Function::Substitute => said(text.replace(values[1].as_text(), values[2].as_text())),
        Function::Text => number_text(&values[0], values.get(1)),
        // A comma is what a German reader writes before the places.
        Function::Number => {
            Ok(parse_decimal(&text.replace(',', ".")).map_or(Value::Empty, Value::Decimal))
        }
        _ => return None,
    })
}

fn said(text: String) -> Outcome {
    Ok(Value::Text(text))
}

fn count(n: usize) -> Value {
    Value::Decimal(Decimal::from(n))
}

fn letters(value: &Value) -> Result<usize, &'static str> {
    let Value::Decimal(n) = value else { return Ok(0) };
    n.max(&Decimal::ZERO).trunc().to_usize().ok_or(OUT_OF_RANGE)
}

/// Some letters from a place on, which is counted from 1.
fn part(text: &str, from: &Value, n: &Value) -> Outcome {
    let from = letters(from)?.saturating_sub(1);
    said(text.chars().skip(from).take(letters(n)?).collect())
}

/// At which letter a part begins, whatever its case; nothing when it is not there.
fn find(part: &str, text: &str) -> Value {
    let (part, text) = (part.to_lowercase(), text.to_lowercase());
    let at = text.find(&part);
    at.map_or(Value::Empty, |at| count(text[..at].chars().count() + 1))
}

fn number_text(number: &Value, places: Option<&Value>) -> Outcome {
    let Value::Decimal(number) = number else { return Ok(Value::Empty) };
    let Some(places) = places else { return said(number.normalize().to_string()) };
    let places = u32::try_from(letters(places)?.min(6)).unwrap_or(6);
    said(with_places(number.round_dp_with_strategy(places, HALVES), places))
}

/// Halves go away from zero, as commercial rounding does (DIN 1333).
const HALVES: RoundingStrategy = RoundingStrategy::MidpointAwayFromZero;

/// A number with at least so many places, as far as it has room for them.
pub(super) fn with_places(mut number: Decimal, places: u32) -> String {
    number.rescale(places.max(number.scale()));
    number.to_string()
}
