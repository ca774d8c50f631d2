//! Chooses the file of a field's type.

use catalog::{Field, FieldType};
use kernel::{FieldProblem, Value};
use maud::{Markup, html};

use super::control::Control;
use super::{
    Entered, Form, address, bool, date, datetime, decimal, duration, email, file, geo, image,
    lines, link, long_text, money, multi_picklist, number, percent, phone, picklist, rich_text,
    several, stage, text, time, url, user,
};
use crate::{Cx, format};

/// Shows a value on the page of its record; nothing at all shows nothing.
#[must_use]
pub fn show(cx: Cx, field: &Field, value: &Value) -> Markup {
    if let Value::Several(entries) = value {
        return several::show(cx, field, entries);
    }
    if value.is_empty() {
        return html! {};
    }
    match &field.kind {
        FieldType::Text => text::show(value),
        FieldType::LongText => long_text::show(value),
        FieldType::RichText => rich_text::show(value),
        FieldType::Decimal { scale } => decimal::show(cx, value, *scale),
        FieldType::Percent => percent::show(cx, value),
        FieldType::Money => money::show(cx, value),
        FieldType::Date => date::show(cx, value),
        FieldType::DateTime => datetime::show(cx, value),
        FieldType::Time => time::show(cx, value),
        FieldType::Duration => duration::show(cx, value),
        FieldType::Bool => bool::show(cx, value),
        FieldType::Picklist { list } => picklist::show(cx, list, value),
        FieldType::MultiPicklist { list } => multi_picklist::show(cx, list, value),
        FieldType::Stage { list } => stage::show(cx, list, value),
        FieldType::Email => email::show(value),
        FieldType::Phone => phone::show(value),
        FieldType::Url => url::show(value),
        FieldType::Address => address::show(cx, value),
        FieldType::Geo => geo::show(cx, value),
        FieldType::Link { .. } => link::show(cx, value),
        FieldType::User => user::show(cx, value),
        FieldType::File => file::show(cx, value),
        FieldType::Image => image::show(value),
        FieldType::Number => number::show(value),
        FieldType::Lines { shape } => lines::show(cx, shape, value),
    }
}

/// Shows a value in the cell of a list: one line, the primary of several.
#[must_use]
pub fn cell(cx: Cx, field: &Field, value: &Value) -> Markup {
    let value = value.primary();
    match &field.kind {
        FieldType::LongText => long_text::cell(value),
        FieldType::RichText => rich_text::cell(value),
        FieldType::Date => date::cell(cx, value),
        FieldType::DateTime => datetime::cell(cx, value),
        FieldType::Bool => bool::cell(cx, value),
        FieldType::Address => address::cell(cx, value),
        FieldType::Image => file::show(cx, value),
        FieldType::Text
        | FieldType::Decimal { .. }
        | FieldType::Percent
        | FieldType::Money
        | FieldType::Time
        | FieldType::Duration
        | FieldType::Picklist { .. }
        | FieldType::MultiPicklist { .. }
        | FieldType::Stage { .. }
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Geo
        | FieldType::Link { .. }
        | FieldType::User
        | FieldType::File
        | FieldType::Number => show(cx, field, value),
        FieldType::Lines { .. } => html! { (value.lines().len()) },
    }
}

/// Draws the control of a field, without label and message.
#[must_use]
pub fn edit(cx: Cx, field: &Field, entered: &Entered) -> Markup {
    if field.several {
        return several::edit(cx, field, entered);
    }
    if let FieldType::Lines { shape } = &field.kind {
        return lines::edit(cx, (field, shape), entered);
    }
    control(cx, field, (entered.control(field), entered))
}

/// The same with a label that is only spoken.
#[must_use]
pub fn edit_labelled(cx: Cx, field: &Field, entered: &Entered, label: &str) -> Markup {
    let spoken = Control { label: Some(label.to_owned()), ..entered.control(field) };
    control(cx, field, (spoken, entered))
}

fn control(cx: Cx, field: &Field, (control, entered): (Control, &Entered)) -> Markup {
    match &field.kind {
        FieldType::Text => text::edit(cx, &control, entered),
        FieldType::LongText => long_text::edit(&control, entered),
        FieldType::RichText => rich_text::edit(cx, &control, entered),
        FieldType::Decimal { .. } => decimal::edit(cx, &control, entered),
        FieldType::Percent => percent::edit(cx, &control, entered),
        FieldType::Money => money::edit(cx, &control, entered),
        FieldType::Date => date::edit(cx, &control, entered),
        FieldType::DateTime => datetime::edit(cx, &control, entered),
        FieldType::Time => time::edit(cx, &control, entered),
        FieldType::Duration => duration::edit(&control, entered),
        FieldType::Bool => bool::edit(cx, &control, entered),
        FieldType::Picklist { list } => picklist::edit(cx, list, &control, entered),
        FieldType::MultiPicklist { list } => multi_picklist::edit(cx, list, &control, entered),
        FieldType::Stage { list } => stage::edit(cx, list, &control, entered),
        FieldType::Email => email::edit(&control, entered),
        FieldType::Phone => phone::edit(&control, entered),
        FieldType::Url => url::edit(&control, entered),
        FieldType::Address => address::edit(cx, &control, entered),
        FieldType::Geo => geo::edit(cx, &control, entered),
        FieldType::Link { to, .. } => link::edit(cx, to, &control, entered),
        FieldType::User => user::edit(cx, &control, entered),
        FieldType::File => file::edit(cx, &control, entered),
        FieldType::Image => image::edit(cx, &control, entered),
        FieldType::Number => number::edit(&control, entered),
        FieldType::Lines { .. } => html! {},
    }
}

/// Reads a field back from a form that holds it.
///
/// # Errors
/// One problem when what was typed cannot be read; lengths and lists are checked later.
pub fn parse(cx: Cx, field: &Field, form: &Form) -> Result<Value, FieldProblem> {
    if field.several {
        return Ok(several::parse(cx, field, form));
    }
    let name = field.name.as_str();
    let read = match &field.kind {
        FieldType::Text => Ok(text::parse(form, name)),
        FieldType::LongText => Ok(long_text::parse(form, name)),
        FieldType::RichText => Ok(rich_text::parse(form, name)),
        FieldType::Decimal { .. } => decimal::parse(cx, form, name),
        FieldType::Percent => percent::parse(cx, form, name),
        FieldType::Money => money::parse(cx, form, name),
        FieldType::Date => date::parse(cx, form, name),
        FieldType::DateTime => datetime::parse(cx, form, name),
        FieldType::Time => time::parse(form, name),
        FieldType::Duration => duration::parse(cx, form, name),
        FieldType::Bool => bool::parse(form, name),
        FieldType::Picklist { .. } => Ok(picklist::parse(form, name)),
        FieldType::MultiPicklist { list } => Ok(multi_picklist::parse(cx, list, form, name)),
        FieldType::Stage { .. } => Ok(stage::parse(form, name)),
        FieldType::Email => Ok(email::parse(form, name)),
        FieldType::Phone => Ok(phone::parse(form, name)),
        FieldType::Url => Ok(url::parse(form, name)),
        FieldType::Address => Ok(address::parse(cx, form, name)),
        FieldType::Geo => geo::parse(form, name),
        FieldType::Link { to, .. } => link::parse(to, form, name),
        FieldType::User => user::parse(form, name),
        FieldType::File => file::parse(cx, form, name),
        FieldType::Image => image::parse(cx, form, name),
        FieldType::Number => Ok(number::parse(form, name)),
        FieldType::Lines { shape } => Ok(lines::parse_lines(cx, (field, shape), form).0),
    };
    read.map_err(|code| FieldProblem::new(name, code).with("value", typed(form, name, code)))
}

/// What a person would type for a value of a single control; a form reads it back.
#[must_use]
pub fn typed_text(cx: Cx, field: &Field, value: &Value) -> String {
    match value {
        Value::Decimal(number) => format::number_input(cx, *number, 0),
        Value::Bool(flag) => String::from(if *flag { "yes" } else { "no" }),
        Value::Link(link) => format!("{}:{}", link.module, link.id),
        Value::Principal(id) => id.to_string(),
        Value::Date(day) => date::typed(cx, *day),
        Value::Text(text) => text.clone(),
        Value::Rich(_) => rich_text::typed(value),
        Value::Point(point) => point.to_string(),
        _ => cell(cx, field, value).0,
    }
}

/// Tells whether a field is edited by a group of controls under one heading.
#[must_use]
pub fn is_group(field: &Field) -> bool {
    field.several
        || matches!(
            field.kind,
            FieldType::Address | FieldType::MultiPicklist { .. } | FieldType::Lines { .. }
        )
}

/// The same for a form, where choices that are offered for a text make a group of it.
#[must_use]
pub fn is_group_of(cx: Cx, field: &Field) -> bool {
    is_group(field) || field.kind == FieldType::Text && cx.names.choices.contains_key(&field.name)
}

/// Tells whether the cells of a field stand to the right.
#[must_use]
pub fn is_numeric(field: &Field) -> bool {
    matches!(
        field.kind,
        FieldType::Decimal { .. } | FieldType::Percent | FieldType::Money | FieldType::Duration
    )
}

/// What was typed into the part of a control that is wrong.
fn typed(form: &Form, name: &str, code: &str) -> String {
    let parts = match code {
        "not_time" => ["", ".time", ".amount", ".date", ".upload"],
        _ => ["", ".amount", ".date", ".time", ".upload"],
    };
    let found = parts.iter().find_map(|part| form.get(&format!("{name}{part}")));
    found.unwrap_or_default().trim().to_owned()
}
