//! What is done with a record from its row: called, written to, looked at, and the rest in a menu.

use maud::{Markup, html};

use crate::Cx;
use crate::components::{icon, menu_item};
use crate::model::MenuItem;

/// The menu that all rows share; it is filled when one of them opens it.
pub const ROW_MENU: &str = "row-menu";

/// Draws what stands at the end of every row once, because fifty times would be a third of the
/// page; the script puts it there, with the words and addresses of each row.
pub(super) fn row_acts(cx: Cx) -> Markup {
    html! {
        row-acts {
            template {
                span.row-acts {
                    a.row-act data-way="tel:" title=(cx.text("ui.reach.call")) { (icon("phone")) }
                    a.row-act data-way="mailto:" title=(cx.text("ui.reach.mail")) { (icon("mail")) }
                    a.row-act data-way="/preview" data-layer="drawer"
                        title=(cx.text("ui.preview.peek")) { (icon("panel-right-open")) }
                    button.row-act.row-act--menu type="button" popovertarget=(ROW_MENU)
                        title=(cx.text("ui.list.row_acts")) { (icon("ellipsis")) }
                }
            }
        }
        (row_menu(cx, ""))
    }
}

/// The menu that all rows or cards of a page share, filled by the address of the record, its
/// `/menu` and this query.
#[must_use]
pub fn row_menu(cx: Cx, query: &str) -> Markup {
    html! {
        row-menu.menu.menu--record id=(ROW_MENU) data-query=(query) popover {
            p.menu__title { (cx.text("ui.list.row_menu")) }
        }
    }
}

/// Entries of a menu that belong together, under a title where they need one.
#[derive(Clone, Debug, Default)]
pub struct RowGroup {
    /// What the entries have in common.
    pub title: Option<String>,
    /// The entries.
    pub items: Vec<MenuItem>,
}

impl From<Vec<MenuItem>> for RowGroup {
    fn from(items: Vec<MenuItem>) -> Self {
        RowGroup { title: None, items }
    }
}

/// What the menu holds for one record.
#[must_use]
pub fn row_entries(cx: Cx, title: &str, groups: &[RowGroup]) -> Markup {
    html! {
        p.menu__title.truncate { (title) }
        @for (at, group) in groups.iter().filter(|group| !group.items.is_empty()).enumerate() {
            @if at > 0 { div.menu__line {} }
            @if let Some(title) = &group.title { p.menu__title { (title) } }
            @for item in &group.items { (menu_item(cx, item)) }
        }
    }
}
