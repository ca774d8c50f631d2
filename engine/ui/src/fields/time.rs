//! A time of day.

use kernel::Value;
use maud::{Markup, html};

use super::control::{Control, Typing, line};
use super::{Entered, Form};
use crate::{Cx, format, read};

pub(super) fn show(cx: Cx, value: &Value) -> Markup {
    html! { @if let Value::Time(time) = value { span.tnum { (format::time(cx, *time)) } } }
}

pub(super) fn edit(cx: Cx, control: &Control, entered: &Entered) -> Markup {
    let text = entered.text(&control.name, || {
        if let Value::Time(time) = entered.value { format::time(cx, *time) } else { String::new() }
    });
    html! { div.input--short { (line(control, Typing::Text, &text)) } }
}

pub(super) fn parse(form: &Form, name: &str) -> Result<Value, &'static str> {
    match form.get(name).unwrap_or_default().trim() {
        "" => Ok(Value::Empty),
        text => read::time(text).map(Value::Time).ok_or("not_time"),
    }
}
