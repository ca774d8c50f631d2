//! Language, colours, formats, and what is kept at hand.

use kernel::Language;
use maud::{Markup, html};

use ui::Cx;
use ui::components::{SwitchOption, icon, switcher_radios, token};
use ui::views::shell::{Density, Theme};

use super::frame::{MeFrame, card, framed};
use crate::form::{Control, control};

/// How one likes to read.
#[derive(Clone, Debug, Default)]
pub struct FormatsPage {
    /// What is around it.
    pub frame: MeFrame,
    /// Whether the language is one's own choice; else only administrators change it.
    pub may_language: bool,
    /// Colours.
    pub theme: Theme,
    /// Height of rows and controls.
    pub density: Density,
    /// How days, numbers and times are written.
    pub formats: Vec<Control>,
    /// Whether they can be sent.
    pub may_formats: bool,
    /// What is kept at hand, in order.
    pub favourites: Vec<FavouriteRow>,
}

/// Something kept at hand.
#[derive(Clone, Debug)]
pub struct FavouriteRow {
    /// Its id.
    pub id: String,
    /// Its words.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Its icon.
    pub icon: String,
}

/// Draws the page.
#[must_use]
pub fn formats(cx: Cx, page: &FormatsPage) -> Markup {
    let body = html! {
        (looks(cx, page))
        (written(cx, page))
        @if !page.favourites.is_empty() { (favourites(cx, page)) }
    };
    framed(cx, &page.frame, &body)
}

fn written(cx: Cx, page: &FormatsPage) -> Markup {
    let body = html! {
        form.stack.stack--loose method="post" action="/me/formats" {
            (token(cx))
            @for one in &page.formats { (control(one, "")) }
            @if page.may_formats {
                div { button.button.button--primary type="submit" { (cx.text("ui.action.save")) } }
            }
        }
    };
    card("formats", cx.text("ui.own.formats"), &body)
}

fn looks(cx: Cx, page: &FormatsPage) -> Markup {
    let language = |language: Language, label| SwitchOption {
        label,
        value: language.code(),
        is_on: cx.locale.language == language,
    };
    let languages = [language(Language::De, "Deutsch"), language(Language::En, "English")];
    let keys = Theme::ALL.map(|theme| format!("ui.me.theme_{}", theme.code()));
    let themes: Vec<SwitchOption> = Theme::ALL
        .iter()
        .zip(&keys)
        .map(|(theme, key)| SwitchOption {
            label: cx.find(key).unwrap_or(theme.code()),
            value: theme.code(),
            is_on: page.theme == *theme,
        })
        .collect();
    let keys = Density::ALL.map(|density| format!("ui.me.density_{}", density.code()));
    let densities: Vec<SwitchOption> = Density::ALL
        .iter()
        .zip(&keys)
        .map(|(density, key)| SwitchOption {
            label: cx.find(key).unwrap_or(density.code()),
            value: density.code(),
            is_on: page.density == *density,
        })
        .collect();
    let body = html! {
        theme-switch {
            form.stack.stack--loose method="post" action="/me/looks" {
                (token(cx))
                @if page.may_language {
                    (named(cx.text("ui.me.language"), "language", &languages))
                } @else {
                    p.field__hint { (cx.text("ui.own.language_fixed")) }
                }
                (named(cx.text("ui.me.theme"), "theme", &themes))
                (named(cx.text("ui.me.density"), "density", &densities))
                div { button.button.button--primary type="submit" { (cx.text("ui.action.save")) } }
            }
        }
    };
    card("looks", cx.text("ui.own.looks"), &body)
}

fn named(label: &str, name: &str, options: &[SwitchOption]) -> Markup {
    html! {
        div.field {
            span.field__label aria-hidden="true" { (label) }
            (switcher_radios(label, name, options))
        }
    }
}

fn favourites(cx: Cx, page: &FormatsPage) -> Markup {
    let body = html! {
        ul.stack {
            @for row in &page.favourites {
                li.row {
                    (icon(&row.icon))
                    a.grow.truncate href=(row.href) { (row.label) }
                    form.row.row--tight method="post" action="/me/favourites" {
                        (token(cx))
                        input type="hidden" name="id" value=(row.id);
                        (way(cx, row, ("up", "arrow-up")))
                        (way(cx, row, ("down", "arrow-down")))
                        (way(cx, row, ("off", "x")))
                    }
                }
            }
        }
    };
    card("favourites", cx.text("ui.frame.favorites"), &body)
}

fn way(cx: Cx, row: &FavouriteRow, (way, sign): (&str, &str)) -> Markup {
    let label = cx.fill(&format!("ui.me.favourite_{way}"), &[("name", &row.label)]);
    html! {
        button.button.button--icon.button--ghost.button--sm type="submit" name="move" value=(way)
            aria-label=(label) title=(label) { (icon(sign)) }
    }
}
