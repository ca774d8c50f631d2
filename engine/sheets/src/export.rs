//! Taking records along as a file: what is asked for, and files that take long to make.

use kernel::Instant;
use maud::{Markup, html};
use ui::components::{glyph, icon, progress, token};
use ui::model::ModuleHead;
use ui::{Cx, format};

/// What a file is to hold and be.
#[derive(Clone, Debug, Default)]
pub struct ExportPage {
    /// The module.
    pub module: ModuleHead,
    /// Where it is posted.
    pub action: String,
    /// The list it comes from, as it travels along.
    pub state: Vec<(String, String)>,
    /// Kinds of files: code, label, whether chosen.
    pub formats: Vec<(String, String, bool)>,
    /// Which columns: code, label, whether chosen.
    pub columns: Vec<(String, String, bool)>,
    /// What a row of a list is, where records have lines: code, label, whether chosen.
    pub rows: Vec<(String, String, bool)>,
    /// What is wrong with the choices.
    pub problem: Option<String>,
    /// Whether it takes so long that it is made meanwhile.
    pub is_large: bool,
}

/// An export that is made meanwhile.
#[derive(Clone, Debug, Default)]
pub struct ExportRunPage {
    /// The module.
    pub module: ModuleHead,
    /// Its own address.
    pub href: String,
    /// What kind of file it becomes.
    pub format: String,
    /// Whether it is a list of records, which are counted.
    pub counts_records: bool,
    /// Its state in words.
    pub state: String,
    /// Records written, and in all once known.
    pub progress: (u64, Option<u64>),
    /// Whether it goes on.
    pub is_running: bool,
    /// Where stopping it is posted.
    pub cancel: Option<String>,
    /// The file, and until when it can be fetched.
    pub file: Option<(String, Instant)>,
    /// What to do when there will be no file.
    pub hint: Option<String>,
}

fn head(cx: Cx, module: &ModuleHead) -> Markup {
    let title = cx.fill("ui.export.title", &[("many", &module.many)]);
    html! { header.page__head { (glyph(&module.icon, module.hue)) h1 { (title) } } }
}

/// Draws the choices.
#[must_use]
pub fn page(cx: Cx, page: &ExportPage) -> Markup {
    html! {
        (head(cx, &page.module))
        div.page__body.page__body--pad tabindex="0" role="region"
            aria-label=(cx.text("ui.export.choose")) {
            form.measure.stack.stack--loose method="post" action=(page.action) {
                (token(cx))
                @for (name, value) in &page.state {
                    input type="hidden" name=(name) value=(value);
                }
                @if let Some(problem) = &page.problem {
                    div.banner.banner--danger role="alert" {
                        (icon("circle-alert")) span { (problem) }
                    }
                }
                (choice(cx, ("format", "ui.export.format"), &page.formats))
                (choice(cx, ("which", "ui.export.columns"), &page.columns))
                @if !page.rows.is_empty() { (choice(cx, ("rows", "ui.export.rows"), &page.rows)) }
                @if page.is_large {
                    p.muted { (cx.text("ui.export.large")) }
                } @else {
                    label.choice {
                        input.check type="checkbox" name="later" value="1";
                        (cx.text("ui.export.later"))
                    }
                }
                div.row {
                    button.button.button--primary type="submit" { (cx.text("ui.export.start")) }
                    a.button href=(page.module.href) { (cx.text("ui.action.cancel")) }
                }
            }
        }
    }
}

fn choice(
    cx: Cx,
    (name, label): (&str, &'static str),
    options: &[(String, String, bool)],
) -> Markup {
    html! {
        fieldset.field {
            legend.field__label { (cx.text(label)) }
            div.stack {
                @for (code, label, is_on) in options {
                    label.choice {
                        input.check type="radio" name=(name) value=(code) checked[*is_on];
                        (label)
                    }
                }
            }
        }
    }
}

/// Draws an export under way or ended.
#[must_use]
pub fn run(cx: Cx, page: &ExportRunPage) -> Markup {
    html! {
        (head(cx, &page.module))
        div.page__body.page__body--pad tabindex="0" role="region" aria-label=(page.state) {
            div.measure { (run_state(cx, page)) }
        }
    }
}

/// Draws the state of an export; while it goes on the part asks for itself again.
#[must_use]
pub fn run_state(cx: Cx, page: &ExportRunPage) -> Markup {
    let again = page.is_running.then(|| format!("{}?part=state", page.href));
    let (n, total) = page.progress;
    html! {
        section.card id="part-export-state" hx-get=[again.as_deref()]
            hx-trigger=[page.is_running.then_some("load delay:1s")] hx-swap="outerHTML"
            aria-live="polite" {
            div.card__head { h2 { (page.format) } span.push.muted { (page.state) } }
            div.card__body.stack.stack--loose {
                @if page.is_running { (progress(&page.format, n, total)) }
                @let n = format::integer(cx, n);
                @if page.counts_records {
                    p.tnum { (cx.fill("ui.export.written", &[("n", &n)])) }
                } @else if page.is_running {
                    p.tnum { (cx.fill("ui.export.made", &[("n", &n)])) }
                }
                @if page.is_running { p.muted { (cx.text("ui.export.leave")) } }
                @if let Some(hint) = &page.hint { p { (hint) } }
                div.row {
                    @if let Some((href, until)) = &page.file {
                        a.button.button--primary href=(href) {
                            (icon("download")) (cx.text("ui.export.fetch"))
                        }
                        span.muted {
                            (cx.text("ui.export.until")) " " (format::moment(cx, *until))
                        }
                    }
                    @if let Some(cancel) = &page.cancel {
                        form method="post" action=(cancel) {
                            (token(cx))
                            button.button type="submit" { (cx.text("ui.export.stop")) }
                        }
                    }
                }
            }
        }
    }
}
