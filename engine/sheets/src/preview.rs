//! A record at a glance, in a drawer over its list.

use maud::{Markup, html};

use ui::Cx;
use ui::components::{Button, Look, Shape, Size, avatar, glyph_small, icon, link, tag};
use ui::fields;
use ui::model::{ModuleHead, Tag, Tone};
use ui::views::detail::FactView;

/// A record at a glance.
#[derive(Clone, Debug)]
pub struct Preview<'a> {
    /// Its module.
    pub module: ModuleHead,
    /// Its id, from which its colour follows.
    pub id: kernel::RecordId,
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// The form that changes it; none without the right.
    pub edit: Option<String>,
    /// What matters most, filled fields only.
    pub facts: Vec<FactView<'a>>,
    /// Its tags.
    pub tags: Vec<String>,
}

/// Draws what the drawer holds.
#[must_use]
pub fn preview(cx: Cx, page: &Preview) -> Markup {
    let close = cx.text("ui.action.close");
    let shape = Shape::of(page.module.is_person);
    html! {
        div.preview {
            header.drawer__head {
                (avatar(&page.title, page.id.bytes(), shape, Size::Large))
                div.grow.preview__names {
                    h2.truncate { (page.title) }
                    span.xs.muted.row.row--tight {
                        (glyph_small(&page.module.icon, page.module.hue)) (page.module.one)
                    }
                }
                button.button.button--icon.button--ghost.button--sm type="button"
                    data-close-layer aria-label=(close) title=(close) { (icon("x")) }
            }
            (facts(cx, page))
            (foot(cx, page))
        }
    }
}

fn facts(cx: Cx, page: &Preview) -> Markup {
    html! {
            div.drawer__body tabindex="0" role="region" aria-label=(page.title) {
                @if !page.tags.is_empty() {
                    div.preview__tags {
                        @for name in &page.tags {
                            (tag(&Tag { label: name.clone(), hue: None }))
                        }
                    }
                }
                dl.preview__facts {
                    @for fact in &page.facts {
                        div.preview__fact {
                            dt { (fact.label) }
                            dd { (fields::show(cx, fact.field, &fact.value)) }
                        }
                    }
                }
            }
    }
}

fn foot(cx: Cx, page: &Preview) -> Markup {
    let open = cx.text("ui.preview.open");
    let edit = cx.text("ui.preview.edit");
    html! {
            div.drawer__foot {
                @if let Some(address) = &page.edit {
                    (link(Button { label: edit, icon: "pencil", ..Button::default() }, address))
                }
                span.push {
                    (link(
                        Button {
                            label: open,
                            icon: "external-link",
                            look: Look::Normal,
                            tone: Tone::Primary,
                            ..Button::default()
                        },
                        &page.href,
                    ))
                }
            }
    }
}
