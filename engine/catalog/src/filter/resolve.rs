//! A filter at one moment: only constants are left, ready for SQL and for evaluation.

use jiff::tz::TimeZone;
use kernel::{Circle, Date, Instant, PrincipalId, Time, Value, WeekStart};

use super::{Comparator, Comparison, Filter, Kind, Operand, Path, Test};

/// A filter of constants; the same three-valued logic as `Filter`.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    /// True when every part is true; of no parts, always.
    And(Vec<Resolved>),
    /// True when some part is true; of no parts, never.
    Or(Vec<Resolved>),
    /// True when the part is false.
    Not(Box<Resolved>),
    /// One question about one value.
    Check(Box<Question>),
}

/// One question, and the value it is asked of.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Where the value stands.
    pub path: Path,
    /// What is asked.
    pub check: Check,
}

/// A question about a value; every one but `Empty` has no answer when the value is empty.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// Is it one of these?
    OneOf(Vec<Value>),
    /// Does it come before?
    Below(Value),
    /// Does it come before, or is it the same?
    AtMost(Value),
    /// Does it come after?
    Above(Value),
    /// Does it come after, or is it the same?
    AtLeast(Value),
    /// Is it at the first one or after it, and before the second one?
    Within(Value, Value),
    /// Does its folded text hold this folded text?
    Contains(String),
    /// Does its folded text begin with this folded text?
    StartsWith(String),
    /// Is the code among its codes?
    Has(String),
    /// Does it lie in the circle?
    Near(Circle),
    /// Is there nothing?
    Empty,
}

/// Who asks, when, and where.
#[derive(Clone, Debug)]
pub struct Present {
    /// The present instant.
    pub now: Instant,
    /// The zone that decides which day it is.
    pub zone: TimeZone,
    /// The first day of their week.
    pub week: WeekStart,
    /// The person who asks.
    pub me: PrincipalId,
    /// Who is meant by `my_team`, at least the person themselves.
    pub team: Vec<PrincipalId>,
    /// The month with which fiscal years begin, from 1.
    pub fiscal: i8,
}

impl Filter {
    /// Replaces everything that depends on the present by constants.
    #[must_use]
    pub fn resolve(&self, present: &Present) -> Resolved {
        let list = |parts: &[Filter]| parts.iter().map(|part| part.resolve(present)).collect();
        match self {
            Filter::And(parts) => Resolved::And(list(parts)),
            Filter::Or(parts) => Resolved::Or(list(parts)),
            Filter::Not(part) => Resolved::Not(Box::new(part.resolve(present))),
            Filter::Compare(comparison) => Resolver { present, comparison }.resolve(),
        }
    }
}

/// What an operand stands for.
enum Target {
    One(Value),
    Range(Value, Value),
    Many(Vec<Value>),
}

struct Resolver<'a> {
    present: &'a Present,
    comparison: &'a Comparison,
}

impl Resolver<'_> {
    fn resolve(&self) -> Resolved {
        match &self.comparison.test {
            Test::Is(comparator, operand) => self.compare(*comparator, self.target(operand)),
            Test::In(operands) => self.one_of(operands),
            Test::NotIn(operands) => not(self.one_of(operands)),
            Test::Contains(text) => self.check(Check::Contains(kernel::fold(text))),
            Test::StartsWith(text) => self.check(Check::StartsWith(kernel::fold(text))),
            Test::Has(code) => self.check(Check::Has(code.clone())),
            Test::Near(circle) => self.check(Check::Near(*circle)),
            Test::Empty => self.check(Check::Empty),
            Test::NotEmpty => not(self.check(Check::Empty)),
        }
    }

    /// A range lies before what comes after its end, and after what comes before its start.
    fn compare(&self, comparator: Comparator, target: Target) -> Resolved {
        use Target::{Many, One, Range};
        let check = match (comparator, target) {
            (Comparator::Equal, target) => return self.equal(target),
            (Comparator::NotEqual, target) => return not(self.equal(target)),
            // Only what has an order is compared by it, and people have none.
            (_, Many(_)) => return Resolved::Or(Vec::new()),
            (Comparator::Less, One(value) | Range(value, _))
            | (Comparator::AtMost, Range(_, value)) => Check::Below(value),
            (Comparator::AtMost, One(value)) => Check::AtMost(value),
            (Comparator::Greater, One(value)) => Check::Above(value),
            (Comparator::AtLeast, One(value) | Range(value, _))
            | (Comparator::Greater, Range(_, value)) => Check::AtLeast(value),
        };
        self.check(check)
    }

    fn equal(&self, target: Target) -> Resolved {
        match target {
            Target::One(value) => self.check(Check::OneOf(vec![value])),
            Target::Range(from, until) => self.check(Check::Within(from, until)),
            Target::Many(values) => self.check(Check::OneOf(values)),
        }
    }

    fn one_of(&self, operands: &[Operand]) -> Resolved {
        let mut points = Vec::new();
        let mut parts = Vec::new();
        for operand in operands {
            match self.target(operand) {
                Target::One(value) => points.push(value),
                Target::Many(values) => points.extend(values),
                range @ Target::Range(..) => parts.push(self.equal(range)),
            }
        }
        if !points.is_empty() {
            parts.insert(0, self.check(Check::OneOf(points)));
        }
        if parts.len() == 1 { parts.remove(0) } else { Resolved::Or(parts) }
    }

    fn target(&self, operand: &Operand) -> Target {
        let today = self.present.now.in_zone(&self.present.zone).0;
        match operand {
            Operand::Value(Value::Date(day)) => self.day(*day),
            Operand::Value(value) => Target::One(value.clone()),
            Operand::Today(days) => self.day(today.plus_days(*days)),
            Operand::Period(period) => {
                let (from, until) = period.days(today, self.present.week);
                Target::Range(self.start(from), self.start(until))
            }
            Operand::Days(days) => {
                let (from, until) = days.days(today);
                Target::Range(self.start(from), self.start(until))
            }
            Operand::Now(millis) => {
                Target::One(Value::Instant(self.present.now.plus_millis(*millis)))
            }
            Operand::Me => Target::One(Value::Principal(self.present.me)),
            Operand::Fiscal(year) => {
                let (from, until) = year.days(today, self.present.fiscal);
                Target::Range(self.start(from), self.start(until))
            }
            Operand::MyTeam => {
                Target::Many(self.present.team.iter().copied().map(Value::Principal).collect())
            }
        }
    }

    /// A day is a range of moments, but a single date.
    fn day(&self, day: Date) -> Target {
        match self.comparison.path.kind {
            Kind::Instant => Target::Range(self.start(day), self.start(day.plus_days(1))),
            _ => Target::One(Value::Date(day)),
        }
    }

    fn start(&self, day: Date) -> Value {
        match self.comparison.path.kind {
            Kind::Instant => {
                let midnight = Time::from_seconds(0);
                Value::Instant(Instant::from_local(day, midnight, &self.present.zone))
            }
            _ => Value::Date(day),
        }
    }

    fn check(&self, check: Check) -> Resolved {
        Resolved::Check(Box::new(Question { path: self.comparison.path.clone(), check }))
    }
}

fn not(part: Resolved) -> Resolved {
    Resolved::Not(Box::new(part))
}
