//! A page that only says something: what went wrong, and where to go on.

use maud::{Markup, html};

use crate::components::icon_large;

/// What the page says.
#[derive(Clone, Debug, Default)]
pub struct MessagePage {
    /// What happened, in a few words.
    pub title: String,
    /// What it means for the reader.
    pub text: String,
    /// Words and address of the way on.
    pub way: (String, String),
}

/// Draws the message inside the frame.
#[must_use]
pub fn page(page: &MessagePage) -> Markup {
    let (label, href) = &page.way;
    html! {
        header.page__head {}
        div.page__body tabindex="0" role="region" aria-label=(page.title) {
            div.empty {
                (icon_large("circle-alert"))
                h1.empty__title { (page.title) }
                p { (page.text) }
                div.empty__actions { a.button href=(href) { (label) } }
            }
        }
    }
}
