//! From names to types: every part of a formula fits the others.

use kernel::Value;

use crate::error::FormulaError;
use crate::function::{Function, Give, Take};
use crate::kind::Kind;
use crate::syntax::{Part, What, parse};
use crate::tree::{Expr, Operator};

/// What the names in a formula mean.
pub trait Names {
    /// What names joined by dots lead to.
    ///
    /// # Errors
    /// The code of the mistake, such as `formula_unknown_field`.
    fn kind(&self, path: &[String]) -> Result<Kind, &'static str>;

    /// Whether a pick list has a code.
    fn has_code(&self, list: &str, code: &str) -> bool;
}

/// What an answer is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It is stored, so it may not change by itself with the clock.
    Stored,
    /// It is asked for at once.
    Asked,
}

/// A formula whose every name and type fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    /// What is evaluated.
    pub expr: Expr,
    /// What its answers are.
    pub kind: Kind,
    /// The paths it reads, each once.
    pub paths: Vec<Vec<String>>,
}

impl Formula {
    /// Reads a formula whose answers are wanted to be of a kind.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn read(
        text: &str,
        names: &dyn Names,
        wanted: &Kind,
        purpose: Purpose,
    ) -> Result<Formula, FormulaError> {
        let part = parse(text)?;
        let mut checker = Checker { names, purpose, paths: Vec::new() };
        let (expr, kind) = checker.part(&part, Some(wanted))?;
        if !kind.fits(wanted) {
            let error = FormulaError::new(part.position, "formula_result");
            return Err(error.with("kind", kind.word()).with("wanted", wanted.word()));
        }
        Ok(Formula { expr, kind, paths: checker.paths })
    }

    /// What the answers of a formula are, whatever is wanted.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn kind_of(text: &str, names: &dyn Names) -> Result<Kind, FormulaError> {
        let mut checker = Checker { names, purpose: Purpose::Asked, paths: Vec::new() };
        Ok(checker.part(&parse(text)?, None)?.1)
    }
}

struct Checker<'a> {
    names: &'a dyn Names,
    purpose: Purpose,
    paths: Vec<Vec<String>>,
}

type Checked = Result<(Expr, Kind), FormulaError>;

impl Checker<'_> {
    /// Checks a part; what is wanted only decides which codes a text in quotes may be.
    fn part(&mut self, part: &Part, wanted: Option<&Kind>) -> Checked {
        match &part.what {
            What::Value(value) => self.constant(part, value, wanted),
            What::Path(names) => self.path(part, names),
            What::Not(inner) => Ok((Expr::Not(self.boxed(inner, &Kind::Bool)?), Kind::Bool)),
            What::Negative(inner) => self.negative(inner),
            What::And(parts) => Ok((Expr::And(self.all_bool(parts)?), Kind::Bool)),
            What::Or(parts) => Ok((Expr::Or(self.all_bool(parts)?), Kind::Bool)),
            What::Two(operator, left, right) => self.two(part, *operator, (left, right)),
            What::IsEmpty(inner) => {
                let (inner, _) = self.part(inner, None)?;
                Ok((Expr::IsEmpty(Box::new(inner)), Kind::Bool))
            }
            What::In(left, values) => self.one_of(left, values),
            What::Call(name, arguments) => self.call(part, name, (arguments, wanted)),
        }
    }

    fn constant(&self, part: &Part, value: &Value, wanted: Option<&Kind>) -> Checked {
        let kind = match value {
            Value::Text(code) => match wanted {
                Some(Kind::Choice(list) | Kind::Choices(list)) => {
                    if !self.names.has_code(list, code) {
                        let error = FormulaError::new(part.position, "formula_not_in_list");
                        return Err(error.with("value", code));
                    }
                    Kind::Choice(list.clone())
                }
                _ => Kind::Text,
            },
            Value::Decimal(_) => Kind::Number,
            Value::Bool(_) => Kind::Bool,
            _ => Kind::Empty,
        };
        Ok((Expr::Value(value.clone()), kind))
    }

    fn path(&mut self, part: &Part, names: &[String]) -> Checked {
        let kind = self.names.kind(names).map_err(|code| {
            FormulaError::new(part.position, code).with("field", names.join("."))
        })?;
        let known = self.paths.iter().position(|path| path == names);
        let at = known.unwrap_or_else(|| {
            self.paths.push(names.to_vec());
            self.paths.len() - 1
        });
        Ok((Expr::Path(at), kind))
    }

    /// A part that has to be of a kind.
    fn boxed(&mut self, part: &Part, wanted: &Kind) -> Result<Box<Expr>, FormulaError> {
        let (expr, kind) = self.part(part, Some(wanted))?;
        match kind.fits(wanted) {
            true => Ok(Box::new(expr)),
            false => Err(wrong(part, &kind, wanted.word())),
        }
    }

    fn all_bool(&mut self, parts: &[Part]) -> Result<Vec<Expr>, FormulaError> {
        parts.iter().map(|part| Ok(*self.boxed(part, &Kind::Bool)?)).collect()
    }

    fn negative(&mut self, inner: &Part) -> Checked {
        let (expr, kind) = self.part(inner, None)?;
        match kind {
            Kind::Number | Kind::Money | Kind::Duration => {
                Ok((Expr::Negative(Box::new(expr)), kind))
            }
            _ => Err(wrong(inner, &kind, "sum")),
        }
    }

    fn two(&mut self, part: &Part, operator: Operator, (one, two): (&Part, &Part)) -> Checked {
        let (left, left_kind) = self.part(one, None)?;
        let (right, right_kind) = self.part(two, Some(&left_kind))?;
        // A text on the left learns from the right which list it is a code of.
        let (left, left_kind) = match (&left_kind, &right_kind) {
            (Kind::Text, Kind::Choice(_)) => self.part(one, Some(&right_kind))?,
            _ => (left, left_kind),
        };
        let kind = result(operator, &left_kind, &right_kind).ok_or_else(|| {
            let error = FormulaError::new(part.position, "formula_operator");
            let error = error.with("operator", operator.sign());
            error.with("left", left_kind.word()).with("right", right_kind.word())
        })?;
        Ok((Expr::Two(operator, Box::new(left), Box::new(right)), kind))
    }

    fn one_of(&mut self, left: &Part, values: &[Part]) -> Checked {
        let (expr, kind) = self.part(left, None)?;
        let mut all = Vec::new();
        for value in values {
            let (one, other) = self.part(value, Some(&kind))?;
            if result(Operator::Equal, &kind, &other).is_none() {
                return Err(wrong(value, &other, kind.word()));
            }
            all.push(one);
        }
        Ok((Expr::In(Box::new(expr), all), Kind::Bool))
    }

    fn call(
        &mut self,
        part: &Part,
        name: &str,
        (arguments, wanted): (&[Part], Option<&Kind>),
    ) -> Checked {
        let at = |code: &str| FormulaError::new(part.position, code).with("function", name);
        let function = Function::of(name).ok_or_else(|| at("formula_unknown_function"))?;
        if function.reads_clock() && self.purpose == Purpose::Stored {
            return Err(at("formula_clock"));
        }
        let shape = function.shape();
        let most = if shape.more { usize::MAX } else { shape.takes.len() };
        if arguments.len() < shape.least || most < arguments.len() {
            return Err(at("formula_arguments").with("example", function.example()));
        }
        let joined_from = if let Give::Joined(from) = shape.gives { from } else { usize::MAX };
        let mut joined = Kind::Empty;
        let mut exprs = Vec::new();
        for (at, argument) in arguments.iter().enumerate() {
            let take = shape.takes.get(at).or(shape.takes.last()).copied().unwrap_or(Take::Any);
            let is_joined = joined_from == at || (joined_from < at && take != Take::Number);
            let (expr, kind) = self.part(argument, wanted.filter(|_| is_joined))?;
            if !take.takes(&kind) {
                return Err(wrong(argument, &kind, take.word()));
            }
            if is_joined {
                let both = joined.joined(&kind);
                joined = both.ok_or_else(|| wrong(argument, &kind, joined.word()))?;
            }
            exprs.push(expr);
        }
        let kind = match shape.gives {
            Give::Is(kind) => kind,
            Give::Joined(_) => joined,
        };
        Ok((Expr::Call(function, exprs), kind))
    }
}

fn wrong(part: &Part, kind: &Kind, wanted: &str) -> FormulaError {
    let error = FormulaError::new(part.position, "formula_kind");
    error.with("kind", kind.word()).with("wanted", wanted)
}

/// What an operator makes of two kinds; none where it makes no sense.
fn result(operator: Operator, left: &Kind, right: &Kind) -> Option<Kind> {
    use Kind::{Date, DateTime, Duration, Money, Number};
    match operator {
        Operator::Add => match (left, right) {
            (Number, Number) => Some(Number),
            (Money, Money) => Some(Money),
            (Date, Number) | (Number, Date) => Some(Date),
            (DateTime, Duration) | (Duration, DateTime) => Some(DateTime),
            (Duration, Duration) => Some(Duration),
            _ => None,
        },
        Operator::Subtract => match (left, right) {
            (Number, Number) | (Date, Date) => Some(Number),
            (Money, Money) => Some(Money),
            (Date, Number) => Some(Date),
            (DateTime, Duration) => Some(DateTime),
            (DateTime, DateTime) | (Duration, Duration) => Some(Duration),
            _ => None,
        },
        Operator::Multiply => match (left, right) {
            (Number, Number) => Some(Number),
            (Money, Number) | (Number, Money) => Some(Money),
            (Duration, Number) | (Number, Duration) => Some(Duration),
            _ => None,
        },
        Operator::Divide => match (left, right) {
            (Number, Number) | (Money, Money) | (Duration, Duration) => Some(Number),
            (Money, Number) => Some(Money),
            (Duration, Number) => Some(Duration),
            _ => None,
        },
        Operator::Join => (left.writes() && right.writes()).then_some(Kind::Text),
        Operator::Equal | Operator::NotEqual => same(left, right).then_some(Kind::Bool),
        Operator::Less | Operator::AtMost | Operator::Greater | Operator::AtLeast => {
            (same(left, right) && left.orders() && right.orders()).then_some(Kind::Bool)
        }
        Operator::Contains | Operator::StartsWith => {
            (left.fits(&Kind::Text) && right.fits(&Kind::Text)).then_some(Kind::Bool)
        }
        Operator::Has => match (left, right) {
            (Kind::Choices(one), Kind::Choice(two)) => (one == two).then_some(Kind::Bool),
            _ => None,
        },
    }
}

/// Whether two kinds can be compared; with nothing only `is empty` makes sense.
fn same(left: &Kind, right: &Kind) -> bool {
    match (left, right) {
        (Kind::Empty, _) | (_, Kind::Empty) | (Kind::Choices(_), _) => false,
        (Kind::Link(one), Kind::Link(two)) => one.iter().any(|code| two.contains(code)),
        (Kind::Money, Kind::Number) | (Kind::Number, Kind::Money) => true,
        (one, two) => one.fits(two) || two.fits(one),
    }
}
