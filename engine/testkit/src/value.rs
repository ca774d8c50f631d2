//! Values as a person writes them.

use kernel::{
    Address, Currency, Date, Entry, GeoPoint, Instant, Link, Money, PrincipalId, RecordId, Time,
    Value, parse_decimal,
};
use records::Record;

/// A text, a pick-list code, an address of mail or web, a phone number.
#[must_use]
pub fn text(text: &str) -> Value {
    Value::text(text)
}

/// Nothing.
#[must_use]
pub fn none() -> Value {
    Value::Empty
}

/// A number such as `1.50`.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn number(text: &str) -> Value {
    Value::Decimal(parse_decimal(text).unwrap_or_else(|| panic!("{text} is no number")))
}

/// An amount in a currency.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn money(amount: &str, currency: &str) -> Value {
    let amount = parse_decimal(amount).unwrap_or_else(|| panic!("{amount} is no number"));
    let currency = Currency::parse(currency).unwrap_or_else(|| panic!("no currency {currency}"));
    Value::Money(Money { amount, currency })
}

/// A day such as `2026-11-23`.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn day(text: &str) -> Value {
    Value::Date(Date::parse_iso(text).unwrap_or_else(|| panic!("{text} is no day")))
}

/// A moment such as `2026-11-23T09:00:00Z`.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn moment(text: &str) -> Value {
    Value::Instant(Instant::parse_rfc3339(text).unwrap_or_else(|| panic!("{text} is no moment")))
}

/// A time of day such as `08:30`.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn time(text: &str) -> Value {
    Value::Time(Time::parse_iso(text).unwrap_or_else(|| panic!("{text} is no time")))
}

/// A length of time.
#[must_use]
pub fn hours(hours: i64) -> Value {
    Value::Duration(hours * 3600)
}

/// Yes.
#[must_use]
pub fn yes() -> Value {
    Value::Bool(true)
}

/// Several codes of a pick list.
#[must_use]
pub fn codes(codes: &[&str]) -> Value {
    Value::Codes(codes.iter().map(|code| (*code).to_owned()).collect())
}

/// A link to a record of a module.
#[must_use]
pub fn link(module: &str, record: &Record) -> Value {
    Value::Link(Link::new(module, record.id))
}

/// A user.
#[must_use]
pub fn person(id: PrincipalId) -> Value {
    Value::Principal(id)
}

/// Street, postal code, city and country.
#[must_use]
pub fn address(street: &str, zip: &str, city: &str, country: &str) -> Value {
    let [street, zip, city, country] = [street, zip, city, country].map(str::to_owned);
    Value::Address(Address { street, zip, city, country, ..Address::default() })
}

/// A point such as `48.137154, 11.576124`.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn point(text: &str) -> Value {
    Value::Point(GeoPoint::parse(text).unwrap_or_else(|| panic!("{text} is no point")))
}

/// Labelled values, the primary first.
#[must_use]
pub fn several<'a>(entries: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let entry = |(label, value): (&str, Value)| Entry { label: label.into(), value };
    Value::Several(entries.into_iter().map(entry).collect())
}

/// A link to a record that does not exist.
#[must_use]
pub fn nowhere(module: &str) -> Value {
    Value::Link(Link::new(module, RecordId::new()))
}
