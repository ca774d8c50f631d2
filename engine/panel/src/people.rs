//! Whom a directory has, and taking in whom an administrator chooses.

use maud::{Markup, html};

use crate::frame::{Frame, framed};
use ui::Cx;
use ui::components::{empty, icon, icon_large, token};

/// People of a directory.
#[derive(Clone, Debug, Default)]
pub struct PeoplePage {
    /// What is around it.
    pub frame: Frame,
    /// Its address.
    pub at: String,
    /// What was looked for.
    pub text: String,
    /// Those that were found.
    pub rows: Vec<PersonLine>,
    /// Whether there are more than are shown.
    pub has_more: bool,
    /// What was done just now, as a text.
    pub done: Option<String>,
    /// What did not work, as a text.
    pub problem: Option<String>,
}

/// Somebody in a directory.
#[derive(Clone, Debug, Default)]
pub struct PersonLine {
    /// What is sent when they are chosen.
    pub value: String,
    /// Name as shown.
    pub name: String,
    /// Name to sign in with.
    pub login: String,
    /// Mail address.
    pub mail: String,
    /// What they are to us, in words.
    pub state: String,
    /// Whether they can be chosen.
    pub is_open: bool,
}

/// Draws the people of a directory.
#[must_use]
pub fn people(cx: Cx, page: &PeoplePage) -> Markup {
    let body = html! {
        @if let Some(done) = &page.done {
            div.banner.banner--success role="status" { (icon("circle-check")) span { (done) } }
        }
        @if let Some(problem) = &page.problem {
            div.banner.banner--danger role="alert" { (icon("circle-alert")) span { (problem) } }
        }
        form.row method="get" action=(page.at) role="search" {
            input.input name="q" value=(page.text) aria-label=(cx.text("ui.directory.look"))
                placeholder=(cx.text("ui.directory.look")) autocomplete="off";
            button.button type="submit" { (icon("search")) (cx.text("ui.directory.find")) }
        }
        @if page.rows.is_empty() {
            @if page.problem.is_none() {
                (empty(&icon_large("users-round"), cx.text("ui.directory.none"),
                    cx.text("ui.directory.none_why"), &html! {}))
            }
        } @else {
            (chosen(cx, page))
        }
    };
    framed(cx, &page.frame, &html! {}, &body)
}

fn chosen(cx: Cx, page: &PeoplePage) -> Markup {
    html! {
        form.stack method="post" action=(page.at) {
            (token(cx))
            input type="hidden" name="q" value=(page.text);
            div.table-frame {
                table.table.table--wrap {
                    thead {
                        tr {
                            th.table__check scope="col" {
                                span.sr-only { (cx.text("ui.directory.choose")) }
                            }
                            th scope="col" { (cx.text("ui.people.name")) }
                            th scope="col" { (cx.text("ui.directory.state")) }
                        }
                    }
                    tbody { @for row in &page.rows { (line(row)) } }
                }
            }
            @if page.has_more { p.muted { (cx.text("ui.directory.more")) } }
            div {
                button.button.button--primary type="submit" { (cx.text("ui.directory.adopt")) }
            }
        }
    }
}

fn line(row: &PersonLine) -> Markup {
    html! {
        tr {
            td.table__check {
                @if row.is_open {
                    input.check type="checkbox" name="subject" value=(row.value)
                        aria-label=(row.name);
                }
            }
            td {
                span.table__main { (row.name) }
                div.xs.faint {
                    (row.login) @if !row.mail.is_empty() { " · " (row.mail) }
                }
            }
            td.muted { (row.state) }
        }
    }
}

/// Whom a provider knows.
#[derive(Clone, Debug, Default)]
pub struct LinkedPage {
    /// What is around it.
    pub frame: Frame,
    /// Its address, to which a link to undo is posted as `user`.
    pub at: String,
    /// Those whom it knows.
    pub rows: Vec<LinkedLine>,
}

/// Somebody whom a provider knows.
#[derive(Clone, Debug, Default)]
pub struct LinkedLine {
    /// Their id.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Name to sign in with, and as whom the provider knows them.
    pub known_as: String,
    /// Last sign-in, in words.
    pub seen: String,
}

/// Draws whom a provider knows.
#[must_use]
pub fn linked(cx: Cx, page: &LinkedPage) -> Markup {
    let body = html! {
        @if page.rows.is_empty() {
            (empty(&icon_large("users-round"), cx.text("ui.directory.linked_none"),
                cx.text("ui.directory.linked_none_why"), &html! {}))
        } @else {
            div.table-frame {
                table.table.table--wrap {
                    thead {
                        tr {
                            th scope="col" { (cx.text("ui.people.name")) }
                            th scope="col" { (cx.text("ui.directory.seen")) }
                            th scope="col" { span.sr-only { (cx.text("ui.action.more")) } }
                        }
                    }
                    tbody { @for row in &page.rows { (linked_line(cx, &page.at, row)) } }
                }
            }
        }
    };
    framed(cx, &page.frame, &html! {}, &body)
}

fn linked_line(cx: Cx, at: &str, row: &LinkedLine) -> Markup {
    html! {
        tr {
            td {
                a.table__main href={ "/settings/users/" (row.id) } { (row.name) }
                div.xs.faint { (row.known_as) }
            }
            td.muted { (row.seen) }
            td.num {
                form method="post" action=(at) {
                    (token(cx))
                    input type="hidden" name="user" value=(row.id);
                    button.button.button--sm type="submit" { (cx.text("ui.directory.unlink")) }
                }
            }
        }
    }
}
