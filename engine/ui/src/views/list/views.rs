//! Views as tabs; what has no room stands in a menu, and the shown one has a menu of its own.

use maud::{Markup, html};

use super::model::{SaveView, ViewBar, ViewMenu, ViewTab};
use crate::Cx;
use crate::components::{Button, Look, hidden, icon, link, token};

/// Tabs beside each other; the shown view is always among them.
const SHOWN: usize = 5;

/// Draws the tabs.
pub(in crate::views) fn views(cx: Cx, bar: &ViewBar) -> Markup {
    let (mut near, mut far): (Vec<_>, Vec<_>) =
        bar.tabs.iter().enumerate().partition(|(at, view)| *at < SHOWN || view.is_current);
    if near.len() > SHOWN {
        far.extend(near.iter().rposition(|(_, view)| !view.is_current).map(|at| near.remove(at)));
        far.sort_by_key(|(at, _)| *at);
    }
    let more = cx.text("ui.list.views_more");
    html! {
        nav.tabs aria-label=(cx.text("ui.list.views")) {
            @for (_, view) in near { (tab(cx, view)) }
        }
        @if let Some(own) = &bar.menu { (menu(cx, own)) }
        @if !far.is_empty() {
            button.button.button--ghost.button--sm type="button" popovertarget="list-views"
                aria-haspopup="true" title=(more) {
                span.sr-only { (more) } "+" (far.len()) (icon("chevron-down"))
            }
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
    let at_hand = if view.is_kept { ("unmark", "star-off") } else { ("mark", "star") };
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
            (entry(cx, view, at_hand.0, at_hand.1))
            (entry(cx, view, first, "pin"))
            @if let Some(readers) = &view.readers {
                a.menu__item href=(readers) { (icon("share-2")) (cx.text("ui.list.view_readers")) }
            }
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

/// Drops or saves what was changed in the view.
pub(in crate::views) fn keeping(cx: Cx, bar: &ViewBar, state: &[(String, String)]) -> Markup {
    let undo = Button {
        label: cx.text("ui.list.reset"),
        icon: "undo-2",
        look: Look::SmallIcon,
        ..Button::default()
    };
    html! {
        div.push.row.row--tight {
            @if let Some(reset) = &bar.reset { (link(undo, reset)) }
            @if let Some(save) = &bar.save { (save_view(cx, save, state)) }
        }
    }
}

fn save_view(cx: Cx, save: &SaveView, state: &[(String, String)]) -> Markup {
    html! {
        button.button.button--soft.button--sm type="button" popovertarget="list-save" {
            (cx.text("ui.list.save_view"))
        }
        div.menu.menu--form id="list-save" popover {
            form.stack method="post" action=(save.action) {
                (token(cx)) (hidden(state))
                @let map = ("map", &save.map);
                @for (name, by) in [("lanes", &save.lanes), ("calendar", &save.calendar), map] {
                    @if let Some(by) = by { input type="hidden" name=(name) value=(by); }
                }
                div.field {
                    label.field__label for="view-name" { (cx.text("ui.list.view_name")) }
                    input.input id="view-name" name="name" required maxlength="60"
                        value=(save.name);
                }
                @if save.may_replace {
                    label.choice {
                        input.check type="checkbox" name="replace" value="1";
                        (cx.text("ui.list.view_replace"))
                    }
                }
                @if save.may_share {
                    label.choice {
                        input.check type="checkbox" name="share" value="1";
                        (cx.text("ui.list.view_share"))
                    }
                }
                button.button.button--primary type="submit" { (cx.text("ui.action.save")) }
            }
        }
    }
}
