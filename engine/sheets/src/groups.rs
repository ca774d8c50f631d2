//! Records in groups that open, with what their numbers come to, and a chart of them.

use kernel::Value;
use maud::{Markup, html};

use ui::Cx;
use ui::components::{Shape, Size, avatar, hidden, icon, status};
use ui::fields;
use ui::model::Tag;
use ui::views::list::{Column, Row};

/// Groups of a list.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// What the groups are, in a word, and labels of the numbers.
    pub head: (String, Vec<String>),
    /// The groups.
    pub lines: Vec<Line>,
    /// All of them together; only at the outermost level.
    pub total: Option<Line>,
    /// What is left out: words and where it is found.
    pub more: Option<(String, Option<String>)>,
}

/// A group.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What its records have in common.
    pub label: String,
    /// Its hue, for a dot.
    pub hue: Option<u16>,
    /// Whether it is a state among others with hues; without one of its own it has a ring.
    pub is_state: bool,
    /// How many they are.
    pub n: String,
    /// What their numbers come to, by currency.
    pub figures: Vec<Vec<String>>,
    /// Where its inside is fetched, and the list of its records.
    pub inside: Option<(String, String)>,
}

/// Draws groups, with a heading at the outermost level.
#[must_use]
pub fn groups(cx: Cx, groups: &Groups) -> Markup {
    let is_outermost = groups.total.is_some();
    html! {
        div.groups {
            @if is_outermost { (head(cx, groups)) }
            @for line in &groups.lines { (group(cx, line)) }
            @if let Some((words, href)) = &groups.more {
                p.groups__more.muted {
                    @match href {
                        Some(href) => { a href=(href) { (words) } }
                        None => { (words) }
                    }
                }
            }
            @if let Some(total) = &groups.total {
                div.groups__line.groups__total { (cells(total, &html! {})) }
            }
        }
    }
}

fn head(cx: Cx, groups: &Groups) -> Markup {
    let (name, figures) = &groups.head;
    html! {
        div.groups__line.groups__head {
            span.groups__name { (name) }
            span.groups__n { (cx.text("groups.n")) }
            @for figure in figures { span.groups__figure { (figure) } }
        }
    }
}

fn group(cx: Cx, line: &Line) -> Markup {
    let Some((inside, list)) = &line.inside else {
        return html! { div.groups__line { (cells(line, &html! {})) } };
    };
    html! {
        details.groups__group hx-get=(inside) hx-trigger="toggle once"
            hx-target="find .groups__body" hx-swap="innerHTML" {
            summary.groups__line { (cells(line, &icon("chevron-right"))) }
            div.groups__body {
                p.groups__more { a href=(list) { (cx.text("groups.list")) } }
            }
        }
    }
}

fn cells(line: &Line, sign: &Markup) -> Markup {
    html! {
        span.groups__name {
            (sign)
            @if line.is_state || line.hue.is_some() {
                (status(&Tag { label: line.label.clone(), hue: line.hue }))
            } @else { span.truncate { (line.label) } }
        }
        span.groups__n { (line.n) }
        @for figure in &line.figures {
            span.groups__figure { @for text in figure { span { (text) } } }
        }
    }
}

/// Some records of an opened group.
#[derive(Clone, Debug, Default)]
pub struct Rows<'a> {
    /// Columns; the first one carries the title.
    pub columns: Vec<Column<'a>>,
    /// The records.
    pub rows: Vec<Row>,
    /// The list of all of them, when there are more.
    pub all: Option<String>,
    /// Whether the records stand for people.
    pub is_person: bool,
}

/// Draws some records of an opened group.
#[must_use]
pub fn rows(cx: Cx, page: &Rows) -> Markup {
    let shape = Shape::of(page.is_person);
    html! {
        div.groups__rows {
            table.table {
                thead.sr-only {
                    tr { @for column in &page.columns { th scope="col" { (column.label) } } }
                }
                tbody {
                    @for row in &page.rows {
                        tr {
                            @for (column, value) in page.columns.iter().zip(&row.cells) {
                                (cell(cx, (column, row, shape), value))
                            }
                        }
                    }
                }
            }
            @if let Some(all) = &page.all {
                p.groups__more { a href=(all) { (cx.text("groups.list")) } }
            }
        }
    }
}

fn cell(cx: Cx, (column, row, shape): (&Column, &Row, Shape), value: &Value) -> Markup {
    html! {
        @match column.field {
            Some(field) => {
                td class=[fields::is_numeric(field).then_some("num")] {
                    (fields::cell(cx, field, value))
                }
            }
            None => {
                td {
                    span.table__main {
                        (avatar(&row.title, row.id.bytes(), shape, Size::Small))
                        a href=(row.href) { (row.title) }
                    }
                }
            }
        }
    }
}

/// What stands in a list in place of its rows: a chart, if one is wanted, and the groups.
#[must_use]
pub fn body(cx: Cx, chart: Option<&Markup>, found: &Groups) -> Markup {
    html! {
        @if let Some(chart) = chart { div.groups__chart { (chart) } }
        (groups(cx, found))
    }
}

/// What can be chosen about groups.
#[derive(Clone, Debug, Default)]
pub struct Menu {
    /// The list.
    pub action: String,
    /// What else the address says.
    pub carried: Vec<(String, String)>,
    /// Levels: code and label.
    pub levels: Vec<(String, String)>,
    /// Chosen levels.
    pub by: Vec<String>,
    /// Forms of charts: code and label; the first is none.
    pub charts: Vec<(String, String)>,
    /// The chosen one.
    pub chart: String,
    /// What a chart can show.
    pub of: Vec<(String, String)>,
    /// What it shows.
    pub shown: String,
    /// What is shown of numbers.
    pub figures: Vec<(String, String)>,
    /// The chosen one.
    pub figure: String,
}

/// Draws the menu: a plain form that asks the list anew.
#[must_use]
pub fn menu(cx: Cx, menu: &Menu) -> Markup {
    let none = [(String::new(), cx.text("groups.none").to_owned())];
    let levels: Vec<(String, String)> = none.into_iter().chain(menu.levels.clone()).collect();
    let chosen = |at: usize| menu.by.get(at).map_or("", String::as_str);
    let keys = ["groups.first", "groups.second", "groups.third"];
    html! {
        button.button.button--ghost type="button" popovertarget="list-groups"
            aria-label=(cx.text("groups.menu")) title=(cx.text("groups.menu"))
            aria-pressed=[(!menu.by.is_empty()).then_some("true")] {
            (icon("layers")) span.wide-only { (cx.text("groups.menu")) }
        }
        div.menu.menu--form id="list-groups" popover {
            form.stack method="get" action=(menu.action) {
                (hidden(&menu.carried))
                @for (at, key) in keys.iter().enumerate() {
                    (select(&format!("level{at}"), cx.text(key), &levels, chosen(at)))
                }
                div.menu__line {}
                (select("chart", cx.text("groups.chart"), &menu.charts, &menu.chart))
                (select("of", cx.text("groups.of"), &menu.of, &menu.shown))
                (select("figure", cx.text("groups.figure"), &menu.figures, &menu.figure))
                button.button.button--primary.button--sm type="submit" {
                    (cx.text("groups.show"))
                }
            }
        }
    }
}

fn select(name: &str, label: &str, options: &[(String, String)], chosen: &str) -> Markup {
    let id = format!("group-{name}");
    html! {
        div.field {
            label.field__label for=(id) { (label) }
            select.select id=(id) name=(name) {
                @for (code, words) in options {
                    option value=(code) selected[code == chosen] { (words) }
                }
            }
        }
    }
}
