//! Importing a file: choose it, map it, see what would happen, watch it, take it back.

use kernel::Instant;
use maud::{Markup, html};

use crate::components::{glyph, icon, progress, steps, token};
use crate::model::ModuleHead;
use crate::{Cx, format};

/// The first step: choosing a file, and the imports before.
#[derive(Clone, Debug, Default)]
pub struct UploadPage {
    /// The module.
    pub module: ModuleHead,
    /// What is wrong with the file.
    pub problem: Option<String>,
    /// Imports before, newest first.
    pub earlier: Vec<RunRow>,
}

/// An import before.
#[derive(Clone, Debug)]
pub struct RunRow {
    /// Its page.
    pub href: String,
    /// Name of the file.
    pub name: String,
    /// Its state in words.
    pub state: String,
    /// When it was asked for.
    pub at: Instant,
}

/// The second step: how the file is cut, where columns go, what would happen.
#[derive(Clone, Debug, Default)]
pub struct MapPage {
    /// The module.
    pub module: ModuleHead,
    /// Address of this step; the form is posted there.
    pub action: String,
    /// Name of the file.
    pub file: String,
    /// Sheets of the workbook, when there are several.
    pub sheets: Vec<Sheet>,
    /// Choices about the file: name, label, options.
    pub choices: Vec<Choice>,
    /// Columns of the file.
    pub columns: Vec<MapColumn>,
    /// Everything a column can go to: code and label.
    pub targets: Vec<(String, String)>,
    /// What would become of the rows: word and number.
    pub tally: Vec<(String, u64)>,
    /// Whether the numbers are those of the whole file.
    pub is_whole: bool,
    /// The first rows.
    pub rows: Vec<PreviewLine>,
    /// What is wrong with the choices.
    pub problem: Option<String>,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub label: String,
    /// The second step for it.
    pub href: String,
    /// Whether it is the one shown.
    pub is_current: bool,
}

/// A choice about the file.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Name in the form.
    pub name: String,
    /// Label.
    pub label: String,
    /// Options: code, label, whether chosen.
    pub options: Vec<(String, String, bool)>,
}

/// A column of the file.
#[derive(Clone, Debug, Default)]
pub struct MapColumn {
    /// Heading.
    pub heading: String,
    /// A few cells.
    pub sample: String,
    /// Code of where it goes, or empty.
    pub target: String,
}

/// What would become of a row.
#[derive(Clone, Debug, Default)]
pub struct PreviewLine {
    /// Line in the file.
    pub line: usize,
    /// Title of the record.
    pub title: String,
    /// Its fate in words.
    pub fate: String,
    /// Whether it would be refused.
    pub is_refused: bool,
    /// Why.
    pub reason: String,
}

/// An import under way or ended.
#[derive(Clone, Debug, Default)]
pub struct RunPage {
    /// The module.
    pub module: ModuleHead,
    /// Its own address.
    pub href: String,
    /// Name of the file.
    pub name: String,
    /// Its state in words.
    pub state: String,
    /// Rows done, and in all once known.
    pub progress: (u64, Option<u64>),
    /// What became of the rows: word and number.
    pub tally: Vec<(String, u64)>,
    /// Whether it goes on.
    pub is_running: bool,
    /// Where stopping it is posted.
    pub cancel: Option<String>,
    /// Where taking it back is posted.
    pub undo: Option<String>,
    /// The file of refused rows.
    pub errors: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
}

fn head(cx: Cx, module: &ModuleHead, at: usize) -> Markup {
    let title = cx.fill("ui.import.title", &[("many", &module.many)]);
    let labels = [
        cx.text("ui.import.step_file"),
        cx.text("ui.import.step_map"),
        cx.text("ui.import.step_run"),
    ];
    html! {
        header.page__head { (glyph(&module.icon, module.hue)) h1 { (title) } }
        div.page__bar { (steps(cx, &labels, at)) }
    }
}

/// Draws the first step.
#[must_use]
pub fn upload(cx: Cx, page: &UploadPage) -> Markup {
    html! {
        (head(cx, &page.module, 0))
        div.page__body.page__body--pad tabindex="0" role="region"
            aria-label=(cx.text("ui.import.step_file")) {
            div.measure.stack.stack--loose {
                @if let Some(problem) = &page.problem {
                    div.banner.banner--danger role="alert" {
                        (icon("circle-alert")) span { (problem) }
                    }
                }
                p.muted { (cx.text("ui.import.intro")) }
                form.stack.stack--loose method="post" action={ (page.module.href) "/import" }
                    enctype="multipart/form-data" {
                    (token(cx))
                    file-drop {
                        label.upload {
                            (icon("file-spreadsheet"))
                            span { (cx.text("ui.import.choose")) }
                            span.upload__name data-chosen {}
                            input.sr-only type="file" name="file" required
                                accept=".csv,.txt,.tsv,.xlsx,.ods,.vcf,text/csv,text/plain";
                        }
                    }
                    div {
                        button.button.button--primary type="submit" {
                            (cx.text("ui.import.next"))
                        }
                    }
                }
                @if !page.earlier.is_empty() {
                    section {
                        h2 { (cx.text("ui.import.earlier")) }
                        ul.stack {
                            @for run in &page.earlier {
                                li.row {
                                    a.grow.truncate href=(run.href) { (run.name) }
                                    span.muted { (run.state) }
                                    span.faint.tnum { (format::moment(cx, run.at)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Draws the second step.
#[must_use]
pub fn map(cx: Cx, page: &MapPage) -> Markup {
    html! {
        (head(cx, &page.module, 1))
        form.import__form method="post" action=(page.action) {
            (token(cx))
            div.page__body.page__body--pad tabindex="0" role="region"
                aria-label=(cx.text("ui.import.step_map")) {
                div.measure--wide.stack.stack--loose {
                    p { strong { (page.file) } }
                    @if !page.sheets.is_empty() { (sheets(cx, &page.sheets)) }
                    @if let Some(problem) = &page.problem {
                        div.banner.banner--danger role="alert" {
                            (icon("circle-alert")) span { (problem) }
                        }
                    }
                    div.import__choices {
                        @for choice in &page.choices { (choice_of(choice)) }
                    }
                    (columns(cx, page))
                    (preview(cx, page))
                }
            }
            footer.page__foot {
                (tally(cx, &page.tally))
                @if !page.is_whole { span.faint { (cx.text("ui.import.first_rows")) } }
                div.push.row {
                    button.button type="submit" name="step" value="preview" {
                        (cx.text("ui.import.preview"))
                    }
                    button.button.button--primary type="submit" name="step" value="start" {
                        (cx.text("ui.import.start"))
                    }
                }
            }
        }
    }
}

/// Each sheet has columns and rows of its own, so another one begins anew.
fn sheets(cx: Cx, sheets: &[Sheet]) -> Markup {
    let label = cx.text("ui.import.sheets");
    html! {
        div.row.import__sheets {
            span.muted { (label) }
            nav.tabs aria-label=(label) {
                @for sheet in sheets {
                    a.tab href=(sheet.href) aria-current=[sheet.is_current.then_some("page")] {
                        (icon("table")) (sheet.label)
                    }
                }
            }
        }
    }
}

fn choice_of(choice: &Choice) -> Markup {
    let id = format!("choice-{}", choice.name);
    html! {
        div.field {
            label.field__label for=(id) { (choice.label) }
            select.select id=(id) name=(choice.name) {
                @for (code, label, is_on) in &choice.options {
                    option value=(code) selected[*is_on] { (label) }
                }
            }
        }
    }
}

fn columns(cx: Cx, page: &MapPage) -> Markup {
    html! {
        div.table-frame {
            table.table.table--plain {
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
                            td {
                                select.select name={ "column." (at) }
                                    aria-label={
                                        (cx.text("ui.import.target")) ": " (column.heading)
                                    } {
                                    option value="" { (cx.text("ui.import.leave_out")) }
                                    @for (code, label) in &page.targets {
                                        option value=(code) selected[*code == column.target] {
                                            (label)
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn preview(cx: Cx, page: &MapPage) -> Markup {
    html! {
        section.stack {
            h2 { (cx.text("ui.import.what_happens")) }
            div.table-frame {
                table.table.table--plain.table--wrap {
                    thead {
                        tr {
                            th scope="col" { (cx.text("ui.import.line")) }
                            th scope="col" { (page.module.one) }
                            th scope="col" { (cx.text("ui.import.fate")) }
                            th scope="col" { (cx.text("ui.import.reason")) }
                        }
                    }
                    tbody {
                        @for row in &page.rows {
                            tr {
                                td.tnum.faint { (row.line) }
                                td { (row.title) }
                                td { span.neg[row.is_refused] { (row.fate) } }
                                td.muted { (row.reason) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn tally(cx: Cx, tally: &[(String, u64)]) -> Markup {
    html! {
        span.row {
            @for (word, n) in tally {
                span.tnum { strong { (format::integer(cx, *n)) } " " (word) }
            }
        }
    }
}

/// Draws an import under way or ended.
#[must_use]
pub fn run(cx: Cx, page: &RunPage) -> Markup {
    html! {
        (head(cx, &page.module, 2))
        div.page__body.page__body--pad tabindex="0" role="region"
            aria-label=(cx.text("ui.import.step_run")) {
            div.measure { (run_state(cx, page)) }
        }
    }
}

/// Draws the state of an import; while it goes on the part asks for itself again.
#[must_use]
pub fn run_state(cx: Cx, page: &RunPage) -> Markup {
    let again = page.is_running.then(|| format!("{}?part=state", page.href));
    html! {
        section.card id="part-import-state" hx-get=[again.as_deref()]
            hx-trigger=[page.is_running.then_some("load delay:1s")] hx-swap="outerHTML"
            aria-live="polite" {
            div.card__head { h2 { (page.name) } span.push.muted { (page.state) } }
            div.card__body.stack.stack--loose {
                @if page.is_running { (progress(&page.name, page.progress.0, page.progress.1)) }
                (tally(cx, &page.tally))
                @if let Some(error) = &page.error {
                    div.banner.banner--danger role="alert" { (icon("circle-alert")) (error) }
                }
                div.row {
                    @if !page.is_running {
                        a.button.button--primary href=(page.module.href) {
                            (cx.fill("ui.import.open", &[("many", &page.module.many)]))
                        }
                    }
                    @if let Some(errors) = &page.errors {
                        a.button href=(errors) { (icon("download")) (cx.text("ui.import.errors")) }
                    }
                    @if let Some(undo) = &page.undo { (post(cx, undo, "ui.import.undo")) }
                    @if let Some(cancel) = &page.cancel { (post(cx, cancel, "ui.import.cancel")) }
                }
            }
        }
    }
}

fn post(cx: Cx, action: &str, verb: &'static str) -> Markup {
    html! {
        form method="post" action=(action) {
            (token(cx))
            button.button type="submit" { (cx.text(verb)) }
        }
    }
}
