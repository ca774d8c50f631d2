//! Records that hang on this one.

use catalog::{Field, FieldType, Relation};
use kernel::Value;
use maud::{Markup, html};

use super::{RelatedBlock, RelatedRow};
use crate::components::{
    Button, Look, Shape, Size, avatar, button, count, icon, icon_small, progress, status, tag,
    token,
};
use crate::fields::{self, Entered};
use crate::model::Tone;
use crate::views::edit::focused;
use crate::{Cx, format};

/// The part `detail.related.NAME` of a record of a module.
#[must_use]
pub fn related(cx: Cx, module: &str, block: &RelatedBlock) -> Markup {
    let add = add(cx, module, block);
    html! {
        section.section id=(part_id(block)) aria-label=(block.label) {
            (frame(cx, block, &rows(cx, block), &add))
        }
    }
}

fn part_id(block: &RelatedBlock) -> String {
    format!("part-detail-related-{}", block.name)
}

/// In which view the list is shown, as a menu.
fn views(cx: Cx, block: &RelatedBlock) -> Markup {
    let (id, part) = (format!("views-{}", block.name), part_id(block));
    let label = cx.fill("ui.record.related_view", &[("list", &block.label)]);
    html! {
        button.button.button--icon.button--ghost.button--sm.section__view type="button"
            popovertarget=(id) aria-haspopup="true" aria-label=(label) title=(label) {
            (icon("list-filter"))
        }
        div.menu id=(id) popover {
            form method="post" action=(block.choose) hx-post=(block.choose)
                hx-target={ "#" (part) } hx-swap="outerHTML" {
                (token(cx))
                @for view in &block.views {
                    button.menu__item type="submit" name="view" value=(view.value)
                        aria-current=[view.is_current.then_some("true")] { (view.label) }
                }
            }
        }
    }
}

fn frame(cx: Cx, block: &RelatedBlock, body: &Markup, add: &Markup) -> Markup {
    html! {
        div.section__frame {
            details.section__details open[!block.rows.is_empty() || chosen(block).is_some()] {
                summary.section__toggle {
                    (icon_small("chevron-down"))
                    h2.section__title { (block.label) }
                    @if let Some(view) = chosen(block) { span.faint.xs.truncate { (view) } }
                    @if let Some(many) = block.count { (count(cx, many)) }
                }
                div.section__body { (body) }
            }
            @if !block.views.is_empty() { (views(cx, block)) }
            (add)
        }
    }
}

/// The words of the view that was chosen.
fn chosen(block: &RelatedBlock) -> Option<&str> {
    let view = block.views.iter().find(|view| view.is_current && !view.value.is_empty())?;
    Some(&view.label)
}

fn rows(cx: Cx, block: &RelatedBlock) -> Markup {
    html! {
        @for row in &block.rows { (line(cx, row)) }
        @if block.rows.is_empty() { p.section__empty { (cx.text("ui.record.none_related")) } }
        @if let (Some(all), false) = (&block.all, block.rows.is_empty()) {
            a.mini.section__all href=(all) { (cx.text("ui.record.show_all")) }
        }
    }
}

fn line(cx: Cx, row: &RelatedRow) -> Markup {
    let record = &row.record;
    let chance = row.state.as_ref().and_then(|(state, chance)| Some((state, (*chance)?)));
    html! {
        div.mini {
            a.mini__main href=(record.href) {
                @if let Some((state, chance)) = chance {
                    span.mini__deal {
                        span.row {
                            span.medium.truncate { (record.title) }
                            span.push.tnum.nowrap { (aside(cx, &row.aside)) }
                        }
                        span.row.xs.muted {
                            span.mini__state.truncate { (state.label) }
                            (progress(&state.label, chance.into(), Some(100)))
                            span.tnum.nowrap { (chance) " %" }
                        }
                    }
                } @else { (plain(cx, row)) }
            }
            @if let Some(badge) = &record.badge { (tag(badge)) }
            @if let Some(action) = &row.remove {
                @let label = cx.fill("ui.record.unlink", &[("title", &record.title)]);
                form.mini__tool method="post" action=(action) {
                    (token(cx))
                    (button(Button {
                        label: &label,
                        icon: "unlink",
                        look: Look::SmallIcon,
                        ..Button::default()
                    }))
                }
            }
        }
    }
}

/// Who or what it is, its state and a time or an amount, in one line.
fn plain(cx: Cx, row: &RelatedRow) -> Markup {
    let record = &row.record;
    let shape = Shape::of(record.is_person);
    html! {
        (avatar(&record.title, record.id.bytes(), shape, Size::Small))
        span.truncate.grow {
            (record.title)
            @if !record.note.is_empty() { " " span.faint { (record.note) } }
        }
        @if let Some((state, _)) = &row.state { span.xs.nowrap { (status(state)) } }
        @if !row.aside.is_empty() { span.xs.faint.tnum.nowrap { (aside(cx, &row.aside)) } }
    }
}

fn aside(cx: Cx, value: &Value) -> String {
    match value {
        Value::Money(amount) => format::money_whole(cx, amount),
        Value::Decimal(number) => format::decimal(cx, *number, number.scale()),
        Value::Date(day) => format::short_date(cx, *day),
        Value::Instant(at) => format::short_moment(cx, *at),
        _ => String::new(),
    }
}

/// Another record is created in a drawer; one that is there already is looked up with its role.
fn add(cx: Cx, module: &str, block: &RelatedBlock) -> Markup {
    let Some(address) = &block.add else { return html! {} };
    let label = cx.fill("ui.record.add_related", &[("list", &block.label)]);
    let class = "button button--icon button--ghost button--sm section__add";
    let module = cx.catalog.module(module);
    let relation = module
        .and_then(|module| module.relations.iter().find(|relation| relation.name == block.name));
    html! {
        @match relation {
            None => {
                a class=(class) href=(address) data-layer="drawer" aria-label=(label)
                    title=(label) { (icon("plus")) }
            }
            Some(relation) => {
                button class=(class) type="button" popovertarget={ "relate-" (block.name) }
                    aria-label=(label) title=(label) { (icon("plus")) }
                (relate(cx, relation, &label, address))
            }
        }
    }
}

fn relate(cx: Cx, relation: &Relation, title: &str, action: &str) -> Markup {
    let id = format!("relate-{}", relation.name);
    let to = FieldType::Link { to: vec![relation.to.clone()], on_delete: catalog::OnDelete::Clear };
    let other = Field { required: true, ..Field::plain("to", to) };
    let list = FieldType::Picklist { list: relation.roles.clone() };
    let role = Field { required: true, ..Field::plain("role", list) };
    let control = |field: &Field, label: &str| {
        let entered = Entered::stored(&Value::Empty, &id);
        html! {
            div.field {
                label.field__label for=(entered.id(field)) { (label) }
                (fields::edit(cx, field, &entered))
            }
        }
    };
    html! {
        div.dialog id=(id) popover role="dialog" aria-labelledby={ (id) "-title" } {
            form method="post" action=(action) {
                (token(cx))
                h2.dialog__head id={ (id) "-title" } { (title) }
                div.dialog__body.stack {
                    (focused(&control(&other, cx.text("ui.record.related_record"))))
                    (control(&role, cx.text("ui.record.related_role")))
                }
                div.dialog__foot {
                    button.button type="button" popovertarget=(id) popovertargetaction="hide" {
                        (cx.text("ui.action.cancel"))
                    }
                    (button(Button {
                        label: cx.text("ui.record.relate"),
                        tone: Tone::Primary,
                        ..Button::default()
                    }))
                }
            }
        }
    }
}
