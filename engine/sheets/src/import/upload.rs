//! The first step: a file is chosen.

use maud::{Markup, html};

use super::frame::head;
use super::model::UploadPage;
use super::saved;
use ui::components::{icon, token};
use ui::{Cx, format};

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
                                accept=".csv,.txt,.tsv,.xlsx,.ods,.vcf,.ics,text/csv,text/plain";
                        }
                    }
                    div {
                        button.button.button--primary type="submit" {
                            (cx.text("ui.import.next"))
                        }
                    }
                }
                (saved::list(cx, page))
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
