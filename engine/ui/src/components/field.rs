//! The frame of a form field: label above, hint or problem below.

use kernel::FieldProblem;
use maud::{Markup, html};

use super::icon;
use crate::Cx;

/// The frame of a form field.
#[derive(Clone, Copy, Debug, Default)]
pub struct FieldFrame<'a> {
    /// Id of its control.
    pub id: &'a str,
    /// Its label.
    pub label: &'a str,
    /// Whether it must be filled.
    pub is_required: bool,
    /// A sentence that helps.
    pub hint: Option<&'a str>,
    /// What is wrong with it.
    pub problem: Option<&'a str>,
    /// Whether it is a group of controls and not a single one.
    pub is_group: bool,
}

/// Frames a control; the control names `ID-problem` or `ID-hint` in `aria-describedby`.
#[must_use]
pub fn field_frame(frame: FieldFrame, control: &Markup) -> Markup {
    let label = html! {
        (frame.label)
        @if frame.is_required { span.field__required aria-hidden="true" { "*" } }
    };
    let below = html! {
        @if let Some(problem) = frame.problem {
            p.field__error id={ (frame.id) "-problem" } { (icon("circle-alert")) (problem) }
        } @else if let Some(hint) = frame.hint {
            p.field__hint id={ (frame.id) "-hint" } { (hint) }
        }
    };
    html! {
        @if frame.is_group {
            fieldset.field id=(frame.id) {
                legend.field__label { (label) }
                (control) (below)
            }
        } @else {
            div.field {
                label.field__label for=(frame.id) { (label) }
                (control) (below)
            }
        }
    }
}

/// The sentence for a problem: `problem.CODE`, with the general sentence where that is missing.
#[must_use]
pub fn problem_text(cx: Cx, problem: &FieldProblem) -> String {
    let params: Vec<(&str, &str)> =
        problem.params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let key = format!("problem.{}", problem.code);
    cx.fill(if cx.find(&key).is_some() { &key } else { "ui.problem.other" }, &params)
}
