//! Names and values to try formulas with.

use formula::{Answer, Formula, FormulaError, Kind, Names, Present, Purpose};
use kernel::{
    Currency, Date, Decimal, Instant, Language, Link, Locale, Money, RecordId, Time, Value,
};

/// The names.
pub struct Shelf;

impl Names for Shelf {
    fn kind(&self, path: &[String]) -> Result<Kind, &'static str> {
        let name = path.join(".");
        Ok(match name.as_str() {
            "amount" => Kind::Money,
            "discount" | "none" => Kind::Number,
            "name" => Kind::Text,
            "day" => Kind::Date,
            "begin" => Kind::DateTime,
            "length" => Kind::Duration,
            "at" => Kind::Time,
            "genre" => Kind::Choice("genre".into()),
            "genres" => Kind::Choices("genre".into()),
            "author" => Kind::Link(vec!["author".into()]),
            "flag" => Kind::Bool,
            "moving" => return Err("formula_moving"),
            _ => return Err("formula_unknown_field"),
        })
    }

    fn has_code(&self, list: &str, code: &str) -> bool {
        list == "genre" && ["novel", "poem"].contains(&code)
    }
}

fn value(path: &[String]) -> Value {
    let amount = |text: &str| text.parse::<Decimal>().unwrap_or_default();
    match path.join(".").as_str() {
        "amount" => Value::Money(Money { amount: amount("1250.50"), currency: Currency::EUR }),
        "discount" => Value::Decimal(amount("12.5")),
        "name" => Value::text("Müller"),
        "day" => Value::Date(Date::new(2026, 1, 31).expect("a day")),
        "begin" => {
            Value::Instant(Instant::parse_rfc3339("2026-01-31T23:30:00Z").expect("a moment"))
        }
        "length" => Value::Duration(5400),
        "at" => Value::Time(Time::from_seconds(30_600)),
        "genre" => Value::text("novel"),
        "genres" => Value::Codes(vec!["novel".into()]),
        "author" => Value::Link(Link::new("author", RecordId::default())),
        "flag" => Value::Bool(true),
        _ => Value::Empty,
    }
}

/// Reads a formula that may give anything.
pub fn read(text: &str) -> Result<Formula, FormulaError> {
    let kind = Formula::kind_of(text, &Shelf)?;
    Formula::read(text, &Shelf, &kind, Purpose::Asked)
}

/// The answer of a formula.
pub fn answer(formula: &Formula) -> Answer {
    let values: Vec<Value> = formula.paths.iter().map(|path| value(path)).collect();
    let locale = Locale::new(Language::De);
    let now = Instant::parse_rfc3339("2026-11-28T10:00:00Z").expect("a moment");
    formula.answer(&values, &Present { now, locale: &locale })
}
