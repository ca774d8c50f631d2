//! The row of filters: search in this view, chips, another condition, saving the view.

use maud::{Markup, html};

use super::filter_editor::filter_editor;
use super::model::{ListPage, SaveView};
use crate::Cx;
use crate::components::{Button, Look, add_chip, chip, hidden, icon, link, token};

pub(super) fn filters(cx: Cx, page: &ListPage) -> Markup {
    let undo = Button {
        label: cx.text("ui.list.reset"),
        icon: "undo-2",
        look: Look::SmallIcon,
        ..Button::default()
    };
    html! {
        div.filterbar {
            form.filterbar__form method="get" action=(page.module.href) role="search" {
                (hidden(&page.state))
                label.input-wrap.filterbar__search {
                    (icon("search"))
                    span.sr-only { (cx.text("ui.list.search")) }
                    input type="search" name="q" value=(page.search) data-key="/"
                        placeholder=(cx.text("ui.list.search"));
                }
            }
            @for one in &page.filters {
                (chip(cx, &one.field, &one.operator, &one.value, &one.remove))
            }
            (add_chip(cx, "list-filter"))
            (filter_editor(cx, page))
            div.push.row.row--tight {
                @if let Some(reset) = &page.reset { (link(undo, reset)) }
                @if let Some(save) = &page.save_view { (save_view(cx, page, save)) }
            }
        }
    }
}

fn save_view(cx: Cx, page: &ListPage, save: &SaveView) -> Markup {
    html! {
        button.button.button--soft.button--sm type="button" popovertarget="list-save" {
            (cx.text("ui.list.save_view"))
        }
        div.menu.menu--form id="list-save" popover {
            form.stack method="post" action=(save.action) {
                (token(cx)) (hidden(&page.state))
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
