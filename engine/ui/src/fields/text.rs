//! One line of text, or several of what is offered for it.

use kernel::Value;
use maud::{Markup, html};

use super::control::{Control, Typing, line};
use super::{Entered, Form};
use crate::Cx;

pub(super) fn show(value: &Value) -> Markup {
    html! { (value.as_text()) }
}

pub(super) fn edit(cx: Cx, control: &Control, entered: &Entered) -> Markup {
    if let Some(choices) = cx.names.choices.get(&control.name) {
        return choose(choices, control, entered);
    }
    line(control, Typing::Text, &entered.text(&control.name, || entered.value.as_text().into()))
}

/// Checkboxes; the hidden field says that the form holds this question even when none is checked.
fn choose(choices: &[(String, String)], control: &Control, entered: &Entered) -> Markup {
    let name = one_of(&control.name);
    let is_chosen = |code: &str| match entered.form {
        Some(form) => form.all(&name).any(|chosen| chosen == code),
        None => entered.value.as_text().split(',').any(|chosen| chosen.trim() == code),
    };
    html! {
        input type="hidden" name=(control.name) value="";
        div.choices {
            @for (code, words) in choices {
                label.choice {
                    input.check type="checkbox" name=(name) value=(code) checked[is_chosen(code)];
                    (words)
                }
            }
        }
    }
}

fn one_of(name: &str) -> String {
    format!("{name}.one")
}

/// A line that was typed, or what was chosen with commas between.
pub(super) fn parse(form: &Form, name: &str) -> Value {
    let chosen = one_of(name);
    let chosen: Vec<&str> = form.all(&chosen).collect();
    match chosen[..] {
        [] => Value::text(form.get(name).unwrap_or_default()),
        _ => Value::text(&chosen.join(", ")),
    }
}
