//! The side bar: daily places, favourites, areas.

use maud::{Markup, html};

use super::{Area, NavItem, Shell};
use crate::Cx;
use crate::components::{glyph_small, icon};

pub(super) fn sidebar(cx: Cx, shell: &Shell) -> Markup {
    html! {
        nav.sidebar id="sidebar" aria-label=(cx.text("ui.frame.navigation")) {
            div.row.row--tight {
                a.tenant href="/" {
                    span.tenant__mark { (mark()) }
                    span.truncate.grow {
                        span.tenant__name.truncate { (shell.firm) }
                        @if shell.firm != "Kontor" { span.xs.faint { "Kontor" } }
                    }
                }
                a.narrow-only.button.button--icon.button--ghost href="#content"
                    aria-label=(cx.text("ui.action.close")) { (icon("x")) }
            }
            div.sidebar__scroll {
                div.nav { @for place in &shell.places { (item(place)) } }
                @if !shell.favorites.is_empty() {
                    div.nav {
                        div.nav__title {
                            (cx.text("ui.frame.favorites"))
                            @let order = cx.text("ui.frame.order");
                            a.nav__tool href="/me/formats#favourites" aria-label=(order)
                                title=(order) {
                                (icon("settings-2"))
                            }
                        }
                        @for favorite in &shell.favorites { (item(favorite)) }
                    }
                }
                div.nav {
                    div.nav__title { (cx.text("ui.frame.areas")) }
                    @for one in &shell.areas { (area(one, shell.areas.len() == 1)) }
                    @if let Some(all) = &shell.all_modules { (item(all)) }
                }
            }
            @if let Some(source) = &shell.counts {
                side-counts data-source=(source) data-store={ "counts/" (shell.user.id) } {}
            }
            @if let Some(settings) = &shell.settings {
                div.sidebar__foot { (item(settings)) }
            }
        }
    }
}

fn mark() -> Markup {
    html! {
        svg.tenant__sign viewBox="0 0 24 24" aria-hidden="true" {
            path d="M6 4v16M18 4.5 9.5 12 18 19.5" {}
        }
    }
}

fn item(item: &NavItem) -> Markup {
    html! {
        a.nav__item href=(item.href) title=(item.label)
            aria-current=[item.is_current.then_some("page")]
            data-key=[item.key.map(|key| format!("g {key}"))] {
            @if !item.icon.is_empty() { (icon(&item.icon)) }
            span.truncate { (item.label) }
            @if let Some(n) = item.count {
                span class=(if item.is_hot { "nav__count nav__count--hot" } else { "nav__count" }) {
                    (n)
                }
            }
        }
    }
}

/// An area opens and closes without script; the one that is shown is open.
fn area(area: &Area, is_only: bool) -> Markup {
    let is_open = is_only || area.items.iter().any(|item| item.is_current);
    html! {
        details.nav__area open[is_open] {
            summary.nav__item title=(area.label) {
                (glyph_small(&area.icon, area.hue))
                span.truncate { (area.label) }
                svg.icon.nav__chevron aria-hidden="true" {
                    use href={ (crate::assets::url("icons.svg")) "#chevron-right" } {}
                }
            }
            div.nav__sub { @for one in &area.items { (item(one)) } }
        }
    }
}
