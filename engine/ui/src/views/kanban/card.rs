//! One card: title, facts, what comes next, and whose it is.

use kernel::Value;
use maud::{Markup, html};

use super::model::{Card, CardNext, KanbanPage};
use super::page::money;
use crate::components::{Size, icon, icon_small, portrait, tag};
use crate::model::Tag;
use crate::views::list::ROW_MENU;
use crate::{Cx, fields, format};

/// Draws a card.
pub(super) fn card(cx: Cx, page: &KanbanPage, card: &Card) -> Markup {
    let draggable = if page.may_move { "true" } else { "false" };
    let label = cx.fill("ui.kanban.acts", &[("title", &card.title)]);
    html! {
        article.kcard role="listitem" draggable=(draggable) tabindex="0" data-card
            data-version=(card.version) aria-label=(card.title) {
            div.row.row--top {
                a.kcard__title.grow href=(card.href) { (card.title) }
                button.button.button--icon.button--ghost.button--sm.kcard__menu type="button"
                    popovertarget=(ROW_MENU) aria-haspopup="true" aria-label=(label)
                    title=(label) { (icon("ellipsis")) }
            }
            (facts(cx, card))
            div.kcard__foot {
                (next(cx, &card.next))
                @if let Some(owner) = &card.owner {
                    span.push title=(owner.name) {
                        (portrait(owner, Size::Small))
                        span.sr-only { (owner.name) }
                    }
                }
            }
        }
    }
}

/// Amounts and days share a line, everything else has one of its own.
fn facts(cx: Cx, card: &Card) -> Markup {
    let is_short =
        |value: &Value| matches!(value, Value::Money(_) | Value::Date(_) | Value::Instant(_));
    let (short, long): (Vec<_>, Vec<_>) =
        card.facts.iter().filter(|(.., value)| !value.is_empty()).partition(|f| is_short(&f.2));
    html! {
        @for (field, label, value) in long {
            div.sm.muted.truncate title=(label) { (fields::cell(cx, field, value)) }
        }
        @if !short.is_empty() || card.stale.is_some() {
            div.row {
                @for (_, label, value) in short { (self::short(cx, label, value)) }
                @if let Some(days) = card.stale { (stale(cx, days)) }
            }
        }
    }
}

fn short(cx: Cx, label: &str, value: &Value) -> Markup {
    html! {
        @if let Value::Money(amount) = value {
            span.strong.tnum title=(label) { (money(cx, amount)) }
        } @else {
            span.xs.faint.tnum.nowrap title=(label) { (when(cx, value)) }
        }
    }
}

/// How long it has been where it is.
fn stale(cx: Cx, days: u64) -> Markup {
    let n = format::integer(cx, days);
    let words = cx.fill("ui.kanban.stale", &[("n", &n)]);
    let short = Tag { label: cx.fill("ui.kanban.days", &[("n", &n)]), hue: Some(70) };
    html! {
        span.push.tnum title=(words) {
            span aria-hidden="true" { (tag(&short)) }
            span.sr-only { (words) }
        }
    }
}

fn next(cx: Cx, next: &CardNext) -> Markup {
    html! {
        @match next {
            CardNext::Untold => {}
            CardNext::Nothing => {
                span.row.row--tight.xs.warn {
                    (icon_small("triangle-alert")) span.truncate { (cx.text("ui.kanban.no_next")) }
                }
            }
            CardNext::Planned { record, icon, at, is_overdue } => {
                a.row.row--tight.xs.kcard__next.is-overdue[*is_overdue] href=(record.href) {
                    (icon_small(if *is_overdue { "clock-alert" } else { icon }))
                    span.truncate { (record.title) }
                    span.nowrap.tnum { (when(cx, at)) }
                }
            }
        }
    }
}

fn when(cx: Cx, at: &Value) -> String {
    match at {
        Value::Date(day) => format::short_date(cx, *day),
        Value::Instant(at) => format::short_moment(cx, *at),
        _ => String::new(),
    }
}
