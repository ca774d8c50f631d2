//! Jobs: what ran, what failed, run again.

use kernel::Instant;
use maud::{Markup, html};

use crate::components::{empty, icon_large, progress, token};
use crate::{Cx, format};

/// The newest jobs.
#[derive(Clone, Debug, Default)]
pub struct JobsPage {
    /// Acts on many records, newest first.
    pub acts: Vec<ActRow>,
    /// The jobs, newest first.
    pub rows: Vec<JobRow>,
}

/// An act on many records.
#[derive(Clone, Debug)]
pub struct ActRow {
    /// What was done.
    pub label: String,
    /// The page that follows it.
    pub href: String,
    /// Its state in words.
    pub state: String,
    /// Records met, and in all once known; none when it has ended.
    pub progress: Option<(u64, Option<u64>)>,
    /// Where taking it back is posted.
    pub undo: Option<String>,
    /// When it was asked for.
    pub created_at: Instant,
}

/// A job.
#[derive(Clone, Debug)]
pub struct JobRow {
    /// Its id.
    pub id: String,
    /// Its kind in words.
    pub label: String,
    /// Its state in words.
    pub state: String,
    /// Whether it failed.
    pub is_failed: bool,
    /// Whether it has ended.
    pub is_ended: bool,
    /// Steps done, and in all once known.
    pub progress: (u64, Option<u64>),
    /// Why it failed.
    pub error: Option<String>,
    /// When it was asked for.
    pub created_at: Instant,
}

/// Draws the jobs.
#[must_use]
pub fn page(cx: Cx, page: &JobsPage) -> Markup {
    html! {
        header.page__head { h1 { (cx.text("ui.jobs.title")) } }
        div.page__body tabindex="0" role="region" aria-label=(cx.text("ui.jobs.title")) {
            @if page.rows.is_empty() && page.acts.is_empty() {
                (empty(&icon_large("workflow"), cx.text("ui.jobs.none"), "", &html! {}))
            } @else {
                table.table.table--plain.table--wrap {
                    thead {
                        tr {
                            th scope="col" { (cx.text("ui.jobs.what")) }
                            th scope="col" { (cx.text("ui.jobs.state")) }
                            th scope="col" { (cx.text("ui.jobs.asked")) }
                            th scope="col" { span.sr-only { (cx.text("ui.action.more")) } }
                        }
                    }
                    tbody {
                        @for row in &page.acts { (act(cx, row)) }
                        @for row in &page.rows { (line(cx, row)) }
                    }
                }
            }
        }
    }
}

fn act(cx: Cx, row: &ActRow) -> Markup {
    html! {
        tr {
            td { a href=(row.href) { (row.label) } }
            td {
                (row.state)
                @if let Some((done, total)) = row.progress { (progress(&row.label, done, total)) }
            }
            td.tnum.muted { (format::moment(cx, row.created_at)) }
            td.num {
                @if let Some(undo) = &row.undo {
                    form method="post" action=(undo) {
                        (token(cx))
                        button.button.button--sm type="submit" { (cx.text("ui.action.undo")) }
                    }
                }
            }
        }
    }
}

fn line(cx: Cx, row: &JobRow) -> Markup {
    let verb = if row.is_ended { ("repeat", "ui.jobs.repeat") } else { ("cancel", "ui.jobs.stop") };
    html! {
        tr {
            td { (row.label) }
            td {
                span.neg[row.is_failed] { (row.state) }
                @if !row.is_ended { (progress(&row.label, row.progress.0, row.progress.1)) }
                @if let Some(error) = &row.error { div.xs.muted { (error) } }
            }
            td.tnum.muted { (format::moment(cx, row.created_at)) }
            td.num {
                form method="post" action={ "/settings/jobs/" (row.id) "/" (verb.0) } {
                    (token(cx))
                    button.button.button--sm type="submit" { (cx.text(verb.1)) }
                }
            }
        }
    }
}
