//! A user or a group.

use kernel::{PrincipalId, Value};
use maud::{Markup, html};

use super::control::Control;
use super::options::{Chosen, combo, typed};
use super::{Entered, Form};
use crate::Cx;
use crate::components::person;
use crate::model::Person;

pub(super) fn show(cx: Cx, value: &Value) -> Markup {
    let Value::Principal(id) = value else { return html! {} };
    html! {
        @match cx.names.people.get(id) {
            Some(name) => {
                @let picture = cx.names.pictures.get(id).cloned();
                (person(&Person { id: *id, name: name.clone(), picture }))
            }
            None => { span.faint { (cx.text("ui.field.unknown_person")) } }
        }
    }
}

pub(super) fn edit(cx: Cx, control: &Control, entered: &Entered) -> Markup {
    let stored =
        || if let Value::Principal(id) = entered.value { id.to_string() } else { String::new() };
    let code = entered.text(&control.name, stored);
    let name = code.parse::<PrincipalId>().ok().and_then(|id| cx.names.people.get(&id));
    let title = match (code.as_str(), name) {
        ("", _) => "",
        (_, Some(name)) => name,
        (_, None) => cx.text("ui.field.unknown_person"),
    };
    let typed = typed(control, entered);
    combo(cx, control, &Chosen { code: &code, title, typed: typed.as_deref() }, "/search/people")
}

pub(super) fn parse(form: &Form, name: &str) -> Result<Value, &'static str> {
    match form.get(name).unwrap_or_default().trim() {
        "" => Ok(Value::Empty),
        id => id.parse().map(Value::Principal).map_err(|()| "wrong_type"),
    }
}
