//! A list of the house: roles as a tree, profiles, groups.

use maud::{Markup, html};

use crate::form::{Extra, extras};
use crate::frame::{Frame, framed};
use ui::Cx;
use ui::components::{empty, icon, icon_large};

/// A page with a list.
#[derive(Clone, Debug, Default)]
pub struct RowsPage {
    /// What is around it.
    pub frame: Frame,
    /// Where a new one is made, and its words.
    pub create: Option<(String, String)>,
    /// Further ways beside it: label and address.
    pub ways: Vec<(String, String)>,
    /// Headings of the columns; the first is that of the names.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Icon, title and reason when there are none.
    pub empty: (&'static str, String, String),
}

/// A row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// How deep it stands in a tree.
    pub depth: usize,
    /// Its icon.
    pub icon: String,
    /// Its name.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// What stands in the other columns.
    pub cells: Vec<String>,
}

/// Draws a list.
#[must_use]
pub fn rows(cx: Cx, page: &RowsPage) -> Markup {
    rows_and(cx, page, &[])
}

/// Draws a list, and what else can be done.
#[must_use]
pub fn rows_and(cx: Cx, page: &RowsPage, also: &[Extra]) -> Markup {
    let acts = html! {
        @for (label, href) in &page.ways { a.button href=(href) { (label) } }
        @if let Some((label, href)) = &page.create {
            a.button.button--primary href=(href) data-key="n" { (icon("plus")) (label) }
        }
    };
    let (sign, title, reason) = &page.empty;
    let body = html! {
        @if page.rows.is_empty() {
            (empty(&icon_large(sign), title, reason, &html! {}))
        } @else {
            div.table-frame {
                table.table.table--wrap {
                    thead {
                        tr { @for column in &page.columns { th scope="col" { (column) } } }
                    }
                    tbody { @for one in &page.rows { (row(one)) } }
                }
            }
        }
        (extras(cx, also))
    };
    framed(cx, &page.frame, &acts, &body)
}

fn row(row: &Row) -> Markup {
    let depth = format!("table__main house__name house__depth--{}", row.depth.min(8));
    html! {
        tr {
            td {
                span class=(depth) {
                    (icon(&row.icon))
                    a href=(row.href) { (row.title) }
                }
            }
            @for cell in &row.cells { td { (cell) } }
        }
    }
}
