//! What a field starts with, and how sensitive it is.

use catalog::{Default, Field, FieldType, Personal, from_json};
use kernel::{Error, FieldProblem, Result};
use panel::Control;
use records::Cx;
use studio::Begins;
use ui::fields::Form;

use super::kit::text;
use crate::kit::{Fields, drawing};

/// Name of the control of what a field starts with.
const START: &str = "start";

/// The word of what a type has by itself.
fn itself(kind: &FieldType) -> Option<&'static str> {
    match kind {
        FieldType::Date => Some("today"),
        FieldType::DateTime => Some("now"),
        FieldType::User => Some("actor"),
        _ => None,
    }
}

/// What it starts with; nothing for a field that starts as rules say.
pub fn control(cx: &Cx, field: &Field, fields: &Fields<'_>) -> Option<Control> {
    if !field.may_start() {
        return None;
    }
    if let Some(word) = itself(&field.kind) {
        let none = (String::new(), text(cx, "start_empty"));
        let itself = (word.to_owned(), text(cx, &format!("start_{word}")));
        let now = if field.default.is_some() { word } else { "" };
        return Some(fields.select(START, now, [none, itself]));
    }
    let value = match &field.default {
        Some(Default::Fixed(json)) => from_json(field, json).unwrap_or_default(),
        _ => kernel::Value::Empty,
    };
    Some(fields.value(START, field, &value))
}

/// What a form says that a field starts with; nothing when it did not ask.
pub fn read(cx: &Cx, field: &Field, form: &Form) -> Result<Option<Begins>> {
    let asks = field.may_start() && (form.holds(START) || form.get("personal").is_some());
    if !asks {
        return Ok(None);
    }
    if itself(&field.kind).is_some() {
        let is_empty = form.get(START).unwrap_or_default().is_empty();
        return Ok(Some(if is_empty { Begins::Empty } else { Begins::Itself }));
    }
    let names = ui::Names::default();
    let reader = drawing(cx, &names);
    let asked = Field { name: START.into(), required: false, ..field.clone() };
    let value = ui::fields::parse(reader, &asked, form);
    let value = value
        .map_err(|problem| Error::Invalid(vec![FieldProblem { field: START.into(), ..problem }]))?;
    Ok(Some(Begins::With(value)))
}

/// How sensitive it is.
pub fn personal(cx: &Cx, field: &Field, fields: &Fields<'_>) -> Control {
    let word =
        |one: Personal| (one.word().to_owned(), text(cx, &format!("personal_{}", one.word())));
    fields.select("personal", field.personal.word(), Personal::ALL.map(word))
}

/// What a form says of how sensitive a field is.
pub fn read_personal(form: &Form) -> Option<Personal> {
    let sent = form.get("personal")?;
    Personal::ALL.into_iter().find(|one| one.word() == sent)
}
