//! A day.

use kernel::{Date, Value};
use maud::{Markup, html};

use super::control::{Control, Typing, line};
use super::{Entered, Form};
use crate::components::icon;
use crate::{Cx, format, read};

pub(super) fn show(cx: Cx, value: &Value) -> Markup {
    html! {
        @if let Value::Date(date) = value {
            time.tnum datetime=(date) { (format::date(cx, *date)) }
        }
    }
}

pub(super) fn cell(cx: Cx, value: &Value) -> Markup {
    html! {
        @if let Value::Date(date) = value {
            time.tnum datetime=(date) { (format::relative_date(cx, *date)) }
        }
    }
}

/// A day as a person types it.
pub(super) fn typed(cx: Cx, day: Date) -> String {
    format::date(cx, day)
}

pub(super) fn edit(cx: Cx, control: &Control, entered: &Entered) -> Markup {
    let text = entered.text(&control.name, || {
        if let Value::Date(date) = entered.value { typed(cx, *date) } else { String::new() }
    });
    picker(cx, &line(control, Typing::Text, &text))
}

pub(super) fn parse(cx: Cx, form: &Form, name: &str) -> Result<Value, &'static str> {
    Ok(day(cx, form.get(name).unwrap_or_default())?.map_or(Value::Empty, Value::Date))
}

/// Reads a day that may be missing.
pub(super) fn day(cx: Cx, text: &str) -> Result<Option<Date>, &'static str> {
    match text.trim() {
        "" => Ok(None),
        text => read::date(cx, text).map(Some).ok_or("not_date"),
    }
}

/// Puts the browser's calendar beside an input; it shows only where the script runs.
pub(super) fn picker(cx: Cx, input: &Markup) -> Markup {
    let label = cx.text("ui.field.open_calendar");
    html! {
        date-field.date-field data-format=(cx.locale.formats.date.code()) {
            (input)
            button.date-field__open type="button" hidden aria-label=(label) title=(label)
                tabindex="-1" { (icon("calendar")) }
            input.date-field__native type="date" tabindex="-1" aria-hidden="true";
        }
    }
}
