//! What an update changes, field by field.

use kernel::Value;
use maud::{Markup, html};

use super::model::Change;
use ui::{Cx, format};

/// Draws the fields that change, what they hold and what they will hold.
pub fn changes(cx: Cx, changes: &[Change]) -> Markup {
    html! {
        @if !changes.is_empty() {
            ul.import__changes {
                @for change in changes {
                    li {
                        span.strong { (change.label) ": " }
                        (side(cx, &change.old, &change.values.0)) span aria-hidden="true" { " → " }
                        span.sr-only { (cx.text("ui.import.becomes")) " " }
                        (side(cx, &change.new, &change.values.1))
                    }
                }
            }
        }
    }
}

fn side(cx: Cx, text: &str, value: &Value) -> Markup {
    let text = written(cx, value).unwrap_or_else(|| text.to_owned());
    html! {
        @if text.is_empty() { span.faint { (cx.text("ui.import.nothing")) } } @else { (text) }
    }
}

/// Numbers and days are written as the reader writes them, the rest as in files.
fn written(cx: Cx, value: &Value) -> Option<String> {
    /// Places that no field has more of.
    const PLACES: u32 = 6;
    match value {
        Value::Money(money) => Some(format::money(cx, money)),
        Value::Decimal(number) => Some(format::decimal(cx, *number, PLACES)),
        Value::Date(day) => Some(format::date(cx, *day)),
        Value::Instant(at) => Some(format::date_time(cx, *at)),
        Value::Time(time) => Some(format::time(cx, *time)),
        Value::Empty
        | Value::Text(_)
        | Value::Rich(_)
        | Value::Duration(_)
        | Value::Bool(_)
        | Value::Codes(_)
        | Value::Link(_)
        | Value::Principal(_)
        | Value::Address(_)
        | Value::Point(_)
        | Value::File(_)
        | Value::Several(_)
        | Value::Lines(_) => None,
    }
}
