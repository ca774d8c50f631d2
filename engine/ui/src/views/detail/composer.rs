//! Where comments are written, and other things that happened or are planned, above the timeline.

use maud::{Markup, html};

use super::comment::text_box;
use super::files::UPLOAD;
use super::{CommentBox, Composer, DetailPage};
use crate::Cx;
use crate::components::{Button, button, icon, token};
use crate::model::Tone;

/// The form for comments, and links to short forms that the script brings in place.
pub(super) fn composer(cx: Cx, page: &DetailPage, place: &Composer) -> Markup {
    let takes_files = page.files.as_ref().is_some_and(|files| files.upload.is_some());
    html! {
        composer-tabs.composer {
            @if !place.entries.is_empty() || takes_files {
                nav.composer__tabs aria-label=(cx.text("ui.record.write")) {
                    a.composer__tab href="#comment-text" data-panel="note" aria-current="true" {
                        (icon("sticky-note")) (cx.text("ui.record.note"))
                    }
                    @for entry in &place.entries {
                        a.composer__tab href=(entry.href) data-panel=(entry.name) {
                            (icon(&entry.icon)) (entry.label)
                        }
                    }
                    @if takes_files {
                        label.composer__tab for=(UPLOAD) {
                            (icon("paperclip")) (cx.text("ui.record.file"))
                        }
                    }
                }
            }
            div data-holds="note" { (note(cx, place)) }
        }
    }
}

fn note(cx: Cx, place: &Composer) -> Markup {
    let text = CommentBox {
        id: "comment-text",
        text: &place.text,
        problem: place.problem.as_ref(),
        people: &place.people,
        rows: 1,
    };
    let send = Button {
        label: cx.text("ui.record.comment_send"),
        icon: "send",
        tone: Tone::Plain,
        ..Button::default()
    };
    html! {
        guarded-form {
            form.composer__form method="post" action=(place.action) {
                (token(cx))
                (text_box(cx, &text))
                div.composer__send { (button(send)) }
            }
        }
    }
}
