//! A module as an administrator shapes it: its blocks, the fields in them, and what is hidden.

use maud::{Markup, html};

use crate::form::{Control, Extra, control, extras};
use crate::frame::{Frame, framed};
use ui::Cx;
use ui::components::{Button, Look, icon, menu, tag, token};
use ui::model::{MenuItem, Tag, Tone};

/// A module with its blocks.
#[derive(Clone, Debug, Default)]
pub struct ModulePage {
    /// What is around it.
    pub frame: Frame,
    /// Its address, below which everything is sent.
    pub at: String,
    /// Where a field is made, and its words.
    pub create: (String, String),
    /// Further ways: label and address.
    pub ways: Vec<(String, String)>,
    /// Its blocks in their order.
    pub blocks: Vec<BlockCard>,
    /// Fields that stand in no block.
    pub hidden: Vec<FieldLine>,
    /// What else can be done.
    pub extras: Vec<Extra>,
}

/// A block.
#[derive(Clone, Debug, Default)]
pub struct BlockCard {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The mark of the order in which they were read.
    pub seen: Control,
    /// Its fields in their order.
    pub fields: Vec<FieldLine>,
    /// What can be done with it.
    pub acts: Vec<MenuItem>,
}

/// A field.
#[derive(Clone, Debug, Default)]
pub struct FieldLine {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What it holds, in words.
    pub kind: String,
    /// Its page.
    pub href: String,
    /// What else is to be known of it.
    pub marks: Vec<String>,
    /// What can be done with it.
    pub acts: Vec<MenuItem>,
}

/// Draws a module.
#[must_use]
pub fn module(cx: Cx, page: &ModulePage) -> Markup {
    let (label, href) = &page.create;
    let acts = html! {
        @for (label, href) in &page.ways { a.button href=(href) { (label) } }
        a.button.button--primary href=(href) data-key="n" { (icon("plus")) (label) }
    };
    let body = html! {
        @for block in &page.blocks { (card(cx, page, block)) }
        @if !page.hidden.is_empty() {
            section.card {
                div.card__head { h2 { (cx.text("ui.studio.hidden")) } }
                ul.card__body.studio__fields {
                    @for field in &page.hidden { li.studio__field { (line(cx, field)) } }
                }
            }
        }
        (extras(cx, &page.extras))
    };
    framed(cx, &page.frame, &acts, &body)
}

fn card(cx: Cx, page: &ModulePage, block: &BlockCard) -> Markup {
    let form = format!("order-{}", block.name);
    html! {
        section.card {
            div.card__head {
                h2 { (block.title) }
                @if !block.acts.is_empty() {
                    @let id = format!("block-{}", block.name);
                    span.push { (acts(cx, &id, &block.title, &block.acts)) }
                }
            }
            @if block.fields.is_empty() {
                p.card__body.muted { (cx.text("ui.studio.no_fields")) }
            } @else {
                guarded-form {
                form id=(form) method="post" action={ (page.at) "/act/order" } {
                    (token(cx))
                    (control(&block.seen, ""))
                    input type="hidden" name="block" value=(block.name);
                }
                sortable-list.card__body {
                    ul.studio__fields {
                        @for field in &block.fields {
                            li.studio__field data-entry draggable="true" tabindex="0"
                                aria-label=(field.label) {
                                input type="hidden" name="fields" value=(field.name) form=(form);
                                span.studio__grip aria-hidden="true" { (icon("grip-vertical")) }
                                (line(cx, field))
                            }
                        }
                    }
                    @if 1 < block.fields.len() {
                        div.studio__foot {
                            button.button.button--sm type="submit" form=(form) {
                                (cx.text("ui.studio.keep_order"))
                            }
                            span.xs.faint { (cx.text("ui.studio.order_hint")) }
                        }
                    }
                }
                }
            }
        }
    }
}

fn line(cx: Cx, field: &FieldLine) -> Markup {
    html! {
        a.studio__name href=(field.href) { (field.label) }
        span.studio__kind.sm.muted { (field.kind) }
        span.row.row--tight.row--wrap {
            @for mark in &field.marks { (tag(&Tag { label: mark.clone(), hue: None })) }
        }
        span.push { (acts(cx, &format!("field-{}", field.name), &field.label, &field.acts)) }
    }
}

fn acts(cx: Cx, id: &str, title: &str, items: &[MenuItem]) -> Markup {
    let label = cx.fill("ui.studio.acts", &[("title", title)]);
    let button = Button {
        label: &label,
        icon: "ellipsis",
        look: Look::SmallIcon,
        tone: Tone::Plain,
        key: None,
    };
    menu(cx, id, button, items)
}
