//! Yes or no.

use kernel::Value;
use maud::{Markup, html};

use super::control::Control;
use super::{Entered, Form};
use crate::Cx;
use crate::components::icon;

pub(super) fn show(cx: Cx, value: &Value) -> Markup {
    html! {
        @match value {
            Value::Bool(true) => { (cx.text("ui.field.yes")) }
            Value::Bool(false) => { (cx.text("ui.field.no")) }
            _ => {}
        }
    }
}

pub(super) fn cell(cx: Cx, value: &Value) -> Markup {
    html! {
        @if let Value::Bool(true) = value {
            (icon("check")) span.sr-only { (cx.text("ui.field.yes")) }
        }
    }
}

/// An unknown value that is left alone stays unknown: the hidden field then says nothing.
pub(super) fn edit(cx: Cx, control: &Control, entered: &Entered) -> Markup {
    let stored = || if let Value::Bool(true) = entered.value { "yes" } else { "" }.to_owned();
    let is_on = entered.text(&control.name, stored) == "yes";
    let off = if entered.value.is_empty() { "" } else { "no" };
    html! {
        input type="hidden" name=(control.name) value=(off);
        span.choice {
            input.check type="checkbox" id=(control.id) name=(control.name) value="yes"
                checked[is_on] aria-invalid=[control.invalid()]
                aria-describedby=[control.described_by.as_deref()];
            label.muted for=(control.id) { (cx.text("ui.field.yes")) }
        }
    }
}

pub(super) fn parse(form: &Form, name: &str) -> Result<Value, &'static str> {
    match form.get(name).unwrap_or_default() {
        "" => Ok(Value::Empty),
        "yes" => Ok(Value::Bool(true)),
        "no" => Ok(Value::Bool(false)),
        _ => Err("wrong_type"),
    }
}
