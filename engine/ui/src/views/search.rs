//! Hits of the search on a page of their own.

use maud::{Markup, html};

use crate::Cx;
use crate::components::{Shape, Size, avatar, empty, glyph_small, icon, icon_large};
use crate::model::{ModuleHead, RecordLine};

/// Hits in one module, best first.
#[derive(Clone, Debug, Default)]
pub struct HitGroup {
    /// The module.
    pub module: ModuleHead,
    /// The hits.
    pub hits: Vec<RecordLine>,
    /// Address of all of them, when there are more.
    pub all: Option<String>,
}

/// The page of the search.
#[derive(Clone, Debug, Default)]
pub struct SearchPage {
    /// What was searched for.
    pub text: String,
    /// Hits by module.
    pub groups: Vec<HitGroup>,
}

/// Draws the page of the search.
#[must_use]
pub fn page(cx: Cx, page: &SearchPage) -> Markup {
    let none = cx.fill("ui.search.none", &[("text", &page.text)]);
    html! {
        header.page__head { h1 { (cx.text("ui.search.title")) } }
        div.page__body.page__body--pad {
            div.measure.stack.stack--loose {
                form method="get" action="/search" role="search" {
                    label.input-wrap {
                        (icon("search"))
                        span.sr-only { (cx.text("ui.frame.search")) }
                        input type="search" name="q" value=(page.text)
                            placeholder=(cx.text("ui.frame.search_hint"));
                    }
                }
                @for group in &page.groups { (group_of(cx, group)) }
                @if page.groups.is_empty() && !page.text.is_empty() {
                    (empty(&icon_large("search"), &none, cx.text("ui.search.none_why"), &html! {}))
                }
            }
        }
    }
}

fn group_of(cx: Cx, group: &HitGroup) -> Markup {
    html! {
        section.card.search__group {
            h2.search__head {
                (glyph_small(&group.module.icon, group.module.hue)) (group.module.many)
            }
            ul {
                @for hit in &group.hits { li { (line(hit)) } }
            }
            @if let Some(all) = &group.all {
                a.search__all href=(all) { (cx.text("ui.search.all")) }
            }
        }
    }
}

fn line(hit: &RecordLine) -> Markup {
    html! {
        a.mini href=(hit.href) {
            (avatar(&hit.title, hit.id.bytes(), Shape::of(hit.is_person), Size::Small))
            span.truncate { (hit.title) }
            @if !hit.note.is_empty() { span.mini__note.truncate { (hit.note) } }
        }
    }
}
