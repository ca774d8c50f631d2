//! A fact: how it is read, edited where it stands, and shown again once it was saved.

use kernel::FieldProblem;
use maud::{Markup, html};

use super::{FactMark, FactView};
use crate::Cx;
use crate::components::{icon, problem_text, toast_partial, token};
use crate::fields::{self, Entered, Form};
use crate::model::Toast;
use crate::views::edit::focused;

/// Keeps ids of controls apart from those of forms that may lie over the page.
const SCOPE: &str = "inline";
/// Code of the problem that somebody else saved the field in between.
const CHANGED_MEANWHILE: &str = "changed_meanwhile";

/// A fact that was just saved, and what else of the page it changes.
#[derive(Clone, Debug)]
pub struct Saved<'a> {
    /// The fact.
    pub fact: &'a FactView<'a>,
    /// Title that the record has since.
    pub title: &'a str,
    /// Version that the record has since.
    pub version: i64,
}

/// The value of a fact, with the pencil that leads to its form.
#[must_use]
pub fn fact(cx: Cx, fact: &FactView) -> Markup {
    let is_saved = matches!(fact.mark, FactMark::Saved);
    let pencil = cx.fill("ui.record.edit_fact", &[("field", &fact.label)]);
    html! {
        dd.fact__value.is-saved[is_saved] id=(fact_id(fact)) data-edit=[fact.edit.as_deref()] {
            (value(cx, fact))
            @if let FactMark::Refused(problem) = &fact.mark {
                p.field__error { (icon("circle-alert")) (sentence(cx, fact, problem)) }
            }
            // The pencil has the id of the control, so that focus comes back to it after a swap.
            @if let Some(edit) = &fact.edit {
                a.fact__edit id=(control_id(fact)) href=(edit) aria-label=(pencil) title=(pencil) {
                    (icon("pencil"))
                }
            }
        }
    }
}

/// The same place with a form in it.
#[must_use]
pub fn fact_form(cx: Cx, fact: &FactView, version: i64, entered: Option<&Form>) -> Markup {
    let address = fact.edit.as_deref().unwrap_or_default();
    let problem = match &fact.mark {
        FactMark::Refused(problem) => Some(problem),
        FactMark::None | FactMark::Saved => None,
    };
    let offered = fact.offered.as_deref();
    let control =
        Entered { form: entered, problem, offered, ..Entered::stored(&fact.value, SCOPE) };
    let control = focused(&fields::edit(cx, fact.field, &control));
    html! {
        dd.fact__value.is-editing id=(fact_id(fact)) data-edit=(address) {
            form.fact__form method="post" action=(address) hx-post=(address)
                hx-target="closest dd" hx-swap="outerHTML" data-many[has_many(fact)] {
                (token(cx))
                input type="hidden" name="version" value=(version);
                @if fields::is_group(fact.field) {
                    fieldset { legend.sr-only { (fact.label) } (control) }
                } @else {
                    label.sr-only for=(control_id(fact)) { (fact.label) }
                    (control)
                }
                @if let Some(problem) = problem {
                    p.field__error id={ (control_id(fact)) "-problem" } role="alert" {
                        (icon("circle-alert")) span { (sentence(cx, fact, problem)) }
                    }
                }
                (keys(cx, problem))
            }
        }
    }
}

/// The saved fact, and everything else on the page that repeats it.
#[must_use]
pub fn fact_saved(cx: Cx, saved: &Saved, toast: &Toast) -> Markup {
    let again = value(cx, saved.fact);
    let address = saved.fact.edit.as_deref().unwrap_or_default();
    html! {
        (fact(cx, saved.fact))
        (toast_partial(cx, toast))
        hx-partial hx-target="#record-title" hx-swap="innerHTML" { (saved.title) }
        hx-partial hx-target={ "#" (key_id(saved.fact)) } hx-swap="innerHTML" { (again) }
        hx-partial hx-target={ "#" (subtitle_id(saved.fact)) } hx-swap="innerHTML" { (again) }
        @if let Some((record, _)) = address.rsplit_once("/field/") {
            hx-partial hx-target="#part-detail-timeline" hx-swap="beforeend" {
                span hidden hx-get={ (record) "?part=timeline" } hx-trigger="load"
                    hx-target="#part-detail-timeline" hx-swap="outerHTML" {}
            }
        }
    }
}

/// The value in words, or a dash.
pub(super) fn value(cx: Cx, fact: &FactView) -> Markup {
    let shown = fields::show(cx, fact.field, &fact.value);
    html! {
        @if shown.0.is_empty() {
            span.fact__empty {
                span aria-hidden="true" { "–" }
                span.sr-only { (cx.text("ui.record.empty_fact")) }
            }
        } @else {
            (shown)
        }
    }
}

/// Id of the fact in the strip under the title.
pub(super) fn key_id(fact: &FactView) -> String {
    format!("key-fact-{}", fact.field.name)
}

/// Id of the fact beside the number.
pub(super) fn subtitle_id(fact: &FactView) -> String {
    format!("head-fact-{}", fact.field.name)
}

fn fact_id(fact: &FactView) -> String {
    format!("fact-{}", fact.field.name)
}

fn control_id(fact: &FactView) -> String {
    Entered::stored(&fact.value, SCOPE).id(fact.field)
}

/// Whether the form must wait until several controls are filled.
pub(crate) fn has_many(fact: &FactView) -> bool {
    fields::is_group(fact.field) || fact.field.kind == catalog::FieldType::Money
}

/// Save and cancel; when somebody else saved in between, whose value stays.
pub(crate) fn keys(cx: Cx, problem: Option<&FieldProblem>) -> Markup {
    let cancel = cx.text("ui.action.cancel");
    let is_late = problem.is_some_and(|problem| problem.code == CHANGED_MEANWHILE);
    html! {
        div.fact__keys {
            @if is_late {
                button.button.button--sm type="button" data-cancel {
                    (cx.text("ui.record.take_over"))
                }
                button.button.button--sm type="submit" name="overwrite" value="1" {
                    (cx.text("ui.form.keep_mine"))
                }
            } @else {
                button.button.button--primary.button--sm type="submit" {
                    (cx.text("ui.action.save"))
                }
                button.button.button--icon.button--ghost.button--sm type="button" data-cancel
                    aria-label=(cancel) title=(cancel) { (icon("x")) }
            }
        }
    }
}

/// What is wrong with a fact, in a sentence.
pub(crate) fn sentence(cx: Cx, fact: &FactView, problem: &FieldProblem) -> String {
    if problem.code == CHANGED_MEANWHILE {
        let theirs = fields::words(cx, fact.field, &fact.value);
        return match theirs.as_str() {
            "" => cx.text("ui.record.cleared_meanwhile").into(),
            theirs => cx.fill("ui.record.changed_meanwhile", &[("value", theirs)]),
        };
    }
    problem_text(cx, &problem.clone().with("field", &fact.label))
}
