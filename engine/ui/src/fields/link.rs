//! A record of one of several modules.

use kernel::{Link, Value};
use maud::{Markup, html};

use super::control::Control;
use super::options::{Chosen, combo, typed};
use super::{Entered, Form};
use crate::Cx;

pub(super) fn show(cx: Cx, value: &Value) -> Markup {
    let Value::Link(link) = value else { return html! {} };
    html! {
        @match cx.names.records.get(&link.id) {
            Some(name) => { a href=(name.href) { (name.title) } }
            None => { span.faint { (cx.text("ui.field.hidden_record")) } }
        }
    }
}

pub(super) fn edit(cx: Cx, to: &[String], control: &Control, entered: &Entered) -> Markup {
    let stored = || {
        if let Value::Link(link) = entered.value {
            format!("{}:{}", link.module, link.id)
        } else {
            String::new()
        }
    };
    let code = entered.text(&control.name, stored);
    let name = code.split_once(':').and_then(|(_, id)| cx.names.records.get(&id.parse().ok()?));
    let title = match (code.as_str(), name) {
        ("", _) => "",
        (_, Some(name)) => &name.title,
        (_, None) => cx.text("ui.field.hidden_record"),
    };
    let source = format!("/search/options?to={}", to.join(","));
    let typed = typed(control, entered);
    combo(cx, control, &Chosen { code: &code, title, typed: typed.as_deref() }, &source)
}

pub(super) fn parse(to: &[String], form: &Form, name: &str) -> Result<Value, &'static str> {
    let code = form.get(name).unwrap_or_default().trim();
    if code.is_empty() {
        return Ok(Value::Empty);
    }
    let (module, id) = code.split_once(':').ok_or("wrong_type")?;
    let known = to.iter().any(|code| code == module);
    let id = id.parse().map_err(|()| "wrong_type")?;
    known.then(|| Value::Link(Link::new(module, id))).ok_or("wrong_type")
}
