//! Records of a list as points on a map.

use maud::{Markup, html};

use ui::components::{Button, Look, link};
use ui::{Cx, assets};

use crate::by::by;

/// A map with the records that are seen on it.
#[derive(Clone, Debug, Default)]
pub struct MapPage {
    /// What it shows, in words.
    pub title: String,
    /// How many are seen.
    pub count: String,
    /// Ways to what lies nearer, farther and beside: key of the words, icon, address.
    pub moves: Vec<(&'static str, &'static str, String)>,
    /// Fields that say where records are: label, address, whether it is the present one.
    pub by: Vec<(String, String, bool)>,
    /// The picture.
    pub picture: Markup,
    /// Said when there are more records than are shown.
    pub bounded: Option<String>,
    /// How many records say no place, and the list of them.
    pub nowhere: Option<(String, String)>,
    /// The records that are seen, in words.
    pub entries: Vec<Entry>,
    /// That there are more, and the list of all.
    pub more: Option<(String, String)>,
    /// Said when none is seen.
    pub empty: Option<String>,
}

/// A record on the map.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Where it is, in words.
    pub place: String,
}

/// Draws the map, and beside it the records in words.
#[must_use]
pub fn map(cx: Cx, page: &MapPage) -> Markup {
    html! {
        link rel="stylesheet" href=(assets::url("map.css"));
        section.month aria-label=(page.title) {
            div.month__bar {
                h2 { (page.title) }
                div.row.row--tight { @for step in &page.moves { (way(cx, step)) } }
                span.muted role="status" { (page.count) }
                @if let Some((label, href)) = &page.nowhere { a href=(href) { (label) } }
                @if 1 < page.by.len() {
                    (by("map-by", ("map-pin", cx.text("ui.map.by")), &page.by))
                }
            }
            @if let Some(bounded) = &page.bounded {
                p.banner.banner--warning role="status" { (bounded) }
            }
            div.earth {
                (page.picture)
                div.earth__side {
                    @if let Some(empty) = &page.empty { p.muted { (empty) } }
                    @if !page.entries.is_empty() { (entries(cx, page)) }
                    @if let Some((label, href)) = &page.more { a href=(href) { (label) } }
                }
            }
        }
    }
}

fn way(cx: Cx, (key, sign, href): &(&'static str, &'static str, String)) -> Markup {
    let (label, look) = (cx.text(key), Look::SmallIcon);
    link(Button { label, icon: sign, look, ..Button::default() }, href)
}

fn entries(cx: Cx, page: &MapPage) -> Markup {
    html! {
        ul.earth__list aria-label=(cx.text("ui.map.entries")) {
            @for entry in &page.entries {
                li {
                    a href=(entry.href) { (entry.title) }
                    span.muted.tnum { (entry.place) }
                }
            }
        }
    }
}
