//! A message that stays where it stands.

use kernel::FieldProblem;
use maud::{Markup, html};

use super::{icon, problem_text};
use crate::Cx;
use crate::model::Mood;

/// A message with what can be done about it.
#[must_use]
pub fn banner(mood: Mood, content: &Markup, actions: &Markup) -> Markup {
    let (class, sign) = match mood {
        Mood::Good => ("banner banner--success", "circle-check"),
        Mood::Info => ("banner", "info"),
        Mood::Warning => ("banner banner--warning", "triangle-alert"),
        Mood::Bad => ("banner banner--danger", "circle-alert"),
    };
    html! {
        div class=(class) role=[(mood == Mood::Bad).then_some("alert")] {
            (icon(sign))
            div.grow { (content) }
            @if !actions.0.is_empty() { div.banner__actions { (actions) } }
        }
    }
}

/// What is wrong with a form, each line leading to its field.
///
/// `labels` gives the label of a field and the id of its control.
#[must_use]
pub fn problems_banner<'a>(
    cx: Cx,
    problems: &'a [FieldProblem],
    labels: impl Fn(&'a FieldProblem) -> Option<(String, String)>,
) -> Markup {
    if problems.is_empty() {
        return html! {};
    }
    let lines = html! {
        strong { (cx.text("ui.form.problems")) }
        ul.banner__list {
            @for problem in problems {
                li {
                    @match labels(problem) {
                        Some((label, id)) => {
                            a href={ "#" (id) } { (label) } ": " (problem_text(cx, problem))
                        }
                        None => { (problem_text(cx, problem)) }
                    }
                }
            }
        }
    };
    banner(Mood::Bad, &lines, &html! {})
}
