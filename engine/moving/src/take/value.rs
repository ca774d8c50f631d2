//! One text of the other house as a value here.

use catalog::{Field, FieldType};
use kernel::{
    Address, Currency, Date, Decimal, Entry, GeoPoint, Instant, Money, Time, Value, parse_decimal,
};

use super::mapped::{Known, MappedField};

/// What stands between several values.
const BETWEEN: &str = "|##|";

/// Why a text is no value of its field: a code of a problem.
pub type Misfit = &'static str;

/// The value that a text says, as it changes the one that stands.
pub fn read(
    known: &Known,
    (mapped, field): (&MappedField, &Field),
    text: &str,
    standing: &Value,
) -> Result<Value, Misfit> {
    let old = match (&mapped.entry, standing) {
        (Some(label), Value::Several(entries)) => {
            let entry = entries.iter().find(|entry| entry.label == *label);
            entry.map_or(Value::Empty, |entry| entry.value.clone())
        }
        (_, standing) => standing.primary().clone(),
    };
    let new = match (&field.kind, mapped.part.as_deref()) {
        (FieldType::Address, Some(part)) => address(old, part, text),
        (FieldType::DateTime, Some(part)) => halves(&old, part, text)?,
        (FieldType::Money, Some(_)) => currency(old, text)?,
        (_, _) => plain(known, (mapped, field), text)?,
    };
    Ok(match &mapped.entry {
        Some(label) if field.several => labelled(standing, label, new),
        _ => new,
    })
}

/// The values of a field with the one of a label changed, brought or taken away.
fn labelled(values: &Value, label: &str, new: Value) -> Value {
    let mut entries = match values {
        Value::Several(entries) => entries.clone(),
        _ => Vec::new(),
    };
    let at = entries.iter().position(|entry| entry.label == label);
    match (at, new) {
        (Some(at), Value::Empty) => drop(entries.remove(at)),
        (Some(at), value) => entries[at].value = value,
        (None, Value::Empty) => {}
        (None, value) => entries.push(Entry { label: label.to_owned(), value }),
    }
    if entries.is_empty() { Value::Empty } else { Value::Several(entries) }
}

fn address(old: Value, part: &str, text: &str) -> Value {
    let mut address = match old {
        Value::Address(address) => address,
        _ => Address::default(),
    };
    if let Some(place) = address.part_mut(part) {
        text.clone_into(place);
    }
    if address.is_empty() { Value::Empty } else { Value::Address(address) }
}

/// One half of a moment; a day alone begins at midnight.
fn halves(old: &Value, part: &str, text: &str) -> Result<Value, Misfit> {
    let (day, time) = match old {
        Value::Instant(at) => {
            let text = at.to_string();
            (text[..10].to_owned(), text[11..19].to_owned())
        }
        _ => (String::new(), "00:00:00".to_owned()),
    };
    let (day, time) = match (part, text) {
        ("date", text) if is_no_day(text) => return Ok(Value::Empty),
        ("date", text) => (text.to_owned(), time),
        (_, "") => (day, time),
        (_, text) => (day, hms(text)?),
    };
    if day.is_empty() { Ok(Value::Empty) } else { instant(&format!("{day}T{time}Z")) }
}

fn hms(text: &str) -> Result<String, Misfit> {
    let (hour, minute, second) = Time::parse_iso(text).ok_or("not_time")?.hms();
    Ok(format!("{hour:02}:{minute:02}:{second:02}"))
}

fn instant(text: &str) -> Result<Value, Misfit> {
    Instant::parse_rfc3339(text).map(Value::Instant).ok_or("not_date")
}

fn is_no_day(text: &str) -> bool {
    text.is_empty() || text.starts_with("0000-00-00")
}

/// Reads a moment, which the other house says in UTC.
pub fn moment(text: &str) -> Option<Instant> {
    let text = text.trim();
    if is_no_day(text) {
        return None;
    }
    match text.len() {
        10 => Instant::parse_rfc3339(&format!("{text}T00:00:00Z")),
        16 => Instant::parse_rfc3339(&format!("{}:00Z", text.replacen(' ', "T", 1))),
        _ => Instant::parse_rfc3339(&format!("{}Z", text.replacen(' ', "T", 1)))
            .or_else(|| Instant::parse_rfc3339(text)),
    }
}

fn currency(old: Value, text: &str) -> Result<Value, Misfit> {
    match (old, text) {
        (Value::Money(money), text) if !text.is_empty() => {
            let currency = Currency::parse(text).ok_or("moving_currency")?;
            Ok(Value::Money(Money { currency, ..money }))
        }
        (old, _) => Ok(old),
    }
}

fn plain(
    known: &Known,
    (mapped, field): (&MappedField, &Field),
    text: &str,
) -> Result<Value, Misfit> {
    if text.is_empty() {
        let is_flag = field.kind == FieldType::Bool;
        return Ok(if is_flag { Value::Bool(false) } else { Value::Empty });
    }
    let code = |word: &str| match mapped.codes.get(word) {
        Some(code) => code.clone(),
        None => Some(word.to_owned()),
    };
    Ok(match &field.kind {
        FieldType::Decimal { .. } | FieldType::Percent => {
            Value::Decimal(rounded(text, field.kind.scale().unwrap_or(2))?)
        }
        FieldType::Money => {
            let amount = rounded(text, field.kind.scale().unwrap_or(2))?;
            Value::Money(Money { amount, currency: known.currency })
        }
        FieldType::Date if is_no_day(text) => Value::Empty,
        FieldType::Date => Value::Date(text.get(..10).and_then(Date::parse_iso).ok_or("not_date")?),
        FieldType::DateTime if is_no_day(text) => Value::Empty,
        FieldType::DateTime => Value::Instant(moment(text).ok_or("not_date")?),
        FieldType::Time => Value::Time(Time::parse_iso(text).ok_or("not_time")?),
        FieldType::Duration => Value::Duration(text.parse().map_err(|_| "not_number")?),
        FieldType::Bool => Value::Bool(flag(text).ok_or("wrong_type")?),
        FieldType::Picklist { .. } | FieldType::Stage { .. } => {
            code(text).map_or(Value::Empty, Value::Text)
        }
        FieldType::MultiPicklist { .. } => {
            let words = text.split(BETWEEN).map(str::trim).filter(|word| !word.is_empty());
            let codes: Vec<String> = words.filter_map(code).collect();
            if codes.is_empty() { Value::Empty } else { Value::Codes(codes) }
        }
        FieldType::Link { .. } => known.record(text).map_or(Value::Empty, Value::Link),
        FieldType::User => {
            let owner = known.owner.filter(|_| field.required);
            known.person(text).or(owner).map_or(Value::Empty, Value::Principal)
        }
        FieldType::LongText => Value::text(&text.replace("\r\n", "\n")),
        FieldType::RichText => Value::rich(text),
        FieldType::Text
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Number => Value::text(text),
        FieldType::Geo => Value::Point(GeoPoint::parse(text).ok_or("not_geo")?),
        FieldType::Address | FieldType::File | FieldType::Image | FieldType::Lines { .. } => {
            return Err("wrong_type");
        }
    })
}

/// A number with no more places than the field has.
fn rounded(text: &str, scale: u32) -> Result<Decimal, Misfit> {
    let number = parse_decimal(text).ok_or("not_number")?;
    Ok(number.round_dp(scale).normalize())
}

fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "on" | "yes" | "true" => Some(true),
        "0" | "off" | "no" | "false" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_utc() {
        let at = |text: &str| moment(text).map(|at| at.to_string());
        assert_eq!(at("2026-11-28 10:00:00").as_deref(), Some("2026-11-28T10:00:00.000Z"));
        assert_eq!(at("2026-11-28 10:00").as_deref(), Some("2026-11-28T10:00:00.000Z"));
        assert_eq!(at("2026-11-28").as_deref(), Some("2026-11-28T00:00:00.000Z"));
        for none in ["", "0000-00-00 00:00:00", "gestern"] {
            assert_eq!(at(none), None, "{none}");
        }
    }

    #[test]
    fn numbers_have_no_more_places_than_their_field() {
        let read = |text: &str, scale| rounded(text, scale).map(|n| n.to_string());
        assert_eq!(read("1235.00000000", 2).as_deref(), Ok("1235"));
        assert_eq!(read("0.12345678", 4).as_deref(), Ok("0.1235"));
        assert_eq!(read("viel", 2), Err("not_number"));
    }
}
