//! A formula whose every name and type fits.

use kernel::Value;

use crate::function::Function;

/// What is done with two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `&`: one text behind the other.
    Join,
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
    /// `contains`
    Contains,
    /// `starts_with`
    StartsWith,
    /// `has`: a code is among several.
    Has,
}

impl Operator {
    /// The sign in the language.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Join => "&",
            Operator::Equal => "=",
            Operator::NotEqual => "!=",
            Operator::Less => "<",
            Operator::AtMost => "<=",
            Operator::Greater => ">",
            Operator::AtLeast => ">=",
            Operator::Contains => "contains",
            Operator::StartsWith => "starts_with",
            Operator::Has => "has",
        }
    }

    /// Finds an operator by its sign.
    pub(crate) fn of(sign: &str) -> Option<Self> {
        ALL.into_iter().find(|operator| operator.sign() == sign)
    }
}

const ALL: [Operator; 14] = [
    Operator::Add,
    Operator::Subtract,
    Operator::Multiply,
    Operator::Divide,
    Operator::Join,
    Operator::Equal,
    Operator::NotEqual,
    Operator::Less,
    Operator::AtMost,
    Operator::Greater,
    Operator::AtLeast,
    Operator::Contains,
    Operator::StartsWith,
    Operator::Has,
];

/// A checked expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A constant.
    Value(Value),
    /// What a path leads to: its place among the paths of the formula.
    Path(usize),
    /// The opposite of yes or no.
    Not(Box<Expr>),
    /// The opposite of a number.
    Negative(Box<Expr>),
    /// True when every part is.
    And(Vec<Expr>),
    /// True when any part is.
    Or(Vec<Expr>),
    /// Two values.
    Two(Operator, Box<Expr>, Box<Expr>),
    /// Whether something is there not.
    IsEmpty(Box<Expr>),
    /// Whether a value is one of some.
    In(Box<Expr>, Vec<Expr>),
    /// A function.
    Call(Function, Vec<Expr>),
}
