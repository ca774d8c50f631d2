//! One condition: field, operator, value.

use kernel::Value;
use maud::{Markup, html};
use ui::Cx;
use ui::components::icon;
use ui::fields::{self, Entered};

use super::model::{Asked, Control, Editor, Several};
use super::page::remove;

/// Draws a condition.
pub(super) fn asked(cx: Cx, page: &Editor, one: &Asked) -> Markup {
    let id = &one.id;
    let problem = format!("problem-{id}");
    html! {
        div.view-row role="group" aria-label=(one.path.1)
            aria-describedby=[one.problem.as_ref().map(|_| &problem)] {
            input type="hidden" name="node" value={ "c." (id) };
            input type="hidden" name={ "was." (id) } value=(one.path.0);
            (paths(cx, page, one))
            label.choice.view-row__not {
                input.check type="checkbox" name={ "not." (id) } value="1"
                    checked[one.is_negated];
                (cx.text("view.not"))
            }
            (redrawn(page, &html! {
                @for (code, words) in &one.operators {
                    option value=(code) selected[*code == one.operator] { (words) }
                }
            }, (&format!("operator.{id}"), cx.text("ui.list.filter_operator"))))
            div.view-row__value { (control(cx, one, page.is_focused(&format!("value.{id}")))) }
            (remove(id, cx.text("view.remove")))
            @if let Some(words) = &one.problem {
                p.field__error id=(problem) role="alert" {
                    (icon("circle-alert")) span { (words) }
                }
            }
        }
    }
}

fn paths(cx: Cx, page: &Editor, one: &Asked) -> Markup {
    let is_offered = page.paths.iter().any(|(_, all)| all.iter().any(|(p, _)| *p == one.path.0));
    let option = |(path, label): &(String, String)| {
        html! { option value=(path) selected[*path == one.path.0] { (label) } }
    };
    let options = html! {
        @if !is_offered { (option(&one.path)) }
        @for (heading, all) in &page.paths {
            @if heading.is_empty() { @for path in all { (option(path)) } }
            @else { optgroup label=(heading) { @for path in all { (option(path)) } } }
        }
    };
    redrawn(page, &options, (&format!("field.{}", one.id), cx.text("ui.list.filter_field")))
}

/// A choice that decides over what stands beside it; without script a button takes it over.
fn redrawn(page: &Editor, options: &Markup, (name, label): (&str, &str)) -> Markup {
    html! {
        select.select id=(name) name=(name) aria-label=(label) autofocus[page.is_focused(name)]
            hx-post=(page.action)
            hx-trigger="change" hx-target="#view-editor" hx-select="#view-editor"
            hx-swap="outerHTML" { (options) }
    }
}

/// Draws how a value is chosen, and puts the focus on it where it belongs there.
fn control(cx: Cx, one: &Asked, is_focused: bool) -> Markup {
    let (id, label) = (&one.id, cx.text("ui.list.filter_value"));
    let line = |name: &str, kind: &str, value: &str| {
        html! {
            input.input type=(kind) name={ (name) "." (id) } value=(value) aria-label=(label)
                autofocus[is_focused] autocomplete="off";
        }
    };
    match &one.control {
        Control::None => html! {},
        Control::Line(text) => line("value", "text", text),
        Control::Time(text) => line("value", "time", text),
        Control::Lines(text) => html! {
            textarea.textarea.textarea--low name={ "lines." (id) } rows="3" aria-label=(label)
                autofocus[is_focused] title=(cx.text("view.lines"))
                placeholder=(cx.text("view.lines")) {
                "\n" (text)
            }
        },
        Control::Bool(is_on) => html! {
            select.select name={ "value." (id) } aria-label=(label) autofocus[is_focused] {
                option value="true" selected[*is_on] { (cx.text("ui.field.yes")) }
                option value="false" selected[!*is_on] { (cx.text("ui.field.no")) }
            }
        },
        Control::Day(words, word, n, day) => html! {
            select.select name={ "word." (id) } aria-label=(label) autofocus[is_focused] {
                option value="" { (cx.text("view.day")) }
                @for (code, said) in words {
                    option value=(code) selected[code == word] { (said) }
                }
            }
            input.input.view-row__n type="number" name={ "n." (id) } value=(n) min="1" max="3660"
                aria-label=(cx.text("view.n")) title=(cx.text("view.n"));
            input.input type="date" name={ "day." (id) } value=(day)
                aria-label=(cx.text("view.day"));
        },
        Control::Codes(codes, several) => {
            let toggle = if *several == Several::One { "radio" } else { "checkbox" };
            html! { div.view-row__codes { (boxes(id, codes, (toggle, is_focused))) } }
        }
        Control::Looked(chosen, field) => html! {
            div.view-row__codes { (boxes(id, chosen, ("checkbox", is_focused))) }
            @let entered = Entered::stored(&Value::Empty, "view");
            label.sr-only for=(entered.id(field)) { (label) }
            (fields::edit(cx, field, &entered))
        },
    }
}

fn boxes(id: &str, codes: &[(String, String, bool)], (toggle, is_focused): (&str, bool)) -> Markup {
    html! {
        @for (n, (code, words, is_on)) in codes.iter().enumerate() {
            label.choice {
                input.check type=(toggle) name={ "value." (id) } value=(code) checked[*is_on]
                    autofocus[is_focused && n == 0];
                (words)
            }
        }
    }
}
