//! The strip under the title: what hangs on the record comes to, its key facts, what comes next.

use kernel::Value;
use maud::{Markup, html};

use super::fact::{key_id, value};
use super::told::{is_day, when};
use super::{DetailPage, FactView, KeyFigure, ToldView};
use crate::components::{count_text, icon_small};
use crate::{Cx, format};

/// Places of the strip.
const PLACES: usize = 5;

/// At most five numbers and facts; what comes next has the last place, as facts stand below too.
pub(super) fn strip(cx: Cx, page: &DetailPage) -> Markup {
    let n_figures = page.figures.len().min(PLACES);
    let next = page.next.as_ref().filter(|_| n_figures < PLACES);
    let room = PLACES - n_figures - usize::from(next.is_some());
    html! {
        @if n_figures + page.key_facts.len() + usize::from(next.is_some()) > 0 {
            dl.keyfacts id="part-detail-figures" data-renew
                aria-label=(cx.text("ui.record.key_facts")) {
                @for one in page.figures.iter().take(PLACES) { (figure(cx, one)) }
                @for one in page.key_facts.iter().take(room) { (fact(cx, one)) }
                @if let Some(next) = next { (coming(cx, next)) }
            }
        }
    }
}

fn fact(cx: Cx, fact: &FactView) -> Markup {
    html! {
        div.stat {
            dt.stat__label { (fact.label) }
            dd.keyfacts__value id=(key_id(fact)) { (value(cx, fact)) }
        }
    }
}

fn figure(cx: Cx, figure: &KeyFigure) -> Markup {
    let sums = amounts(cx, &figure.sums);
    let n = count_text(cx, figure.count);
    html! {
        div.stat {
            dt.stat__label { (figure.label) }
            dd.keyfacts__value {
                a.keyfacts__link href=(figure.href) {
                    span.tnum { (n) }
                    @if !sums.is_empty() { " · " span.tnum { (sums) } }
                }
                @if let Some((label, sums)) = &figure.beside {
                    span.stat__note.tnum { (label) " " (amounts(cx, sums)) }
                }
            }
        }
    }
}

fn amounts(cx: Cx, amounts: &[Value]) -> String {
    let words = amounts.iter().filter_map(|amount| match amount {
        Value::Money(money) => Some(format::money_whole(cx, money)),
        Value::Decimal(number) => Some(format::decimal(cx, *number, number.scale())),
        _ => None,
    });
    words.collect::<Vec<_>>().join(" + ")
}

fn coming(cx: Cx, next: &ToldView) -> Markup {
    let sign = if next.is_overdue { "clock-alert" } else { "calendar" };
    html! {
        div.stat {
            dt.stat__label { (cx.text("ui.record.planned")) }
            dd.keyfacts__value {
                a.keyfacts__link href=(next.record.href) { (next.record.title) }
                @if is_day(&next.when) {
                    span.stat__note.is-overdue[next.is_overdue] {
                        (icon_small(sign)) (when(cx, &next.when))
                    }
                }
            }
        }
    }
}
