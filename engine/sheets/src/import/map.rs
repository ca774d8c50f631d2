//! The second step: where columns go, and what would happen.

use maud::{Markup, html};

use super::change;
use super::computed;
use super::frame::{head, tally};
use super::model::{Choice, MapPage, Sheet};
use super::saved;
use ui::Cx;
use ui::components::{icon, token};

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
                    (saved::saving(cx, &page.saving))
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
            select.select id=(id) name=(choice.name)
                aria-invalid=[choice.problem.as_ref().map(|_| "true")]
                aria-describedby=[choice.problem.as_ref().map(|_| format!("{id}-problem"))] {
                @for (code, label, is_on) in &choice.options {
                    option value=(code) selected[*is_on] { (label) }
                }
            }
            @if let Some(problem) = &choice.problem {
                p.field__error id={ (id) "-problem" } { (icon("circle-alert")) (problem) }
            }
        }
    }
}

fn columns(cx: Cx, page: &MapPage) -> Markup {
    html! {
        div.table-frame {
            table.table.table--plain.table--stack {
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
                            td { (target(cx, page, (at, &column.heading), &column.target)) }
                        }
                    }
                    @for column in &page.computed { (computed::row(cx, page, column)) }
                }
            }
        }
        (computed::words(cx, page))
    }
}

/// Where a column goes.
pub(super) fn target(cx: Cx, page: &MapPage, (at, heading): (usize, &str), chosen: &str) -> Markup {
    html! {
        select.select name={ "column." (at) }
            aria-label={ (cx.text("ui.import.target")) ": " (heading) } {
            option value="" { (cx.text("ui.import.leave_out")) }
            @for (code, label) in &page.targets {
                option value=(code) selected[code == chosen] { (label) }
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
                                td {
                                    (row.title)
                                    @for line in &row.lines { p.xs.muted { (line) } }
                                }
                                td { span.neg[row.is_refused] { (row.fate) } }
                                td {
                                    span.muted { (row.reason) }
                                    (change::changes(cx, &row.changes))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
