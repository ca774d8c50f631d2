//! Text of several lines.

use kernel::Value;
use maud::{Markup, html};

use super::control::{Control, lines};
use super::{Entered, Form};

/// Characters of a long text in a list.
const CELL_LENGTH: usize = 120;

pub(super) fn show(value: &Value) -> Markup {
    html! { span.pre { (value.as_text()) } }
}

pub(super) fn cell(value: &Value) -> Markup {
    html! { (value.as_text().chars().take(CELL_LENGTH).collect::<String>()) }
}

pub(super) fn edit(control: &Control, entered: &Entered) -> Markup {
    lines(control, &entered.text(&control.name, || entered.value.as_text().into()), 3)
}

pub(super) fn parse(form: &Form, name: &str) -> Value {
    // Browsers send line ends as CR LF (HTML, "constructing the entry list").
    Value::text(&form.get(name).unwrap_or_default().replace("\r\n", "\n"))
}
