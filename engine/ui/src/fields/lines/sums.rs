//! What lines come to, beside them.

use catalog::{Field, FieldType};
use kernel::Value;
use maud::{Markup, html};

use super::table::{line_cell, line_words};
use crate::Cx;
use crate::fields::dispatch::show;

/// A field that follows from lines.
#[derive(Clone, Copy, Debug)]
pub struct Sum<'a> {
    /// The field.
    pub field: &'a Field,
    /// Its label.
    pub label: &'a str,
    /// What it holds.
    pub value: &'a Value,
    /// Whether it matters more than others.
    pub is_strong: bool,
}

/// A row for each field that holds something, and for each line.
#[must_use]
pub fn sums<'a>(cx: Cx, all: impl IntoIterator<Item = Sum<'a>>) -> Markup {
    html! { dl.sums { @for one in all { (row(cx, one)) } } }
}

fn row(cx: Cx, one: Sum) -> Markup {
    let strong = one.is_strong.then_some("sums__strong");
    html! {
        @if let FieldType::Lines { shape } = &one.field.kind {
            @for line in one.value.lines() {
                @let shown: Vec<(&str, String)> = shape.fields.iter().map(|cell| {
                    let value = line.cell(&cell.name);
                    (cell.name.as_str(), line_words(cx, shape, cell, value))
                }).collect();
                @let said: Vec<(&str, &str)> =
                    shown.iter().map(|(name, words)| (*name, words.as_str())).collect();
                @let last = shape.columns.last().and_then(|name| shape.field(name));
                div {
                    dt { (cx.fill(&shape.key("text", "row"), &said)) }
                    dd { @if let Some(cell) = last {
                        (line_cell(cx, shape, cell, line.cell(&cell.name)))
                    } }
                }
            }
        } @else if !one.value.is_empty() {
            div class=[strong] {
                dt { (one.label) }
                dd { (show(cx, one.field, one.value)) }
            }
        }
    }
}
