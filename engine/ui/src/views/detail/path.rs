//! The stages of a record in their order, each a way to move there.

use maud::{Markup, html};

use super::{DetailPage, PathEnd, PathStep};
use crate::Cx;
use crate::components::{icon_small, token};

/// Draws the path; ends are shown when the record is there, or as the last steps.
pub(super) fn path(cx: Cx, page: &DetailPage) -> Markup {
    html! {
        @if !page.path.is_empty() {
            ol.path aria-label=(cx.text("ui.record.path")) {
                @for one in &page.path { (step(cx, page, one)) }
            }
        }
    }
}

fn step(cx: Cx, page: &DetailPage, step: &PathStep) -> Markup {
    let current = step.is_current.then_some("step");
    let end = match step.end {
        PathEnd::Open => "",
        PathEnd::Good => " path__step--good",
        PathEnd::Bad => " path__step--bad",
    };
    let passed = if step.is_passed { " is-done" } else { "" };
    let class = format!("path__step{end}{passed}");
    let words = html! {
        @if step.is_passed { (icon_small("check")) }
        span.truncate { (step.label) }
    };
    html! {
        li class=(class) aria-current=[current] {
            @match &step.action {
                Some(action) if step.asks => {
                    a.path__way href=(action) data-layer="drawer" title=(step.label) { (words) }
                }
                Some(action) => {
                    form method="post" action=(action) {
                        (token(cx))
                        input type="hidden" name="version" value=(page.version);
                        button.path__way type="submit" title=(step.label) { (words) }
                    }
                }
                None => span.path__way title=(step.label) { (words) },
            }
        }
    }
}
