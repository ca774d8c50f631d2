//! Several of a closed list.

use kernel::Value;
use maud::{Markup, html};

use super::control::Control;
use super::{Entered, Form, picklist_tag};
use crate::Cx;
use crate::components::tag;

pub(super) fn show(cx: Cx, list: &str, value: &Value) -> Markup {
    html! {
        @if let Value::Codes(codes) = value {
            span.tags { @for code in codes { (tag(&picklist_tag(cx, list, code))) } }
        }
    }
}

/// Checkboxes; the hidden field says that the form holds this list even when none is checked.
pub(super) fn edit(cx: Cx, list: &str, control: &Control, entered: &Entered) -> Markup {
    let chosen: Vec<&str> = match (entered.form, entered.value) {
        (Some(form), _) => form.all(&control.name).collect(),
        (None, Value::Codes(codes)) => codes.iter().map(String::as_str).collect(),
        (None, _) => Vec::new(),
    };
    let values = cx.catalog.picklist(list).map_or(&[][..], |list| &list.values);
    html! {
        input type="hidden" name=(control.name) value="";
        div.choices {
            @for value in values {
                @let is_on = chosen.contains(&value.code.as_str());
                @if is_on || (value.is_offered() && entered.offers(&value.code)) {
                    label.choice {
                        input.check type="checkbox" name=(control.name) value=(value.code)
                            checked[is_on];
                        (picklist_tag(cx, list, &value.code).label)
                    }
                }
            }
        }
    }
}

/// Codes come in the order of the list; unknown ones are kept, so that the check can name them.
pub(super) fn parse(cx: Cx, list: &str, form: &Form, name: &str) -> Value {
    let mut codes: Vec<String> = form.all(name).map(str::to_owned).collect();
    let list = cx.catalog.picklist(list);
    codes.sort_by_key(|code| list.and_then(|list| list.position(code)).unwrap_or(usize::MAX));
    codes.dedup();
    if codes.is_empty() { Value::Empty } else { Value::Codes(codes) }
}
