//! The editor of lines: one of them is open, the others stand as they will be read.

use catalog::{Field, LineKind, Shape};
use kernel::{FieldProblem, Line, Value};
use maud::{Markup, html};

use super::rows::{cell_field, keys, place};
use super::table::{self, Side};
use crate::Cx;
use crate::components::{icon, icon_small, problem_text};
use crate::fields::dispatch::{self, is_numeric};
use crate::fields::{Entered, Form, typed_text};

/// Draws the editor; what is done in it is posted to `entered.lines.at` with the whole form.
pub(in crate::fields) fn edit(
    cx: Cx,
    (field, shape): (&Field, &Shape),
    entered: &Entered,
) -> Markup {
    let rows = rows(field, entered);
    let open = entered.form.and_then(|form| form.get(&format!("{}.open", field.name)));
    let lines: Vec<Line> = rows.iter().map(|(_, line)| line.clone()).collect();
    let numbers = shape.numbers(&lines);
    let id = entered.id(field);
    let of = Of { cx, field, shape, entered };
    html! {
        line-editor.line-editor id=(id) data-name=(field.name)
            data-source=[shape.source.as_deref()] {
            input type="hidden" name={ (field.name) ".open" } value=(open.unwrap_or_default());
            div.lines-frame {
                table.lines.lines--edited {
                    (table::head(cx, shape, Side::Change))
                    @for (at, ((key, line), number)) in rows.iter().zip(&numbers).enumerate() {
                        (of.row((at, key, line), number, open == Some(key.as_str())))
                    }
                    @if rows.is_empty() {
                        tbody { tr { td.lines__none colspan="12" {
                            (cx.text(&shape.key("text", "none")))
                        } } }
                    }
                }
            }
            (of.foot())
            @if let Some(panel) = entered.lines.panel { (panel) }
            div hidden data-quiet hx-post={ (entered.lines.at) "&figures=1" } hx-target="this"
                hx-swap="innerHTML" hx-trigger="change from:'closest form' delay:60ms"
                hx-sync={ "#" (id) ":queue last" } hx-include="closest form"
                hx-encoding="application/x-www-form-urlencoded" {}
        }
    }
}

/// What follows in lines, to be put where it stands: what is read, and numbers that were filled.
#[must_use]
pub fn figures(cx: Cx, (field, shape): (&Field, &Shape), (form, value): (&Form, &Value)) -> Markup {
    let rows = keys(form, &field.name).into_iter().zip(value.lines());
    let is_shown = |cell: &&Field| cell.inside || shape.columns.contains(&cell.name);
    html! {
        line-figures {
            @for (key, line) in rows {
                @let kind = shape.kind(&line.kind);
                @for cell in shape.fields.iter().filter(is_shown) {
                    @if kind.is_some_and(|kind| kind.has(&cell.name)) {
                        @let typed = (is_numeric(cell) && !cell.computed)
                            .then(|| typed_text(cx, cell, line.cell(&cell.name)));
                        span data-of={ (key) "." (cell.name) } data-typed=[typed] {
                            (table::column(cx, (shape, cell), line))
                        }
                    }
                }
            }
        }
    }
}

/// Lines with their keys: those of the form where it comes back, else the stored ones.
fn rows(field: &Field, entered: &Entered) -> Vec<(String, Line)> {
    let lines = entered.value.lines().iter().cloned();
    match entered.form {
        Some(form) => keys(form, &field.name).into_iter().map(str::to_owned).zip(lines).collect(),
        None => lines.enumerate().map(|(at, line)| (at.to_string(), line)).collect(),
    }
}

struct Of<'a> {
    cx: Cx<'a>,
    field: &'a Field,
    shape: &'a Shape,
    entered: &'a Entered<'a>,
}

impl Of<'_> {
    fn row(&self, (at, key, line): (usize, &str, &Line), number: &str, is_open: bool) -> Markup {
        let Of { cx, shape, .. } = *self;
        let problems: Vec<&FieldProblem> = self.problems(at).collect();
        let open = is_open || !problems.is_empty();
        html! {
            tbody class={ (table::class_of(shape, line)) @if open { " is-open" } } data-key=(key) {
                tr {
                    td.lines__grip draggable="true" title=(cx.text("ui.lines.drag")) {
                        (icon_small("grip-vertical"))
                    }
                    th.lines__no scope="row" { (number) }
                    td.lines__main {
                        (self.hidden(key, line, open))
                        @if open { (self.first(&problems, (key, line), is_open)) }
                        @else { (table::main(cx, shape, line)) }
                    }
                    (table::columns(cx, shape, (line, Some(key)), |cell| {
                        let is_typed = open && !cell.computed;
                        is_typed.then(|| self.control(&problems, (key, line), cell))
                    }))
                    td.lines__acts { @if !open { (self.acts(key, open)) } }
                }
                @if open { (self.rest(&problems, (key, line))) }
            }
        }
    }

    fn problems(&self, at: usize) -> impl Iterator<Item = &FieldProblem> {
        let here = move |problem: &&FieldProblem| {
            place(problem, self.field).is_some_and(|(line, _)| line == at)
        };
        self.entered.lines.problems.iter().filter(here)
    }

    /// What a line carries along unseen, all of it while it is closed.
    fn hidden(&self, key: &str, line: &Line, is_open: bool) -> Markup {
        let name = |part: &str| format!("{}.{key}.{part}", self.field.name);
        let kind = self.shape.kind(&line.kind);
        let cells = self.shape.fields.iter().filter(|cell| {
            let is_unseen = !cell.computed && (cell.inside || !is_open);
            is_unseen && kind.is_some_and(|kind| kind.has(&cell.name))
        });
        html! {
            input type="hidden" name=(name("kind")) value=(line.kind);
            input type="hidden" name=(name("id")) value=(line.id);
            @for cell in cells {
                @let text = typed_text(self.cx, cell, line.cell(&cell.name));
                @if !text.is_empty() || self.shape.filled.contains(&cell.name) {
                    input type="hidden" name=(name(&cell.name)) value=(text);
                }
            }
        }
    }

    /// The first cell that no column shows stands where the line is read.
    fn first(
        &self,
        problems: &[&FieldProblem],
        (key, line): (&str, &Line),
        takes_focus: bool,
    ) -> Markup {
        let first = table::beside(self.cx, self.shape, line).into_iter().next();
        html! {
            @if let Some(cell) = first {
                @let control = self.control(problems, (key, line), cell);
                @if takes_focus { (crate::views::edit::focused(&control)) } @else { (control) }
            }
        }
    }

    /// The others below, with their labels, and what can be done with the line.
    fn rest(&self, problems: &[&FieldProblem], (key, line): (&str, &Line)) -> Markup {
        html! {
            tr {
                td colspan="2" {}
                td colspan="12" {
                    div.lines__open {
                        @for cell in table::beside(self.cx, self.shape, line).into_iter().skip(1) {
                            div.lines__cell.lines__cell--short[!cell.kind.is_textual()] {
                                span.lines__label aria-hidden="true" {
                                    (table::label(self.cx, self.shape, cell))
                                }
                                (self.control(problems, (key, line), cell))
                            }
                        }
                    }
                    div.lines__does { (self.acts(key, true)) }
                }
            }
        }
    }

    fn control(
        &self,
        problems: &[&FieldProblem],
        (key, line): (&str, &Line),
        cell: &Field,
    ) -> Markup {
        let label = table::label(self.cx, self.shape, cell);
        let named = cell_field(self.field, key, cell);
        let is_here = |problem: &&&FieldProblem| {
            place(problem, self.field).is_some_and(|(_, name)| name == cell.name)
        };
        let problem = problems.iter().find(is_here).copied();
        let form = self.entered.form.filter(|_| problem.is_some());
        let entered =
            Entered { form, problem, ..Entered::stored(line.cell(&cell.name), self.entered.scope) };
        let id = entered.id(&named);
        let said =
            problem.map(|problem| problem_text(self.cx, &(*problem).clone().with("field", &label)));
        html! {
            (dispatch::edit_labelled(self.cx, &named, &entered, &label))
            @if let Some(said) = said {
                p.field__error id={ (id) "-problem" } { (icon("circle-alert")) (said) }
            }
        }
    }

    fn acts(&self, key: &str, is_open: bool) -> Markup {
        const OPEN: [(&str, &str); 5] = [
            ("up", "arrow-up"),
            ("down", "arrow-down"),
            ("copy", "copy"),
            ("drop", "trash-2"),
            ("close", "check"),
        ];
        let acts: &[(&str, &str)] = if is_open { &OPEN } else { &[("open", "pencil")] };
        html! {
            @for (act, sign) in acts {
                @let label = self.cx.text(&format!("ui.lines.{act}")).to_owned();
                (self.button((&format!("{act}:{key}"), " button--icon"), &label, &icon_small(sign)))
            }
        }
    }

    /// Without script the whole page comes back.
    fn button(&self, (act, class): (&str, &str), label: &str, inside: &Markup) -> Markup {
        let is_sign = class.contains("button--icon");
        html! {
            button class={ "button button--ghost button--sm" (class) } type="submit"
                name={ (self.field.name) ".act" } value=(act) formaction=(self.entered.lines.at)
                formnovalidate aria-label=[is_sign.then_some(label)]
                title=[is_sign.then_some(label)]
                hx-post=(self.entered.lines.at) hx-target="closest line-editor"
                hx-swap="outerHTML" hx-include="closest form"
                hx-sync={ "#" (self.entered.id(self.field)) ":replace" }
                hx-encoding="application/x-www-form-urlencoded" { (inside) }
        }
    }

    fn foot(&self) -> Markup {
        let Of { cx, shape, .. } = *self;
        let add = |kind: &LineKind| {
            let label = cx.text(&shape.key("kind", &kind.name)).to_owned();
            let inside = html! { (icon_small(&kind.icon)) (label) };
            self.button((&format!("add:{}", kind.name), ""), &label, &inside)
        };
        html! {
            div.lines__foot {
                @for kind in shape.kinds.iter().filter(|kind| !kind.made) { (add(kind)) }
                @let paste = cx.text("ui.lines.paste");
                @let inside = html! { (icon_small("clipboard-paste")) (paste) };
                (self.button(("paste", ""), paste, &inside))
                span.lines__keys {
                    kbd { (cx.text("ui.lines.key_next")) } (cx.text("ui.lines.next_line"))
                    kbd { (cx.text("ui.lines.key_new")) } (cx.text("ui.lines.new_line"))
                }
            }
        }
    }
}
