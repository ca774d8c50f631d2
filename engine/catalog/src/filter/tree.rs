//! A filter whose every name and value fits its module.

use kernel::{Circle, Instant, Value};

use super::{Days, Fiscal, Leaf, Path, Period};

/// A condition on a record, or several joined.
///
/// A comparison with an empty value is neither true nor false, and a record is taken only when
/// the whole is true: the three-valued logic of SQL.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// True when every part is true; of no parts, always.
    And(Vec<Filter>),
    /// True when some part is true; of no parts, never.
    Or(Vec<Filter>),
    /// True when the part is false.
    Not(Box<Filter>),
    /// One condition.
    Compare(Box<Comparison>),
}

/// One condition: a path and what its value must be.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Where the value stands.
    pub path: Path,
    /// What it must be.
    pub test: Test,
}

/// What a value must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Compares with one operand.
    Is(Comparator, Operand),
    /// Equals one of them.
    In(Vec<Operand>),
    /// Equals none of them.
    NotIn(Vec<Operand>),
    /// Holds the text anywhere; letter case and accents do not matter.
    Contains(String),
    /// Begins with the text; letter case and accents do not matter.
    StartsWith(String),
    /// Has the code among its codes.
    Has(String),
    /// Lies in the circle.
    Near(Circle),
    /// Holds nothing.
    Empty,
    /// Holds something.
    NotEmpty,
}

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Comparator {
    /// All of them.
    pub const ALL: [Comparator; 6] = [
        Comparator::Equal,
        Comparator::NotEqual,
        Comparator::Less,
        Comparator::AtMost,
        Comparator::Greater,
        Comparator::AtLeast,
    ];

    /// The sign in the language.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Comparator::Equal => "=",
            Comparator::NotEqual => "!=",
            Comparator::Less => "<",
            Comparator::AtMost => "<=",
            Comparator::Greater => ">",
            Comparator::AtLeast => ">=",
        }
    }

    /// Tells whether it asks for an order, not just for sameness.
    #[must_use]
    pub fn orders(self) -> bool {
        !matches!(self, Comparator::Equal | Comparator::NotEqual)
    }
}

/// What a value is compared with; what depends on the present stays symbolic.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A constant of the path's type; of money only the amount.
    Value(Value),
    /// The day that many days from the present one.
    Today(i64),
    /// A calendar period.
    Period(Period),
    /// So many days that end or begin with the present one.
    Days(Days),
    /// The instant that many milliseconds from now.
    Now(i64),
    /// The person who asks.
    Me,
    /// The fiscal year that many from the present one.
    Fiscal(Fiscal),
    /// The person who asks and whoever belongs to them; see `Present`.
    MyTeam,
}

impl Operand {
    /// Makes an operand of an instant, for callers that hold one.
    #[must_use]
    pub fn instant(at: Instant) -> Self {
        Operand::Value(Value::Instant(at))
    }
}

impl Filter {
    /// The filter that every record passes; its text is empty.
    pub const ALWAYS: Filter = Filter::And(Vec::new());

    /// The filter that no record passes; its text is `false`.
    pub const NEVER: Filter = Filter::Or(Vec::new());

    /// True when all parts are; nested lists are laid flat and a single part stands alone.
    #[must_use]
    pub fn all(parts: impl IntoIterator<Item = Filter>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Filter::And(inner) => flat.extend(inner),
                Filter::Or(_) | Filter::Not(_) | Filter::Compare(_) => flat.push(part),
            }
        }
        if flat.len() == 1 { flat.remove(0) } else { Filter::And(flat) }
    }

    /// True when any part is; nested lists are laid flat and a single part stands alone.
    #[must_use]
    pub fn any(parts: impl IntoIterator<Item = Filter>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Filter::Or(inner) => flat.extend(inner),
                Filter::And(_) | Filter::Not(_) | Filter::Compare(_) => flat.push(part),
            }
        }
        if flat.len() == 1 { flat.remove(0) } else { Filter::Or(flat) }
    }

    /// Both this filter and another one.
    #[must_use]
    pub fn and(self, other: Filter) -> Self {
        Filter::all([self, other])
    }

    /// The opposite, as far as values are known.
    #[must_use]
    pub fn negated(self) -> Self {
        Filter::Not(Box::new(self))
    }

    /// Tells whether every record passes without being looked at.
    #[must_use]
    pub fn is_always(&self) -> bool {
        matches!(self, Filter::And(parts) if parts.is_empty())
    }

    /// Tells whether it takes no records but those that belong to whoever asks.
    #[must_use]
    pub fn is_of_reader(&self) -> bool {
        match self {
            Filter::And(parts) => parts.iter().any(Filter::is_of_reader),
            Filter::Or(parts) => !parts.is_empty() && parts.iter().all(Filter::is_of_reader),
            Filter::Not(_) => false,
            Filter::Compare(comparison) => {
                let path = &comparison.path;
                let is_owner = path.link.is_none() && path.leaf == Leaf::Field("owner".into());
                is_owner && comparison.test == Test::Is(Comparator::Equal, Operand::Me)
            }
        }
    }

    /// Every path that the filter looks at, so that rights can be asked for each.
    #[must_use]
    pub fn paths(&self) -> Vec<&Path> {
        match self {
            Filter::And(parts) | Filter::Or(parts) => {
                parts.iter().flat_map(Filter::paths).collect()
            }
            Filter::Not(part) => part.paths(),
            Filter::Compare(comparison) => vec![&comparison.path],
        }
    }
}
