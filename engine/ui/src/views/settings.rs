//! The map of all settings, and of all modules: cards in groups.

use maud::{Markup, html};

use crate::components::{Look, empty, glyph, go, icon, icon_large};
use crate::model::MenuItem;
use crate::{Cx, format};

/// The map of the settings.
#[derive(Clone, Debug, Default)]
pub struct SettingsPage {
    /// What is searched for.
    pub text: String,
    /// How many pages there are in all.
    pub n: u64,
    /// Groups of pages.
    pub cards: Vec<MapCard>,
    /// Whose map it is, to remember in their browser what they used last.
    pub reader: String,
}

/// A group of pages on a card.
#[derive(Clone, Debug, Default)]
pub struct MapCard {
    /// Its title.
    pub title: String,
    /// Its icon.
    pub icon: String,
    /// Its hue.
    pub hue: Option<u16>,
    /// Its pages.
    pub lines: Vec<MapLine>,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct MapLine {
    /// Its words.
    pub label: String,
    /// What it is for.
    pub what: String,
    /// Its address.
    pub href: String,
    /// Its icon, or empty.
    pub icon: String,
    /// How many there are of what it shows, if that is known.
    pub n: Option<u64>,
    /// Pages around it, shown by their icons.
    pub around: Vec<MenuItem>,
}

/// Draws the map of the settings.
#[must_use]
pub fn page(cx: Cx, page: &SettingsPage) -> Markup {
    let n = format::integer(cx, page.n);
    let hint = cx.fill("ui.settings.search", &[("n", &n)]);
    let title = cx.text("ui.settings.title");
    html! {
        header.page__head { h1 { (title) } }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(title) {
            link-map data-store={ "settings/" (page.reader) } {
                form.settings__search method="get" action="/settings" role="search" {
                    label.input-wrap {
                        (icon("search"))
                        span.sr-only { (hint) }
                        input type="search" name="q" value=(page.text) placeholder=(hint)
                            data-key="/" autocomplete="off" hx-get="/settings"
                            hx-target="#part-settings" hx-swap="outerHTML"
                            hx-trigger="input changed delay:150ms" hx-sync="this:replace";
                        kbd.kbd aria-hidden="true" { "/" }
                    }
                }
                nav.settings__recent hidden aria-label=(cx.text("ui.settings.recent")) {
                    span { (cx.text("ui.settings.recent")) }
                }
                (list(cx, page))
            }
        }
    }
}

/// The part `settings`: what fits what was typed.
#[must_use]
pub fn list(cx: Cx, page: &SettingsPage) -> Markup {
    let none = cx.fill("ui.settings.none", &[("text", &page.text)]);
    html! {
        div id="part-settings" aria-live="polite" data-text=(page.text) {
            @if page.cards.is_empty() {
                (empty(&icon_large("search"), &none, cx.text("ui.settings.none_why"), &html! {}))
            } @else {
                (cards(cx, &page.cards))
            }
        }
    }
}

/// Draws all modules in their areas.
#[must_use]
pub fn modules(cx: Cx, areas: &[MapCard]) -> Markup {
    let title = cx.text("ui.modules.title");
    html! {
        header.page__head { h1 { (title) } }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(title) { (cards(cx, areas)) }
    }
}

fn cards(cx: Cx, cards: &[MapCard]) -> Markup {
    html! {
        div.map { @for one in cards { (card(cx, one)) } }
    }
}

fn card(cx: Cx, card: &MapCard) -> Markup {
    html! {
        section.card.map__card {
            h2.map__title { (glyph(&card.icon, card.hue)) (card.title) }
            ul {
                @for line in &card.lines {
                    @let what = Some(&line.what).filter(|what| !what.is_empty());
                    li.map__row {
                        a.map__line href=(line.href) title=[what] {
                            @if !line.icon.is_empty() { (icon(&line.icon)) }
                            span.grow { (line.label) }
                            @if let Some(n) = line.n {
                                span.map__count aria-hidden="true" { (format::integer(cx, n)) }
                            }
                        }
                        @for one in &line.around { (go(cx, one, Look::SmallIcon)) }
                    }
                }
            }
        }
    }
}
