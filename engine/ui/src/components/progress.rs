//! How far something is.

use maud::{Markup, html};

use super::icon;
use crate::Cx;

/// A bar; without a total it only shows that something is happening.
#[must_use]
pub fn progress(label: &str, done: u64, total: Option<u64>) -> Markup {
    html! {
        @match total {
            Some(total) => {
                progress.progress aria-label=(label) value=(done.min(total)) max=(total.max(1)) {}
            }
            None => { progress.progress aria-label=(label) {} }
        }
    }
}

/// Steps of a way, the present one marked.
#[must_use]
pub fn steps(cx: Cx, labels: &[&str], current: usize) -> Markup {
    html! {
        ol.steps aria-label=(cx.text("ui.frame.steps")) {
            @for (at, label) in labels.iter().enumerate() {
                li class={ "steps__item" @if at < current { " is-done" } }
                    aria-current=[(at == current).then_some("step")] {
                    @if at < current { (icon("check")) }
                    span.steps__word { (label) }
                }
            }
        }
    }
}
