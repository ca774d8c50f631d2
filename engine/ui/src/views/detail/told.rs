//! A record that tells of this one: what is planned, or what happened.

use kernel::Value;
use maud::{Markup, html};

use super::{Event, ToldView};
use crate::components::{Size, icon, icon_small, portrait, token};
use crate::{Cx, format};

/// Draws it with a button that ends it, where its module has one.
pub(super) fn event(cx: Cx, event: &Event, told: &ToldView) -> Markup {
    let hue = told.hue.map_or_else(String::new, |hue| format!(" h-{hue}"));
    html! {
        article.event.is-dropped[told.is_dropped] id={ "event-" (event.id) } {
            span class={ "event__dot" (hue) } { (icon(&told.icon)) }
            div {
                div.event__head {
                    p { a.event__title href=(told.record.href) { (told.record.title) } }
                    @if told.text.is_empty() && told.finish.is_none() { (owner(event)) }
                    span.event__time.is-overdue[told.is_overdue] {
                        @if told.is_overdue { (icon_small("clock-alert")) }
                        (when(cx, &told.when))
                    }
                }
                @if !told.text.is_empty() || told.finish.is_some() {
                    div.event__card.row {
                        @if let Some((label, action)) = &told.finish { (finish(cx, label, action)) }
                        span.grow { (shortened(&told.text)) }
                        (owner(event))
                    }
                }
            }
        }
    }
}

/// Draws it as one line among others, away from what it is about.
#[must_use]
pub fn told_line(cx: Cx, told: &ToldView) -> Markup {
    html! {
        div.mini {
            @if let Some((label, action)) = &told.finish { (finish(cx, label, action)) }
            @else { span.faint { (icon(&told.icon)) } }
            a.mini__main.mini__main--lines href=(told.record.href) {
                span.truncate { (told.record.title) }
                @if !told.text.is_empty() { span.truncate.faint { (shortened(&told.text)) } }
            }
            span.event__time.is-overdue[told.is_overdue] {
                @if told.is_overdue { (icon_small("clock-alert")) }
                (when(cx, &told.when))
            }
        }
    }
}

fn owner(event: &Event) -> Markup {
    html! {
        @if let Some(who) = &event.who {
            span title=(who.name) {
                (portrait(who, Size::Small))
                span.sr-only { (who.name) }
            }
        }
    }
}

fn finish(cx: Cx, label: &str, action: &str) -> Markup {
    html! {
        form method="post" action=(action) {
            (token(cx))
            input type="hidden" name="stay" value="1";
            button.button.button--icon.button--ghost.button--sm type="submit" aria-label=(label)
                title=(label) { (icon("circle-check")) }
        }
    }
}

/// Whether anybody said when it is.
pub(super) fn is_day(when: &Value) -> bool {
    matches!(when, Value::Date(_) | Value::Instant(_))
}

pub(super) fn when(cx: Cx, when: &Value) -> String {
    match when {
        Value::Date(day) => format::short_date(cx, *day),
        Value::Instant(at) => format::short_moment(cx, *at),
        _ => cx.text("ui.record.no_day").to_owned(),
    }
}

/// The first line, as far as it fits.
fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(180) {
        Some((at, _)) => format!("{} …", &line[..at]),
        None => line.to_owned(),
    }
}
