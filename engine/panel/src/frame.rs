//! What the pages of the house share: where one is, and the ways to the other pages.

use maud::{Markup, html};

use ui::Cx;
use ui::components::{crumbs, tabs};
use ui::views::detail::TabLink;

/// The frame of a page of the house.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Its heading.
    pub title: String,
    /// What it is for, in a sentence.
    pub about: String,
    /// Pages above it: label and address.
    pub steps: Vec<(String, String)>,
    /// Pages beside it.
    pub tabs: Vec<TabLink>,
    /// What is wrong with the whole of what was sent.
    pub problem: Option<String>,
    /// Whether something was typed that is not saved.
    pub is_unsaved: bool,
    /// What was done just now.
    pub done: Option<String>,
}

/// Draws a page within its frame, with what can be done beside the heading.
pub(crate) fn framed(cx: Cx, frame: &Frame, acts: &Markup, body: &Markup) -> Markup {
    html! {
        header.page__head {
            @if !frame.steps.is_empty() { (crumbs(cx, &frame.steps)) }
            h1 { (frame.title) }
        }
        @if !frame.tabs.is_empty() || !acts.0.is_empty() {
            div.page__bar.page__bar--acts {
                @if !frame.tabs.is_empty() {
                    (tabs(cx, cx.text("ui.house.pages"), &frame.tabs))
                }
                @if !acts.0.is_empty() { div.push.row.row--wrap { (acts) } }
            }
        }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(frame.title) {
            div.measure--wide.stack.stack--loose {
                @if !frame.about.is_empty() { p.house__about { (frame.about) } }
                @if let Some(problem) = &frame.problem {
                    div.banner.banner--danger role="alert" { p { (problem) } }
                }
                @if let Some(done) = &frame.done {
                    div.banner.banner--success role="status" { p { (done) } }
                }
                (body)
            }
        }
    }
}
