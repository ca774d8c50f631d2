//! The row of filters: search in this view, chips, another condition, keeping the view.

use maud::{Markup, html};

use super::filter_editor::filter_editor;
use super::model::ListPage;
use super::views::keeping;
use crate::Cx;
use crate::components::{add_chip, chip, hidden, icon};

pub(super) fn filters(cx: Cx, page: &ListPage) -> Markup {
    html! {
        div.filterbar {
            form.filterbar__form method="get" action=(page.base) role="search" {
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
            @let arrange = cx.text("ui.list.arrange");
            a.button.button--icon.button--ghost.button--sm href=(page.arrange)
                aria-label=(arrange) title=(arrange) { (icon("sliders-horizontal")) }
            (filter_editor(cx, page))
            (keeping(cx, &page.views, &page.state))
        }
    }
}
