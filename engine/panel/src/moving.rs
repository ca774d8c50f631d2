//! Moving in from another house: its plan, the fields of a module, and a run.

use maud::{Markup, html};

use crate::form::{Choice, Control, control};
use crate::frame::{Frame, framed};
use ui::Cx;
use ui::components::{icon, progress, token};
use ui::format;

/// The plan: where modules and people go.
#[derive(Clone, Debug, Default)]
pub struct PlanPage {
    /// What is around it.
    pub frame: Frame,
    /// Where it is sent.
    pub action: String,
    /// Tables of choices, with their titles and headings.
    pub tables: Vec<ChoiceTable>,
    /// Further fields.
    pub controls: Vec<Control>,
    /// Where one goes without sending it.
    pub back: String,
}

/// A table of choices.
#[derive(Clone, Debug, Default)]
pub struct ChoiceTable {
    /// Its title.
    pub title: String,
    /// Headings of both columns.
    pub columns: [String; 2],
    /// Its rows.
    pub rows: Vec<ChoiceRow>,
}

/// Something there, and what becomes of it.
#[derive(Clone, Debug, Default)]
pub struct ChoiceRow {
    /// Name of the choice in the form.
    pub name: String,
    /// What it is called there.
    pub label: String,
    /// What else is known of it.
    pub about: String,
    /// Words and address of a page about it.
    pub way: Option<(String, String)>,
    /// What can become of it.
    pub choices: Vec<Choice>,
    /// Words above what belongs to it, and each part of that.
    pub inner: Option<(String, Vec<ChoiceRow>)>,
}

/// A run, under way or ended.
#[derive(Clone, Debug, Default)]
pub struct MovingPage {
    /// What is around it.
    pub frame: Frame,
    /// Its address.
    pub href: String,
    /// Its state in words.
    pub state: String,
    /// Whether it goes on.
    pub is_running: bool,
    /// Rows met, and how many there are.
    pub progress: (u64, Option<u64>),
    /// Why it was interrupted or failed.
    pub error: Option<String>,
    /// Headings of the counts.
    pub columns: Vec<String>,
    /// Counts by module.
    pub tallies: Vec<(String, Vec<u64>)>,
    /// Headings of the report.
    pub headings: Vec<String>,
    /// Lines of the report that are shown.
    pub lines: Vec<Vec<String>>,
    /// What of the report is shown, in words.
    pub shown: String,
    /// Further pages of the report: label and address.
    pub pages: Vec<(String, String)>,
}

/// Draws a plan.
#[must_use]
pub fn plan(cx: Cx, page: &PlanPage) -> Markup {
    let body = html! {
        form.stack.stack--loose method="post" action=(page.action) {
            (token(cx))
            @if !page.controls.is_empty() {
                section.card {
                    div.card__body.house__fields.house__fields--top {
                        @for one in &page.controls { (control(one, "")) }
                    }
                }
            }
            @for one in &page.tables { (table(one)) }
            div.row {
                button.button.button--primary type="submit" { (cx.text("ui.action.save")) }
                a.button.button--ghost href=(page.back) { (cx.text("ui.action.cancel")) }
            }
        }
    };
    framed(cx, &page.frame, &html! {}, &body)
}

fn table(table: &ChoiceTable) -> Markup {
    html! {
        section.stack {
            h2 { (table.title) }
            div.table-frame {
                table.table.table--wrap {
                    thead { tr { @for one in &table.columns { th scope="col" { (one) } } } }
                    tbody { @for one in &table.rows { (row(one)) } }
                }
            }
        }
    }
}

fn row(row: &ChoiceRow) -> Markup {
    html! {
        tr {
            td {
                (row.label)
                @if !row.about.is_empty() { div.xs.faint { (row.about) } }
            }
            td {
                div.stack {
                    (select(row))
                    @if let Some((words, href)) = &row.way { a href=(href) { (words) } }
                    @if let Some((words, inner)) = &row.inner {
                        details {
                            summary { (words) }
                            @for one in inner {
                                div.row { span.grow { (one.label) } (select(one)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn select(row: &ChoiceRow) -> Markup {
    html! {
        select.select name=(row.name) aria-label=(row.label) {
            @for one in &row.choices {
                option value=(one.value) selected[one.is_on] { (one.label) }
            }
        }
    }
}

/// Draws a run with its report.
#[must_use]
pub fn run(cx: Cx, page: &MovingPage) -> Markup {
    let body = html! {
        (run_state(cx, page))
        @if !page.is_running { (report(cx, page)) }
    };
    framed(cx, &page.frame, &html! {}, &body)
}

/// Draws the state of a run; while it goes on the part asks for itself again.
#[must_use]
pub fn run_state(cx: Cx, page: &MovingPage) -> Markup {
    let again = page.is_running.then(|| format!("{}?part=state", page.href));
    html! {
        section.card id="part-moving-state" hx-get=[again.as_deref()]
            hx-trigger=[page.is_running.then_some("load delay:1s")] hx-swap="outerHTML"
            aria-live="polite" {
            div.card__head { h2 { (page.state) } }
            div.card__body.stack.stack--loose {
                @if page.is_running { (progress(&page.state, page.progress.0, page.progress.1)) }
                @if let Some(error) = &page.error {
                    div.banner.banner--danger role="alert" { (icon("circle-alert")) (error) }
                }
                (tallies(cx, page))
                @if page.is_running {
                    form method="post" action={ (page.href) "/cancel" } {
                        (token(cx))
                        button.button type="submit" { (cx.text("ui.jobs.stop")) }
                    }
                } @else {
                    div { a.button href=(page.href) { (cx.text("ui.moving.show_report")) } }
                }
            }
        }
    }
}

fn tallies(cx: Cx, page: &MovingPage) -> Markup {
    html! {
        @if !page.tallies.is_empty() {
            div.table-frame {
                table.table {
                    thead { tr { @for one in &page.columns { th scope="col" { (one) } } } }
                    tbody {
                        @for (label, counts) in &page.tallies {
                            tr {
                                th scope="row" { (label) }
                                @for n in counts { td.num { (format::integer(cx, *n)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn report(cx: Cx, page: &MovingPage) -> Markup {
    html! {
        section.stack id="report" {
            h2 { (cx.text("ui.moving.report")) }
            @if page.lines.is_empty() {
                p.muted { (cx.text("ui.moving.report_none")) }
            } @else {
                div.row {
                    span.muted { (page.shown) }
                    a.button href={ (page.href) "/report.csv" } {
                        (icon("download")) (cx.text("ui.moving.report_csv"))
                    }
                }
                div.table-frame {
                    table.table.table--wrap {
                        thead { tr { @for one in &page.headings { th scope="col" { (one) } } } }
                        tbody {
                            @for line in &page.lines { tr { @for one in line { td { (one) } } } }
                        }
                    }
                }
                div.row {
                    @for (label, href) in &page.pages { a.button href=(href) { (label) } }
                }
            }
        }
    }
}
