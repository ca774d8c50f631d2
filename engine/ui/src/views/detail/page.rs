//! What stands where on the page of a record.

use maud::{Markup, html};

use super::composer::composer;
use super::fact::fact;
use super::figures::strip;
use super::head::{banners, header, place};
use super::lines::across;
use super::path::path;
use super::timeline::timeline;
use super::{BlockView, DetailPage, files, related};
use crate::Cx;
use crate::components::{icon, icon_small, tabs};

/// The page of a record, inside the frame.
#[must_use]
pub fn page(cx: Cx, page: &DetailPage) -> Markup {
    html! {
        (place(cx, &page.place))
        div.record {
            (header(cx, page))
            (banners(cx, page))
            (path(cx, page))
            (strip(cx, page))
            div.page__bar.page__bar--low.record-bar {
                @if 1 < page.tabs.len() { (tabs(cx, cx.text("ui.record.tabs"), &page.tabs)) }
                (jumps(cx))
            }
            div class={ "split record-split" @if page.lines.is_some() { " record-split--lines" } } {
                @if let Some(lines) = &page.lines { (across(cx, lines)) }
                section.pane.record-facts id="record-facts" aria-label=(cx.text("ui.record.facts"))
                    tabindex="-1" { (facts(cx, page)) }
                section.pane.record-story id="record-story" aria-label=(cx.text("ui.record.story"))
                    tabindex="-1" {
                    @if let Some(place) = &page.composer { (composer(cx, page, place)) }
                    (timeline(cx, &page.timeline))
                }
                aside.pane.pane--quiet.record-related id="record-related" data-renew
                    aria-label=(cx.text("ui.record.related")) tabindex="-1" {
                    @for block in &page.related { (related::related(cx, &page.module.code, block)) }
                    @if let Some(block) = &page.files { (files::block(cx, block)) }
                }
            }
        }
    }
}

/// On a narrow page the columns lie below each other; these lead to them.
fn jumps(cx: Cx) -> Markup {
    html! {
        nav.record-jumps aria-label=(cx.text("ui.record.jumps")) {
            a.tab href="#record-facts" { (cx.text("ui.record.facts")) }
            a.tab href="#record-story" { (cx.text("ui.record.story")) }
            a.tab href="#record-related" { (cx.text("ui.record.related")) }
        }
    }
}

fn facts(cx: Cx, page: &DetailPage) -> Markup {
    html! {
        inline-edit.record-blocks {
            @for one in &page.blocks { (block(cx, one)) }
            @if let Some(edit) = &page.edit {
                a.button.button--ghost.button--sm href=(edit) {
                    (icon("pen-line")) (cx.text("ui.record.edit_all")) (icon_small("arrow-right"))
                }
            }
        }
    }
}

fn block(cx: Cx, block: &BlockView) -> Markup {
    html! {
        section id={ "part-detail-block-" (block.name) } aria-label=(block.label) {
            h2.block-title { (block.label) }
            dl.facts {
                @for one in &block.facts {
                    div.fact {
                        dt.fact__label { (one.label) }
                        (fact(cx, one))
                    }
                }
            }
        }
    }
}
