//! A flat filter as a row of conditions that a person edits one by one.

use super::{
    Comparator, Comparison, Filter, FilterError, Kind, Operand, Path, Test, parse, quoted,
};
use crate::Catalog;
use crate::definition::Module;

/// The conditions of a filter that is one list joined by `and`; `None` when it is more than that.
#[must_use]
pub fn conditions(filter: &Filter) -> Option<Vec<&Comparison>> {
    match filter {
        Filter::Compare(comparison) => Some(vec![comparison]),
        Filter::And(parts) => parts
            .iter()
            .map(|part| match part {
                Filter::Compare(comparison) => Some(comparison.as_ref()),
                Filter::And(_) | Filter::Or(_) | Filter::Not(_) => None,
            })
            .collect(),
        Filter::Or(_) | Filter::Not(_) => None,
    }
}

/// Makes a condition of what a form sends: a path, an operator's code and bare values.
///
/// # Errors
/// The mistake, its place counted in the condition's own text.
pub fn condition(
    catalog: &Catalog,
    module: &Module,
    (path, operator): (&str, &str),
    values: &[&str],
) -> Result<Filter, FilterError> {
    let names: Vec<String> = path.split('.').map(str::to_owned).collect();
    let kind = Path::find(catalog, module, &names, 1)?.kind;
    let values: Vec<String> = values.iter().map(|value| literal(&kind, value.trim())).collect();
    let word = word(operator).ok_or_else(|| {
        FilterError::new(1, "filter_operator").with("field", path).with("operator", operator)
    })?;
    let text = match operator {
        "empty" | "not_empty" => format!("{path} {word}"),
        "in" | "not_in" => format!("{path} {word} ({})", values.join(", ")),
        _ => format!("{path} {word} {}", values.join(", ")),
    };
    match parse(catalog, module, &text)? {
        one @ Filter::Compare(_) => Ok(one),
        Filter::And(_) | Filter::Or(_) | Filter::Not(_) => {
            let wrong = FilterError::new(1, "filter_value").with("field", path);
            Err(wrong.with("value", values.join(", ")))
        }
    }
}

const OPERATORS: [(&str, &str); 14] = [
    ("equal", "="),
    ("not_equal", "!="),
    ("less", "<"),
    ("at_most", "<="),
    ("greater", ">"),
    ("at_least", ">="),
    ("in", "in"),
    ("not_in", "not in"),
    ("contains", "contains"),
    ("starts_with", "starts_with"),
    ("has", "has"),
    ("within", "within"),
    ("empty", "is empty"),
    ("not_empty", "is not empty"),
];

fn word(operator: &str) -> Option<&'static str> {
    OPERATORS.iter().find(|(code, _)| *code == operator).map(|(_, word)| *word)
}

/// A bare value of a form as the language writes it.
fn literal(kind: &Kind, value: &str) -> String {
    let relative = match kind {
        Kind::Date | Kind::Instant => value.starts_with(|c: char| c.is_ascii_lowercase()),
        Kind::Principal => matches!(value, "me" | "my_team"),
        Kind::Number { .. } | Kind::Money | Kind::Duration | Kind::Bool => !value.is_empty(),
        Kind::Text { .. }
        | Kind::Rich { .. }
        | Kind::Choice { .. }
        | Kind::Choices { .. }
        | Kind::Time
        | Kind::Link { .. }
        | Kind::Address
        | Kind::Point
        | Kind::File
        | Kind::Currency
        | Kind::Id => false,
    };
    if relative { value.into() } else { quoted(value) }
}

impl Kind {
    /// Codes of the operators that fit, the usual one first; label keys are `filter.CODE`.
    #[must_use]
    pub fn operators(&self) -> Vec<&'static str> {
        let fits = |code: &&str| match *code {
            "contains" | "starts_with" => self.folds(),
            "equal" | "not_equal" => self.equates(),
            "in" | "not_in" => self.equates() && *self != Kind::Bool,
            "less" | "at_most" | "greater" | "at_least" => self.orders(),
            "has" => matches!(self, Kind::Choices { .. }),
            "within" => *self == Kind::Point,
            _ => true,
        };
        let mut codes: Vec<&str> = OPERATORS.iter().map(|(code, _)| *code).filter(fits).collect();
        codes.sort_by_key(|code| *code != "contains");
        codes
    }
}

impl Test {
    /// Code of the operator; its label key is `filter.CODE`.
    #[must_use]
    pub fn operator(&self) -> &'static str {
        match self {
            Test::Is(Comparator::Equal, _) => "equal",
            Test::Is(Comparator::NotEqual, _) => "not_equal",
            Test::Is(Comparator::Less, _) => "less",
            Test::Is(Comparator::AtMost, _) => "at_most",
            Test::Is(Comparator::Greater, _) => "greater",
            Test::Is(Comparator::AtLeast, _) => "at_least",
            Test::In(_) => "in",
            Test::NotIn(_) => "not_in",
            Test::Contains(_) => "contains",
            Test::StartsWith(_) => "starts_with",
            Test::Has(_) => "has",
            Test::Near(_) => "within",
            Test::Empty => "empty",
            Test::NotEmpty => "not_empty",
        }
    }

    /// What the value is compared with; texts and codes as text values.
    #[must_use]
    pub fn operands(&self) -> Vec<Operand> {
        match self {
            Test::Is(_, operand) => vec![operand.clone()],
            Test::In(operands) | Test::NotIn(operands) => operands.clone(),
            Test::Contains(text) | Test::StartsWith(text) | Test::Has(text) => {
                vec![Operand::Value(kernel::Value::Text(text.clone()))]
            }
            Test::Near(circle) => vec![Operand::Value(kernel::Value::Text(circle.to_string()))],
            Test::Empty | Test::NotEmpty => Vec::new(),
        }
    }
}
