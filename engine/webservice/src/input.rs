//! What programs send, as values of records.
//!
//! Names that nobody knows are passed over, as the family does; so is whatever stands already,
//! so that a record may be sent back as it was read.

use catalog::{Field, FieldType, Module};
use kernel::{
    Address, Currency, Entry, GeoPoint, Language, Link, Money, PrincipalId, RecordId, Value,
};
use kernel::{Date, Instant, Time, parse_decimal};
use records::{Cx, Input, Record};
use serde_json::{Map, Value as Json};

use crate::answer::{Fault, Outcome};
use crate::column::Column;
use crate::kind::{GROUPS, Kind, USERS, Wire};
use crate::lines;
use crate::number::{self, Numbers};
use crate::value::{BETWEEN, parse_moment, text};

/// What a sent object changes of the record that stands, or brings to a new one.
pub async fn read(
    wire: &Wire,
    (module, columns): (&Module, &[Column]),
    element: &Map<String, Json>,
    (standing, code): (Option<&Record>, &'static str),
) -> Outcome<Input> {
    let nothing = vec![Value::Empty; module.fields.len()];
    let old = standing.map_or(nothing.as_slice(), |record| record.values.as_slice());
    let numbers = match standing {
        Some(record) => Numbers::of(wire, std::slice::from_ref(record)).await?,
        None => Numbers::default(),
    };
    let mut values = old.to_vec();
    for column in columns.iter().filter(|column| is_taken(column.field(module))) {
        let Some(sent) = element.get(&column.name).and_then(scalar) else { continue };
        if standing.is_some() && sent == text(wire, (module, column), old, &numbers).trim() {
            continue;
        }
        if !set(wire, (module, column), &sent, &mut values).await? {
            return Err(Fault::new(code, format!("{}: wrong_type", column.name)));
        }
    }
    let changed = module.fields.iter().zip(values.into_iter().zip(old));
    let changed = changed.filter(|(_, (new, old))| new != *old);
    let values = changed.map(|(field, (new, _))| (field.name.clone(), new)).collect();
    let mut input = Input { values, ..Input::default() };
    lines::read(wire, (module, standing), (element, code), &mut input).await?;
    Ok(input)
}

/// Whether programs set a field; what the house sets itself is passed over.
fn is_taken(field: &Field) -> bool {
    field.is_editable() && field.kind.fits_a_cell()
}

/// What is sent is one text, whatever JSON it stands in.
pub fn scalar(json: &Json) -> Option<String> {
    Some(match json {
        Json::Null => String::new(),
        Json::String(text) => text.trim().to_owned(),
        Json::Bool(flag) => String::from(if *flag { "1" } else { "0" }),
        Json::Number(number) => number.to_string(),
        Json::Array(list) => {
            let texts: Option<Vec<String>> = list.iter().map(scalar).collect();
            texts?.join(BETWEEN)
        }
        Json::Object(_) => return None,
    })
}

/// Sets what one column says; tells whether that fits the field.
pub async fn set(
    wire: &Wire,
    (module, column): (&Module, &Column),
    sent: &str,
    values: &mut [Value],
) -> Outcome<bool> {
    let field = column.field(module);
    let old = column.value(values).clone();
    let new = match (&field.kind, column.part.as_deref()) {
        (FieldType::Link { to, .. }, _) => Some(link(wire, (column, to), sent).await?),
        (FieldType::User, _) => Some(principal(wire, column, sent).await?),
        (FieldType::Address, Some(part)) => Some(address(old, part, sent)),
        (FieldType::DateTime, Some(part)) => moment(&old, part, sent),
        (FieldType::Money, part) => money(&old, part, sent),
        (_, _) => plain(&wire.cx, field, sent),
    };
    let Some(new) = new else { return Ok(false) };
    values[column.at] = match &column.label {
        Some(label) => labelled(&values[column.at], label, new),
        None if field.several => {
            let label = field.labels.first().cloned().unwrap_or_default();
            labelled(&values[column.at], &label, new)
        }
        None => new,
    };
    Ok(true)
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

fn address(old: Value, part: &str, sent: &str) -> Value {
    let mut address = match old {
        Value::Address(address) => address,
        _ => Address::default(),
    };
    if let Some(place) = address.part_mut(part) {
        sent.clone_into(place);
    }
    if address.is_empty() { Value::Empty } else { Value::Address(address) }
}

/// One half of a moment; the other one stays, and a day alone begins at midnight.
fn moment(old: &Value, part: &str, sent: &str) -> Option<Value> {
    let (day, time) = match old {
        Value::Instant(at) => {
            let text = crate::value::moment(*at);
            (text[..10].to_owned(), text[11..].to_owned())
        }
        _ => (String::new(), "00:00:00".to_owned()),
    };
    let (day, time) = match (part, sent) {
        ("date", "") => return Some(Value::Empty),
        ("date", sent) => (Date::parse_iso(sent)?.to_string(), time),
        (_, "") => (day, "00:00:00".to_owned()),
        (_, sent) => (day, hms(Time::parse_iso(sent)?)),
    };
    if day.is_empty() {
        // A time of no day says nothing, and the day is read first.
        return sent.is_empty().then_some(Value::Empty);
    }
    Some(Value::Instant(Instant::parse_rfc3339(&format!("{day}T{time}Z"))?))
}

fn hms(time: Time) -> String {
    let (hour, minute, second) = time.hms();
    format!("{hour:02}:{minute:02}:{second:02}")
}

fn money(old: &Value, part: Option<&str>, sent: &str) -> Option<Value> {
    let standing = if let Value::Money(money) = old { Some(*money) } else { None };
    Some(match (part, standing) {
        (None, _) if sent.is_empty() => Value::Empty,
        (None, standing) => {
            let currency = standing.map_or(Currency::EUR, |money| money.currency);
            Value::Money(Money { amount: parse_decimal(sent)?.normalize(), currency })
        }
        (Some(_), Some(money)) if !sent.is_empty() => {
            Value::Money(Money { currency: Currency::parse(sent)?, ..money })
        }
        (Some(_), _) => old.clone(),
    })
}

fn plain(cx: &Cx, field: &Field, sent: &str) -> Option<Value> {
    if sent.is_empty() {
        return Some(match field.kind {
            FieldType::Bool => Value::Bool(false),
            _ => Value::Empty,
        });
    }
    Some(match &field.kind {
        FieldType::Decimal { .. } | FieldType::Percent => Value::Decimal(parse_decimal(sent)?),
        FieldType::Date => Value::Date(Date::parse_iso(sent)?),
        FieldType::DateTime => Value::Instant(parse_moment(sent)?),
        FieldType::Time => Value::Time(Time::parse_iso(sent)?),
        FieldType::Duration => Value::Duration(sent.parse().ok()?),
        FieldType::Bool => Value::Bool(flag(sent)?),
        FieldType::Picklist { list } | FieldType::Stage { list } => {
            Value::Text(code(cx, list, sent))
        }
        FieldType::MultiPicklist { list } => {
            let sent = sent.split(BETWEEN.trim()).map(str::trim).filter(|code| !code.is_empty());
            Value::Codes(sent.map(|word| code(cx, list, word)).collect())
        }
        FieldType::Text
        | FieldType::LongText
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Number => Value::text(sent),
        FieldType::RichText => Value::rich(sent),
        FieldType::Geo => Value::Point(GeoPoint::parse(sent)?),
        FieldType::Money
        | FieldType::Address
        | FieldType::Link { .. }
        | FieldType::User
        | FieldType::File
        | FieldType::Image
        | FieldType::Lines { .. } => return None,
    })
}

/// Reads yes or no.
pub fn flag(sent: &str) -> Option<bool> {
    match sent.to_ascii_lowercase().as_str() {
        "1" | "on" | "yes" | "true" => Some(true),
        "0" | "off" | "no" | "false" | "" => Some(false),
        _ => None,
    }
}

/// The code of a word: programs send codes, or what people read in either language.
pub fn code(cx: &Cx, list: &str, word: &str) -> String {
    let Some(known) = cx.catalog.picklist(list) else { return word.to_owned() };
    let is_code = known.value(word).is_some();
    let is_label = |code: &str| {
        let key = format!("picklist.{list}.{code}");
        let said = |language| cx.catalog.texts().get(language, &key).eq_ignore_ascii_case(word);
        said(Language::De) || said(Language::En)
    };
    let label = known.values.iter().find(|value| !is_code && is_label(&value.code));
    label.map_or_else(|| word.to_owned(), |value| value.code.clone())
}

async fn link(wire: &Wire, (column, to): (&Column, &[String]), sent: &str) -> Outcome<Value> {
    if sent.is_empty() || sent == "0" {
        return Ok(Value::Empty);
    }
    let wrong = || wrong_reference(&column.name);
    let (kind, number) = number::parse(sent).ok_or_else(wrong)?;
    let Some(Kind::Records(module)) = wire.kind_of(kind) else { return Err(wrong()) };
    if !to.contains(&module.code) {
        return Err(wrong());
    }
    let id = records::small::id_of(&wire.cx, number).await?.ok_or_else(wrong)?;
    Ok(Value::Link(Link::new(&module.code, RecordId(id))))
}

/// A reference that leads nowhere, or not for the caller.
pub fn wrong_reference(name: &str) -> Fault {
    Fault::new("REFERENCE_INVALID", format!("Invalid reference specified for {name}"))
}

async fn principal(wire: &Wire, column: &Column, sent: &str) -> Outcome<Value> {
    if sent.is_empty() {
        return Ok(Value::Empty);
    }
    let wrong = || wrong_reference(&column.name);
    let (kind, number) = number::parse(sent).ok_or_else(wrong)?;
    let id = records::small::id_of(&wire.cx, number).await?.map(PrincipalId).ok_or_else(wrong)?;
    let is_known = wire.names.contains_key(&id) && wire.principal_kind(id) == kind;
    let is_principal = [USERS, GROUPS].contains(&kind) && is_known;
    if is_principal { Ok(Value::Principal(id)) } else { Err(wrong()) }
}
