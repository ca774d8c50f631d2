//! A page in its frame.

use maud::{Markup, html};

use super::again::again;
use super::document::{Document, document};
use super::sidebar::sidebar;
use super::{NavItem, Shell};
use crate::components::{
    Shape, Size, icon, icon_large, initials, menu_item, portrait, toast, token,
};
use crate::{Cx, format};

/// Puts the body of a page into its frame.
#[must_use]
pub fn page(cx: Cx, shell: &Shell, title: &str, body: &Markup) -> Markup {
    let how = Document {
        title,
        firm: &shell.firm,
        theme: shell.theme,
        density: shell.density,
        single_keys: shell.single_keys,
    };
    let inside = html! {
        a.skip href="#content" { (cx.text("ui.frame.skip")) }
        div.app {
            (sidebar(cx, shell))
            main.page id="content" tabindex="-1" {
                (tools(cx, shell))
                @if shell.viewing { (viewing(cx, shell)) }
                (body)
            }
            (bottom_bar(cx, shell))
        }
        (palette(cx))
        layer-stack data-question=(cx.text("ui.form.lose")) {}
        (shortcuts(cx))
        (again(cx, shell))
        toast-stack.toasts id="toasts" {
            @for message in &shell.toasts { (toast(cx, message)) }
            template data-offline { (offline(cx)) }
        }
    };
    document(cx, &how, &inside)
}

fn tools(cx: Cx, shell: &Shell) -> Markup {
    html! {
        div.page__tools {
            a.searchbox href="/search" data-palette data-key="$mod+k"
                aria-keyshortcuts="Control+K" data-key-label=(cx.text("ui.frame.search")) {
                (icon("search"))
                span { (cx.text("ui.frame.search_hint")) }
                kbd.kbd { (cx.text("ui.key.search")) }
            }
            @if !shell.quick_create.is_empty() { (quick_create(cx, shell)) }
            (bell(cx, shell))
            (help(cx))
            (user_menu(cx, shell))
        }
    }
}

/// The shortcuts of this page; on a phone there are no keys.
fn help(cx: Cx) -> Markup {
    let label = cx.text("ui.key.list");
    html! {
        button.button.button--icon.button--ghost.help type="button" data-key="?" data-key-list
            aria-label=(label) title={ (label) " (?)" } { (icon("circle-help")) }
    }
}

/// The number of messages stays true while the page is open.
fn bell(cx: Cx, shell: &Shell) -> Markup {
    let (label, some) = (cx.text("ui.messages.title"), cx.text("ui.messages.unread"));
    let n = if shell.unread < 100 { shell.unread.to_string() } else { "99+".into() };
    let words = match shell.unread {
        0 => label.to_owned(),
        _ => format!("{label}, {n} {some}"),
    };
    html! {
        live-count.bell data-source="/messages/live" data-quiet data-label=(label)
            data-some=(some) {
            a.button.button--icon.button--ghost href="/messages" data-layer="drawer"
                data-key="g n" data-key-label=(label) title=(label) aria-label=(words) {
                (icon("bell"))
                span.bell__count aria-hidden="true" hidden[shell.unread == 0] { (n) }
            }
        }
    }
}

fn quick_create(cx: Cx, shell: &Shell) -> Markup {
    let label = cx.text("ui.frame.create");
    html! {
        button.button.button--icon type="button" popovertarget="quick-create" aria-haspopup="true"
            aria-label=(label) title={ (label) " (N)" } data-key="n" { (icon("plus")) }
        div.menu id="quick-create" popover {
            div.menu__title { (label) }
            @for entry in &shell.quick_create { (menu_item(cx, entry)) }
        }
    }
}

fn user_menu(cx: Cx, shell: &Shell) -> Markup {
    let short = initials(&shell.user.name, Shape::Round);
    let params = [("initials", short.as_str()), ("name", &shell.user.name)];
    let label = cx.fill("ui.frame.user_menu", &params);
    html! {
        button.user type="button" popovertarget="user-menu" aria-haspopup="true" aria-label=(label)
            title=(shell.user.name) {
            (portrait(&shell.user, Size::Large))
        }
        div.menu id="user-menu" popover {
            div.menu__title { (shell.user.name) }
            a.menu__item href="/me" { (icon("circle-user")) (cx.text("ui.frame.me")) }
            @for entry in &shell.user_menu { (menu_item(cx, entry)) }
            form method="post" action="/logout" {
                (token(cx))
                button.menu__item type="submit" {
                    (icon("log-out")) (cx.text("ui.frame.sign_out"))
                }
            }
        }
    }
}

/// On a phone the most important places stand in reach of the thumb.
fn bottom_bar(cx: Cx, shell: &Shell) -> Markup {
    let modules = shell.areas.iter().flat_map(|area| &area.items);
    let shown: Vec<&NavItem> = shell.places.iter().chain(modules).take(3).collect();
    html! {
        nav.bottombar aria-label=(cx.text("ui.frame.quick_navigation")) {
            @for item in shown {
                a.bottombar__item href=(item.href)
                    aria-current=[item.is_current.then_some("page")] {
                    (icon_large(&item.icon)) span.truncate { (item.label) }
                }
            }
            a.bottombar__item href="/search" data-palette {
                (icon_large("search")) span { (cx.text("ui.frame.search_short")) }
            }
            a.bottombar__item href="#sidebar" {
                (icon_large("menu")) span { (cx.text("ui.frame.menu")) }
            }
        }
    }
}

fn palette(cx: Cx) -> Markup {
    html! {
        command-palette {
            dialog.palette aria-label=(cx.text("ui.frame.search")) {
                form.palette__search action="/search" method="get" role="search" {
                    (icon("search"))
                    input.palette__input type="search" name="q" autocomplete="off"
                        role="combobox" aria-expanded="true" aria-controls="palette-list"
                        aria-label=(cx.text("ui.frame.search"))
                        placeholder=(cx.text("ui.frame.search_hint"));
                    span.tag { (cx.text("ui.palette.everywhere")) }
                    kbd.kbd aria-hidden="true" { "Esc" }
                }
                ul.palette__list id="palette-list" role="listbox"
                    aria-label=(cx.text("ui.frame.hits")) {}
                div.palette__foot {
                    span.palette__key { kbd.kbd { "↑" } kbd.kbd { "↓" } (cx.text("ui.key.move")) }
                    span.palette__key { kbd.kbd { "↵" } (cx.text("ui.key.open")) }
                    span.palette__key {
                        kbd.kbd { (cx.text("ui.key.control")) } kbd.kbd { "↵" }
                        (cx.text("ui.key.tab"))
                    }
                    span.palette__key { kbd.kbd { "Tab" } (cx.text("ui.key.acts")) }
                    span.palette__key.push { (cx.text("ui.palette.signs")) }
                }
            }
        }
    }
}

fn shortcuts(cx: Cx) -> Markup {
    html! {
        shortcut-keys data-control=(cx.text("ui.key.control"))
            data-key-words=(cx.text("ui.key.everywhere")) {
            dialog.dialog aria-labelledby="keys-title" {
                h2.dialog__head id="keys-title" { (cx.text("ui.key.list")) }
                dl.dialog__body.keys tabindex="0" {}
                div.dialog__foot {
                    button.button type="button" data-close-layer { (cx.text("ui.action.close")) }
                }
            }
        }
    }
}

fn offline(cx: Cx) -> Markup {
    html! {
        div.toast.toast--error role="alert" data-stays {
            (icon("circle-alert"))
            span { (cx.text("ui.frame.offline")) }
            button.toast__close type="button" data-close aria-label=(cx.text("ui.action.close")) {
                (icon("x"))
            }
        }
    }
}

/// Says that an administrator looks at the house as somebody else, and ends it.
fn viewing(cx: Cx, shell: &Shell) -> Markup {
    let name = [("name", shell.user.name.as_str())];
    html! {
        div.banner.banner--warning.viewing role="status" {
            @match shell.changing_until {
                Some(until) => {
                    @let until = format::moment(cx, until);
                    p.grow { (cx.fill("ui.viewing.changing", &[name[0], ("until", &until)])) }
                }
                None => {
                    p.grow { (cx.fill("ui.viewing.text", &name)) }
                    (ask_to_change(cx, name))
                }
            }
            form method="post" action="/me/own-view" {
                (token(cx))
                button.button.button--sm type="submit" { (cx.text("ui.viewing.end")) }
            }
        }
    }
}

/// Asks before records can be changed while looking as somebody else.
fn ask_to_change(cx: Cx, name: [(&str, &str); 1]) -> Markup {
    html! {
        details.viewing__ask {
            summary.button.button--sm { (cx.text("ui.viewing.change")) }
            form.row method="post" action="/me/own-view/changes" {
                (token(cx))
                p.grow { (cx.fill("ui.viewing.change_what", &name)) }
                button.button.button--sm.button--danger type="submit" {
                    (cx.text("ui.viewing.change_sure"))
                }
            }
        }
    }
}
