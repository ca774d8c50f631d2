//! A picture.

use kernel::Value;
use maud::{Markup, html};

use super::control::Control;
use super::{Entered, Form, file};
use crate::Cx;

pub(super) fn show(value: &Value) -> Markup {
    let Value::File(picture) = value else { return html! {} };
    html! {
        a href=(file::href(picture)) {
            img.thumb src=(file::href(picture)) alt=(picture.name) loading="lazy";
        }
    }
}

pub(super) fn edit(cx: Cx, control: &Control, entered: &Entered) -> Markup {
    file::picker(cx, control, entered, Some("image/png,image/jpeg,image/webp,image/gif"))
}

pub(super) fn parse(cx: Cx, form: &Form, name: &str) -> Result<Value, &'static str> {
    file::parse(cx, form, name)
}
