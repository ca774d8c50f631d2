//! From cells to values.

use catalog::{Field, FieldType, from_json};
use kernel::{
    Address, Currency, Date, GeoPoint, Instant, Link, Money, PrincipalId, RecordId, Result,
    RichText, Time, Value, from_scaled,
};
use sql::Row;

/// Reads the value of a field from the cells of `value_columns`.
pub fn decode(field: &Field, row: &mut Row) -> Result<Value> {
    let primary = decode_primary(field, row)?;
    if !field.several {
        return Ok(primary);
    }
    let all = row.maybe_text()?;
    let json = all.and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
    Ok(json.and_then(|json| from_json(field, &json).ok()).unwrap_or(Value::Empty))
}

fn decode_primary(field: &Field, row: &mut Row) -> Result<Value> {
    let number = |row: &mut Row, make: fn(i64) -> Value| -> Result<Value> {
        Ok(row.maybe_int()?.map_or(Value::Empty, make))
    };
    match &field.kind {
        FieldType::Text
        | FieldType::LongText
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Number
        | FieldType::Picklist { .. }
        | FieldType::Stage { .. } => Ok(row.maybe_text()?.map_or(Value::Empty, Value::Text)),
        FieldType::RichText => {
            let html = row.maybe_text()?.and_then(RichText::stored);
            Ok(html.map_or(Value::Empty, Value::Rich))
        }
        FieldType::MultiPicklist { .. } => Ok(row.maybe_text()?.map_or(Value::Empty, |text| {
            let codes = text.split('|').filter(|code| !code.is_empty());
            Value::Codes(codes.map(str::to_owned).collect())
        })),
        FieldType::Decimal { .. } | FieldType::Percent => {
            let scale = field.kind.scale().unwrap_or(0);
            let stored = row.maybe_int()?;
            Ok(stored.map_or(Value::Empty, |n| Value::Decimal(from_scaled(n, scale))))
        }
        FieldType::Money => decode_money(row),
        FieldType::Date => number(row, |n| Value::Date(Date::from_days(n))),
        FieldType::DateTime => number(row, |n| Value::Instant(Instant::from_millis(n))),
        FieldType::Time => number(row, |n| Value::Time(Time::from_seconds(n))),
        FieldType::Duration => number(row, Value::Duration),
        FieldType::Bool => number(row, |n| Value::Bool(n != 0)),
        FieldType::Link { to, .. } => decode_link(to, row),
        FieldType::User => {
            Ok(row.maybe_uuid()?.map_or(Value::Empty, |id| Value::Principal(PrincipalId(id))))
        }
        FieldType::Address => decode_address(row),
        FieldType::Geo => {
            let point = row.maybe_int()?.zip(row.maybe_int()?);
            let point = point.and_then(|(lat, lon)| GeoPoint::new(lat, lon));
            Ok(point.map_or(Value::Empty, Value::Point))
        }
        FieldType::File | FieldType::Image | FieldType::Lines { .. } => {
            let text = row.maybe_text()?;
            let json = text.and_then(|text| serde_json::from_str(&text).ok());
            Ok(json.and_then(|json| from_json(field, &json).ok()).unwrap_or(Value::Empty))
        }
    }
}

fn decode_money(row: &mut Row) -> Result<Value> {
    let amount = row.maybe_int()?;
    let currency = row.maybe_text()?.and_then(|code| Currency::parse(&code));
    Ok(amount.map_or(Value::Empty, |n| {
        let currency = currency.unwrap_or(Currency::EUR);
        Value::Money(Money { amount: from_scaled(n, Money::SCALE), currency })
    }))
}

fn decode_link(to: &[String], row: &mut Row) -> Result<Value> {
    let id = row.maybe_uuid()?;
    let module = match to {
        [one] => Some(one.clone()),
        _ => row.maybe_text()?,
    };
    Ok(match (id, module) {
        (Some(id), Some(module)) => Value::Link(Link { module, id: RecordId(id) }),
        _ => Value::Empty,
    })
}

fn decode_address(row: &mut Row) -> Result<Value> {
    let mut address = Address::default();
    for part in Address::PARTS {
        let text = row.text()?;
        if let Some(slot) = address.part_mut(part) {
            *slot = text;
        }
    }
    Ok(if address.is_empty() { Value::Empty } else { Value::Address(address) })
}
