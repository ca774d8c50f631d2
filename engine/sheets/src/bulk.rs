//! One act on many records: asking what exactly, and following it.

use catalog::Field;
use kernel::{FieldProblem, Value};
use maud::{Markup, html};

use ui::components::{
    FieldFrame, crumbs, field_frame, glyph, hidden, icon, problem_text, progress, token,
};
use ui::fields::{self, Entered, Form};
use ui::model::{ModuleHead, RecordLine};
use ui::views::edit::{Frame, focused};
use ui::{Cx, format};

/// Name under which the value of the chosen field is posted.
pub const VALUE: &str = "value";
/// Keeps ids of controls apart from those of other forms.
const SCOPE: &str = "bulk";

/// The form that asks what exactly is to be done.
#[derive(Clone, Debug)]
pub struct BulkPage<'a> {
    /// The module.
    pub module: ModuleHead,
    /// What is done.
    pub title: String,
    /// To which records, in words.
    pub subject: String,
    /// Where it is posted.
    pub action: String,
    /// The list it began in.
    pub cancel: String,
    /// The selection, carried along unseen.
    pub carried: Vec<(String, String)>,
    /// On a page or in a drawer.
    pub frame: Frame,
    /// What is asked for.
    pub ask: Ask<'a>,
    /// The verb on the button.
    pub verb: String,
    /// What is wrong with the selection.
    pub problem: Option<String>,
}

/// What an act asks for.
#[derive(Clone, Debug)]
pub enum Ask<'a> {
    /// Nothing more.
    Nothing,
    /// A tag.
    Tag {
        /// What was typed.
        text: String,
        /// What is wrong with it.
        problem: Option<String>,
    },
    /// A field and its value.
    Field {
        /// Fields to choose from: name and label; none when the field stands.
        choices: Vec<(String, String)>,
        /// The chosen one.
        chosen: Option<Box<Chosen<'a>>>,
    },
}

/// A chosen field.
#[derive(Clone, Debug)]
pub struct Chosen<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its label.
    pub label: String,
    /// The field under the name that its value is posted with.
    pub field: Field,
    /// What was posted and refused.
    pub entered: Option<Form>,
    /// What is wrong with it.
    pub problem: Option<FieldProblem>,
}

/// Draws the form.
#[must_use]
pub fn page(cx: Cx, page: &BulkPage) -> Markup {
    match page.frame {
        Frame::Page => html! {
            header.page__head {
                (crumbs(cx, &[(page.module.many.clone(), page.module.href.clone())]))
            }
            div.page__body {
                div.form {
                    (form(cx, page, &html! {
                        div.form__head {
                            (glyph(&page.module.icon, page.module.hue))
                            h1 { (page.title) }
                        }
                        (body(cx, page))
                        div.form__foot { (foot(cx, page)) }
                    }))
                }
            }
        },
        Frame::Drawer | Frame::Inline => drawer(cx, page),
    }
}

fn drawer(cx: Cx, page: &BulkPage) -> Markup {
    let close = cx.text("ui.action.close");
    html! {
        div.form.form--drawer data-bulk {
            (form(cx, page, &html! {
                header.drawer__head {
                    (glyph(&page.module.icon, page.module.hue))
                    h2.grow.truncate { (page.title) }
                    button.button.button--icon.button--ghost.button--sm type="button"
                        data-close-layer aria-label=(close) title=(close) { (icon("x")) }
                }
                div.drawer__body { (body(cx, page)) }
                div.drawer__foot { (foot(cx, page)) }
            }))
        }
    }
}

/// In a drawer the answer takes the place of the form.
fn form(cx: Cx, page: &BulkPage, inside: &Markup) -> Markup {
    let post = (page.frame == Frame::Drawer).then_some(page.action.as_str());
    html! {
        form method="post" action=(page.action) novalidate hx-post=[post]
            hx-target=[post.map(|_| "closest [data-bulk]")]
            hx-swap=[post.map(|_| "outerHTML")] {
            (token(cx)) (hidden(&page.carried))
            (inside)
        }
    }
}

fn body(cx: Cx, page: &BulkPage) -> Markup {
    html! {
        @if let Some(problem) = &page.problem {
            div.banner.banner--danger role="alert" { (icon("circle-alert")) (problem) }
        }
        p.muted.bulk__subject { (page.subject) }
        @match &page.ask {
            Ask::Nothing => {}
            Ask::Tag { text, problem } => { (tag(cx, text, problem.as_deref())) }
            Ask::Field { choices, chosen } => { (field(cx, page, choices, chosen.as_deref())) }
        }
    }
}

fn foot(cx: Cx, page: &BulkPage) -> Markup {
    let is_ready = !matches!(page.ask, Ask::Field { chosen: None, .. });
    html! {
        a.button.button--ghost.push href=(page.cancel) data-close-layer {
            (cx.text("ui.action.cancel"))
        }
        @if is_ready {
            button.button.button--primary type="submit" name="step" value="do" data-save {
                (page.verb)
            }
        }
    }
}

fn tag(cx: Cx, text: &str, problem: Option<&str>) -> Markup {
    let control = html! {
        input.input id="bulk-tag" name="tag" value=(text) maxlength="60" autocomplete="off"
            autofocus aria-required="true" aria-invalid=[problem.map(|_| "true")]
            aria-describedby=[problem.map(|_| "bulk-tag-problem")];
    };
    let frame = FieldFrame {
        id: "bulk-tag",
        label: cx.text("ui.record.tag"),
        is_required: true,
        problem,
        ..FieldFrame::default()
    };
    field_frame(frame, &control)
}

/// Another field is asked for with another editor; without script by a button of its own.
fn field(cx: Cx, page: &BulkPage, choices: &[(String, String)], chosen: Option<&Chosen>) -> Markup {
    let name = chosen.map(|chosen| chosen.name);
    let post = (page.frame == Frame::Drawer).then_some(page.action.as_str());
    html! {
        div.stack {
            @if !choices.is_empty() {
                div.field {
                    label.field__label for="bulk-field" { (cx.text("ui.bulk.field")) }
                    select.select id="bulk-field" name="field" hx-post=[post]
                        hx-trigger=[post.map(|_| "change")]
                        hx-target=[post.map(|_| "closest [data-bulk]")]
                        hx-swap=[post.map(|_| "outerHTML")] {
                        @if chosen.is_none() {
                            option value="" selected { (cx.text("ui.field.choose")) }
                        }
                        @for (code, label) in choices {
                            option value=(code) selected[name == Some(code)] { (label) }
                        }
                    }
                    @if post.is_none() {
                        button.button.button--sm type="submit" { (cx.text("ui.bulk.other_field")) }
                    }
                }
            }
            @if let Some(chosen) = chosen { (editor(cx, chosen)) }
        }
    }
}

fn editor(cx: Cx, chosen: &Chosen) -> Markup {
    let entered = Entered {
        form: chosen.entered.as_ref(),
        problem: chosen.problem.as_ref(),
        ..Entered::stored(&Value::Empty, SCOPE)
    };
    let control = focused(&fields::edit(cx, &chosen.field, &entered));
    let problem = chosen.problem.as_ref();
    let problem = problem.map(|one| problem_text(cx, &one.clone().with("field", &chosen.label)));
    let hint = (!chosen.field.required).then(|| cx.text("ui.bulk.empty_clears"));
    let frame = FieldFrame {
        id: &entered.id(&chosen.field),
        label: &chosen.label,
        is_required: chosen.field.required,
        hint,
        problem: problem.as_deref(),
        is_group: fields::is_group(&chosen.field),
    };
    field_frame(frame, &control)
}

/// A run under way or ended.
#[derive(Clone, Debug, Default)]
pub struct BulkRun {
    /// Whether it was begun right before; what was selected for it is so no longer.
    pub has_begun: bool,
    /// The module.
    pub module: ModuleHead,
    /// Its own address.
    pub href: String,
    /// What is done.
    pub title: String,
    /// Its state in words.
    pub state: String,
    /// Records met, and in all once known.
    pub progress: (u64, Option<u64>),
    /// What became of the records: word and number.
    pub tally: Vec<(String, u64)>,
    /// Why records refused, how many, and some of them.
    pub reasons: Vec<Refusals>,
    /// Whether it goes on.
    pub is_running: bool,
    /// Where stopping it is posted.
    pub cancel: Option<String>,
    /// Where taking it back is posted.
    pub undo: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
}

/// Records that were refused for one reason.
#[derive(Clone, Debug, Default)]
pub struct Refusals {
    /// The reason in a sentence.
    pub reason: String,
    /// How many.
    pub n: u64,
    /// Some of them.
    pub records: Vec<RecordLine>,
}

/// Draws the page of a run.
#[must_use]
pub fn run(cx: Cx, page: &BulkRun) -> Markup {
    html! {
        header.page__head {
            (glyph(&page.module.icon, page.module.hue))
            h1 { (page.title) }
        }
        div.page__body.page__body--pad tabindex="0" role="region" aria-label=(page.title) {
            div.measure { (run_state(cx, page)) }
        }
        @if page.has_begun { record-table data-of=(page.module.href) data-done hidden {} }
    }
}

/// Draws the state of a run; while it goes on the part asks for itself again.
#[must_use]
pub fn run_state(cx: Cx, page: &BulkRun) -> Markup {
    let again = page.is_running.then(|| format!("{}?part=state", page.href));
    html! {
        section.card id="part-bulk-state" hx-get=[again.as_deref()]
            hx-trigger=[page.is_running.then_some("load delay:1s")] hx-swap="outerHTML"
            aria-live="polite" {
            div.card__head { h2 { (page.module.many) } span.push.muted { (page.state) } }
            div.card__body.stack.stack--loose {
                @if page.is_running { (progress(&page.title, page.progress.0, page.progress.1)) }
                span.row {
                    @for (word, n) in &page.tally {
                        span.tnum { strong { (format::integer(cx, *n)) } " " (word) }
                    }
                }
                @if let Some(error) = &page.error {
                    div.banner.banner--danger role="alert" { (icon("circle-alert")) (error) }
                }
                @for refusals in &page.reasons { (refused(cx, refusals)) }
                div.row {
                    @if !page.is_running {
                        a.button.button--primary href=(page.module.href) {
                            (cx.fill("ui.import.open", &[("many", &page.module.many)]))
                        }
                    }
                    @if let Some(undo) = &page.undo {
                        div data-takes-back { (post(cx, undo, cx.text("ui.action.undo"))) }
                    }
                    @if let Some(cancel) = &page.cancel {
                        (post(cx, cancel, cx.text("ui.jobs.stop")))
                    }
                }
            }
        }
    }
}

fn refused(cx: Cx, refusals: &Refusals) -> Markup {
    let more = refusals.n.saturating_sub(refusals.records.len() as u64);
    let count = format::integer(cx, refusals.n);
    html! {
        section.stack {
            h3.neg {
                (cx.fill("ui.bulk.refused", &[("n", &count)])) " " (refusals.reason)
            }
            @if !refusals.records.is_empty() {
                ul.bulk__records {
                    @for record in &refusals.records {
                        li { a href=(record.href) { (record.title) } }
                    }
                    @if more > 0 {
                        li.muted {
                            (cx.fill("ui.bulk.more", &[("n", &format::integer(cx, more))]))
                        }
                    }
                }
            }
        }
    }
}

fn post(cx: Cx, action: &str, verb: &str) -> Markup {
    html! {
        form method="post" action=(action) {
            (token(cx))
            button.button type="submit" { (verb) }
        }
    }
}
