//! Values on the wire and in history: one JSON form for every field type.

use kernel::{
    Address, Currency, Date, Entry, FieldProblem, FileRef, GeoPoint, Instant, Line, Link, Money,
    RecordId, Time, Value, parse_decimal,
};
use serde_json::{Map, Value as Json, json};

use crate::definition::{Field, FieldType, Shape};

/// Writes a value.
#[must_use]
pub fn to_json(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Text(text) => json!(text),
        Value::Rich(text) => json!(text.html()),
        Value::Decimal(number) => json!(number.to_string()),
        Value::Money(money) => {
            let mut amount = money.amount;
            if amount.scale() < money.currency.places() {
                amount.rescale(money.currency.places());
            }
            json!({"amount": amount.to_string(), "currency": money.currency.code()})
        }
        Value::Date(date) => json!(date.to_string()),
        Value::Instant(instant) => json!(instant.to_string()),
        Value::Time(time) => json!(time.to_string()),
        Value::Duration(seconds) => json!(seconds),
        Value::Bool(flag) => json!(flag),
        Value::Codes(codes) => json!(codes),
        Value::Link(link) => json!({"module": link.module, "id": link.id.to_string()}),
        Value::Principal(id) => json!(id.to_string()),
        Value::Address(address) => json!(address),
        Value::Point(point) => {
            let (lat, lon) = point.degrees();
            json!({"lat": lat, "lon": lon})
        }
        Value::File(file) => json!(file),
        Value::Several(entries) => entries
            .iter()
            .map(|entry| json!({"label": entry.label, "value": to_json(&entry.value)}))
            .collect(),
        Value::Lines(lines) => lines.iter().map(line_json).collect(),
    }
}

/// Reads a value for a field.
///
/// A field of several values also takes a single one, which becomes the primary.
///
/// # Errors
/// One problem at the field when the form does not fit.
pub fn from_json(field: &Field, json: &Json) -> Result<Value, FieldProblem> {
    let wrong = || FieldProblem::new(&field.name, "wrong_type");
    if json.is_null() {
        return Ok(Value::Empty);
    }
    if let FieldType::Lines { shape } = &field.kind {
        let list = json.as_array().ok_or_else(wrong)?;
        let lines = list.iter().enumerate().map(|(at, json)| {
            line(shape, json).map_err(|part| {
                FieldProblem::new(&format!("{}.{at}{part}", field.name), "wrong_type")
            })
        });
        return Ok(Value::of_lines(lines.collect::<Result<_, _>>()?));
    }
    if !field.several {
        return single(field, json).ok_or_else(wrong);
    }
    match json {
        Json::Array(list) => {
            let entries: Option<Vec<Entry>> = list.iter().map(|item| entry(field, item)).collect();
            let mut entries = entries.ok_or_else(wrong)?;
            entries.retain(|entry| !entry.value.is_empty());
            Ok(if entries.is_empty() { Value::Empty } else { Value::Several(entries) })
        }
        one => {
            let value = single(field, one).ok_or_else(wrong)?;
            let label = field.labels.first().cloned().unwrap_or_default();
            Ok(match value {
                Value::Empty => Value::Empty,
                value => Value::Several(vec![Entry { label, value }]),
            })
        }
    }
}

fn line_json(line: &Line) -> Json {
    let head = [("id", json!(line.id.to_string())), ("kind", json!(line.kind))];
    let cells = line.cells.iter().map(|(name, value)| (name.as_str(), to_json(value)));
    head.into_iter().chain(cells).map(|(name, json)| (name.to_owned(), json)).collect()
}

/// A line is an object of its cells; without a kind it is of the usual one, and without an id it
/// is new. Where something is wrong, the error is the path of the cell within the line.
fn line(shape: &Shape, json: &Json) -> Result<Line, String> {
    let map = json.as_object().ok_or_else(String::new)?;
    let usual = || shape.kinds.first().map(|kind| kind.name.clone()).unwrap_or_default();
    let kind = match map.get("kind") {
        None => usual(),
        Some(kind) => kind.as_str().ok_or(".kind")?.to_owned(),
    };
    let mut line = Line::of(&kind);
    if let Some(id) = map.get("id").filter(|id| !id.is_null()) {
        line.id = id.as_str().and_then(|id| id.parse().ok()).ok_or(".id")?;
    }
    for (name, json) in map.iter().filter(|(name, _)| *name != "id" && *name != "kind") {
        let wrong = || format!(".{name}");
        let field = shape.field(name).ok_or_else(wrong)?;
        line.set(name, from_json(field, json).map_err(|_| wrong())?);
    }
    Ok(line)
}

fn entry(field: &Field, json: &Json) -> Option<Entry> {
    let map = json.as_object()?;
    let known = map.keys().all(|key| key == "label" || key == "value");
    let first = || field.labels.first().cloned().unwrap_or_default();
    let label = map.get("label").map_or_else(|| Some(first()), |l| Some(l.as_str()?.to_owned()));
    let value = single(field, map.get("value")?)?;
    known.then_some(Entry { label: label?, value })
}

fn single(field: &Field, json: &Json) -> Option<Value> {
    let text = || json.as_str();
    Some(match &field.kind {
        FieldType::Text
        | FieldType::LongText
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Number
        | FieldType::Picklist { .. }
        | FieldType::Stage { .. } => Value::text(text()?),
        FieldType::RichText => Value::rich(text()?),
        FieldType::Decimal { .. } | FieldType::Percent => Value::Decimal(number(json)?),
        FieldType::Money => money(json.as_object()?)?,
        FieldType::Date => Value::Date(Date::parse_iso(text()?)?),
        FieldType::DateTime => Value::Instant(Instant::parse_rfc3339(text()?)?),
        FieldType::Time => Value::Time(Time::parse_iso(text()?)?),
        FieldType::Duration => Value::Duration(json.as_i64()?),
        FieldType::Bool => Value::Bool(json.as_bool()?),
        FieldType::MultiPicklist { .. } => codes(json.as_array()?)?,
        FieldType::Address => {
            let address: Address = serde_json::from_value(json.clone()).ok()?;
            if address.is_empty() { Value::Empty } else { Value::Address(address) }
        }
        FieldType::Geo => Value::Point(point(json)?),
        FieldType::Link { to, .. } => Value::Link(link(json, to)?),
        FieldType::User => Value::Principal(text()?.parse().ok()?),
        FieldType::File | FieldType::Image => {
            Value::File(serde_json::from_value::<FileRef>(json.clone()).ok()?)
        }
        FieldType::Lines { .. } => return None,
    })
}

/// A number comes as text, or as a whole JSON number; fractions as JSON numbers are floats.
fn number(json: &Json) -> Option<kernel::Decimal> {
    match json {
        Json::String(text) => parse_decimal(text),
        Json::Number(number) => parse_decimal(&number.to_string()),
        _ => None,
    }
}

fn money(map: &Map<String, Json>) -> Option<Value> {
    let known = map.keys().all(|key| key == "amount" || key == "currency");
    let amount = number(map.get("amount")?)?;
    let currency = match map.get("currency") {
        Some(code) => Currency::parse(code.as_str()?)?,
        None => Currency::EUR,
    };
    known.then_some(Value::Money(Money { amount, currency }))
}

/// A point is an object of degrees, or a text as people write it.
fn point(json: &Json) -> Option<GeoPoint> {
    if let Some(text) = json.as_str() {
        return GeoPoint::parse(text);
    }
    let map = json.as_object()?;
    let known = map.keys().all(|key| key == "lat" || key == "lon");
    let point = GeoPoint::from_degrees(map.get("lat")?.as_f64()?, map.get("lon")?.as_f64()?)?;
    known.then_some(point)
}

fn codes(list: &[Json]) -> Option<Value> {
    let codes: Vec<String> =
        list.iter().map(|code| Some(code.as_str()?.to_owned())).collect::<Option<_>>()?;
    Some(if codes.is_empty() { Value::Empty } else { Value::Codes(codes) })
}

/// A link is an object, or just the id when only one module can be meant.
fn link(json: &Json, to: &[String]) -> Option<Link> {
    if let Some(id) = json.as_str() {
        let [module] = to else { return None };
        return Some(Link { module: module.clone(), id: id.parse().ok()? });
    }
    let map = json.as_object()?;
    let id: RecordId = map.get("id")?.as_str()?.parse().ok()?;
    match map.get("module") {
        Some(module) => Some(Link { module: module.as_str()?.to_owned(), id }),
        None => Some(Link { module: to.first()?.clone(), id }),
    }
}
