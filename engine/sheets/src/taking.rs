//! Files of which records are made: chosen or dropped, and what became of each.

use maud::{Markup, html};

use ui::Cx;
use ui::components::{crumbs, icon, token};
use ui::model::ModuleHead;

/// Where files are given in.
#[derive(Clone, Debug, Default)]
pub struct TakingPage {
    /// The module.
    pub module: ModuleHead,
    /// What is done here, as the module calls it.
    pub title: String,
    /// What files can be given in.
    pub hint: String,
    /// How their names end, as the browser is told.
    pub accept: String,
    /// Bytes at most of one file.
    pub limit: u64,
    /// What became of files that were given in.
    pub outcomes: Vec<Outcome>,
}

/// What became of a file.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its name.
    pub file: String,
    /// Title and address of its record, or what is wrong with it.
    pub made: Result<(String, String), String>,
}

/// A button that leads to the page, beside other tools of a list.
#[must_use]
pub fn beside(tools: Markup, label: &str, href: &str) -> Markup {
    html! {
        (tools)
        a.button href=(href) title=(label) aria-label=(label) {
            (icon("file-up")) span.wide-only { (label) }
        }
    }
}

/// Draws the page.
#[must_use]
pub fn page(cx: Cx, page: &TakingPage) -> Markup {
    html! {
        header.page__head {
            (crumbs(cx, &[(page.module.many.clone(), page.module.href.clone())]))
            h1 { (page.title) }
        }
        div.page__body.page__body--pad tabindex="0" role="region" aria-label=(page.title) {
            div.measure.stack.stack--loose {
                @for outcome in &page.outcomes { (outcome_line(cx, outcome)) }
                p.muted { (page.hint) }
                (form(cx, page))
            }
        }
    }
}

fn form(cx: Cx, page: &TakingPage) -> Markup {
    let limit = ui::format::size(cx, page.limit);
    let too_large = cx.fill("ui.record.file_large", &[("limit", &limit)]);
    html! {
        form.stack.stack--loose method="post" action={ (page.module.href) "/from_file" }
            enctype="multipart/form-data" {
            (token(cx))
            file-drop data-limit=(page.limit) data-too-large=(too_large) {
                label.upload {
                    (icon("file-up"))
                    span { (cx.text("ui.taking.choose")) }
                    span.upload__name data-chosen {}
                    input.sr-only type="file" name="file" required multiple
                        accept=(page.accept);
                }
            }
            div {
                button.button.button--primary type="submit" { (cx.text("ui.taking.go")) }
            }
        }
    }
}

fn outcome_line(cx: Cx, outcome: &Outcome) -> Markup {
    html! {
        @match &outcome.made {
            Ok((title, href)) => {
                div.banner role="status" {
                    (icon("circle-check"))
                    span {
                        (cx.fill("ui.taking.made", &[("file", &outcome.file)])) " "
                        a href=(href) { (title) }
                    }
                }
            }
            Err(why) => {
                div.banner.banner--danger role="alert" {
                    (icon("circle-alert"))
                    span { strong { (outcome.file) } " " (why) }
                }
            }
        }
    }
}
