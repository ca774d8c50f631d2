//! The start page.

use maud::{Markup, html};

use crate::Cx;
use crate::components::{Look, Shape, Size, avatar, count_text, empty, glyph, go, icon_large};
use crate::model::{Count, MenuItem, ModuleHead, RecordLine};
use crate::views::detail::{ToldView, told_line};

/// The start page.
#[derive(Clone, Debug, Default)]
pub struct HomePage {
    /// Name of the reader.
    pub name: String,
    /// Modules with the number of their records.
    pub modules: Vec<(ModuleHead, Count)>,
    /// What the reader should have done, the latest first.
    pub overdue: Vec<ToldView>,
    /// What the reader has before them, the soonest first.
    pub coming: Vec<ToldView>,
    /// Records looked at last.
    pub recents: Vec<RecordLine>,
    /// What to do first in a house without records.
    pub first_steps: Vec<MenuItem>,
}

/// Draws the start page.
#[must_use]
pub fn page(cx: Cx, page: &HomePage) -> Markup {
    html! {
        header.page__head { h1 { (cx.fill("ui.home.title", &[("name", &page.name)])) } }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(cx.text("ui.home.region")) {
            div.measure--wide.stack.stack--loose {
                @if !page.first_steps.is_empty() { (first_steps(cx, page)) }
                div.home__day {
                    (agenda(cx, page))
                    (recents(cx, page))
                }
                div.home__modules {
                    @for (module, count) in &page.modules {
                        a.card.home__module href=(module.href) {
                            (glyph(&module.icon, module.hue))
                            span.stat__label { (module.many) }
                            span.stat__value { (count_text(cx, *count)) }
                        }
                    }
                }
            }
        }
    }
}

fn agenda(cx: Cx, page: &HomePage) -> Markup {
    html! {
        section.card id="part-home-agenda" data-renew {
            div.card__head { h2 { (cx.text("ui.record.planned")) } }
            div.card__body {
                @if page.coming.is_empty() { p.muted.sm { (cx.text("ui.home.no_agenda")) } }
                @for one in &page.coming { (told_line(cx, one)) }
                @if !page.overdue.is_empty() {
                    h3.home__group { (cx.text("ui.home.overdue")) }
                    @for one in &page.overdue { (told_line(cx, one)) }
                }
            }
        }
    }
}

fn recents(cx: Cx, page: &HomePage) -> Markup {
    html! {
        section.card {
            div.card__head { h2 { (cx.text("ui.home.recent")) } }
            div.card__body {
                @if page.recents.is_empty() { p.muted.sm { (cx.text("ui.home.no_recent")) } }
                @for one in &page.recents { (line(one)) }
            }
        }
    }
}

fn first_steps(cx: Cx, page: &HomePage) -> Markup {
    let actions = html! { @for item in &page.first_steps { (go(cx, item, Look::default())) } };
    html! {
        section.card {
            (empty(
                &icon_large("rocket"),
                cx.text("ui.home.empty"),
                cx.text("ui.home.empty_why"),
                &actions,
            ))
        }
    }
}

fn line(one: &RecordLine) -> Markup {
    html! {
        a.mini href=(one.href) {
            (avatar(&one.title, one.id.bytes(), Shape::of(one.is_person), Size::Small))
            span.truncate { (one.title) }
            span.push.faint.xs { (one.note) }
        }
    }
}
