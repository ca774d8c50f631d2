//! An e-mail address.

use kernel::Value;
use maud::{Markup, html};

use super::control::{Control, Typing, line};
use super::{Entered, Form, text};

pub(super) fn show(value: &Value) -> Markup {
    html! { a href={ "mailto:" (value.as_text()) } { (value.as_text()) } }
}

pub(super) fn edit(control: &Control, entered: &Entered) -> Markup {
    line(control, Typing::Email, &entered.text(&control.name, || entered.value.as_text().into()))
}

pub(super) fn parse(form: &Form, name: &str) -> Value {
    text::parse(form, name)
}
