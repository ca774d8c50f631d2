//! Heads of tables.

use maud::{Markup, html};

use super::icon;
use crate::views::list::{Direction, SortLink};

/// The heading of a column, with its link for sorting.
#[must_use]
pub fn sort_head(label: &str, sort: Option<&SortLink>) -> Markup {
    html! {
        @match sort {
            None => { (label) }
            Some(sort) => {
                a.table__sort href=(sort.href) {
                    (label)
                    @match sort.now {
                        Some(Direction::Up) => { (icon("arrow-up")) }
                        Some(Direction::Down) => { (icon("arrow-down")) }
                        None => {}
                    }
                }
            }
        }
    }
}

/// The word of `aria-sort`, for the column the list is sorted by.
#[must_use]
pub fn sort_word(sort: Option<&SortLink>) -> Option<&'static str> {
    match sort?.now? {
        Direction::Up => Some("ascending"),
        Direction::Down => Some("descending"),
    }
}
