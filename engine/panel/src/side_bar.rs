//! The side bar as an administrator arranges it: areas, and the modules in them.

use maud::{Markup, html};

use crate::form::{Control, Extra, control, extras};
use crate::frame::{Frame, framed};
use ui::Cx;
use ui::components::{Button, Look, glyph_small, icon, menu, tag, token};
use ui::model::{MenuItem, Tag, Tone};

/// The side bar.
#[derive(Clone, Debug, Default)]
pub struct SideBarPage {
    /// What is around it.
    pub frame: Frame,
    /// Its address, below which everything is sent.
    pub at: String,
    /// Its areas in their order, those without modules too.
    pub areas: Vec<AreaCard>,
    /// The mark of what it was read from.
    pub seen: Control,
    /// What else can be done.
    pub extras: Vec<Extra>,
}

/// An area.
#[derive(Clone, Debug, Default)]
pub struct AreaCard {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// Where it is changed.
    pub href: String,
    /// Name of its icon.
    pub icon: String,
    /// Its hue.
    pub hue: Option<u16>,
    /// What is special about it.
    pub about: String,
    /// Its modules in their order.
    pub modules: Vec<ModuleLine>,
    /// What can be done with it.
    pub acts: Vec<MenuItem>,
}

/// A module.
#[derive(Clone, Debug, Default)]
pub struct ModuleLine {
    /// Its code.
    pub code: String,
    /// What several of its records are called.
    pub label: String,
    /// Name of its icon.
    pub icon: String,
    /// Where it is shaped.
    pub href: String,
    /// What else is to be known of it.
    pub marks: Vec<String>,
    /// What can be done with it.
    pub acts: Vec<MenuItem>,
}

/// Draws the side bar.
#[must_use]
pub fn side_bar(cx: Cx, page: &SideBarPage) -> Markup {
    let body = html! {
        guarded-form {
            form id="arrange" method="post" action=(page.at) {
                (token(cx))
                (control(&page.seen, ""))
            }
            sortable-list.stack.stack--loose {
                @for area in &page.areas { (card(cx, area)) }
                (foot(cx, ("arrange", "keep_modules", "modules_hint")))
            }
        }
        (order(cx, page))
        (extras(cx, &page.extras))
    };
    framed(cx, &page.frame, &html! {}, &body)
}

fn card(cx: Cx, area: &AreaCard) -> Markup {
    html! {
        section.card {
            div.card__head {
                (glyph_small(&area.icon, area.hue))
                h2 { (area.title) }
                @if !area.about.is_empty() { span.sm.muted { (area.about) } }
                span.push.row.row--tight {
                    a.button.button--sm.button--ghost href=(area.href)
                        aria-label=(cx.fill("ui.studio.change_area", &[("area", &area.title)])) {
                        (cx.text("ui.studio.change"))
                    }
                    (acts(cx, &format!("area-{}", area.code), &area.title, &area.acts))
                }
            }
            input type="hidden" name="area" value=(area.code) form="arrange";
            ul.card__body.studio__fields {
                @for module in &area.modules { (line(cx, module)) }
                @if area.modules.is_empty() {
                    li.studio__field.muted data-entry { span {} (cx.text("ui.studio.no_modules")) }
                }
            }
        }
    }
}

fn line(cx: Cx, module: &ModuleLine) -> Markup {
    html! {
        li.studio__field data-entry draggable="true" tabindex="0" aria-label=(module.label) {
            input type="hidden" name="module" value=(module.code) form="arrange";
            span.studio__grip aria-hidden="true" { (icon("grip-vertical")) }
            span.row.row--tight {
                (icon(&module.icon))
                a.studio__name href=(module.href) { (module.label) }
            }
            span.studio__kind {}
            span.row.row--tight.row--wrap {
                @for mark in &module.marks { (tag(&Tag { label: mark.clone(), hue: None })) }
            }
            span.push { (acts(cx, &format!("of-{}", module.code), &module.label, &module.acts)) }
        }
    }
}

/// The order of the areas themselves.
fn order(cx: Cx, page: &SideBarPage) -> Markup {
    html! {
        section.card {
            div.card__head { h2 { (cx.text("ui.studio.order_areas")) } }
            guarded-form {
            form id="areas" method="post" action={ (page.at) "/act/order" } {
                (token(cx))
                (control(&page.seen, ""))
            }
            sortable-list.card__body {
                ul.studio__fields {
                    @for area in &page.areas {
                        li.studio__field data-entry draggable="true" tabindex="0"
                            aria-label=(area.title) {
                            input type="hidden" name="area" value=(area.code) form="areas";
                            span.studio__grip aria-hidden="true" { (icon("grip-vertical")) }
                            span.row.row--tight {
                                (glyph_small(&area.icon, area.hue))
                                (area.title)
                            }
                        }
                    }
                }
                (foot(cx, ("areas", "keep_order", "areas_hint")))
            }
            }
        }
    }
}

fn foot(cx: Cx, (form, verb, hint): (&str, &str, &str)) -> Markup {
    html! {
        div.studio__foot {
            button.button.button--sm type="submit" form=(form) {
                (cx.text(&format!("ui.studio.{verb}")))
            }
            span.xs.faint { (cx.text(&format!("ui.studio.{hint}"))) }
        }
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
