//! One cell for one place of a record.

use catalog::{Catalog, Field, FieldType};
use jiff::tz::TimeZone;
use kernel::{Currency, Date, Decimal, FieldProblem, GeoPoint, Instant, Money, RichText, Value};

use super::date::{self, NoDate};
use super::text::{many_lines, one_line, tidy};
use super::{choice, country, number, time};
use crate::options::{Column, DateOrder, UnknownChoice};

/// Years ahead of the present one that two digits can mean.
const YEARS_AHEAD: i16 = 10;

/// How cells are read, beside their column.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// Definitions and texts.
    pub catalog: &'a Catalog,
    /// Zone of days and times.
    pub zone: &'a TimeZone,
    /// The present day.
    pub today: Date,
    /// Currency of amounts without one.
    pub currency: Currency,
    /// What to do with unknown words.
    pub unknown_choice: UnknownChoice,
}

/// Reads a cell for a field, or for the part of an address.
///
/// Links and people come back as text; whoever can look records up finds them.
///
/// # Errors
/// The problem at the field, with the text in `value`.
pub fn value(
    reading: &Reading<'_>,
    field: &Field,
    column: &Column,
    cell: &str,
) -> Result<Value, FieldProblem> {
    let text = tidy(cell);
    if text.is_empty() {
        return Ok(Value::Empty);
    }
    let part = column.target.as_ref().and_then(|target| target.part.as_deref());
    let converted = Cell { reading, column, text }.value(&field.kind, part);
    converted.map_err(|code| FieldProblem::new(&field.name, code).with("value", short(text)))
}

/// Reads a cell as an exact number.
///
/// # Errors
/// The code of the problem.
pub fn number_of(
    reading: &Reading<'_>,
    column: &Column,
    text: &str,
) -> Result<Value, &'static str> {
    Cell { reading, column, text }.decimal(PLACES)
}

/// Reads a cell as a day.
///
/// # Errors
/// The code of the problem.
pub fn day_of(reading: &Reading<'_>, column: &Column, text: &str) -> Result<Value, &'static str> {
    Cell { reading, column, text }.date()
}

/// Reads a cell as an amount in the one currency of a record, which may stand beside it.
///
/// # Errors
/// The problem at the field, with the text in `value`.
pub fn amount(
    (field, column): (&Field, &Column),
    cell: &str,
    currency: Option<Currency>,
) -> Result<Value, FieldProblem> {
    let text = tidy(cell);
    if text.is_empty() {
        return Ok(Value::Empty);
    }
    let refused = |code: &str| FieldProblem::new(&field.name, code).with("value", short(text));
    let read = number::read(text, column.numbers).filter(|read| !read.is_percent);
    let read = read.ok_or_else(|| refused("not_number"))?;
    let is_foreign = |(said, own): (Currency, Currency)| said != own;
    if read.currency.zip(currency).is_some_and(is_foreign) {
        return Err(refused("foreign_currency"));
    }
    let scale = if let FieldType::Decimal { scale } = field.kind { scale } else { PLACES };
    Ok(Value::Decimal(rounded(read.amount, scale)))
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Places of a number that a formula reads from a cell.
const PLACES: u32 = 6;

struct Cell<'a> {
    reading: &'a Reading<'a>,
    column: &'a Column,
    text: &'a str,
}

impl Cell<'_> {
    fn value(&self, kind: &FieldType, part: Option<&str>) -> Result<Value, &'static str> {
        let written = matches!(
            kind,
            FieldType::Text | FieldType::LongText | FieldType::RichText | FieldType::Address
        );
        if !written && choice::is_nothing(self.text) {
            return Ok(Value::Empty);
        }
        match kind {
            FieldType::Text | FieldType::Number => Ok(Value::text(&one_line(self.text))),
            FieldType::LongText => Ok(Value::text(&many_lines(self.text))),
            FieldType::RichText => Ok(self.rich()),
            FieldType::Phone | FieldType::Link { .. } | FieldType::User => {
                Ok(Value::text(&one_line(self.text)))
            }
            FieldType::Email => Ok(Value::text(strip(self.text, "mailto:"))),
            FieldType::Url => Ok(Value::text(self.text)),
            FieldType::Address => Ok(self.address_part(part.unwrap_or("street"))),
            FieldType::Decimal { scale } => self.decimal(*scale),
            FieldType::Percent => self.decimal(2),
            FieldType::Money => self.money(),
            FieldType::Date => self.date(),
            FieldType::DateTime => self.instant(),
            FieldType::Time => time::time(self.text).map(Value::Time).ok_or("not_time"),
            FieldType::Duration => {
                time::duration(self.text).map(Value::Duration).ok_or("not_duration")
            }
            FieldType::Bool => choice::flag(self.text).map(Value::Bool).ok_or("not_bool"),
            FieldType::Picklist { list } | FieldType::Stage { list } => self.choice(list),
            FieldType::MultiPicklist { list } => self.choices(list),
            FieldType::Geo => GeoPoint::parse(self.text).map(Value::Point).ok_or("not_geo"),
            FieldType::File | FieldType::Image | FieldType::Lines { .. } => Err("wrong_type"),
        }
    }

    /// A cell without tags is plain text, and so is one of which that is said.
    fn rich(&self) -> Value {
        let plain = || RichText::from_plain(self.text).map_or(Value::Empty, Value::Rich);
        if self.column.is_plain { plain() } else { Value::rich(self.text) }
    }

    fn address_part(&self, part: &str) -> Value {
        match part {
            "street" => Value::text(&many_lines(self.text)),
            "country" => Value::text(country::country_code(self.text).unwrap_or(self.text)),
            _ => Value::text(&one_line(self.text)),
        }
    }

    fn decimal(&self, scale: u32) -> Result<Value, &'static str> {
        let read = number::read(self.text, self.column.numbers).ok_or("not_number")?;
        if read.currency.is_some() {
            return Err("not_number");
        }
        Ok(Value::Decimal(rounded(read.amount, scale)))
    }

    fn money(&self) -> Result<Value, &'static str> {
        let read = number::read(self.text, self.column.numbers).ok_or("not_number")?;
        if read.is_percent {
            return Err("not_number");
        }
        let amount = rounded(read.amount, Money::SCALE);
        let currency = read.currency.unwrap_or(self.reading.currency);
        Ok(Value::Money(Money { amount, currency }))
    }

    fn days(&self) -> (DateOrder, i16) {
        (self.column.dates, self.reading.today.ymd().0 + YEARS_AHEAD)
    }

    fn date(&self) -> Result<Value, &'static str> {
        let (day, rest) = time::split(self.text);
        if !rest.is_empty() && time::time(rest).is_none() {
            return Err("not_date");
        }
        let (order, last) = self.days();
        match date::read(day, order, last) {
            Ok(found) => Ok(found.map_or(Value::Empty, Value::Date)),
            Err(why) => Err(said(why)),
        }
    }

    fn instant(&self) -> Result<Value, &'static str> {
        let found: Result<Option<Instant>, NoDate> =
            time::instant(self.text, self.days(), self.reading.zone);
        found.map(|at| at.map_or(Value::Empty, Value::Instant)).map_err(said)
    }

    fn choice(&self, list: &str) -> Result<Value, &'static str> {
        match choice::code(self.reading.catalog, list, &self.column.words, self.text) {
            Some(code) => Ok(Value::Text(code)),
            None if self.reading.unknown_choice == UnknownChoice::Leave => Ok(Value::Empty),
            None => Err("not_in_list"),
        }
    }

    fn choices(&self, list: &str) -> Result<Value, &'static str> {
        let (codes, unknown) =
            choice::codes(self.reading.catalog, list, &self.column.words, self.text);
        if unknown.is_some() && self.reading.unknown_choice == UnknownChoice::Refuse {
            return Err("not_in_list");
        }
        Ok(if codes.is_empty() { Value::Empty } else { Value::Codes(codes) })
    }
}

fn said(why: NoDate) -> &'static str {
    match why {
        NoDate::Unreadable => "not_date",
        NoDate::Impossible => "no_such_day",
    }
}

fn strip<'a>(text: &'a str, prefix: &str) -> &'a str {
    text.get(..prefix.len())
        .filter(|head| head.eq_ignore_ascii_case(prefix))
        .map_or(text, |_| &text[prefix.len()..])
}

/// Numbers of foreign programs have more places than they mean.
fn rounded(number: Decimal, scale: u32) -> Decimal {
    kernel::to_scaled(number, scale).map_or(number, |n| kernel::from_scaled(n, scale))
}
