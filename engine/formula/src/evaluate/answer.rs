//! Going through a formula; what is empty stays empty, what cannot be is a reason.

use kernel::{Date, Instant, Locale, Value};

use super::{operator, text, time, total};
use crate::check::Formula;
use crate::function::Function;
use crate::tree::Expr;

/// Letters that a text may come to on the way.
const LONGEST: usize = 100_000;

/// The clock of an answer and the zone in which its days begin.
#[derive(Clone, Copy, Debug)]
pub struct Present<'a> {
    /// The present instant.
    pub now: Instant,
    /// Where days begin at midnight.
    pub locale: &'a Locale,
}

impl Present<'_> {
    pub(super) fn day(&self, at: Instant) -> Date {
        at.in_zone(&self.locale.zone).0
    }
}

/// An answer: a value, or nothing and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The value.
    pub value: Value,
    /// Why there is none although nothing was missing; its text key is `formula.reason.CODE`.
    pub reason: Option<&'static str>,
}

/// Why something has no answer.
pub(super) type Reason = &'static str;
pub(super) type Outcome = Result<Value, Reason>;

impl Formula {
    /// The answer for values of its paths, in their order; what a link without a target leads to
    /// is empty.
    #[must_use]
    pub fn answer(&self, values: &[Value], present: &Present<'_>) -> Answer {
        match (Ground { values, present }).expr(&self.expr) {
            Ok(value) => Answer { value, reason: None },
            Err(reason) => Answer { value: Value::Empty, reason: Some(reason) },
        }
    }

    /// Whether a condition holds; what is open does not.
    #[must_use]
    pub fn holds(&self, values: &[Value], present: &Present<'_>) -> bool {
        self.answer(values, present).value == Value::Bool(true)
    }
}

/// What an answer is made of.
pub(super) struct Ground<'a> {
    values: &'a [Value],
    pub present: &'a Present<'a>,
}

impl Ground<'_> {
    fn expr(&self, expr: &Expr) -> Outcome {
        match expr {
            Expr::Value(value) => Ok(value.clone()),
            Expr::Path(at) => Ok(self.values.get(*at).cloned().unwrap_or_default()),
            Expr::Not(inner) => Ok(match self.expr(inner)? {
                Value::Bool(yes) => Value::Bool(!yes),
                _ => Value::Empty,
            }),
            Expr::Negative(inner) => operator::negative(self.expr(inner)?),
            Expr::And(parts) => self.joined(parts, false),
            Expr::Or(parts) => self.joined(parts, true),
            Expr::Two(operator, left, right) => {
                limited(operator::two(*operator, self.expr(left)?, self.expr(right)?)?)
            }
            Expr::IsEmpty(inner) => Ok(Value::Bool(self.expr(inner)?.is_empty())),
            Expr::In(left, values) => self.one_of(left, values),
            Expr::Call(function, arguments) => limited(self.call(*function, arguments)?),
        }
    }

    /// One decisive part decides; else one open part leaves the whole open.
    fn joined(&self, parts: &[Expr], decisive: bool) -> Outcome {
        let mut is_open = false;
        for part in parts {
            match self.expr(part)? {
                Value::Bool(answer) if answer == decisive => return Ok(Value::Bool(decisive)),
                Value::Bool(_) => {}
                _ => is_open = true,
            }
        }
        Ok(if is_open { Value::Empty } else { Value::Bool(!decisive) })
    }

    fn one_of(&self, left: &Expr, values: &[Expr]) -> Outcome {
        let left = self.expr(left)?;
        if left.is_empty() {
            return Ok(Value::Empty);
        }
        let mut is_open = false;
        for value in values {
            match operator::two(crate::tree::Operator::Equal, left.clone(), self.expr(value)?)? {
                Value::Bool(true) => return Ok(Value::Bool(true)),
                Value::Bool(false) => {}
                _ => is_open = true,
            }
        }
        Ok(if is_open { Value::Empty } else { Value::Bool(false) })
    }

    fn call(&self, function: Function, arguments: &[Expr]) -> Outcome {
        match function {
            Function::If => {
                let chosen = if self.expr(&arguments[0])? == Value::Bool(true) { 1 } else { 2 };
                return arguments.get(chosen).map_or(Ok(Value::Empty), |one| self.expr(one));
            }
            Function::Coalesce => {
                for argument in arguments {
                    let value = self.expr(argument)?;
                    if !value.is_empty() {
                        return Ok(value);
                    }
                }
                return Ok(Value::Empty);
            }
            Function::IfError => {
                return self.expr(&arguments[0]).or_else(|_| self.expr(&arguments[1]));
            }
            _ => {}
        }
        let values = arguments.iter().map(|argument| self.expr(argument));
        let values = values.collect::<Result<Vec<_>, _>>()?;
        match function {
            Function::Sum => return total::sum(&values),
            Function::Min | Function::Max => return total::extreme(function, values),
            Function::Today => return Ok(Value::Date(self.present.day(self.present.now))),
            Function::Now => return Ok(Value::Instant(self.present.now)),
            _ => {}
        }
        if values.iter().any(Value::is_empty) {
            return Ok(Value::Empty);
        }
        text::call(function, &values)
            .or_else(|| total::call(function, &values))
            .or_else(|| time::call(function, &values, self.present))
            .unwrap_or(Ok(Value::Empty))
    }
}

fn limited(value: Value) -> Outcome {
    match &value {
        Value::Text(text) if text.is_empty() => Ok(Value::Empty),
        Value::Text(text) if LONGEST < text.len() => Err("too_long"),
        _ => Ok(value),
    }
}
