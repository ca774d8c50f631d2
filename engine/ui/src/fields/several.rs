//! Several labelled values of one field, the first one primary.

use catalog::{Field, FieldType};
use kernel::{Entry, Value};
use maud::{Markup, html};

use super::control::{Control, select};
use super::{Entered, Form, address, email, phone};
use crate::Cx;
use crate::components::{icon, icon_small};

pub(super) fn show(cx: Cx, field: &Field, entries: &[Entry]) -> Markup {
    html! {
        span.values {
            @for entry in entries {
                span {
                    (show_one(cx, field, &entry.value))
                    @if let Some(label) = label(cx, &entry.label) {
                        " " span.value-label { (label) }
                    }
                }
            }
        }
    }
}

/// The entries, one empty one more for pages without script, and a template for the script.
pub(super) fn edit(cx: Cx, field: &Field, entered: &Entered) -> Markup {
    let control = entered.control(field);
    let mut entries = match entered.form {
        Some(form) => typed(cx, field, form),
        None => stored(entered.value),
    };
    entries.retain(|(_, entry)| !entry.value.is_empty());
    let first = || field.labels.first().cloned().unwrap_or_default();
    if entries.is_empty() {
        entries.push((String::from("0"), Entry { label: first(), value: Value::Empty }));
    }
    let primary = entered.text(&format!("{}.primary", field.name), || entries[0].0.clone());
    let blank = Entry { label: first(), value: Value::Empty };
    let draw = |key: &str, entry: &Entry| {
        row(cx, field, &Row { control: &control, key, entry, is_primary: key == primary })
    };
    html! {
        entry-list {
            div.entries {
                @for (key, entry) in &entries { (draw(key, entry)) }
            }
            noscript { (draw("more", &blank)) }
            template { (draw("NEXT", &blank)) }
            button.button.button--ghost.button--sm type="button" data-add {
                (icon("plus")) (cx.text("ui.field.add_entry"))
            }
        }
    }
}

/// Reads `NAME.KEY.value` and `NAME.KEY.label` in their order; the one that `NAME.primary` names
/// comes first.
pub(super) fn parse(cx: Cx, field: &Field, form: &Form) -> Value {
    let mut entries = typed(cx, field, form);
    entries.retain(|(_, entry)| !entry.value.is_empty());
    let primary = form.get(&format!("{}.primary", field.name)).unwrap_or_default();
    if let Some(at) = entries.iter().position(|(key, _)| key == primary) {
        entries[..=at].rotate_right(1);
    }
    let entries: Vec<Entry> = entries.into_iter().map(|(_, entry)| entry).collect();
    if entries.is_empty() { Value::Empty } else { Value::Several(entries) }
}

struct Row<'a> {
    control: &'a Control,
    key: &'a str,
    entry: &'a Entry,
    is_primary: bool,
}

fn row(cx: Cx, field: &Field, row: &Row) -> Markup {
    let base = Control {
        id: format!("{}-{}", row.control.id, row.key),
        name: format!("{}.{}", row.control.name, row.key),
        label: None,
        is_required: false,
        ..row.control.clone()
    };
    let value =
        Control { label: Some(cx.text("ui.field.entry_value").into()), ..base.first_part("value") };
    let kind = base.part("label", cx.text("ui.field.entry_label"));
    let labels: Vec<(&str, &str)> =
        field.labels.iter().map(|code| (code.as_str(), label(cx, code).unwrap_or(code))).collect();
    let primary = cx.text("ui.field.primary");
    let remove = cx.text("ui.field.remove_entry");
    let is_block = field.kind == FieldType::Address;
    html! {
        div class={ "entry" @if is_block { " entry--block" } } {
            @if !labels.is_empty() {
                div.entry__label { (select(&kind, &labels, &row.entry.label)) }
            }
            div.entry__value { (edit_one(cx, field, &value, &row.entry.value)) }
            input.check type="radio" name={ (row.control.name) ".primary" } value=(row.key)
                checked[row.is_primary] aria-label=(primary) title=(primary);
            button.button.button--icon.button--ghost.button--sm type="button" data-remove
                aria-label=(remove) title=(remove) { (icon_small("x")) }
        }
    }
}

fn show_one(cx: Cx, field: &Field, value: &Value) -> Markup {
    match field.kind {
        FieldType::Address => address::show(cx, value),
        FieldType::Phone => phone::show(value),
        FieldType::Email => email::show(value),
        _ => html! { (value.as_text()) },
    }
}

fn edit_one(cx: Cx, field: &Field, control: &Control, value: &Value) -> Markup {
    let entered = Entered::stored(value, "");
    match field.kind {
        FieldType::Address => address::edit(cx, control, &entered),
        FieldType::Phone => phone::edit(control, &entered),
        _ => email::edit(control, &entered),
    }
}

fn stored(value: &Value) -> Vec<(String, Entry)> {
    let entries = match value {
        Value::Several(entries) => entries.clone(),
        Value::Empty => Vec::new(),
        single => vec![Entry { label: String::new(), value: single.clone() }],
    };
    entries.into_iter().enumerate().map(|(at, entry)| (at.to_string(), entry)).collect()
}

fn typed(cx: Cx, field: &Field, form: &Form) -> Vec<(String, Entry)> {
    let mut keys: Vec<&str> = Vec::new();
    for (name, _) in &form.0 {
        let rest = name.strip_prefix(&field.name).and_then(|rest| rest.strip_prefix('.'));
        if let Some((key, _)) = rest.and_then(|rest| rest.split_once('.'))
            && !keys.contains(&key)
        {
            keys.push(key);
        }
    }
    let read = |key: &str| {
        let name = format!("{}.{key}.value", field.name);
        let value = match field.kind {
            FieldType::Address => address::parse(cx, form, &name),
            _ => Value::text(form.get(&name).unwrap_or_default()),
        };
        let label = form.get(&format!("{}.{key}.label", field.name)).unwrap_or_default();
        (key.to_owned(), Entry { label: label.into(), value })
    };
    keys.into_iter().map(read).collect()
}

/// Labels of entries are few and shared by all modules: `label.CODE`.
fn label<'a>(cx: Cx<'a>, code: &str) -> Option<&'a str> {
    cx.find(&format!("label.{code}"))
}
