//! Who came in or tried to.

use kernel::Instant;
use maud::{Markup, html};
use ui::components::{empty, icon_large};
use ui::{Cx, format};

use crate::form::{Extra, extras};

/// A page of the log.
#[derive(Clone, Debug, Default)]
pub struct SignInsPage {
    /// People to choose from: id, name, whether it is the one.
    pub people: Vec<(String, String, bool)>,
    /// Outcomes to choose from: word, label, whether it is the one.
    pub outcomes: Vec<(String, String, bool)>,
    /// The entries, the newest first.
    pub rows: Vec<SignInRow>,
    /// The first day that is shown, as ISO 8601 writes it.
    pub from: String,
    /// The last day that is shown.
    pub to: String,
    /// Address of the older ones.
    pub older: Option<String>,
    /// Days for which entries are kept.
    pub n_days: i64,
    /// What else can be done.
    pub extras: Vec<Extra>,
}

/// An entry.
#[derive(Clone, Debug)]
pub struct SignInRow {
    /// When.
    pub at: Instant,
    /// Who, or the masked name that was typed.
    pub who: String,
    /// How, in words.
    pub way: String,
    /// What came of it, in words.
    pub outcome: String,
    /// Whether it is one to look at.
    pub is_bad: bool,
    /// Network address.
    pub address: String,
    /// Browser as it named itself.
    pub device: String,
}

/// Draws the page for administrators.
#[must_use]
pub fn page(cx: Cx, page: &SignInsPage) -> Markup {
    let title = cx.text("ui.sign_ins.title");
    let is_chosen = |all: &[(String, String, bool)]| all.iter().any(|(.., is_on)| *is_on);
    let is_filtered = is_chosen(&page.people)
        || is_chosen(&page.outcomes)
        || !page.from.is_empty()
        || !page.to.is_empty();
    html! {
        header.page__head { h1 { (title) } }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(title) {
            div.measure--wide.stack.stack--loose {
                p.muted {
                    (cx.fill("ui.sign_ins.what", &[("n", &page.n_days.to_string())]))
                }
                form.row.row--wrap.sign-ins__filter method="get" action="/settings/sign-ins" {
                    (choice(cx, ("person", "ui.sign_ins.who"), &page.people))
                    (choice(cx, ("outcome", "ui.sign_ins.outcome"), &page.outcomes))
                    (day(cx, ("from", "ui.sign_ins.from"), &page.from))
                    (day(cx, ("to", "ui.sign_ins.to"), &page.to))
                    button.button type="submit" { (cx.text("ui.sign_ins.filter")) }
                    @if is_filtered {
                        a.button.button--ghost href="/settings/sign-ins" {
                            (cx.text("ui.sign_ins.reset"))
                        }
                    }
                }
                @if page.rows.is_empty() {
                    (empty(
                        &icon_large("shield-check"),
                        cx.text("ui.sign_ins.empty"),
                        cx.text("ui.sign_ins.empty_why"),
                        &html! {},
                    ))
                } @else {
                    (table(cx, &page.rows))
                }
                @if let Some(older) = &page.older {
                    div { a.button href=(older) { (cx.text("ui.sign_ins.older")) } }
                }
                (extras(cx, &page.extras))
            }
        }
    }
}

fn choice(
    cx: Cx,
    (name, label): (&'static str, &'static str),
    options: &[(String, String, bool)],
) -> Markup {
    html! {
        label.field {
            span.field__label { (cx.text(label)) }
            select.select name=(name) {
                option value="" { (cx.text("ui.sign_ins.all")) }
                @for (value, label, is_on) in options {
                    option value=(value) selected[*is_on] { (label) }
                }
            }
        }
    }
}

fn day(cx: Cx, (name, label): (&'static str, &'static str), value: &str) -> Markup {
    html! {
        label.field {
            span.field__label { (cx.text(label)) }
            input.input type="date" name=(name) value=(value);
        }
    }
}

/// Draws entries as a table.
fn table(cx: Cx, rows: &[SignInRow]) -> Markup {
    let heads = ["at", "who", "way", "outcome", "address", "device"];
    html! {
        div.table-frame tabindex="0" role="region" aria-label=(cx.text("ui.sign_ins.title")) {
            table.table.table--plain {
                thead {
                    tr {
                        @for head in heads {
                            @let key = format!("ui.sign_ins.{head}");
                            th scope="col" { (cx.find(&key).unwrap_or(head)) }
                        }
                    }
                }
                tbody {
                    @for row in rows {
                        tr {
                            td.tnum { (format::moment(cx, row.at)) }
                            td { (row.who) }
                            td { (row.way) }
                            td {
                                @if row.is_bad { strong { (row.outcome) } }
                                @else { (row.outcome) }
                            }
                            td.tnum { (row.address) }
                            td title=(row.device) { (format::device(cx, &row.device)) }
                        }
                    }
                }
            }
        }
    }
}

/// Draws one's own entries as a list.
pub(crate) fn own(cx: Cx, rows: &[SignInRow]) -> Markup {
    html! {
        p.field__hint { (cx.text("ui.sign_ins.own_hint")) }
        ul.stack {
            @for row in rows {
                li {
                    div {
                        @if row.is_bad { strong { (row.outcome) } } @else { (row.outcome) }
                        " · " (row.way)
                    }
                    div.xs.faint.tnum {
                        (format::moment(cx, row.at)) " · " (row.address) " · "
                        (format::device(cx, &row.device))
                    }
                }
            }
        }
    }
}
