//! A number.

use kernel::{Decimal, Value};
use maud::{Markup, html};

use super::control::{Control, Typing, line};
use super::{Entered, Form};
use crate::{Cx, format, read};

pub(super) fn show(cx: Cx, value: &Value, scale: u32) -> Markup {
    html! { @if let Some(n) = number(value) { span.tnum { (format::decimal(cx, n, scale)) } } }
}

pub(super) fn edit(cx: Cx, control: &Control, entered: &Entered) -> Markup {
    let text = entered.text(&control.name, || {
        number(entered.value).map_or(String::new(), |n| format::number_input(cx, n, 0))
    });
    line(control, Typing::Number, &text)
}

pub(super) fn parse(cx: Cx, form: &Form, name: &str) -> Result<Value, &'static str> {
    let text = form.get(name).unwrap_or_default().trim();
    if text.is_empty() {
        return Ok(Value::Empty);
    }
    read::number(cx.locale.formats.number, text).map(Value::Decimal).ok_or("not_number")
}

pub(super) fn number(value: &Value) -> Option<Decimal> {
    if let Value::Decimal(number) = value { Some(*number) } else { None }
}
