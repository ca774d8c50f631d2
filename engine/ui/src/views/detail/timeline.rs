//! What happened to the record, in groups of time.

use kernel::Date;
use maud::{Markup, html};

use super::event::event;
use super::{Event, TabLink, Timeline};
use crate::components::icon;
use crate::{Cx, format};

/// The part `detail.timeline`; asked for an earlier time it holds only what happened before.
#[must_use]
pub fn timeline(cx: Cx, story: &Timeline) -> Markup {
    html! {
        div.story id="part-detail-timeline" data-busy data-renew {
            h2.sr-only { (cx.text("ui.record.story")) }
            @if !story.filters.is_empty() { (filters(cx, &story.filters)) }
            div.timeline {
                @if !story.planned.is_empty() {
                    h3.timeline__group { (cx.text("ui.record.planned")) }
                    @for one in &story.planned { (event(cx, one)) }
                }
                @for (group, events) in groups(cx, &story.events) {
                    h3.timeline__group { (group) }
                    @for one in events { (event(cx, one)) }
                }
                @if let Some(older) = &story.older { (older_link(cx, older)) }
            }
            @if story.events.is_empty() && story.planned.is_empty() {
                p.story__empty { (cx.text("ui.record.nothing_happened")) }
            }
        }
    }
}

/// Without script each filter and the link to older events is a page of its own.
fn filters(cx: Cx, links: &[TabLink]) -> Markup {
    html! {
        nav.switcher.switcher--low aria-label=(cx.text("ui.record.filters")) {
            @for link in links {
                a.switcher__item href=(link.href) aria-current=[link.is_current.then_some("true")]
                    hx-get=(part_of(&link.href)) hx-target="#part-detail-timeline"
                    hx-swap="outerHTML" hx-replace-url=(link.href) { (link.label) }
            }
        }
    }
}

fn older_link(cx: Cx, older: &str) -> Markup {
    let page = older.replace("part=timeline&", "");
    html! {
        p.timeline__older {
            a.button.button--ghost.button--sm href=(page) hx-get=(older)
                hx-target="closest .timeline__older" hx-swap="outerHTML"
                hx-trigger="click, revealed"
                hx-select=".timeline > *" { (icon("chevron-down")) (cx.text("ui.record.older")) }
        }
    }
}

fn part_of(href: &str) -> String {
    let sign = if href.contains('?') { '&' } else { '?' };
    format!("{href}{sign}part=timeline")
}

/// Events under the words for their time, as long as it stays the same.
fn groups<'a, 'b>(cx: Cx, events: &'b [Event<'a>]) -> Vec<(String, Vec<&'b Event<'a>>)> {
    let mut groups: Vec<(String, Vec<&Event>)> = Vec::new();
    for event in events {
        let words = time_words(cx, event.at.in_zone(&cx.locale.zone).0);
        match groups.last_mut() {
            Some((last, events)) if *last == words => events.push(event),
            _ => groups.push((words, vec![event])),
        }
    }
    groups
}

fn time_words(cx: Cx, day: Date) -> String {
    let today = format::today(cx);
    let first = today.week(cx.locale.formats.week);
    if today.plus_days(-2) < day && day <= today.plus_days(1) {
        return format::relative_date(cx, day);
    }
    if first <= day && day <= today {
        return cx.text("ui.record.this_week").into();
    }
    if first.plus_days(-7) <= day && day < first {
        return cx.text("ui.record.last_week").into();
    }
    let (year, month, _) = day.ymd();
    let month = cx.find(&format!("ui.month.{month}")).unwrap_or_default();
    format!("{month} {year}")
}
