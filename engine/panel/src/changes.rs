//! What administrators changed, act by act, and taking it back.

use maud::{Markup, html};

use crate::form::{Extra, extras};
use crate::frame::{Frame, framed};
use ui::Cx;
use ui::components::{empty, icon, icon_large, token};

/// What was changed.
#[derive(Clone, Debug, Default)]
pub struct ChangesPage {
    /// What is around it.
    pub frame: Frame,
    /// Ways beside it: label and address.
    pub ways: Vec<(String, String)>,
    /// The acts, the newest first.
    pub acts: Vec<ActRow>,
    /// Title and reason when there are none.
    pub empty: (String, String),
    /// What else can be done.
    pub extras: Vec<Extra>,
}

/// An act.
#[derive(Clone, Debug, Default)]
pub struct ActRow {
    /// When, in words.
    pub when: String,
    /// Who.
    pub who: String,
    /// What, a sentence for each change.
    pub what: Vec<String>,
    /// Where it is taken back, or brought back.
    pub action: String,
    /// Whether it was taken back.
    pub is_undone: bool,
    /// Whether nothing takes it back any more.
    pub is_settled: bool,
}

/// Draws what was changed.
#[must_use]
pub fn changes(cx: Cx, page: &ChangesPage) -> Markup {
    let acts = html! { @for (label, href) in &page.ways { a.button href=(href) { (label) } } };
    let (title, reason) = &page.empty;
    let body = html! {
        @if page.acts.is_empty() {
            (empty(&icon_large("pen-line"), title, reason, &html! {}))
        } @else {
            div.table-frame {
                table.table.table--wrap.table--stack {
                    thead {
                        tr {
                            th scope="col" { (cx.text("ui.studio.when")) }
                            th scope="col" { (cx.text("ui.studio.who")) }
                            th scope="col" { (cx.text("ui.studio.what")) }
                            th scope="col" { span.sr-only { (cx.text("ui.studio.undo")) } }
                        }
                    }
                    tbody { @for act in &page.acts { (row(cx, act)) } }
                }
            }
        }
        (extras(cx, &page.extras))
    };
    framed(cx, &page.frame, &acts, &body)
}

fn row(cx: Cx, act: &ActRow) -> Markup {
    let verb = if act.is_undone { "ui.studio.redo" } else { "ui.studio.undo" };
    html! {
        tr {
            td.nowrap { (act.when) }
            td.nowrap { (act.who) }
            td.studio__what {
                @for sentence in &act.what {
                    @if act.is_undone { p { s.muted { (sentence) } } } @else { p { (sentence) } }
                }
            }
            td {
                @if act.is_settled { span.sm.faint { (cx.text("ui.studio.settled")) } }
                @else {
                    form method="post" action=(act.action) {
                        (token(cx))
                        button.button.button--sm type="submit" { (icon("undo-2")) (cx.text(verb)) }
                    }
                }
            }
        }
    }
}
