//! The table of a list.

use catalog::{Field, FieldType};
use maud::{Markup, html};

use super::model::{Column, ListPage, Row};
use crate::Cx;
use crate::components::{Shape, Size, avatar, sort_head, sort_word};
use crate::fields::{cell, is_numeric};

/// Draws the table; widths follow from what columns hold, never from the content.
pub(super) fn table(cx: Cx, page: &ListPage) -> Markup {
    html! {
        cell-editor.cells {
        table.table.table--fixed.table--cards {
            colgroup {
                col.col-check;
                @for column in &page.columns { col class=(width(cx, page, column)); }
                col.col-acts;
            }
            thead {
                tr {
                    th.table__check scope="col" {
                        input.check type="checkbox" data-select-page
                            aria-label=(cx.text("ui.list.select_page"));
                    }
                    @for column in &page.columns { (head(column)) }
                    th.table__acts scope="col" {
                        span.sr-only { (cx.text("ui.list.row_head")) }
                    }
                }
            }
            tbody {
                @let slots = slots(cx, &page.columns);
                @for row in &page.rows { (line(cx, page, row, &slots)) }
            }
        }
        }
    }
}

/// Classes of columns with their widths in sixteenths of a rem, see `table.css`.
const WIDTHS: [(&str, usize); 7] = [
    ("col-state", 112),
    ("col-number", 120),
    ("col-short", 124),
    ("col-phone", 140),
    ("col-person", 160),
    ("col-text", 176),
    ("col-wide", 240),
];

/// The width for what a column holds, or the next one that its label needs.
fn width(cx: Cx, page: &ListPage, column: &Column) -> &'static str {
    let held = match column.field.map(|field| &field.kind) {
        // Firms have longer names than people.
        None if page.module.is_person => return "col-title",
        None => return "col-wide",
        Some(FieldType::Link { .. } | FieldType::Email) => "col-wide",
        Some(FieldType::User) => "col-person",
        Some(FieldType::Phone) => "col-phone",
        Some(FieldType::Picklist { list }) if !has_hues(cx, list) => "col-phone",
        Some(FieldType::Bool | FieldType::Date | FieldType::Time | FieldType::Number) => {
            "col-short"
        }
        Some(FieldType::Picklist { .. } | FieldType::Stage { .. }) => "col-state",
        Some(
            FieldType::Decimal { .. } | FieldType::Percent | FieldType::Money | FieldType::Duration,
        ) => "col-number",
        Some(
            FieldType::Text
            | FieldType::LongText
            | FieldType::RichText
            | FieldType::Address
            | FieldType::Geo
            | FieldType::DateTime
            | FieldType::MultiPicklist { .. }
            | FieldType::Url
            | FieldType::File
            | FieldType::Image
            | FieldType::Lines { .. },
        ) => "col-text",
    };
    // A letter of the head takes about seven sixteenths; space at both ends and the arrow the rest.
    let needed = column.label.chars().count() * 7 + 40;
    let from = WIDTHS.iter().position(|(class, _)| *class == held).unwrap_or_default();
    let fitting = WIDTHS[from..].iter().find(|(_, width)| needed <= *width);
    fitting.map_or("col-wide", |(class, _)| class)
}

/// Whether the values of a list are states: they are few and short, and have dots.
fn has_hues(cx: Cx, list: &str) -> bool {
    cx.catalog
        .picklist(list)
        .is_some_and(|list| list.values.iter().any(|value| value.hue.is_some()))
}

fn head(column: &Column) -> Markup {
    let class = column.field.filter(|field| is_numeric(field)).map(|_| "num");
    html! {
        th scope="col" class=[class] aria-sort=[sort_word(column.sort.as_ref())]
            data-edit=[column.field.filter(|_| column.is_editable).map(|field| &field.name)] {
            (sort_head(&column.label, column.sort.as_ref()))
        }
    }
}

fn line(cx: Cx, page: &ListPage, row: &Row, slots: &[&'static str]) -> Markup {
    let select = cx.fill("ui.list.select", &[("title", &row.title)]);
    let shape = Shape::of(page.module.is_person);
    html! {
        tr data-ways=[(!row.ways.is_empty()).then_some(&row.ways)] {
            td.table__check {
                input.check type="checkbox" name="id" value=(row.id) aria-label=(select);
            }
            @for ((column, value), slot) in
                page.columns.iter().zip(&row.cells).zip(slots) {
                @match column.field {
                    None => {
                        td.card-title {
                            span.table__main {
                                (avatar(&row.title, row.id.bytes(), shape, Size::Small))
                                a href=(row.href) { (row.title) }
                            }
                        }
                    }
                    Some(field) => {
                        td class={ (slot) " " (class(field)) } { (cell(cx, field, value)) }
                    }
                }
            }
            td.table__acts {}
        }
    }
}

/// Where the cells of a row stand on a phone: a line under the title, a day and a state at the end.
fn slots(cx: Cx, columns: &[Column]) -> Vec<&'static str> {
    let mut free = ["card-line", "card-corner", "card-badge"].to_vec();
    let slot = |column: &Column| {
        let wanted = match column.field.map(|field| &field.kind) {
            None => return "card-title",
            Some(FieldType::Date | FieldType::DateTime) => "card-corner",
            Some(FieldType::Picklist { list }) if !has_hues(cx, list) => "card-rest",
            Some(FieldType::Picklist { .. } | FieldType::Stage { .. }) => "card-badge",
            Some(FieldType::Number) => "card-rest",
            Some(_) => "card-line",
        };
        match free.iter().position(|slot| *slot == wanted) {
            Some(at) => free.remove(at),
            None => "card-rest",
        }
    };
    columns.iter().map(slot).collect()
}

fn class(field: &Field) -> &'static str {
    if is_numeric(field) {
        return "num";
    }
    match field.kind {
        FieldType::Date | FieldType::DateTime | FieldType::Phone | FieldType::Number => {
            "tnum muted"
        }
        FieldType::Text | FieldType::LongText | FieldType::RichText => "muted",
        _ => "",
    }
}
