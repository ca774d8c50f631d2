//! The page of a list: views, filters, table, foot.

use maud::{Markup, html};

use super::bulk_bar::bulk_bar;
use super::columns::columns;
use super::filters::filters;
use super::foot::foot;
use super::model::{EmptyList, ListPage};
use super::row_acts::row_acts;
use super::table::table;
use super::views::views;
use crate::Cx;
use crate::components::{Button, Look, empty, glyph, glyph_large, icon, link, menu};
use crate::model::Tone;
use crate::views::kanban::{Form, form_switch};
use crate::views::shell::Density;

/// Draws a list.
#[must_use]
pub fn page(cx: Cx, page: &ListPage) -> Markup {
    html! {
        header.page__head {
            (glyph(&page.module.icon, page.module.hue))
            h1 { (page.module.many) }
        }
        (bar(cx, page))
        (filters(cx, page))
        record-table.list id="part-list" data-renew data-of=(page.bulk.of)
            data-density=[page.height.map(Density::code)]
            data-key-words=[(page.form == Form::List).then(|| cx.text("ui.key.of_list"))]
            data-done[page.bulk.is_done] {
            form.list__form method="post" {
                (crate::components::token(cx))
                div.page__body tabindex="0" role="region" aria-label=(page.module.many) {
                    @match &page.body {
                        Some(body) => { (body) }
                        None if page.rows.is_empty() => { (nothing(cx, page)) }
                        None => { (table(cx, page)) }
                    }
                }
                (bulk_bar(cx, page))
            }
            @if !page.rows.is_empty() { (row_acts(cx)) }
        }
        @if page.form == Form::List { (foot(cx, page)) }
    }
}

fn bar(cx: Cx, page: &ListPage) -> Markup {
    let more = Button {
        label: cx.text("ui.action.more"),
        icon: "ellipsis",
        look: Look::Icon,
        ..Button::default()
    };
    html! {
        div.page__bar {
            (views(cx, &page.views))
            div.push.row.row--tight {
                (form_switch(cx, &page.forms, page.form))
                @if page.form == Form::List { (page.tools) (columns(cx, page)) }
                @if !page.more.is_empty() { (menu(cx, "list-more", more, &page.more)) }
                @if let Some(create) = &page.create { (create_link(cx, page, create)) }
            }
        }
    }
}

/// On a phone it floats in reach of the thumb and only its plus is seen.
fn create_link(cx: Cx, page: &ListPage, href: &str) -> Markup {
    let label = cx.fill("ui.list.create", &[("one", &page.module.one)]);
    html! {
        a.button.button--primary.create-link href=(href) aria-label=(label) title=(label) {
            (icon("plus")) span.wide-only { (label) }
        }
    }
}

/// Keeps the words of the button alive while it is drawn.
struct CreateButton {
    label: String,
}

impl CreateButton {
    fn as_button(&self) -> Button<'_> {
        Button { label: &self.label, icon: "plus", tone: Tone::Primary, ..Button::default() }
    }
}

fn create_button(cx: Cx, page: &ListPage) -> CreateButton {
    CreateButton { label: cx.fill("ui.list.create", &[("one", &page.module.one)]) }
}

fn nothing(cx: Cx, page: &ListPage) -> Markup {
    let sign = glyph_large(&page.module.icon, page.module.hue);
    match &page.empty {
        EmptyList::NoMatches { widen } => {
            let label = match page.filters.is_empty() {
                true => cx.text("ui.list.clear_search"),
                false => cx.text("ui.list.widen"),
            };
            let button = Button { label, ..Button::default() };
            let title = cx.text("ui.list.no_matches");
            empty(&sign, title, cx.text("ui.list.no_matches_why"), &link(button, widen))
        }
        EmptyList::NoRecords => {
            let title = cx.fill("ui.list.none", &[("many", &page.module.many)]);
            let words = create_button(cx, page);
            let actions = html! {
                @if let Some(create) = &page.create { (link(words.as_button(), create)) }
                @for item in page.more.iter().take(1) {
                    (crate::components::go(cx, item, Look::default()))
                }
            };
            empty(&sign, &title, cx.text("ui.list.none_why"), &actions)
        }
    }
}
