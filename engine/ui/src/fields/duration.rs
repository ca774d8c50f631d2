//! A length of time, typed as `2:30` or in words.

use kernel::Value;
use maud::{Markup, html};

use super::control::{Control, Typing, line};
use super::{Entered, Form};
use crate::{Cx, format, read};

pub(super) fn show(cx: Cx, value: &Value) -> Markup {
    html! {
        @if let Value::Duration(seconds) = value {
            span.tnum { (format::duration(cx, *seconds)) }
        }
    }
}

pub(super) fn edit(control: &Control, entered: &Entered) -> Markup {
    let text = entered.text(&control.name, || {
        if let Value::Duration(seconds) = entered.value { clock(*seconds) } else { String::new() }
    });
    html! { div.input--short { (line(control, Typing::Text, &text)) } }
}

pub(super) fn parse(cx: Cx, form: &Form, name: &str) -> Result<Value, &'static str> {
    match form.get(name).unwrap_or_default().trim() {
        "" => Ok(Value::Empty),
        text => read::duration(cx, text).map(Value::Duration).ok_or("not_duration"),
    }
}

/// A length of time as a field for typing shows it: `2:30`. Seconds that are no whole minute stay
/// visible, so that saving unchanged changes nothing.
#[must_use]
pub fn clock(seconds: i64) -> String {
    let minus = if seconds < 0 { "-" } else { "" };
    let left = seconds.unsigned_abs();
    match left % 60 {
        0 => format!("{minus}{}:{:02}", left / 3600, left / 60 % 60),
        rest => format!("{minus}{} h {} min {rest} s", left / 3600, left / 60 % 60),
    }
}
