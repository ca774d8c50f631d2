//! Which values of a field may stand beside those of another, as a table of boxes to tick.

use maud::{Markup, html};

use crate::form::{Control, Extra, control, extras};
use crate::frame::{Frame, framed};
use ui::Cx;
use ui::components::token;

/// The table.
#[derive(Clone, Debug, Default)]
pub struct FollowsPage {
    /// What is around it.
    pub frame: Frame,
    /// Where it is sent.
    pub action: String,
    /// Where one goes without sending it.
    pub back: String,
    /// Name of the field that decides.
    pub on: String,
    /// Labels of the field that decides and of the one that follows.
    pub labels: (String, String),
    /// Values that decide: code and label.
    pub deciding: Vec<(String, String)>,
    /// Values that follow, each with whether it may for each that decides.
    pub following: Vec<(String, String, Vec<bool>)>,
    /// The mark of what it was read from.
    pub seen: Control,
    /// What else can be done.
    pub extras: Vec<Extra>,
}

/// Draws the table; a click on a heading ticks all below it.
#[must_use]
pub fn follows(cx: Cx, page: &FollowsPage) -> Markup {
    let body = html! {
        guarded-form data-dirty[page.frame.is_unsaved] {
        form.stack.stack--loose method="post" action=(page.action) {
            (token(cx))
            (control(&page.seen, ""))
            input type="hidden" name="on" value=(page.on);
            tick-table.card.follows {
                div.follows__scroll tabindex="0" role="region" aria-label=(page.labels.1) {
                    table.follows__table {
                        thead { (headings(cx, page)) }
                        tbody { @for line in &page.following { (row(page, line)) } }
                    }
                }
            }
            div.row {
                button.button.button--primary type="submit" { (cx.text("ui.action.save")) }
                a.button.button--ghost href=(page.back) { (cx.text("ui.action.cancel")) }
            }
        }
        }
        (extras(cx, &page.extras))
    };
    framed(cx, &page.frame, &html! {}, &body)
}

fn headings(cx: Cx, page: &FollowsPage) -> Markup {
    let (on, field) = (&page.labels.0, &page.labels.1);
    html! {
        tr {
            th.follows__corner scope="col" { span.xs.faint { (field) " ↓ " (on) " →" } }
            @for (at, (_, label)) in page.deciding.iter().enumerate() {
                @let all = cx.fill("ui.studio.tick_all", &[("value", label)]);
                th scope="col" {
                    (label)
                    button.button.button--ghost.button--sm type="button" hidden data-tick=(at)
                        aria-label=(all) { (cx.text("ui.studio.tick")) }
                }
            }
        }
    }
}

fn row(page: &FollowsPage, (code, label, may): &(String, String, Vec<bool>)) -> Markup {
    html! {
        tr {
            th scope="row" { (label) }
            @for ((deciding, words), may) in page.deciding.iter().zip(may) {
                td {
                    label.follows__cell {
                        input.check type="checkbox" name="pair" checked[*may]
                            value={ (deciding) ":" (code) } aria-label={ (words) ": " (label) };
                    }
                }
            }
        }
    }
}
