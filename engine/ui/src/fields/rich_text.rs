//! Formatted text: an editor of its own, and HTML in lines where no script runs.

use kernel::Value;
use maud::{Markup, PreEscaped, html};

use super::control::{Control, lines};
use super::{Entered, Form};
use crate::components::icon;
use crate::{Cx, assets};

/// Characters of a formatted text in a list.
const CELL_LENGTH: usize = 120;

/// What the bar of the editor offers, in groups: what is done, and its icon.
const BAR: [&[(&str, &str)]; 5] = [
    &[("undo", "undo-2"), ("redo", "redo-2")],
    &[("title", "heading-2"), ("subtitle", "heading-3")],
    &[
        ("bold", "bold"),
        ("italic", "italic"),
        ("underline", "underline"),
        ("strike", "strikethrough"),
        ("code", "code"),
        ("link", "link"),
    ],
    &[
        ("bullets", "list"),
        ("numbers", "list-ordered"),
        ("cite", "text-quote"),
        ("block", "square-code"),
        ("rule", "minus"),
    ],
    &[("clear", "remove-formatting")],
];

pub(super) fn show(value: &Value) -> Markup {
    let Value::Rich(text) = value else { return html! {} };
    html! {
        link rel="stylesheet" href=(assets::url("rich.css"));
        // Formatted text was cleaned on its way in, whichever way that was.
        div.prose { (PreEscaped(text.html())) }
    }
}

pub(super) fn cell(value: &Value) -> Markup {
    let Value::Rich(text) = value else { return html! {} };
    html! { (text.beginning(CELL_LENGTH)) }
}

/// The HTML as it would be typed.
pub(super) fn typed(value: &Value) -> String {
    if let Value::Rich(text) = value { text.html().to_owned() } else { String::new() }
}

/// The lines stand first: they are what is labelled, focused and sent.
pub(super) fn edit(cx: Cx, control: &Control, entered: &Entered) -> Markup {
    html! {
        link rel="stylesheet" href=(assets::url("rich.css"));
        rich-text.rich {
            (lines(control, &entered.text(&control.name, || typed(entered.value)), 6))
            noscript { p.field__hint { (cx.text("ui.rich.html")) } }
            template {
                (bar(cx))
                (link_row(cx))
            }
            late-part data-script=(assets::url("rich.js")) {}
        }
    }
}

pub(super) fn parse(form: &Form, name: &str) -> Value {
    Value::rich(form.get(name).unwrap_or_default())
}

fn bar(cx: Cx) -> Markup {
    html! {
        div.rich__bar role="toolbar" aria-label=(cx.text("ui.rich.bar")) {
            @for group in BAR {
                span.rich__group {
                    @for (act, drawn) in group {
                        @let key = format!("ui.rich.{act}");
                        @let says = cx.text(&key);
                        button.rich__act type="button" data-act=(act) aria-label=(says)
                            title=(says) tabindex="-1" { (icon(drawn)) }
                    }
                }
            }
        }
    }
}

/// Where a link leads; it has no name, so that it is no part of the form.
fn link_row(cx: Cx) -> Markup {
    html! {
        div.rich__link hidden {
            input.input type="text" inputmode="url" autocomplete="off" spellcheck="false"
                placeholder="https://" aria-label=(cx.text("ui.rich.address"));
            button.button.button--sm type="button" data-link="set" {
                (cx.text("ui.rich.set"))
            }
            button.button.button--sm.button--ghost type="button" data-link="remove" {
                (cx.text("ui.rich.remove"))
            }
        }
    }
}
