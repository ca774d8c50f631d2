//! Bringing a block of cells into lines: a field for it, what its columns are, what comes of it.

use maud::{Markup, html};
use ui::Cx;
use ui::components::icon;

use crate::import::{Choice, MapColumn};

/// A block of cells on its way into lines.
#[derive(Clone, Debug, Default)]
pub struct Pasting {
    /// Name of the field that holds the lines.
    pub name: String,
    /// Where the form is posted; it has a query.
    pub at: String,
    /// The block as text; without one it is asked for.
    pub text: String,
    /// What is wrong with the block as a whole.
    pub problem: Option<String>,
    /// How the block is read.
    pub choices: Vec<Choice>,
    /// Its columns.
    pub columns: Vec<MapColumn>,
    /// Everything a column can be: code and label.
    pub targets: Vec<(String, String)>,
    /// Headings of what is seen before.
    pub heads: Vec<Head>,
    /// The first lines, and those about which there is something to say.
    pub rows: Vec<PastedRow>,
    /// How many lines there are, and in how many of them something is wrong.
    pub counts: (u64, u64),
}

/// The heading of a cell.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Its label.
    pub label: String,
    /// Whether it stands to the right.
    pub is_numeric: bool,
}

/// A line as it will be.
#[derive(Clone, Debug, Default)]
pub struct PastedRow {
    /// Line of the block, from 1.
    pub at: usize,
    /// What it is.
    pub kind: String,
    /// Its cells in the order of the headings.
    pub cells: Vec<String>,
    /// What is wrong with it.
    pub problems: Vec<String>,
    /// What is to be told besides.
    pub notes: Vec<String>,
}

/// Draws what stands below the lines.
#[must_use]
pub fn pasting(cx: Cx, page: &Pasting) -> Markup {
    html! {
        section.stack data-paste-panel aria-label=(cx.text("ui.paste.title")) {
            @if let Some(problem) = &page.problem {
                div.banner.banner--danger role="alert" {
                    (icon("circle-alert")) span { (problem) }
                }
            }
            @if page.text.is_empty() || page.problem.is_some() { (asked(cx, page)) }
            @else { (found(cx, page)) }
        }
    }
}

/// Draws that a block was taken, and what takes it back until the form is saved.
#[must_use]
pub fn taken(cx: Cx, page: &Pasting, (pasted, n): (&str, u64)) -> Markup {
    let said = cx.fill("ui.lines.pasted", &[("n", &ui::format::integer(cx, n))]);
    html! {
        div.banner.banner--success role="status" {
            (icon("circle-check"))
            span.grow { (said) }
            input type="hidden" name={ (page.name) ".pasted" } value=(pasted);
            (button(cx, page, ("unpaste", "ui.lines.unpaste"), "button--ghost button--sm"))
        }
    }
}

fn asked(cx: Cx, page: &Pasting) -> Markup {
    let id = format!("paste-{}", page.name);
    html! {
        div.field {
            label.field__label for=(id) { (cx.text("ui.paste.title")) }
            textarea.input.textarea id=(id) name={ (page.name) ".paste.text" } rows="6"
                aria-describedby={ (id) "-hint" } {}
            p.field__hint id={ (id) "-hint" } { (cx.text("ui.paste.hint")) }
        }
        div.row {
            (button(cx, page, ("paste", "ui.paste.look"), "button--primary"))
            (button(cx, page, ("close", "ui.action.cancel"), "button--ghost"))
        }
    }
}

fn found(cx: Cx, page: &Pasting) -> Markup {
    html! {
        h3 { (cx.text("ui.paste.title")) }
        // An own name keeps the block from being typed over.
        textarea hidden name={ (page.name) ".paste.text" } { "\n" (page.text) }
        div.import__choices { @for choice in &page.choices { (choice_of(page, choice)) } }
        (columns(cx, page))
        (preview(cx, page))
        div.row {
            (button(cx, page, ("insert", "ui.lines.paste"), "button--primary"))
            (button(cx, page, ("close", "ui.action.cancel"), "button--ghost"))
            span.muted { (counted(cx, page.counts)) }
        }
    }
}

fn counted(cx: Cx, (n, n_wrong): (u64, u64)) -> String {
    let [n, n_wrong] = [n, n_wrong].map(|n| ui::format::integer(cx, n));
    match n_wrong.as_str() {
        "0" => cx.fill("ui.lines.count", &[("n", &n)]),
        _ => cx.fill("ui.paste.count_wrong", &[("n", &n), ("wrong", &n_wrong)]),
    }
}

fn button(cx: Cx, page: &Pasting, (act, label): (&str, &'static str), class: &str) -> Markup {
    html! {
        button class={ "button " (class) } type="submit" name={ (page.name) ".act" } value=(act)
            formaction=(page.at) formnovalidate hx-post=(page.at) hx-target="closest line-editor"
            hx-swap="outerHTML" hx-include="closest form" hx-sync="closest line-editor:replace"
            hx-encoding="application/x-www-form-urlencoded" autofocus[act == "unpaste"] {
            (cx.text(label))
        }
    }
}

/// A choice reads the block anew.
fn select(page: &Pasting, name: &str, label: &str, options: &Markup) -> Markup {
    html! {
        select.select name={ (page.name) ".paste." (name) } aria-label=(label)
            hx-post={ (page.at) "&act=paste" } hx-trigger="change consume"
            hx-target="closest line-editor" hx-swap="outerHTML" hx-include="closest form"
            hx-sync="closest line-editor:replace"
            hx-encoding="application/x-www-form-urlencoded" { (options) }
    }
}

fn choice_of(page: &Pasting, choice: &Choice) -> Markup {
    let options = html! {
        @for (code, label, is_on) in &choice.options {
            option value=(code) selected[*is_on] { (label) }
        }
    };
    html! {
        div.field {
            span.field__label aria-hidden="true" { (choice.label) }
            (select(page, &choice.name, &choice.label, &options))
        }
    }
}

fn columns(cx: Cx, page: &Pasting) -> Markup {
    html! {
        div.table-frame {
            table.table.table--plain.table--wrap {
                thead {
                    tr {
                        th scope="col" { (cx.text("ui.import.column")) }
                        th scope="col" { (cx.text("ui.import.sample")) }
                        th scope="col" { (cx.text("ui.import.target")) }
                    }
                }
                tbody {
                    @for (at, column) in page.columns.iter().enumerate() {
                        tr {
                            td.strong { (column.heading) }
                            td.muted title=(column.sample) { (column.sample) }
                            td { (target(cx, page, at, column)) }
                        }
                    }
                }
            }
        }
    }
}

fn target(cx: Cx, page: &Pasting, at: usize, column: &MapColumn) -> Markup {
    let label = format!("{}: {}", cx.text("ui.import.target"), column.heading);
    let options = html! {
        option value="" { (cx.text("ui.import.leave_out")) }
        @for (code, label) in &page.targets {
            option value=(code) selected[*code == column.target] { (label) }
        }
    };
    select(page, &format!("column.{at}"), &label, &options)
}

fn preview(cx: Cx, page: &Pasting) -> Markup {
    html! {
        div.table-frame tabindex="0" role="region" aria-label=(cx.text("ui.paste.preview")) {
            table.table.table--plain.table--wrap {
                thead {
                    tr {
                        th scope="col" { (cx.text("ui.import.line")) }
                        th scope="col" { (cx.text("ui.paste.kind")) }
                        @for head in &page.heads {
                            th scope="col" class=[head.is_numeric.then_some("num")] { (head.label) }
                        }
                    }
                }
                tbody { @for row in &page.rows { (row_of(page, row)) } }
            }
        }
    }
}

/// What is to be said of a line stands below it, across.
fn row_of(page: &Pasting, row: &PastedRow) -> Markup {
    html! {
        tr {
            td.tnum.faint { (row.at) }
            td { span.tag { (row.kind) } }
            @for (head, cell) in page.heads.iter().zip(&row.cells) {
                td class=[head.is_numeric.then_some("num tnum")] { (cell) }
            }
        }
        @if !row.problems.is_empty() || !row.notes.is_empty() {
            tr {
                td {}
                td colspan=(page.heads.len() + 1) {
                    @for problem in &row.problems {
                        p.field__error { (icon("circle-alert")) (problem) }
                    }
                    @for note in &row.notes { p.xs.muted { (note) } }
                }
            }
        }
    }
}
