//! The form on a page of its own, or in a drawer over another page.

use maud::{Markup, html};

use super::banners::{TAKE_OVER, conflict, problems};
use super::conditions::conditions;
use super::duplicates::duplicates;
use super::fields::{aside, blocks, first, has_files};
use super::{EditPage, Frame, Purpose};
use crate::Cx;
use crate::components::{Button, Look, crumbs, glyph, icon, link, token};

/// The form: inside the frame of a page, or what a drawer holds.
#[must_use]
pub fn page(cx: Cx, page: &EditPage) -> Markup {
    match page.frame {
        Frame::Page => whole(cx, page),
        Frame::Drawer => drawer(cx, page),
        Frame::Inline => inline(cx, page),
    }
}

/// The groups of a form alone, to look at.
#[must_use]
pub fn sample(cx: Cx, page: &EditPage) -> Markup {
    html! { div.form.form--sample { (blocks(cx, page, None)) } }
}

/// A short form within another page; its answer takes its place.
fn inline(cx: Cx, page: &EditPage) -> Markup {
    html! {
        guarded-form.form.form--inline data-dirty[page.entered.is_some()] {
            form method="post" action=(page.action) enctype=[encoding(page)] novalidate
                hx-post=(page.action) hx-target="closest guarded-form" hx-swap="outerHTML"
                aria-label=(title(cx, page)) {
                (carried(cx, page))
                (body(cx, page))
                div.form__foot--inline {
                    a.button.button--ghost href=(page.cancel) data-close-panel {
                        (cx.text("ui.action.cancel"))
                    }
                    (submit(cx, page))
                }
            }
        }
    }
}

fn whole(cx: Cx, page: &EditPage) -> Markup {
    html! {
        header.page__head { (crumbs(cx, &way(page))) }
        div.page__body {
            guarded-form.form data-dirty[page.entered.is_some()] {
                form method="post" action=(page.action) enctype=[encoding(page)] novalidate {
                    (carried(cx, page))
                    // Enter saves, though buttons of lines stand before the one that says so.
                    @if !page.aside.is_empty() { button type="submit" hidden {} }
                    div.form__head {
                        (glyph(&page.module.icon, page.module.hue))
                        h1 { (title(cx, page)) }
                    }
                    (body(cx, page))
                    div.form__foot {
                        (needed(cx))
                        a.button.button--ghost.push href=(page.cancel) {
                            (cx.text("ui.action.cancel"))
                        }
                        (submit(cx, page))
                    }
                }
                (take_over(page))
            }
        }
    }
}

fn drawer(cx: Cx, page: &EditPage) -> Markup {
    // A change loads the page; what is new or done answers a drawer with where to go.
    let is_change = matches!(page.purpose, Purpose::Change { .. });
    let post = (!is_change).then_some(page.action.as_str());
    let expand = Button {
        label: cx.text("ui.form.as_page"),
        icon: "maximize-2",
        look: Look::SmallIcon,
        ..Button::default()
    };
    let close = cx.text("ui.action.close");
    html! {
        guarded-form.form.form--drawer data-dirty[page.entered.is_some()] {
            form method="post" action=(page.action) enctype=[encoding(page)] novalidate
                hx-post=[post] hx-target=[post.map(|_| "closest guarded-form")]
                hx-swap=[post.map(|_| "outerHTML")] {
                (carried(cx, page))
                header.drawer__head {
                    (glyph(&page.module.icon, page.module.hue))
                    h2.grow.truncate { (title(cx, page)) }
                    (link(expand, &own_page(page)))
                    button.button.button--icon.button--ghost.button--sm type="button"
                        data-close-layer aria-label=(close) title=(close) { (icon("x")) }
                }
                div.drawer__body { (body(cx, page)) }
                div.drawer__foot {
                    @if matches!(page.purpose, Purpose::Create) {
                        label.choice {
                            input.check type="checkbox" name="again" value="1" checked[page.again];
                            (cx.text("ui.form.again"))
                        }
                    } @else { (needed(cx)) }
                    a.button.button--ghost.push href=(page.cancel) data-close-layer {
                        (cx.text("ui.action.cancel"))
                    }
                    (submit(cx, page))
                }
            }
            (take_over(page))
        }
    }
}

/// What stands in a drawer whose form is done: it closes.
#[must_use]
pub fn done() -> Markup {
    html! { div data-done {} }
}

fn body(cx: Cx, page: &EditPage) -> Markup {
    let is_stopped = page.conflict.is_some() || page.duplicates.is_held;
    let first = if is_stopped { None } else { first(page) };
    html! {
        div.form__banners {
            (problems(cx, page))
            @if let Some(between) = &page.conflict { (conflict(cx, between)) }
            div aria-live="polite" { (duplicates(cx, &page.duplicates)) }
        }
        @if let Some(follows) = &page.follows { following-choices data-rules=(follows) {} }
        (conditions(&page.conditions))
        @match beside(cx, page) {
            Some(beside) => {
                div.form__sides { div.form__main { (blocks(cx, page, first)) } (beside) }
            }
            None => { (blocks(cx, page, first)) }
        }
    }
}

fn beside(cx: Cx, page: &EditPage) -> Option<Markup> {
    let aside = || (!page.aside.is_empty()).then(|| aside(cx, page));
    page.pane.clone().or_else(aside).filter(|_| page.frame == Frame::Page)
}

/// What the form carries along unseen; after a conflict the next try is based on what was seen.
fn carried(cx: Cx, page: &EditPage) -> Markup {
    let version = match (&page.conflict, &page.purpose) {
        (Some(conflict), Purpose::Change { .. } | Purpose::Act { .. }) => Some(conflict.version),
        (None, Purpose::Change { version, .. } | Purpose::Act { version, .. }) => Some(*version),
        (_, Purpose::Create) => None,
    };
    html! {
        (token(cx))
        @if let Some(version) = version { input type="hidden" name="version" value=(version); }
        @if page.frame == Frame::Inline { input type="hidden" name="frame" value="inline"; }
        @if let Some(entry) = &page.entry { input type="hidden" name="entry" value=(entry); }
    }
}

/// A form of its own, because the other one would send what was entered.
fn take_over(page: &EditPage) -> Markup {
    html! {
        @if page.conflict.is_some() {
            form id=(TAKE_OVER) method="get" action=(own_page(page)) hidden {}
        }
    }
}

fn way(page: &EditPage) -> Vec<(String, String)> {
    let list = (page.module.many.clone(), page.module.href.clone());
    match &page.purpose {
        Purpose::Create => vec![list],
        Purpose::Change { title, href, .. } | Purpose::Act { title, href, .. } => {
            vec![list, (title.clone(), href.clone())]
        }
    }
}

fn own_page(page: &EditPage) -> String {
    match &page.purpose {
        Purpose::Create => format!("{}/new", page.module.href),
        Purpose::Change { href, .. } => format!("{href}/edit"),
        Purpose::Act { .. } => page.action.clone(),
    }
}

fn title(cx: Cx, page: &EditPage) -> String {
    match &page.purpose {
        Purpose::Create => cx.fill("ui.form.create_title", &[("module", &page.module.one)]),
        Purpose::Change { title, .. } => cx.fill("ui.form.change_title", &[("title", title)]),
        Purpose::Act { title, verb, .. } => {
            cx.fill("ui.form.act_title", &[("title", title), ("verb", verb)])
        }
    }
}

fn submit(cx: Cx, page: &EditPage) -> Markup {
    let label = match &page.purpose {
        Purpose::Create => cx.text("ui.form.create"),
        Purpose::Change { .. } => cx.text("ui.action.save"),
        Purpose::Act { verb, .. } => verb.as_str(),
    };
    html! { button.button.button--primary type="submit" data-save { (label) } }
}

fn needed(cx: Cx) -> Markup {
    html! {
        span.form__needed {
            span.field__required aria-hidden="true" { "*" } " " (cx.text("ui.form.required"))
        }
    }
}

fn encoding(page: &EditPage) -> Option<&'static str> {
    has_files(page).then_some("multipart/form-data")
}
