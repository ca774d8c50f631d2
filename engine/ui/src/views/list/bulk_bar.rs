//! What can be done with selected records; it is there only while some are selected.

use maud::{Markup, html};

use super::model::{BulkAct, Every, ListPage};
use crate::Cx;
use crate::components::{count_text, hidden, icon};
use crate::model::{Count, Tone};

/// Draws the bar; the state of the list travels with it, so that all it finds can be meant.
pub(super) fn bulk_bar(cx: Cx, page: &ListPage) -> Markup {
    let acts = &page.bulk.acts;
    let (rare, near): (Vec<&BulkAct>, Vec<&BulkAct>) = acts.iter().partition(|act| act.is_rare);
    let clear = cx.text("ui.list.select_none");
    let more = cx.text("ui.action.more");
    html! {
        @if !acts.is_empty() && !page.rows.is_empty() {
            (hidden(&page.state))
            @if !page.search.is_empty() { input type="hidden" name="q" value=(page.search); }
            div data-elsewhere hidden {}
            div.bulkbar role="toolbar" aria-label=(cx.text("ui.list.selection")) {
                span.bulkbar__count { (counted(cx, page)) }
                span.bulkbar__line {}
                @for act in near { (button(act, "button button--sm")) }
                @if !rare.is_empty() {
                    button.button.button--icon.button--sm type="button" popovertarget="bulk-more"
                        aria-haspopup="true" aria-label=(more) title=(more) { (icon("ellipsis")) }
                    div.menu id="bulk-more" popover {
                        @for act in rare { (button(act, entry_class(act))) }
                    }
                }
                span.bulkbar__line {}
                button.button.button--icon.button--sm type="button" data-select-none
                    aria-label=(clear) title={ (clear) " (Esc)" } { (icon("x")) }
            }
        }
    }
}

fn entry_class(act: &BulkAct) -> &'static str {
    match act.tone {
        Tone::Danger => "menu__item menu__item--danger",
        Tone::Plain | Tone::Primary => "menu__item",
    }
}

/// What asks for something opens a drawer; the rest is done at once.
fn button(act: &BulkAct, class: &str) -> Markup {
    html! {
        button class=(class) type="submit" formaction=(act.action) title=(act.label)
            name=[(!act.asks).then_some("step")] value=[(!act.asks).then_some("do")]
            data-layer=[act.asks.then_some("drawer")] {
            (icon(&act.icon)) span.bulkbar__word { (act.label) }
        }
    }
}

fn counted(cx: Cx, page: &ListPage) -> Markup {
    let some = html! { strong data-selected { "0" } " " (cx.text("ui.list.selected")) };
    html! {
        @match &page.bulk.every {
            None => { (some) }
            Some(Every::Known(count)) => { (every(cx, *count)) }
            // Asked for with the first selection, because counting is not free.
            Some(Every::OnDemand(address)) => {
                span hx-get=(address) hx-trigger="change from:#part-list once"
                    hx-swap="outerHTML" {
                    span.bulkbar__some { (some) }
                    span.bulkbar__every { (cx.text("ui.list.every_selected")) }
                    (all(cx.text("ui.list.select_every")))
                }
            }
        }
    }
}

/// How many are selected of how many, and the way to select all of them.
#[must_use]
pub fn every(cx: Cx, count: Count) -> Markup {
    let n = count_text(cx, count);
    let of = cx.fill("ui.list.selected_of", &[("n", &n)]);
    html! {
        span {
            span.bulkbar__some { strong data-selected { "0" } " " (of) }
            span.bulkbar__every { (cx.fill("ui.list.n_selected", &[("n", &n)])) }
            (all(&cx.fill("ui.list.select_n", &[("n", &n)])))
        }
    }
}

fn all(words: &str) -> Markup {
    html! {
        label.bulkbar__all.bulkbar__some {
            input.sr-only type="checkbox" name="all" value="1"; (words)
        }
    }
}
