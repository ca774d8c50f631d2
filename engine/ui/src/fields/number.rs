//! A printed number; the series gives it, nobody types it.

use kernel::Value;
use maud::{Markup, html};

use super::control::Control;
use super::{Entered, Form, text};

pub(super) fn show(value: &Value) -> Markup {
    html! { span.tnum { (value.as_text()) } }
}

pub(super) fn edit(control: &Control, entered: &Entered) -> Markup {
    html! { input.input id=(control.id) value=(entered.value.as_text()) disabled; }
}

pub(super) fn parse(form: &Form, name: &str) -> Value {
    text::parse(form, name)
}
