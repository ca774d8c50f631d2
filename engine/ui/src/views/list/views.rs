//! Saved views as tabs; what has no room stands in a menu, and the shown one has a menu of its own.

use maud::{Markup, html};

use super::model::{ListPage, ViewMenu, ViewTab};
use crate::Cx;
use crate::components::{icon, token};

/// Tabs beside each other; the shown view is always among them.
const SHOWN: usize = 5;

pub(super) fn views(cx: Cx, page: &ListPage) -> Markup {
    let (mut near, mut far): (Vec<_>, Vec<_>) =
        page.views.iter().enumerate().partition(|(at, view)| *at < SHOWN || view.is_current);
    if near.len() > SHOWN {
        far.extend(near.iter().rposition(|(_, view)| !view.is_current).map(|at| near.remove(at)));
        far.sort_by_key(|(at, _)| *at);
    }
    let more = cx.text("ui.list.views_more");
    html! {
        nav.tabs aria-label=(cx.text("ui.list.views")) {
            @for (_, view) in near { (tab(cx, view)) }
        }
        @if let Some(own) = &page.view_menu { (menu(cx, own)) }
        @if !far.is_empty() {
            button.button.button--ghost.button--sm type="button" popovertarget="list-views"
                aria-haspopup="true" { (more) (icon("chevron-down")) }
            div.menu.menu--start id="list-views" popover {
                @for (_, view) in far { a.menu__item href=(view.href) { (view.label) } }
            }
        }
    }
}

fn tab(cx: Cx, view: &ViewTab) -> Markup {
    html! {
        a.tab href=(view.href) aria-current=[view.is_current.then_some("page")] {
            (view.label)
            @if view.is_changed {
                span.dot title=(cx.text("ui.list.changed")) {}
                span.sr-only { (cx.text("ui.list.changed")) }
            }
        }
    }
}

fn menu(cx: Cx, view: &ViewMenu) -> Markup {
    let label = cx.fill("ui.list.view_menu", &[("view", &view.name)]);
    let first = if view.is_default { "forget" } else { "default" };
    let shared = if view.is_shared { "unshare" } else { "share" };
    html! {
        button.button.button--icon.button--ghost.button--sm type="button"
            popovertarget="list-view" aria-haspopup="true" aria-label=(label) title=(label) {
            (icon("chevron-down"))
        }
        div.menu.menu--form.menu--start id="list-view" popover {
            @if view.may_change {
                form.stack method="post" action={ (view.action) "/rename" } {
                    (token(cx))
                    div.field {
                        label.field__label for="view-rename" { (cx.text("ui.list.view_name")) }
                        input.input id="view-rename" name="name" required maxlength="60"
                            value=(view.name);
                    }
                    button.button.button--sm type="submit" { (cx.text("ui.list.view_rename")) }
                }
                div.menu__line {}
            }
            (entry(cx, view, first, "star"))
            @if view.may_share { (entry(cx, view, shared, "users-round")) }
            @if view.may_change { (entry(cx, view, "remove", "trash-2")) }
        }
    }
}

fn entry(cx: Cx, view: &ViewMenu, act: &str, sign: &str) -> Markup {
    html! {
        form method="post" action={ (view.action) "/" (act) } {
            (token(cx))
            button.menu__item type="submit" {
                (icon(sign)) (cx.find(&format!("ui.list.view_{act}")).unwrap_or(act))
            }
        }
    }
}
