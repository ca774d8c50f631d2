//! One line of text.

use kernel::Value;
use maud::{Markup, html};

use super::control::{Control, Typing, line};
use super::{Entered, Form};

pub(super) fn show(value: &Value) -> Markup {
    html! { (value.as_text()) }
}

pub(super) fn edit(control: &Control, entered: &Entered) -> Markup {
    line(control, Typing::Text, &entered.text(&control.name, || entered.value.as_text().into()))
}

pub(super) fn parse(form: &Form, name: &str) -> Value {
    Value::text(form.get(name).unwrap_or_default())
}
