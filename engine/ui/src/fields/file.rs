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

/// What stands in the control: what was stored, or what came with a form that goes back.
fn current<'a>(cx: Cx<'a>, control: &Control, entered: &Entered<'a>) -> Option<&'a FileRef> {
    let stored = if let Value::File(file) = entered.value { Some(file) } else { None };
    let Some(form) = entered.form else { return stored };
    let named = |part: &str| form.get(&format!("{}.{part}", control.name)).unwrap_or_default();
    let id = [named("upload"), named("keep")].into_iter().find(|id| !id.trim().is_empty())?;
    cx.names.files.get(&id.trim().parse().ok()?)
}

pub(super) fn picker(cx: Cx, control: &Control, entered: &Entered, accept: Option<&str>) -> Markup {
    let current = current(cx, control, entered);
    let stored = if let Value::File(file) = entered.value { Some(file.id) } else { None };
    html! {
        div.stack.stack--tight {
            @if let Some(file) = current {
                input type="hidden" name={ (control.name) ".keep" } value=(file.id);
                div.file-current {
                    @if stored == Some(file.id) {
                        (show(cx, entered.value))
                    } @else {
                        // It has no address before it belongs to a record.
                        span.pill { (icon("paperclip")) span.truncate { (file.name) } }
                    }
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
