//! One of a closed list.

use kernel::Value;
use maud::{Markup, html};

use super::control::{Control, select};
use super::{Entered, Form, picklist_tag};
use crate::Cx;
use crate::components::status;

/// Values of a list that has hues are states and get their dots; other values are only words.
pub(super) fn show(cx: Cx, list: &str, value: &Value) -> Markup {
    let tag = picklist_tag(cx, list, value.as_text());
    let mut values = cx.catalog.picklist(list).into_iter().flat_map(|list| &list.values);
    html! {
        @if value.as_text().is_empty() {}
        @else if values.any(|value| value.hue.is_some()) { (status(&tag)) }
        @else { (tag.label) }
    }
}

pub(super) fn edit(cx: Cx, list: &str, control: &Control, entered: &Entered) -> Markup {
    let chosen = entered.text(&control.name, || entered.value.as_text().into());
    let values = cx.catalog.picklist(list).map_or(&[][..], |list| &list.values);
    let labels: Vec<(String, String)> = values
        .iter()
        .filter(|value| (value.is_offered() && entered.offers(&value.code)) || value.code == chosen)
        .map(|value| (value.code.clone(), picklist_tag(cx, list, &value.code).label))
        .collect();
    let mut options: Vec<(&str, &str)> =
        labels.iter().map(|(code, label)| (code.as_str(), label.as_str())).collect();
    if chosen.is_empty() || !control.is_required {
        options.insert(0, ("", "–"));
    }
    if options.iter().all(|(code, _)| *code != chosen) {
        options.push((&chosen, &chosen));
    }
    select(control, &options, &chosen)
}

pub(super) fn parse(form: &Form, name: &str) -> Value {
    Value::text(form.get(name).unwrap_or_default())
}
