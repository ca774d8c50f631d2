//! Lines as a table: what they are on the left, what is counted in columns.

use catalog::{Field, FieldType, Shape};
use kernel::{Line, Value};
use maud::{Markup, html};

use crate::fields::dispatch::{is_numeric, show as show_value};
use crate::fields::link::show as show_link;
use crate::fields::words;
use crate::{Cx, format};

/// The table of a record's page.
pub(in crate::fields) fn show(cx: Cx, shape: &Shape, value: &Value) -> Markup {
    let lines = value.lines();
    let numbers = shape.numbers(lines);
    html! {
        div.lines-frame {
            table.lines {
                (head(cx, shape, Side::Read))
                @for (line, number) in lines.iter().zip(&numbers) {
                    tbody class=(class_of(shape, line)) {
                        tr {
                            th.lines__no scope="row" { (number) }
                            td.lines__main { (main(cx, shape, line)) }
                            (columns(cx, shape, (line, None), |_| None))
                        }
                    }
                }
            }
        }
    }
}

/// Whether there is more beside the columns, for those who change lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Read,
    Change,
}

pub(super) fn head(cx: Cx, shape: &Shape, side: Side) -> Markup {
    html! {
        thead {
            tr {
                @if side == Side::Change { td.lines__grip {} }
                th.lines__no scope="col" { (cx.text("ui.lines.number")) }
                th scope="col" { (cx.text(&shape.key("column", "main"))) }
                @for field in column_fields(cx, shape) {
                    th scope="col" class=[is_numeric(field).then_some("num")] {
                        (label(cx, shape, field))
                    }
                }
                @if side == Side::Change { td.lines__acts {} }
            }
        }
    }
}

/// Columns that somebody knows of: what is hidden from them has no label.
pub(super) fn column_fields<'s>(cx: Cx, shape: &'s Shape) -> Vec<&'s Field> {
    let columns = shape.columns.iter().filter_map(|name| shape.field(name));
    columns.filter(|field| is_known(cx, shape, field)).collect()
}

fn is_known(cx: Cx, shape: &Shape, field: &Field) -> bool {
    !cx.names.hidden.contains(&shape.key("field", &field.name))
}

pub(super) fn label(cx: Cx, shape: &Shape, field: &Field) -> String {
    cx.text(&shape.key("field", &field.name)).to_owned()
}

pub(super) fn class_of(shape: &Shape, line: &Line) -> String {
    let heads = shape.kind(&line.kind).is_some_and(|kind| kind.heads);
    let head = if heads { " line--head" } else { "" };
    let aside = if shape.is_left_out(line) { " line--aside" } else { "" };
    format!("line line--{}{head}{aside}", line.kind)
}

/// What a line is: its first text, marks, and longer texts below.
pub(super) fn main(cx: Cx, shape: &Shape, line: &Line) -> Markup {
    let cells = beside(cx, shape, line).into_iter().map(|cell| (cell, line.cell(&cell.name)));
    let cells: Vec<(&Field, &Value)> = cells.filter(|(_, value)| !value.is_empty()).collect();
    let is_name = |(field, _): &&(&Field, &Value)| field.kind == FieldType::Text;
    let title = cells.iter().find(is_name).map(|(_, value)| value.as_text());
    let link = shape.source.as_ref().map(|name| line.cell(name));
    let notes = cells.iter().filter(|(field, _)| field.kind == FieldType::LongText);
    let plain = |(field, _): &&(&Field, &Value)| {
        !matches!(field.kind, FieldType::Text | FieldType::LongText | FieldType::Link { .. })
    };
    let is_told = |field: &&Field| match line.cell(&field.name) {
        _ if shape.columns.contains(&field.name) => false,
        Value::Link(link) => field.computed && cx.names.records.contains_key(&link.id),
        _ => false,
    };
    html! {
        span.lines__title {
            @match (title, link) {
                (Some(title), Some(Value::Link(link))) => {
                    @match cx.names.records.get(&link.id) {
                        Some(known) => { a href=(known.href) { (title) } }
                        None => { (title) }
                    }
                }
                (Some(title), _) => { (title) }
                (None, Some(link)) => { (show_link(cx, link)) }
                (None, _) if cells.is_empty() => { (cx.text(&shape.key("kind", &line.kind))) }
                (None, _) => {}
            }
            @for (field, value) in cells.iter().filter(plain) { (mark(cx, shape, field, value)) }
            @for field in shape.fields.iter().filter(is_told) {
                span.tag { (label(cx, shape, field)) " " (show_link(cx, line.cell(&field.name))) }
            }
        }
        @for (_, note) in notes { span.lines__note { (note.as_text()) } }
    }
}

/// What stands beside the columns: the cells of its kind that no column shows and people fill.
pub(super) fn beside<'s>(cx: Cx, shape: &'s Shape, line: &Line) -> Vec<&'s Field> {
    let kind = shape.kind(&line.kind);
    let is_beside = |field: &&Field| {
        !field.computed
            && !field.inside
            && !shape.columns.contains(&field.name)
            && kind.is_some_and(|kind| kind.has(&field.name))
            && is_known(cx, shape, field)
    };
    shape.fields.iter().filter(is_beside).collect()
}

/// A yes says what it is, a percentage stands behind its label; choices without hues are usual.
fn mark(cx: Cx, shape: &Shape, field: &Field, value: &Value) -> Markup {
    let name = label(cx, shape, field);
    html! {
        @match (&field.kind, value) {
            (_, Value::Bool(true)) => { span.tag { (name) } }
            (FieldType::Picklist { list }, _) if has_hues(cx, list) => {
                span.tag { (show_value(cx, field, value)) }
            }
            (FieldType::Percent, _) => { span.tag { (name) " " (show_value(cx, field, value)) } }
            _ => {}
        }
    }
}

fn has_hues(cx: Cx, list: &str) -> bool {
    let values = cx.catalog.picklist(list).map_or(&[][..], |list| &list.values);
    values.iter().any(|value| value.hue.is_some())
}

/// The cells of the columns; with a key what follows in them can be said anew. What is filled by
/// hand has a control where there is one.
pub(super) fn columns(
    cx: Cx,
    shape: &Shape,
    (line, key): (&Line, Option<&str>),
    control: impl Fn(&Field) -> Option<Markup>,
) -> Markup {
    let kind = shape.kind(&line.kind);
    html! {
        @for field in column_fields(cx, shape) {
            td class=[is_numeric(field).then_some("num")]
                data-label=(label(cx, shape, field)) {
                @if kind.is_some_and(|kind| kind.has(&field.name)) {
                    @if let Some(control) = control(field) { (control) } @else {
                        span data-figure=[key.map(|key| format!("{key}.{}", field.name))] {
                            (column(cx, (shape, field), line))
                        }
                    }
                }
            }
        }
    }
}

/// What is not counted stands in brackets.
pub(super) fn column(cx: Cx, (shape, field): (&Shape, &Field), line: &Line) -> Markup {
    let shown = line_cell(cx, shape, field, line.cell(&field.name));
    let kind = shape.kind(&line.kind);
    let sums = kind.is_some_and(|kind| kind.heads) && field.computed;
    html! {
        @if shown.0.is_empty() {}
        @else if field.computed && shape.is_left_out(line) { "(" (shown) ")" }
        @else if sums { b { (shown) } }
        @else { (shown) }
    }
}

/// Amounts have the two places at least that a currency is paid in, and their currency above.
#[must_use]
pub fn line_cell(cx: Cx, shape: &Shape, field: &Field, value: &Value) -> Markup {
    match value {
        Value::Decimal(number) if shape.amounts.contains(&field.name) => {
            html! { span.tnum { (format::amount(cx, *number)) } }
        }
        value => show_value(cx, field, value),
    }
}

/// The same in plain words.
#[must_use]
pub fn line_words(cx: Cx, shape: &Shape, field: &Field, value: &Value) -> String {
    match value {
        Value::Decimal(number) if shape.amounts.contains(&field.name) => {
            format::amount(cx, *number)
        }
        value => words(cx, field, value),
    }
}
