//! A percentage.

use kernel::Value;
use maud::{Markup, html};

use super::control::Control;
use super::{Entered, Form, decimal};
use crate::{Cx, format};

pub(super) fn show(cx: Cx, value: &Value) -> Markup {
    html! { @if let Some(n) = decimal::number(value) { span.tnum { (format::percent(cx, n)) } } }
}

pub(super) fn edit(cx: Cx, control: &Control, entered: &Entered) -> Markup {
    html! {
        div.input-pair {
            (decimal::edit(cx, control, entered))
            span.input-wrap__unit.input-pair__unit { "%" }
        }
    }
}

pub(super) fn parse(cx: Cx, form: &Form, name: &str) -> Result<Value, &'static str> {
    decimal::parse(cx, form, name)
}
