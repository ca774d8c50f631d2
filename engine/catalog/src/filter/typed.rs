//! From words to a checked filter: fields exist, values fit, codes stand in their lists.

use kernel::{Circle, Currency, Date, Decimal, Instant, Link, RecordId, Time, Value, to_scaled};

use super::raw::{Literal, Raw, RawComparison, RawTest, RawValue, unit_seconds};
use super::syntax::read;
use super::{Comparator, Comparison, Filter, FilterError, Kind, Operand, Path, Test};
use crate::Catalog;
use crate::definition::Module;

/// Reads a filter for the records of a module; blank text is the filter that all records pass.
///
/// # Errors
/// The first mistake, with the character it stands at.
pub fn parse(catalog: &Catalog, module: &Module, text: &str) -> Result<Filter, FilterError> {
    let typer = Typer { catalog, module };
    read(text)?.map_or(Ok(Filter::ALWAYS), |raw| typer.filter(raw))
}

struct Typer<'a> {
    catalog: &'a Catalog,
    module: &'a Module,
}

impl Typer<'_> {
    fn filter(&self, raw: Raw) -> Result<Filter, FilterError> {
        let list = |parts: Vec<Raw>| {
            parts.into_iter().map(|part| self.filter(part)).collect::<Result<Vec<_>, _>>()
        };
        Ok(match raw {
            Raw::Constant(true) => Filter::ALWAYS,
            Raw::Constant(false) => Filter::NEVER,
            Raw::And(parts) => Filter::all(list(parts)?),
            Raw::Or(parts) => Filter::any(list(parts)?),
            Raw::Not(part) => self.filter(*part)?.negated(),
            Raw::Compare(comparison) => Filter::Compare(Box::new(self.comparison(comparison)?)),
        })
    }

    fn comparison(&self, raw: RawComparison) -> Result<Comparison, FilterError> {
        let path = Path::find(self.catalog, self.module, &raw.names, raw.position)?;
        let field = Typed { catalog: self.catalog, path: &path, position: raw.position };
        let test = field.test(raw.test)?;
        Ok(Comparison { path, test })
    }
}

/// One path, and the values that stand beside it.
struct Typed<'a> {
    catalog: &'a Catalog,
    path: &'a Path,
    position: usize,
}

impl Typed<'_> {
    fn test(&self, raw: RawTest) -> Result<Test, FilterError> {
        let kind = &self.path.kind;
        Ok(match raw {
            RawTest::Is(comparator, value) => {
                let fits = if comparator.orders() { kind.orders() } else { kind.equates() };
                self.require(fits, comparator.symbol())?;
                Test::Is(comparator, self.operand(value)?)
            }
            RawTest::In(values) => {
                self.require(kind.equates(), "in")?;
                self.listed(values, Comparator::Equal)?
            }
            RawTest::NotIn(values) => {
                self.require(kind.equates(), "not in")?;
                self.listed(values, Comparator::NotEqual)?
            }
            RawTest::Contains(value) => {
                self.require(kind.folds(), "contains")?;
                Test::Contains(self.text(value)?)
            }
            RawTest::StartsWith(value) => {
                self.require(kind.folds(), "starts_with")?;
                Test::StartsWith(self.text(value)?)
            }
            RawTest::Has(value) => match kind {
                Kind::Choices { list } => Test::Has(self.code(list, value)?),
                _ => return Err(self.wrong_operator("has")),
            },
            RawTest::Near(value) => {
                self.require(*kind == Kind::Point, "within")?;
                Test::Near(self.circle(value)?)
            }
            RawTest::Empty => Test::Empty,
            RawTest::NotEmpty => Test::NotEmpty,
        })
    }

    /// A list of one value says the same as a comparison, and is kept as one.
    fn listed(&self, values: Vec<RawValue>, single: Comparator) -> Result<Test, FilterError> {
        let operands = values.into_iter().map(|value| self.operand(value));
        let mut operands = operands.collect::<Result<Vec<_>, _>>()?;
        Ok(match (operands.len(), single) {
            (1, _) => Test::Is(single, operands.remove(0)),
            (_, Comparator::NotEqual) => Test::NotIn(operands),
            (_, _) => Test::In(operands),
        })
    }

    fn operand(&self, raw: RawValue) -> Result<Operand, FilterError> {
        let position = raw.position;
        let wrong = |shown: &str| {
            let error = FilterError::new(position, "filter_value").with("field", self.path);
            error.with("value", shown)
        };
        let value = match (&self.path.kind, raw.literal) {
            (Kind::Date | Kind::Instant, Literal::Today(days)) => return Ok(Operand::Today(days)),
            (Kind::Date | Kind::Instant, Literal::Period(p)) => return Ok(Operand::Period(p)),
            (Kind::Date | Kind::Instant, Literal::Days(days)) => return Ok(Operand::Days(days)),
            (Kind::Date | Kind::Instant, Literal::Fiscal(year)) => {
                return Ok(Operand::Fiscal(year));
            }
            (Kind::Instant, Literal::Now(millis)) => return Ok(Operand::Now(millis)),
            (Kind::Principal, Literal::Me) => return Ok(Operand::Me),
            (Kind::Principal, Literal::MyTeam) => return Ok(Operand::MyTeam),
            (Kind::Choice { list }, Literal::Text(code)) => {
                let value = RawValue { position, literal: Literal::Text(code) };
                Value::Text(self.code(list, value)?)
            }
            (_, Literal::Text(text)) if text.is_empty() => {
                return Err(
                    FilterError::new(position, "filter_empty_text").with("field", self.path)
                );
            }
            (kind, Literal::Text(text)) => constant(kind, &text).ok_or_else(|| wrong(&text))?,
            (Kind::Number { scale }, Literal::Number(n)) => self.number(n, *scale, position)?,
            (Kind::Money, Literal::Number(n)) => self.number(n, kernel::Money::SCALE, position)?,
            (Kind::Duration, literal) => {
                Value::Duration(seconds(&literal).ok_or_else(|| wrong(&shown(&literal)))?)
            }
            (Kind::Bool, Literal::Bool(flag)) => Value::Bool(flag),
            (_, literal) => return Err(wrong(&shown(&literal))),
        };
        Ok(Operand::Value(value))
    }

    fn number(&self, n: Decimal, scale: u32, position: usize) -> Result<Value, FilterError> {
        let n = n.normalize();
        let fail = |code: &str| FilterError::new(position, code).with("field", self.path);
        if n.scale() > scale {
            return Err(fail("filter_too_many_places").with("max", scale));
        }
        match to_scaled(n, scale) {
            Some(_) => Ok(Value::Decimal(n)),
            None => Err(fail("filter_value").with("value", n)),
        }
    }

    fn code(&self, list: &str, raw: RawValue) -> Result<String, FilterError> {
        let position = raw.position;
        let code = self.text(raw)?;
        let known = self.catalog.picklist(list).is_some_and(|list| list.value(&code).is_some());
        match known {
            true => Ok(code),
            false => Err(FilterError::new(position, "filter_not_in_list")
                .with("field", self.path)
                .with("value", code)),
        }
    }

    fn circle(&self, raw: RawValue) -> Result<Circle, FilterError> {
        let position = raw.position;
        let text = self.text(raw)?;
        Circle::parse(&text).ok_or_else(|| {
            let error = FilterError::new(position, "filter_circle").with("field", self.path);
            error.with("value", text)
        })
    }

    fn text(&self, raw: RawValue) -> Result<String, FilterError> {
        let fail = |code: &str| FilterError::new(raw.position, code).with("field", self.path);
        match &raw.literal {
            Literal::Text(text) if text.is_empty() => Err(fail("filter_empty_text")),
            Literal::Text(text) => Ok(text.clone()),
            other => Err(fail("filter_value").with("value", shown(other))),
        }
    }

    fn require(&self, fits: bool, operator: &str) -> Result<(), FilterError> {
        if fits { Ok(()) } else { Err(self.wrong_operator(operator)) }
    }

    fn wrong_operator(&self, operator: &str) -> FilterError {
        FilterError::new(self.position, "filter_operator")
            .with("field", self.path)
            .with("operator", operator)
    }
}

/// A text in quotes as a value of a kind.
fn constant(kind: &Kind, text: &str) -> Option<Value> {
    Some(match kind {
        Kind::Text { .. } => Value::Text(text.into()),
        Kind::Currency => Value::Text(Currency::parse(text)?.code().into()),
        Kind::Date => Value::Date(Date::parse_iso(text)?),
        Kind::Instant => match Date::parse_iso(text) {
            Some(day) => Value::Date(day),
            None => Value::Instant(Instant::parse_rfc3339(text)?),
        },
        Kind::Time => Value::Time(Time::parse_iso(text)?),
        // Records of every module share one space of ids, so the id alone is compared.
        Kind::Link { to } => Value::Link(Link::new(to.first()?, text.parse::<RecordId>().ok()?)),
        Kind::Id => Value::Link(Link::new("", text.parse::<RecordId>().ok()?)),
        Kind::Principal => Value::Principal(text.parse().ok()?),
        Kind::Rich { .. }
        | Kind::Choice { .. }
        | Kind::Choices { .. }
        | Kind::Number { .. }
        | Kind::Money
        | Kind::Duration
        | Kind::Bool
        | Kind::Address
        | Kind::Point
        | Kind::File => return None,
    })
}

fn seconds(literal: &Literal) -> Option<i64> {
    match literal {
        Literal::Number(n) if n.is_integer() => i64::try_from(n.normalize().mantissa()).ok(),
        Literal::Span(n, unit) => n.checked_mul(unit_seconds(*unit)),
        _ => None,
    }
}

fn shown(literal: &Literal) -> String {
    match literal {
        Literal::Text(text) => text.clone(),
        Literal::Number(n) => n.to_string(),
        Literal::Span(n, unit) => format!("{n}{unit}"),
        Literal::Bool(flag) => flag.to_string(),
        Literal::Me => "me".into(),
        Literal::MyTeam => "my_team".into(),
        Literal::Fiscal(year) => year.word().into(),
        Literal::Today(_) => "today".into(),
        Literal::Period(period) => period.word().into(),
        Literal::Days(days) => days.to_string(),
        Literal::Now(_) => "now".into(),
    }
}
