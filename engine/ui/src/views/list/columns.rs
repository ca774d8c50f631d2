//! Which columns are shown, in which order, and how high their rows are.

use maud::{Markup, html};

use super::model::{ColumnChoice, ListPage};
use crate::Cx;
use crate::components::{SwitchOption, hidden, icon, icon_small, switcher_radios, token};
use crate::views::shell::Density;

/// A popover of plain forms; its script adds the search, dragging and moving by key.
pub(super) fn columns(cx: Cx, page: &ListPage) -> Markup {
    let state: Vec<(String, String)> =
        page.state.iter().filter(|(name, _)| name != "columns").cloned().collect();
    let search = cx.text("ui.list.columns_search");
    html! {
        button.button.button--ghost.wide-only type="button" popovertarget="list-columns" {
            (icon("columns-3")) (cx.text("ui.list.columns"))
        }
        div.menu.menu--form id="list-columns" popover {
            form.stack method="get" action=(page.module.href) {
                (hidden(&state))
                @if !page.search.is_empty() { input type="hidden" name="q" value=(page.search); }
                sortable-list.stack {
                    label.input-wrap {
                        (icon("search"))
                        span.sr-only { (search) }
                        input type="search" placeholder=(search) autocomplete="off" data-filter;
                    }
                    div.menu__scroll.column-choices {
                        @for choice in &page.column_choices { (column(cx, choice)) }
                    }
                    p.xs.faint { (cx.text("ui.list.columns_hint")) }
                }
                button.button.button--sm.button--primary type="submit" {
                    (cx.text("ui.list.columns_show"))
                }
            }
            div.menu__line {}
            (density(cx, page))
        }
    }
}

fn column(cx: Cx, choice: &ColumnChoice) -> Markup {
    let up = cx.fill("ui.list.column_up", &[("column", &choice.label)]);
    let down = cx.fill("ui.list.column_down", &[("column", &choice.label)]);
    html! {
        div.column-choice draggable="true" data-entry {
            span.column-choice__grip aria-hidden="true" { (icon_small("grip-vertical")) }
            label.choice.grow {
                input.check type="checkbox" name="column" value=(choice.name)
                    checked[choice.is_shown];
                (choice.label)
            }
            button.column-choice__move type="button" data-move="-1" aria-label=(up) title=(up) {
                (icon_small("arrow-up"))
            }
            button.column-choice__move type="button" data-move="1" aria-label=(down)
                title=(down) { (icon_small("arrow-down")) }
        }
    }
}

fn density(cx: Cx, page: &ListPage) -> Markup {
    let options = Density::ALL.map(|density| SwitchOption {
        label: match density {
            Density::Compact => cx.text("ui.me.density_compact"),
            Density::Standard => cx.text("ui.me.density_standard"),
            Density::Comfort => cx.text("ui.me.density_comfort"),
        },
        value: density.code(),
        is_on: density == page.density,
    });
    let label = cx.text("ui.me.density");
    html! {
        form.stack method="post" action="/me/looks" {
            (token(cx))
            input type="hidden" name="back" value=(page.here);
            div.menu__title { (label) }
            (switcher_radios(label, "density", &options))
            button.button.button--sm type="submit" { (cx.text("ui.list.density_set")) }
        }
    }
}
