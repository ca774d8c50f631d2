//! A filter as text; reading the text gives the same filter.

use std::fmt::{Display, Formatter, Result};

use kernel::Value;

use super::{Comparison, Filter, Operand, Test};

impl Display for Filter {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Filter::And(parts) if parts.is_empty() => Ok(()),
            other => part(other, Place::Top, f),
        }
    }
}

/// Where a part stands, which decides whether it needs brackets.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Top,
    InOr,
    InAnd,
    UnderNot,
}

fn part(filter: &Filter, place: Place, f: &mut Formatter<'_>) -> Result {
    match filter {
        Filter::And(parts) if parts.is_empty() => f.write_str("true"),
        Filter::Or(parts) if parts.is_empty() => f.write_str("false"),
        Filter::And(parts) => {
            let open = matches!(place, Place::Top | Place::InOr);
            list(parts, (" and ", Place::InAnd), open, f)
        }
        Filter::Or(parts) => list(parts, (" or ", Place::InOr), place == Place::Top, f),
        Filter::Not(inner) => {
            f.write_str("not ")?;
            part(inner, Place::UnderNot, f)
        }
        Filter::Compare(comparison) => comparison.fmt(f),
    }
}

fn list(
    parts: &[Filter],
    (word, inside): (&str, Place),
    open: bool,
    f: &mut Formatter<'_>,
) -> Result {
    if !open {
        f.write_str("(")?;
    }
    for (at, filter) in parts.iter().enumerate() {
        f.write_str(if at == 0 { "" } else { word })?;
        part(filter, inside, f)?;
    }
    f.write_str(if open { "" } else { ")" })
}

impl Display for Comparison {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let path = &self.path;
        match &self.test {
            Test::Is(comparator, operand) => {
                write!(f, "{path} {} {operand}", comparator.symbol())
            }
            Test::In(operands) => write!(f, "{path} in ({})", joined(operands)),
            Test::NotIn(operands) => write!(f, "{path} not in ({})", joined(operands)),
            Test::Contains(text) => write!(f, "{path} contains {}", quoted(text)),
            Test::StartsWith(text) => write!(f, "{path} starts_with {}", quoted(text)),
            Test::Has(code) => write!(f, "{path} has {}", quoted(code)),
            Test::Near(circle) => write!(f, "{path} within {}", quoted(&circle.to_string())),
            Test::Empty => write!(f, "{path} is empty"),
            Test::NotEmpty => write!(f, "{path} is not empty"),
        }
    }
}

fn joined(operands: &[Operand]) -> String {
    operands.iter().map(Operand::to_string).collect::<Vec<_>>().join(", ")
}

impl Display for Operand {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Operand::Value(value) => f.write_str(&constant(value)),
            Operand::Today(0) => f.write_str("today"),
            Operand::Today(days) => write!(f, "today {} {}", sign(*days), days.unsigned_abs()),
            Operand::Period(period) => f.write_str(period.word()),
            Operand::Days(days) => days.fmt(f),
            Operand::Now(0) => f.write_str("now"),
            Operand::Now(millis) => {
                write!(f, "now {} {}", sign(*millis), span((millis / 1000).abs()))
            }
            Operand::Me => f.write_str("me"),
            Operand::Fiscal(year) => f.write_str(year.word()),
            Operand::MyTeam => f.write_str("my_team"),
        }
    }
}

fn sign(n: i64) -> char {
    if n < 0 { '-' } else { '+' }
}

/// Seconds in the largest unit that needs no fraction.
fn span(seconds: i64) -> String {
    let units = [('d', 86_400), ('h', 3_600), ('m', 60)];
    let unit = units.into_iter().find(|(_, length)| seconds != 0 && seconds % length == 0);
    let (unit, length) = unit.unwrap_or(('s', 1));
    format!("{}{unit}", seconds / length)
}

fn constant(value: &Value) -> String {
    match value {
        Value::Text(text) => quoted(text),
        Value::Decimal(number) => number.to_string(),
        Value::Money(money) => money.amount.to_string(),
        Value::Date(day) => quoted(&day.to_string()),
        Value::Instant(at) => quoted(&at.to_string()),
        Value::Time(time) => quoted(&time.to_string()),
        Value::Duration(seconds) => span(*seconds),
        Value::Bool(flag) => flag.to_string(),
        Value::Link(link) => quoted(&link.id.to_string()),
        Value::Principal(id) => quoted(&id.to_string()),
        Value::Empty
        | Value::Rich(_)
        | Value::Codes(_)
        | Value::Address(_)
        | Value::Point(_)
        | Value::File(_)
        | Value::Several(_)
        | Value::Lines(_) => quoted(""),
    }
}

/// Puts a text into double quotes, so that it can stand in a filter.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for c in text.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            '\r' => written.push_str("\\r"),
            _ => written.push(c),
        }
    }
    written.push('"');
    written
}
