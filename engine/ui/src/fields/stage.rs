//! A state in the module's pipeline.

use kernel::Value;
use maud::{Markup, html};

use super::control::Control;
use super::{Entered, Form, picklist, picklist_tag};
use crate::Cx;
use crate::components::status;

pub(super) fn show(cx: Cx, list: &str, value: &Value) -> Markup {
    html! {
        @if !value.as_text().is_empty() { (status(&picklist_tag(cx, list, value.as_text()))) }
    }
}

pub(super) fn edit(cx: Cx, list: &str, control: &Control, entered: &Entered) -> Markup {
    picklist::edit(cx, list, control, entered)
}

pub(super) fn parse(form: &Form, name: &str) -> Value {
    picklist::parse(form, name)
}
