//! The layout of a module: what is worked on beside what it looks like.

use maud::{Markup, html};

use crate::form::Choice;
use crate::frame::{Frame, framed};
use ui::Cx;
use ui::components::{icon, icon_small, token};

/// The layout that is worked on.
#[derive(Clone, Debug, Default)]
pub struct LayoutPage {
    /// What is around it.
    pub frame: Frame,
    /// Where it is sent.
    pub action: String,
    /// Blocks and fields in one row, each field after its block; what stands on no screen last.
    pub entries: Vec<LayoutEntry>,
    /// Choices beside it: what they are, the name under which they are sent, and what there is.
    pub choices: Vec<LayoutChoices>,
    /// What lists beside a record say.
    pub lists: Vec<LayoutList>,
    /// The profile whose people meet it; none for everybody.
    pub profile: Option<String>,
    /// Whether people of the profile meet a layout of their own.
    pub is_own: bool,
    /// What publishing it changes, in sentences.
    pub differences: Vec<String>,
    /// Whether there is a layout that came along.
    pub is_shipped: bool,
    /// Forms as they would look.
    pub samples: Vec<(String, Markup)>,
}

/// One of the row.
#[derive(Clone, Debug)]
pub enum LayoutEntry {
    /// A block begins: name and title.
    Block(String, String),
    /// What stands on no screen begins.
    Hidden,
    /// A field.
    Field(LayoutField),
}

/// A field.
#[derive(Clone, Debug, Default)]
pub struct LayoutField {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What it holds, in words.
    pub kind: String,
    /// Whether it takes a line for itself; none where it always does.
    pub wide: Option<bool>,
    /// Whether a record needs it, so that it cannot be hidden.
    pub is_needed: bool,
}

/// Some that are chosen and put in order.
#[derive(Clone, Debug, Default)]
pub struct LayoutChoices {
    /// The name under which they are sent.
    pub name: &'static str,
    /// What they are.
    pub title: String,
    /// A sentence that helps.
    pub hint: String,
    /// Value, label, and whether it is chosen; the chosen ones first in their order.
    pub all: Vec<(String, String, bool)>,
}

/// What a list beside a record says.
#[derive(Clone, Debug, Default)]
pub struct LayoutList {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// Views in which it can be shown to whoever chose none.
    pub views: Vec<Choice>,
    /// Fields that say what a record of it is, one choice after the other.
    pub columns: Vec<Vec<Choice>>,
}

const FORM: &str = "layout-editor";

/// Draws the page.
#[must_use]
pub fn layout(cx: Cx, page: &LayoutPage) -> Markup {
    let acts = html! {
        @if page.is_own {
            button.button type="submit" form=(FORM) name="do" value="common" {
                (cx.text("ui.studio.layout_common"))
            }
        } @else if page.is_shipped {
            button.button type="submit" form=(FORM) name="do" value="shipped" {
                (cx.text("ui.studio.layout_shipped"))
            }
        }
    };
    let body = html! {
        div.layout {
            form.stack.stack--loose id=(FORM) method="post" action=(page.action)
                hx-post=(page.action) hx-trigger="change delay:150ms" hx-target="#layout-result"
                hx-select="#layout-result" hx-swap="outerHTML" {
                (token(cx))
                @if let Some(profile) = &page.profile {
                    input type="hidden" name="profile" value=(profile);
                }
                // The first button is the one that the enter key presses.
                button.sr-only type="submit" name="do" value="keep" tabindex="-1"
                    aria-hidden="true" {}
                section.card {
                    div.card__head { h2 { (cx.text("ui.studio.layout_form")) } }
                    sortable-list.card__body { ul.layout__list { (entries(cx, page)) } }
                    div.card__body.xs.faint { (cx.text("ui.studio.layout_hint")) }
                }
                @for choices in &page.choices { (chosen(cx, choices)) }
                @if !page.lists.is_empty() { (lists(cx, &page.lists)) }
            }
            (result(cx, page))
        }
    };
    framed(cx, &page.frame, &acts, &body)
}

fn entries(cx: Cx, page: &LayoutPage) -> Markup {
    html! {
        @for (at, entry) in page.entries.iter().enumerate() {
            @match entry {
                LayoutEntry::Block(name, title) => {
                    li.layout__head data-entry[at != 0] {
                        input type="hidden" name="node" value={ "b." (name) };
                        strong.grow { (title) }
                        @for (verb, sign) in [("up", "arrow-up"), ("down", "arrow-down")] {
                            (step(cx, (name, title), verb, sign))
                        }
                    }
                }
                LayoutEntry::Hidden => {
                    li.layout__head data-entry {
                        input type="hidden" name="node" value="h";
                        (icon("eye-off")) strong.grow { (cx.text("ui.studio.hidden")) }
                    }
                }
                LayoutEntry::Field(field) => { (one(cx, field)) }
            }
        }
    }
}

/// Moves a whole block.
fn step(cx: Cx, (name, title): (&str, &str), verb: &str, sign: &str) -> Markup {
    let label = cx.fill(&format!("ui.list.column_{verb}"), &[("column", title)]);
    html! {
        button.button.button--icon.button--ghost.button--sm type="submit" name="do"
            value={ (verb) "." (name) } aria-label=(label) title=(label) { (icon(sign)) }
    }
}

fn one(cx: Cx, field: &LayoutField) -> Markup {
    let wide = cx.fill("ui.studio.layout_wide", &[("field", &field.label)]);
    html! {
        li.layout__field data-entry draggable="true" tabindex="0" aria-label=(field.label) {
            input type="hidden" name="node" value={ "f." (field.name) };
            span.studio__grip aria-hidden="true" { (icon("grip-vertical")) }
            span.grow.truncate {
                (field.label)
                @if field.is_needed {
                    " " span.field__required title=(cx.text("ui.studio.mark_required")) { "*" }
                }
            }
            span.xs.faint { (field.kind) }
            @if let Some(is_wide) = field.wide {
                label.layout__wide title=(wide) {
                    input.check type="checkbox" name="wide" value=(field.name) checked[is_wide]
                        aria-label=(wide);
                    (icon_small("move-horizontal"))
                }
            }
            (moves(cx, &field.label))
        }
    }
}

fn moves(cx: Cx, label: &str) -> Markup {
    let step = |verb: &str, by: &str, sign: &str| {
        let label = cx.fill(&format!("ui.list.column_{verb}"), &[("column", label)]);
        html! {
            button.column-choice__move type="button" data-move=(by) aria-label=(label)
                title=(label) { (icon_small(sign)) }
        }
    };
    html! { (step("up", "-1", "arrow-up")) (step("down", "1", "arrow-down")) }
}

fn chosen(cx: Cx, choices: &LayoutChoices) -> Markup {
    html! {
        section.card {
            div.card__head { h2 { (choices.title) } }
            div.card__body.stack {
                p.xs.faint { (choices.hint) }
                sortable-list {
                    div.column-choices {
                        @for (value, label, is_on) in &choices.all {
                            div.column-choice draggable="true" data-entry {
                                span.column-choice__grip aria-hidden="true" {
                                    (icon_small("grip-vertical"))
                                }
                                label.choice.grow {
                                    input.check type="checkbox" name=(choices.name) value=(value)
                                        checked[*is_on];
                                    (label)
                                }
                                (moves(cx, label))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The view of each list, and what it says of a record.
fn lists(cx: Cx, lists: &[LayoutList]) -> Markup {
    let select = |name: &str, list: &LayoutList, label: &str, all: &[Choice]| {
        html! {
            select.select name=(name) aria-label={ (list.label) ": " (label) } {
                @for one in all {
                    option value={ (list.name) ":" (one.value) } selected[one.is_on] { (one.label) }
                }
            }
        }
    };
    html! {
        section.card {
            div.card__head { h2 { (cx.text("ui.studio.layout_lists")) } }
            div.card__body.stack {
                p.xs.faint { (cx.text("ui.studio.layout_lists_hint")) }
                @for list in lists {
                    fieldset.field {
                        legend.field__label { (list.label) }
                        div.layout__says {
                            (select("related_view", list, cx.text("ui.studio.layout_view"),
                                &list.views))
                            @for (at, columns) in list.columns.iter().enumerate() {
                                @let n = (at + 1).to_string();
                                @let label = cx.fill("ui.studio.layout_says", &[("n", &n)]);
                                (select("related_column", list, &label, columns))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn result(cx: Cx, page: &LayoutPage) -> Markup {
    let is_new = !page.differences.is_empty();
    html! {
        div.layout__result.stack.stack--loose id="layout-result" aria-live="polite" {
            section.card {
                div.card__head { h2 { (cx.text("ui.studio.layout_changes")) } }
                div.card__body.stack {
                    @if is_new {
                        ul.layout__changes { @for one in &page.differences { li { (one) } } }
                    } @else {
                        p.muted { (cx.text("ui.studio.layout_no_changes")) }
                    }
                    div.row.row--wrap {
                        @if is_new {
                            button.button.button--primary type="submit" form=(FORM) name="do"
                                value="publish" { (cx.text("ui.studio.layout_publish")) }
                        }
                        button.button type="submit" form=(FORM) name="do" value="keep" {
                            (cx.text("ui.studio.layout_keep"))
                        }
                        @if is_new {
                            button.button.button--ghost type="submit" form=(FORM) name="do"
                                value="discard" { (cx.text("ui.studio.layout_discard")) }
                        }
                    }
                }
            }
            @for (title, sample) in &page.samples {
                section.card {
                    div.card__head { h2 { (title) } }
                    div.card__body.layout__sample inert { (sample) }
                }
            }
        }
    }
}
