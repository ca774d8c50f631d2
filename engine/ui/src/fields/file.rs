//! A file.

use kernel::{FileRef, Value};
use maud::{Markup, html};

use super::control::Control;
use super::{Entered, Form};
use crate::components::icon;
use crate::{Cx, format};

pub(super) fn show(cx: Cx, value: &Value) -> Markup {
    let Value::File(file) = value else { return html! {} };
    html! {
        a.pill href=(href(file)) {
            (icon("paperclip")) span.truncate { (file.name) }
            span.faint { (format::size(cx, file.size)) }
        }
    }
}

pub(super) fn edit(cx: Cx, control: &Control, entered: &Entered) -> Markup {
    picker(cx, control, entered, None)
}

/// Reads the file just stored under `NAME.upload`, else the one kept, unless it is to go.
pub(super) fn parse(cx: Cx, form: &Form, name: &str) -> Result<Value, &'static str> {
    let named = |part: &str| form.get(&format!("{name}.{part}")).unwrap_or_default().trim();
    let id = match (named("upload"), named("clear"), named("keep")) {
        ("", "yes", _) | ("", _, "") => return Ok(Value::Empty),
        ("", _, kept) => kept,
        (stored, _, _) => stored,
    };
    let file = cx.names.files.get(&id.parse().map_err(|()| "wrong_type")?);
    file.cloned().map(Value::File).ok_or("wrong_type")
}

pub(super) fn picker(cx: Cx, control: &Control, entered: &Entered, accept: Option<&str>) -> Markup {
    let current = if let Value::File(file) = entered.value { Some(file) } else { None };
    html! {
        div.stack.stack--tight {
            @if let Some(file) = current {
                input type="hidden" name={ (control.name) ".keep" } value=(file.id);
                div.file-current {
                    (show(cx, entered.value))
                    label.choice {
                        input.check type="checkbox" name={ (control.name) ".clear" } value="yes";
                        (cx.text("ui.field.remove_file"))
                    }
                }
            }
            input.file-input type="file" id=(control.id) name={ (control.name) ".upload" }
                accept=[accept] aria-invalid=[control.invalid()]
                aria-describedby=[control.described_by.as_deref()];
        }
    }
}

/// Where a file is read.
pub(super) fn href(file: &FileRef) -> String {
    format!("/files/{}", file.id)
}
