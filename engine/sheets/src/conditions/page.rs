//! The page of the editor: groups or text, order and height of rows, what is found, and keeping it.

use maud::{Markup, html};
use ui::Cx;
use ui::components::{crumbs, glyph, hidden, icon, token};

use super::model::{Choice, Conditions, Editor, Group, Part};
use super::row::asked;
use crate::groups::{self, Rows};

/// Joints of a group; their words are `view.joint.CODE`.
const JOINTS: [&str; 4] = ["and", "or", "not_and", "not_or"];

/// Draws the editor.
#[must_use]
pub fn page(cx: Cx, page: &Editor) -> Markup {
    html! {
        header.page__head {
            (crumbs(cx, &[(page.module.many.clone(), page.module.href.clone())]))
        }
        div.page__body.page__body--pad tabindex="0" role="region" aria-label=(page.title) {
            div.stack.stack--loose.view-editor id="view-editor" {
                div.row { (glyph(&page.module.icon, page.module.hue)) h1 { (page.title) } }
                @if let (Some(problem), Conditions::Groups(_)) = (&page.problem, &page.asked) {
                    div.banner.banner--danger role="alert" {
                        (icon("circle-alert")) p { (problem) }
                    }
                }
                (form(cx, page))
            }
        }
    }
}

fn form(cx: Cx, page: &Editor) -> Markup {
    html! {
        form.stack.stack--loose method="post" action=(page.action) novalidate {
            (token(cx)) (hidden(&page.carried))
            // What the enter key sends.
            button.sr-only type="submit" name="do" value="preview" tabindex="-1"
                aria-hidden="true" {}
            @match &page.asked {
                Conditions::Groups(outermost) => {
                    (group(cx, page, outermost))
                    (act(page, "to_text", cx.text("view.to_text"), "pencil"))
                }
                Conditions::Text(text) => { (as_text(cx, page, text)) }
            }
            div.view-looks { @for choice in &page.looks { (look(choice)) } }
            div.row.row--wrap {
                button.button type="submit" name="do" value="preview"
                    autofocus[page.is_focused("preview")] {
                    (icon("eye")) (cx.text("view.preview"))
                }
                button.button.button--primary type="submit" name="do" value="show" {
                    (cx.text("view.show"))
                }
                a.button.button--ghost href=(page.back) { (cx.text("ui.action.cancel")) }
            }
            section.stack aria-label=(cx.text("view.found")) id="part-preview" {
                @if let Some(found) = &page.preview { h2 { (cx.text("view.found")) } (found) }
            }
            (keep(cx, page))
        }
    }
}

fn look(choice: &Choice) -> Markup {
    let id = format!("view-{}", choice.name);
    html! {
        div.field {
            label.field__label for=(id) { (choice.label) }
            select.select id=(id) name=(choice.name) {
                @for (code, words) in &choice.options {
                    option value=(code) selected[*code == choice.chosen] { (words) }
                }
            }
        }
    }
}

fn act(page: &Editor, value: &str, label: &str, sign: &str) -> Markup {
    html! {
        div {
            button.button.button--ghost.button--sm type="submit" name="do" value=(value)
                autofocus[page.is_focused(value)] {
                (icon(sign)) (label)
            }
        }
    }
}

fn as_text(cx: Cx, page: &Editor, text: &str) -> Markup {
    let problem = page.problem.as_deref();
    let about = if problem.is_some() { "view-text-problem" } else { "view-text-hint" };
    html! {
        div.field {
            label.field__label for="view-text" { (cx.text("view.text")) }
            input type="hidden" name="mode" value="text";
            textarea.textarea id="view-text" name="text" rows="5" spellcheck="false"
                autofocus[page.is_focused("text")] aria-invalid=[problem.map(|_| "true")]
                aria-describedby=(about) { "\n" (text) }
            @if let Some(problem) = problem {
                p.field__error id="view-text-problem" role="alert" {
                    (icon("circle-alert")) span { (problem) }
                }
            }
            p.field__hint id="view-text-hint" { (cx.text("view.text_hint")) }
        }
        (act(page, "to_groups", cx.text("view.to_groups"), "layers"))
    }
}

fn group(cx: Cx, page: &Editor, group: &Group) -> Markup {
    let id = &group.id;
    let label = cx.text("view.joined");
    html! {
        fieldset.view-group {
            legend.sr-only { (label) }
            input type="hidden" name="node" value={ "g." (id) };
            div.row.row--tight {
                @let joint_name = format!("joint.{id}");
                select.select name=(joint_name) aria-label=(label)
                    autofocus[page.is_focused(&joint_name)] {
                    @for joint in JOINTS {
                        option value=(joint) selected[joint == group.joint] {
                            (cx.find(&format!("view.joint.{joint}")).unwrap_or(joint))
                        }
                    }
                }
                @if id != "r" { (remove(id, cx.text("view.remove_group"))) }
            }
            @for part in &group.parts {
                @match part {
                    Part::Asked(one) => { (asked(cx, page, one)) }
                    Part::Group(inner) => { (self::group(cx, page, inner)) }
                }
            }
            div.row.row--wrap.row--tight {
                (act(page, &format!("add.{id}"), cx.text("view.add"), "plus"))
                @if group.may_nest {
                    (act(page, &format!("group.{id}"), cx.text("view.add_group"), "layers"))
                }
            }
        }
    }
}

pub(super) fn remove(id: &str, label: &str) -> Markup {
    html! {
        button.button.button--icon.button--ghost.button--sm type="submit" name="do"
            value={ "remove." (id) } aria-label=(label) title=(label) { (icon("x")) }
    }
}

/// Draws the first records that are found.
#[must_use]
pub fn found(cx: Cx, rows: &Rows) -> Markup {
    html! {
        @if rows.rows.is_empty() { p.muted { (cx.text("view.nothing")) } }
        @else { (groups::rows(cx, rows)) }
    }
}

fn keep(cx: Cx, page: &Editor) -> Markup {
    let keep = &page.keep;
    let check = |name: &str, label: &str, is_on: Option<bool>| {
        html! {
            @if let Some(is_on) = is_on {
                label.choice {
                    input.check type="checkbox" name=(name) value="1" checked[is_on];
                    (cx.find(label).unwrap_or(label))
                }
            }
        }
    };
    html! {
        fieldset.stack.view-keep {
            legend { h2 { (cx.text("view.keep")) } }
            div.field {
                label.field__label for="view-name" { (cx.text("ui.list.view_name")) }
                input.input id="view-name" name="name" maxlength="60" value=(keep.name)
                    autofocus[page.is_focused("name")]
                    aria-invalid=[keep.problem.as_ref().map(|_| "true")]
                    aria-describedby=[keep.problem.as_ref().map(|_| "view-name-problem")];
                @if let Some(problem) = &keep.problem {
                    p.field__error id="view-name-problem" role="alert" {
                        (icon("circle-alert")) span { (problem) }
                    }
                }
            }
            (check("replace", "ui.list.view_replace", keep.replace))
            (check("share", "ui.list.view_share", keep.share))
            div.row {
                button.button.button--soft type="submit" name="do" value="save" {
                    (icon("save")) (cx.text("ui.list.save_view"))
                }
            }
        }
    }
}
