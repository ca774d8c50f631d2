//! The interface for programs, to read and to try.

use maud::{Markup, html};

use ui::Cx;
use ui::components::{icon, tag, token};
use ui::model::Tag;

/// The page: what holds everywhere, or the addresses of one module.
#[derive(Clone, Debug, Default)]
pub struct InterfacePage {
    /// Modules: label, address of their page, whether it is shown.
    pub tabs: Vec<(String, String, bool)>,
    /// What can be asked.
    pub operations: Vec<Operation>,
    /// Fields of the records.
    pub fields: Vec<FieldLine>,
}

/// One thing that can be asked.
#[derive(Clone, Debug, Default)]
pub struct Operation {
    /// What it is called in the description.
    pub id: String,
    /// What it does, in words.
    pub label: String,
    /// `GET` and the like.
    pub method: String,
    /// Its address, with places in braces.
    pub path: String,
    /// Name, place and note of each parameter.
    pub parameters: Vec<(String, String, String)>,
    /// A body that could be sent.
    pub body: Option<String>,
    /// The same as a line for a terminal.
    pub line: String,
    /// Whether it can be tried from the page: it takes no bytes of a file.
    pub can_be_tried: bool,
}

/// A field of a record.
#[derive(Clone, Debug, Default)]
pub struct FieldLine {
    /// Name in the interface.
    pub name: String,
    /// Name for people.
    pub label: String,
    /// Its type, and its values.
    pub kind: String,
    /// Whether it must be there, and whether it can only be read.
    pub marks: Vec<String>,
}

/// Draws the page.
#[must_use]
pub fn page(cx: Cx, page: &InterfacePage) -> Markup {
    html! {
        header.page__head { h1 { (cx.text("ui.interface.title")) } }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(cx.text("ui.interface.title")) {
            nav.interface__tabs aria-label=(cx.text("ui.modules.title")) {
                @for (label, href, is_shown) in &page.tabs {
                    a.button.button--sm href=(href) aria-current=[is_shown.then_some("page")] {
                        (label)
                    }
                }
            }
            div.interface__list {
                @if page.fields.is_empty() { (rules(cx)) }
                @for operation in &page.operations { (shown(cx, operation)) }
                @if !page.fields.is_empty() { (fields(cx, &page.fields)) }
            }
        }
    }
}

/// What holds for every address.
fn rules(cx: Cx) -> Markup {
    let lines = ["sign_in", "errors", "once", "versions", "pages", "pace"];
    html! {
        section.card {
            div.card__head { h2 { (cx.text("ui.interface.rules")) } }
            div.card__body.stack {
                @for line in lines { p { (cx.text(&format!("ui.interface.rule_{line}"))) } }
                p { a href="/api/v1/openapi.json" download="openapi.json" {
                    (cx.text("ui.interface.document"))
                } }
            }
        }
    }
}

fn shown(cx: Cx, operation: &Operation) -> Markup {
    html! {
        section.card.interface id=(operation.id) {
            details {
                summary.interface__head {
                    (tag(&Tag { label: operation.method.clone(), ..Tag::default() }))
                    code.mono.interface__path { (operation.path) }
                    span.muted.grow { (operation.label) }
                    (icon("chevron-down"))
                }
                div.card__body.stack {
                    @if !operation.parameters.is_empty() { (parameters(cx, operation)) }
                    pre.interface__line tabindex="0" { code.mono { (operation.line) } }
                    @if operation.can_be_tried { (attempt(cx, operation)) }
                }
            }
        }
    }
}

fn parameters(cx: Cx, operation: &Operation) -> Markup {
    html! {
        table.table.table--plain.table--wrap {
            thead { tr {
                th scope="col" { (cx.text("ui.interface.parameter")) }
                th scope="col" { (cx.text("ui.interface.note")) }
            } }
            tbody {
                @for (name, place, note) in &operation.parameters {
                    tr {
                        td {
                            code.mono { (name) } " "
                            span.xs.faint { (cx.text(&format!("ui.interface.in_{place}"))) }
                        }
                        td.muted { (note) }
                    }
                }
            }
        }
    }
}

/// The form that asks from the page; it shows only once its script is there.
fn attempt(cx: Cx, operation: &Operation) -> Markup {
    let (path, body) = (format!("{}-path", operation.id), format!("{}-body", operation.id));
    html! {
        request-form data-method=(operation.method) hidden {
            form.stack {
                (token(cx))
                div.field {
                    label.field__label for=(path) { (cx.text("ui.interface.address")) }
                    input.input.mono id=(path) name="path" value=(operation.path)
                        spellcheck="false";
                }
                @if let Some(text) = &operation.body {
                    div.field {
                        label.field__label for=(body) { (cx.text("ui.interface.body")) }
                        textarea.input.mono id=(body) name="body" rows="8" spellcheck="false" {
                            (text)
                        }
                    }
                }
                div { button.button type="submit" { (cx.text("ui.interface.try")) } }
            }
            div.stack role="status" {
                p.mono data-status="" {}
                pre.interface__line tabindex="0" hidden { code.mono data-answer="" {} }
            }
        }
    }
}

fn fields(cx: Cx, fields: &[FieldLine]) -> Markup {
    html! {
        section.card {
            div.card__head { h2 { (cx.text("ui.interface.fields")) } }
            div.card__body {
                table.table.table--plain.table--wrap {
                    thead { tr {
                        th scope="col" { (cx.text("ui.interface.field")) }
                        th scope="col" { (cx.text("ui.interface.label")) }
                        th scope="col" { (cx.text("ui.interface.kind")) }
                    } }
                    tbody {
                        @for field in fields {
                            tr {
                                td { code.mono { (field.name) } }
                                td {
                                    (field.label)
                                    @for mark in &field.marks { " " span.xs.faint { (mark) } }
                                }
                                td.muted { (field.kind) }
                            }
                        }
                    }
                }
            }
        }
    }
}
