//! A filter as it was written, before its fields are known.

use kernel::Decimal;

use super::{Comparator, Days, Fiscal, Period};

/// A filter before its fields are known.
#[derive(Debug)]
pub enum Raw {
    Constant(bool),
    And(Vec<Raw>),
    Or(Vec<Raw>),
    Not(Box<Raw>),
    Compare(RawComparison),
}

#[derive(Debug)]
pub struct RawComparison {
    pub position: usize,
    pub names: Vec<String>,
    pub test: RawTest,
}

#[derive(Debug)]
pub enum RawTest {
    Is(Comparator, RawValue),
    In(Vec<RawValue>),
    NotIn(Vec<RawValue>),
    Contains(RawValue),
    StartsWith(RawValue),
    Has(RawValue),
    Near(RawValue),
    Empty,
    NotEmpty,
}

#[derive(Debug)]
pub struct RawValue {
    pub position: usize,
    pub literal: Literal,
}

#[derive(Debug)]
pub enum Literal {
    Text(String),
    Number(Decimal),
    Span(i64, char),
    Bool(bool),
    Me,
    MyTeam,
    Fiscal(Fiscal),
    Today(i64),
    Period(Period),
    Days(Days),
    /// Milliseconds from now.
    Now(i64),
}

/// Seconds of a unit of time.
pub fn unit_seconds(unit: char) -> i64 {
    match unit {
        'd' => 86_400,
        'h' => 3_600,
        'm' => 60,
        _ => 1,
    }
}
