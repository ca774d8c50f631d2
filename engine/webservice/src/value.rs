//! Values of records as the texts of the family.

use catalog::{FieldType, Module};
use kernel::{Instant, Value};
use records::Record;
use serde_json::{Map, Value as Json, json};

use crate::column::Column;
use crate::kind::Wire;
use crate::number::Numbers;

/// What stands between several codes.
pub const BETWEEN: &str = " |##| ";
/// Places behind the point of an amount.
const PLACES: u32 = 8;

/// A record with some of its columns; the id stands last.
pub fn record(
    wire: &Wire,
    (module, columns): (&Module, &[Column]),
    (record, numbers): (&Record, &Numbers),
) -> Map<String, Json> {
    let mut map = Map::new();
    for column in columns {
        let text = text(wire, (module, column), &record.values, numbers);
        map.insert(column.name.clone(), json!(text));
    }
    map.insert("id".into(), json!(numbers.record(wire, &module.code, record.id)));
    map
}

/// The text of one column.
pub fn text(
    wire: &Wire,
    (module, column): (&Module, &Column),
    values: &[Value],
    numbers: &Numbers,
) -> String {
    match (column.value(values), column.part.as_deref()) {
        (Value::Empty | Value::Several(_) | Value::Lines(_), _) => {
            match column.field(module).kind {
                FieldType::Bool => "0".into(),
                _ => String::new(),
            }
        }
        (Value::Text(text), _) => text.clone(),
        // That family keeps formatted texts as HTML, too.
        (Value::Rich(text), _) => text.html().to_owned(),
        (Value::Decimal(number), _) => number.normalize().to_string(),
        (Value::Money(money), Some(_)) => money.currency.code().to_owned(),
        (Value::Money(money), None) => {
            let mut amount = money.amount;
            amount.rescale(PLACES);
            amount.to_string()
        }
        (Value::Date(date), _) => date.to_string(),
        (Value::Instant(at), Some("date")) => moment(*at)[..10].to_owned(),
        (Value::Instant(at), Some(_)) => moment(*at)[11..].to_owned(),
        (Value::Instant(at), None) => moment(*at),
        (Value::Time(time), _) => {
            let (hour, minute, second) = time.hms();
            format!("{hour:02}:{minute:02}:{second:02}")
        }
        (Value::Duration(seconds), _) => seconds.to_string(),
        (Value::Bool(flag), _) => String::from(if *flag { "1" } else { "0" }),
        (Value::Codes(codes), _) => codes.join(BETWEEN),
        (Value::Link(link), _) => numbers.record(wire, &link.module, link.id),
        (Value::Principal(id), _) => numbers.principal(wire, *id),
        (Value::Address(address), part) => {
            address.part(part.unwrap_or_default()).unwrap_or_default().to_owned()
        }
        (Value::Point(point), _) => point.to_string(),
        (Value::File(file), Some(_)) => numbers.file(file.id.0),
        (Value::File(file), None) => file.name.clone(),
    }
}

/// A moment in UTC, to the second.
pub fn moment(at: Instant) -> String {
    at.to_string()[..19].replace('T', " ")
}

/// Reads a moment in UTC, or the first one of a day.
pub fn parse_moment(text: &str) -> Option<Instant> {
    let text = text.trim();
    match text.len() {
        10 => Instant::parse_rfc3339(&format!("{text}T00:00:00Z")),
        16 => Instant::parse_rfc3339(&format!("{}:00Z", text.replacen(' ', "T", 1))),
        _ => Instant::parse_rfc3339(&format!("{}Z", text.replacen(' ', "T", 1)))
            .or_else(|| Instant::parse_rfc3339(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_and_read_in_utc() {
        let at = Instant::from_millis(1_795_000_000_500);
        assert_eq!(parse_moment(&moment(at)).map(Instant::millis), Some(1_795_000_000_000));
        let day = parse_moment("2026-11-28").unwrap();
        assert_eq!(moment(day), "2026-11-28 00:00:00");
        assert_eq!(parse_moment("2026-11-28 00:00"), Some(day));
        assert_eq!(parse_moment("2026-11-28T01:00:00+01:00"), Some(day));
        for wrong in ["", "2026-13-01", "gestern", "2026-11-28 25:00:00"] {
            assert_eq!(parse_moment(wrong), None, "{wrong}");
        }
    }
}
