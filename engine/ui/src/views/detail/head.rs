//! What stands above the columns: the way here, the record itself, what can be done with it.

use maud::{Markup, html};

use super::fact::subtitle_id;
use super::{BinState, DetailPage, Place, Switch};
use crate::components::{
    Button, Look, Shape, Size, avatar, banner, button, count_text, crumbs, go, icon, link, menu,
    tag, token,
};
use crate::model::{Confirm, Duplicate, Go, MenuItem, Mood, Tag, Tone};
use crate::{Cx, fields, format};

/// The way down to the record, and its neighbours in the list one came from.
pub(super) fn place(cx: Cx, place: &Place) -> Markup {
    let step = |label, sign, key| Button {
        label,
        icon: sign,
        look: Look::SmallIcon,
        tone: Tone::Plain,
        key: Some(key),
    };
    html! {
        header.page__head {
            (crumbs(cx, &place.crumbs))
            @if let Some((n, all)) = place.position {
                @let (n, all) = (format::integer(cx, n), count_text(cx, all));
                span.faint.sm.tnum.nowrap {
                    (cx.fill("ui.record.position", &[("n", &n), ("all", &all)]))
                }
            }
            div.row.row--tight {
                @if let Some(href) = &place.previous {
                    (link(step(cx.text("ui.record.previous"), "chevron-up", "k"), href))
                }
                @if let Some(href) = &place.next {
                    (link(step(cx.text("ui.record.next"), "chevron-down", "j"), href))
                }
            }
        }
    }
}

/// Who or what the record is, and the verbs.
pub(super) fn header(cx: Cx, page: &DetailPage) -> Markup {
    let shape = Shape::of(page.module.is_person);
    html! {
        div.record-head id="part-detail-header" {
            (avatar(&page.title, page.id.bytes(), shape, Size::Huge))
            div.record-head__words {
                div.row {
                    h1.record-head__title id="record-title" { (page.title) }
                    (switches(cx, page))
                }
                div.record-head__line {
                    @if let Some(number) = page.number.as_deref().filter(|n| !n.is_empty()) {
                        span.tnum.nowrap { (number) }
                    }
                    @for fact in &page.subtitle {
                        span id=(subtitle_id(fact)) { (fields::show(cx, fact.field, &fact.value)) }
                    }
                    (tags(cx, page))
                }
            }
            div.record-head__actions {
                @for action in &page.actions { (go(cx, action, Look::Normal)) }
                @if !page.more.is_empty() {
                    @let dots = Button {
                        label: cx.text("ui.record.more"),
                        icon: "ellipsis",
                        look: Look::Icon,
                        ..Button::default()
                    };
                    (menu(cx, "record-more", dots, &page.more))
                }
            }
        }
    }
}

/// What must be known before one works with the record.
pub(super) fn banners(cx: Cx, page: &DetailPage) -> Markup {
    html! {
        @if page.bin.is_some() || !page.duplicates.is_empty() {
            div.banners {
                @if let Some(state) = &page.bin { (bin(cx, page, state)) }
                @if !page.duplicates.is_empty() { (duplicates(cx, &page.duplicates)) }
            }
        }
    }
}

fn switches(cx: Cx, page: &DetailPage) -> Markup {
    html! {
        @if let Some(state) = &page.favorite {
            (switch(cx, state, cx.text("ui.record.favorite"), "star"))
        }
        @if let Some(state) = &page.following {
            (switch(cx, state, cx.text("ui.record.follow"), "bell"))
        }
    }
}

fn switch(cx: Cx, state: &Switch, label: &str, sign: &str) -> Markup {
    let pressed = if state.is_on { "true" } else { "false" };
    html! {
        form.record-switch method="post" action=(state.action) {
            (token(cx))
            button.button.button--icon.button--ghost.button--sm type="submit" aria-label=(label)
                title=(label) aria-pressed=(pressed) { (icon(sign)) }
        }
    }
}

fn tags(cx: Cx, page: &DetailPage) -> Markup {
    let action = page.edit.is_some().then(|| format!("{}/tags", page.href));
    html! {
        span.tags {
            @for one in &page.tags {
                @match &action {
                    Some(action) => { (removable(cx, one, action)) }
                    None => { (tag(one)) }
                }
            }
            @if let Some(action) = &action { (add_tag(cx, action)) }
        }
    }
}

fn removable(cx: Cx, one: &Tag, action: &str) -> Markup {
    let label = cx.fill("ui.record.remove_tag", &[("tag", &one.label)]);
    html! {
        form.tag-form method="post" action=(action) {
            (token(cx))
            input type="hidden" name="tag" value=(one.label);
            input type="hidden" name="remove" value="1";
            (tag(one))
            button.tag-form__remove type="submit" aria-label=(label) title=(label) { (icon("x")) }
        }
    }
}

fn add_tag(cx: Cx, action: &str) -> Markup {
    let label = cx.text("ui.record.add_tag");
    html! {
        button.button.button--ghost.button--sm.tag-add type="button" popovertarget="record-tag"
            aria-label=(label) title=(label) { (icon("tag")) (icon("plus")) }
        div.menu.menu--start id="record-tag" popover {
            form.menu__form method="post" action=(action) {
                (token(cx))
                div.field {
                    label.field__label for="record-tag-name" { (cx.text("ui.record.tag")) }
                    input.input id="record-tag-name" name="tag" maxlength="60" autocomplete="off"
                        required autofocus;
                }
                (button(Button { label, ..Button::default() }))
            }
        }
    }
}

fn bin(cx: Cx, page: &DetailPage, state: &BinState) -> Markup {
    let at = format::date_time(cx, state.at);
    let words = match &state.who {
        Some(who) => cx.fill("ui.record.in_bin_by", &[("who", &who.name), ("at", &at)]),
        None => cx.fill("ui.record.in_bin", &[("at", &at)]),
    };
    let restore = state.restore.as_ref().map(|action| MenuItem {
        label: cx.text("ui.record.restore").into(),
        icon: "archive-restore".into(),
        go: Go::Post { action: action.clone(), fields: Vec::new(), confirm: None },
        ..MenuItem::default()
    });
    let purge = state.purge.as_ref().map(|action| MenuItem {
        label: cx.text("ui.record.purge").into(),
        icon: "trash-2".into(),
        go: Go::Post {
            action: action.clone(),
            fields: Vec::new(),
            confirm: Some(Confirm {
                title: cx.fill("ui.record.purge_title", &[("title", &page.title)]),
                text: cx.text("ui.record.purge_text").into(),
                verb: cx.text("ui.record.purge").into(),
            }),
        },
        ..MenuItem::default()
    });
    let actions = html! {
        @for item in restore.iter().chain(&purge) { (go(cx, item, Look::Small)) }
    };
    banner(Mood::Warning, &html! { (words) }, &actions)
}

fn duplicates(cx: Cx, found: &[Duplicate]) -> Markup {
    let words = html! {
        strong { (cx.text("ui.form.duplicates")) }
        ul.banner__list { @for one in found { li { (duplicate(cx, one)) } } }
    };
    banner(Mood::Warning, &words, &html! {})
}

fn duplicate(cx: Cx, one: &Duplicate) -> Markup {
    html! {
        @match &one.record {
            Some(record) => {
                a href=(record.href) { (record.title) }
                @if !record.note.is_empty() { ", " (record.note) }
            }
            None => { (cx.text("ui.form.duplicate_hidden")) }
        }
        @if !one.agrees_in.is_empty() {
            " · " (cx.fill("ui.form.agrees_in", &[("fields", &one.agrees_in.join(", "))]))
        }
    }
}
