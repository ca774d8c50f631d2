//! The board: views, conditions, lanes with cards, places for what is done with.

use kernel::Money;
use maud::{Markup, html};

use super::card::card;
use super::forms::{Form, form_switch};
use super::model::{DropZone, KanbanPage, LaneView};
use crate::components::{chip, count, empty, glyph, glyph_large, hidden, icon, icon_small, token};
use crate::views::list::{keeping, row_menu, views};
use crate::{Cx, format};

/// Draws a board.
#[must_use]
pub fn page(cx: Cx, page: &KanbanPage) -> Markup {
    let is_empty = page.lanes.iter().all(|lane| lane.cards.is_empty());
    html! {
        header.page__head {
            (glyph(&page.module.icon, page.module.hue))
            h1 { (page.module.many) }
        }
        (bar(cx, page))
        (conditions(cx, page))
        @if is_empty && page.filters.is_empty() && page.search.is_empty() {
            div.page__body { (nothing(cx, page)) }
        } @else {
            card-board.board-frame id="part-kanban" data-renew
                data-key-words=(cx.text("ui.key.of_board"))
                data-field=(page.field) data-moving=(cx.text("ui.kanban.moving"))
                data-moved=(cx.text("ui.kanban.moved")) data-stays=(cx.text("ui.kanban.stays")) {
                div.board role="group" aria-label=(page.module.many) {
                    @for (at, lane) in page.lanes.iter().enumerate() {
                        (self::lane(cx, page, (at, lane)))
                    }
                }
                @if page.may_move && !page.zones.is_empty() {
                    div.dropbar role="group" aria-label=(cx.text("ui.kanban.ends")) {
                        @for zone in &page.zones { (self::zone(cx, zone)) }
                    }
                }
                form method="post" data-move hidden {
                    (token(cx))
                    input type="hidden" name="from" value=(page.here);
                    input type="hidden" name="version";
                }
                (row_menu(cx, &format!("?by={}", page.field)))
                a data-layer="drawer" data-ask href=(page.here) hidden { (page.module.one) }
                p.sr-only role="status" data-said {}
            }
        }
    }
}

fn bar(cx: Cx, page: &KanbanPage) -> Markup {
    html! {
        div.page__bar {
            (views(cx, &page.views))
            div.push.row.row--tight {
                (form_switch(cx, &page.forms, Form::Board))
                @if 1 < page.lanes_by.len() { (by(cx, page)) }
                @if let Some(create) = &page.create {
                    @let label = cx.fill("ui.list.create", &[("one", &page.module.one)]);
                    a.button.button--primary.create-link href=(create) data-layer="drawer"
                        aria-label=(label) title=(label) {
                        (icon("plus")) span.wide-only { (label) }
                    }
                }
            }
        }
    }
}

fn by(cx: Cx, page: &KanbanPage) -> Markup {
    html! {
        button.button.button--ghost.wide-only type="button" popovertarget="kanban-by"
            aria-haspopup="true" { (icon("columns-3")) (cx.text("ui.kanban.by")) }
        div.menu id="kanban-by" popover {
            div.menu__title { (cx.text("ui.kanban.by")) }
            @for (label, href, is_current) in &page.lanes_by {
                a.menu__item href=(href) aria-current=[is_current.then_some("true")] {
                    (icon(if *is_current { "check" } else { "columns-3" })) (label)
                }
            }
        }
    }
}

fn conditions(cx: Cx, page: &KanbanPage) -> Markup {
    html! {
        div.filterbar {
            form.filterbar__form method="get" action={ (page.module.href) "/kanban" }
                role="search" {
                (hidden(&page.state))
                label.input-wrap.filterbar__search {
                    (icon("search"))
                    span.sr-only { (cx.text("ui.list.search")) }
                    input type="search" name="q" value=(page.search) data-key="/"
                        placeholder=(cx.text("ui.list.search"));
                }
            }
            @for one in &page.filters {
                (chip(cx, &one.field, &one.operator, &one.value, &one.remove))
            }
            (keeping(cx, &page.views, &page.state))
            span.board-sums id="kanban-sums" { (totals(cx, page)) }
            @if let Some(later) = &page.sums_later {
                span hx-get=(later) hx-trigger="load" hx-swap="none" hidden {}
            }
        }
    }
}

/// What all lanes come to.
fn totals(cx: Cx, page: &KanbanPage) -> Markup {
    html! {
        @for (label, sums) in &page.sums {
            span.board-sum {
                span.muted { (label) }
                @for sum in sums { strong.tnum { (money(cx, sum)) } }
            }
        }
    }
}

/// Counts and sums that come after the page, each to its place.
#[must_use]
pub fn sums(cx: Cx, page: &KanbanPage) -> Markup {
    html! {
        hx-partial hx-target="#kanban-sums" hx-swap="innerHTML" { (totals(cx, page)) }
        @for (at, lane) in page.lanes.iter().enumerate() {
            hx-partial hx-target={ "#kanban-count-" (at) } hx-swap="innerHTML" {
                (count(cx, lane.count))
            }
            hx-partial hx-target={ "#kanban-sum-" (at) } hx-swap="innerHTML" {
                (lane_sum(cx, lane))
            }
        }
    }
}

fn lane_sum(cx: Cx, lane: &LaneView) -> Markup {
    html! { @for sum in &lane.sums { span.lane__money { (money(cx, sum)) } } }
}

fn lane(cx: Cx, page: &KanbanPage, (at, lane): (usize, &LaneView)) -> Markup {
    let create =
        cx.fill("ui.kanban.create_in", &[("one", &page.module.one), ("lane", &lane.label)]);
    html! {
        section.lane aria-label=(lane.label) data-lane=(lane.code) data-label=(lane.label)
            data-asks[lane.asks] {
            header.lane__head {
                @if let Some(hue) = lane.hue { span.dot class={ "h-" (hue) } aria-hidden="true" {} }
                h2.lane__title { (lane.label) }
                span id={ "kanban-count-" (at) } { (count(cx, lane.count)) }
                @if let Some(href) = &lane.create {
                    a.button.button--icon.button--ghost.button--sm.push href=(href)
                        data-layer="drawer" aria-label=(create) title=(create) { (icon("plus")) }
                }
                @let waits = page.sums_later.is_some();
                @if !lane.sums.is_empty() || lane.probability.is_some() || waits {
                    span.lane__sum.tnum {
                        span id={ "kanban-sum-" (at) } { (lane_sum(cx, lane)) }
                        @if let Some(share) = lane.probability {
                            span.faint { (format::integer(cx, u64::from(share))) " %" }
                        }
                    }
                }
            }
            div.lane__cards role="list" aria-label=(lane.label) {
                @for one in &lane.cards { (card(cx, page, one)) }
            }
            @if let Some(all) = &lane.all {
                a.mini.lane__all href=(all) { (cx.text("ui.kanban.all")) }
            }
        }
    }
}

fn zone(cx: Cx, zone: &DropZone) -> Markup {
    let tone = if zone.is_good { "dropbar__zone--good" } else { "dropbar__zone--bad" };
    html! {
        div class={ "dropbar__zone " (tone) } data-lane=(zone.code) data-label=(zone.label)
            data-asks[zone.asks] {
            (icon(if zone.is_good { "trophy" } else { "circle-x" }))
            strong { (zone.label) }
            @if zone.asks { span { (cx.text("ui.kanban.asks")) } }
            a.dropbar__all href=(zone.all) {
                (cx.text("ui.kanban.show")) (icon_small("arrow-right"))
            }
        }
    }
}

fn nothing(cx: Cx, page: &KanbanPage) -> Markup {
    let sign = glyph_large(&page.module.icon, page.module.hue);
    let title = cx.fill("ui.list.none", &[("many", &page.module.many)]);
    let actions = html! {
        @if let Some(create) = &page.create {
            a.button.button--primary href=(create) data-layer="drawer" {
                (icon("plus")) (cx.fill("ui.list.create", &[("one", &page.module.one)]))
            }
        }
    };
    empty(&sign, &title, cx.text("ui.list.none_why"), &actions)
}

/// Whole amounts on a board: cents would hide the size of a number.
pub(super) fn money(cx: Cx, money: &Money) -> String {
    format::money_whole(cx, money)
}
