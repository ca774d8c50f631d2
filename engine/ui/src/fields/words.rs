//! A value in plain words, for history, filter chips and previews.

use catalog::{Field, FieldType};
use kernel::Value;

use super::address::written;
use super::geo;
use crate::model::Tag;
use crate::{Cx, format};

/// A value in plain words, in the reader's language.
#[must_use]
pub fn words(cx: Cx, field: &Field, value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => match field.kind.list() {
            Some(list) => picklist_tag(cx, list, text).label,
            None => text.clone(),
        },
        Value::Rich(text) => text.plain(),
        Value::Decimal(number) if field.kind == FieldType::Percent => format::percent(cx, *number),
        Value::Decimal(number) => {
            format::decimal(cx, *number, field.kind.scale().unwrap_or(kernel::Money::SCALE))
        }
        Value::Money(money) => format::money(cx, money),
        Value::Date(date) => format::date(cx, *date),
        Value::Instant(at) => format::date_time(cx, *at),
        Value::Time(time) => format::time(cx, *time),
        Value::Duration(seconds) => format::duration(cx, *seconds),
        Value::Bool(true) => cx.text("ui.field.yes").into(),
        Value::Bool(false) => cx.text("ui.field.no").into(),
        Value::Codes(codes) => joined(codes.iter().map(|code| match field.kind.list() {
            Some(list) => picklist_tag(cx, list, code).label,
            None => code.clone(),
        })),
        Value::Lines(lines) => {
            cx.fill("ui.lines.count", &[("n", &format::integer(cx, lines.len() as u64))])
        }
        Value::Link(link) => match cx.names.records.get(&link.id) {
            Some(name) => name.title.clone(),
            None => cx.text("ui.field.hidden_record").into(),
        },
        Value::Principal(id) => match cx.names.people.get(id) {
            Some(name) => name.clone(),
            None => cx.text("ui.field.unknown_person").into(),
        },
        Value::Address(address) => written(cx, address).join(", ").replace('\n', ", "),
        Value::Point(point) => geo::written(cx, *point),
        Value::File(file) => file.name.clone(),
        Value::Several(entries) => {
            joined(entries.iter().map(|entry| words(cx, field, &entry.value)))
        }
    }
}

/// A value of a pick list with its label and hue.
#[must_use]
pub fn picklist_tag(cx: Cx, list: &str, code: &str) -> Tag {
    let label = cx.find(&format!("picklist.{list}.{code}")).unwrap_or(code).to_owned();
    let hue = cx.catalog.picklist(list).and_then(|list| list.value(code)?.hue);
    Tag { label, hue }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
