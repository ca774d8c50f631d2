//! The forms of one question: rows, lanes, days, points.

use maud::{Markup, html};

use crate::Cx;
use crate::components::icon;

/// A form of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Rows.
    #[default]
    List,
    /// Lanes.
    Board,
    /// The days of a month.
    Calendar,
    /// Points on a map.
    Map,
}

/// Addresses of one question in its forms.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    /// As a list.
    pub list: String,
    /// As a board, where there are lanes.
    pub board: Option<String>,
    /// As a calendar, where there are days.
    pub calendar: Option<String>,
    /// As a map, where there are points.
    pub map: Option<String>,
}

/// The way from one form of a question to the others; nothing where there is only one.
#[must_use]
pub fn form_switch(cx: Cx, forms: &Forms, now: Form) -> Markup {
    let list = Some(&forms.list);
    let all = [
        (Form::List, list, cx.text("ui.kanban.as_list"), "list"),
        (Form::Board, forms.board.as_ref(), cx.text("ui.kanban.as_board"), "square-kanban"),
        (Form::Calendar, forms.calendar.as_ref(), cx.text("ui.kanban.as_calendar"), "calendar"),
        (Form::Map, forms.map.as_ref(), cx.text("ui.kanban.as_map"), "map"),
    ];
    html! {
        @if forms.board.is_some() || forms.calendar.is_some() || forms.map.is_some() {
            nav.switcher.switcher--low aria-label=(cx.text("ui.kanban.form")) {
                @for (form, href, label, sign) in all {
                    @if let Some(href) = href {
                        a.switcher__item href=(href) aria-label=(label) title=(label)
                            aria-current=[(form == now).then_some("true")] { (icon(sign)) }
                    }
                }
            }
        }
    }
}
