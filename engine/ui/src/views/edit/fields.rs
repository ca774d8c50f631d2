//! Blocks and fields of a form.

use catalog::FieldType;
use kernel::FieldProblem;
use maud::{Markup, html};

use super::{EditPage, FormBlock, FormField, Frame, focused};
use crate::components::{FieldFrame, field_frame, icon, problem_text};
use crate::fields::{self, Entered, InLines};
use crate::{Cx, format};

/// All blocks; the field that `first` names gets the focus.
pub(super) fn blocks(cx: Cx, page: &EditPage, first: Option<&str>) -> Markup {
    html! {
        @for block in &page.blocks { (one_block(cx, page, block, first)) }
        @if !page.more.is_empty() { (more(cx, page, first)) }
    }
}

/// What a short form leaves out at first; it opens by itself where something is wrong.
fn more(cx: Cx, page: &EditPage, first: Option<&str>) -> Markup {
    let fields = || page.more.iter().flat_map(|block| &block.fields);
    let is_open = fields().any(|field| problem(page, field).is_some());
    let n = format::integer(cx, page.fields().count() as u64);
    html! {
        details.form__more open[is_open] {
            summary.button.button--ghost.button--sm {
                (icon("chevron-down")) (cx.fill("ui.form.all_fields", &[("n", &n)]))
            }
            @for block in &page.more { (one_block(cx, page, block, first)) }
        }
    }
}

/// The field that gets the focus: the first one that is wrong, else the first one.
pub(super) fn first<'a>(page: &'a EditPage) -> Option<&'a str> {
    let open = || page.fields().filter(|field| !field.is_locked);
    let wrong = open().find(|field| problem(page, field).is_some());
    wrong.or_else(|| open().next()).map(|field| field.field.name.as_str())
}

/// Whether the form carries files.
pub(super) fn has_files(page: &EditPage) -> bool {
    page.fields().any(|field| {
        !field.is_locked && matches!(field.field.kind, FieldType::File | FieldType::Image)
    })
}

/// Id of the control of a field, or of the group of its controls.
pub(super) fn control_id(page: &EditPage, field: &FormField) -> String {
    Entered::stored(&field.value, &scope(page)).id(field.field)
}

/// What is wrong with a field, in a sentence that names it.
pub(super) fn sentence(cx: Cx, problem: &FieldProblem, label: &str) -> String {
    problem_text(cx, &problem.clone().with("field", label))
}

/// Several forms may lie on one page: as drawers over it, and above a timeline.
fn scope(page: &EditPage) -> String {
    match page.frame {
        Frame::Page => "field".into(),
        Frame::Drawer => "drawer".into(),
        Frame::Inline => {
            format!("{}-{}", page.module.code, page.entry.as_deref().unwrap_or_default())
        }
    }
}

fn problem<'a>(page: &'a EditPage, field: &FormField) -> Option<&'a FieldProblem> {
    page.problems.iter().find(|problem| problem.field == field.field.name)
}

fn one_block(cx: Cx, page: &EditPage, block: &FormBlock, first: Option<&str>) -> Markup {
    html! {
        @let has_lines =
            block.fields.iter().any(|f| matches!(f.field.kind, FieldType::Lines { .. }));
        fieldset class={ "form__block" @if has_lines { " form__block--lines" } }
            id=(block_id(page, block)) {
            @if block.label.is_empty() { legend.sr-only { (page.module.one) } }
            @else { legend.form__title { (block.label) } }
            div.form__grid {
                @for field in &block.fields {
                    // The address of a field ends in its name: `/books/ID/edit#due`.
                    @let id = (page.frame == Frame::Page).then_some(&field.field.name);
                    @let (name, states) = (&field.field.name, &page.conditions);
                    div class={ "form__cell" @if is_wide(field) { " form__cell--wide" } } id=[id]
                        data-field=[states.check.as_ref().map(|_| name)]
                        hidden[states.hidden.contains(name)]
                        data-needed[states.needed.contains(name)] {
                        @if field.is_locked { (locked(cx, field)) }
                        @else { (open(cx, page, field, first)) }
                    }
                }
            }
        }
    }
}

fn block_id(page: &EditPage, block: &FormBlock) -> String {
    match page.frame {
        Frame::Page | Frame::Drawer => format!("part-edit-block-{}", block.name),
        Frame::Inline => format!("{}-block-{}", scope(page), block.name),
    }
}

fn open(cx: Cx, page: &EditPage, field: &FormField, first: Option<&str>) -> Markup {
    let problem = problem(page, field);
    let scope = scope(page);
    let at = lines_address(page, field);
    let panel = page.lines_panel.as_ref().filter(|(name, _)| *name == field.field.name);
    let panel = panel.map(|(_, panel)| panel);
    let entered = Entered {
        form: page.entered.as_ref(),
        problem,
        lines: InLines { at: &at, problems: &page.problems, panel },
        ..Entered::stored(&field.value, &scope)
    };
    if matches!(field.field.kind, FieldType::Lines { .. }) {
        return editor(cx, field, &entered);
    }
    let control = fields::edit(cx, field.field, &entered);
    let control = if first == Some(&field.field.name) { focused(&control) } else { control };
    let problem = problem.map(|problem| sentence(cx, problem, &field.label));
    let frame = FieldFrame {
        id: &entered.id(field.field),
        label: &field.label,
        is_required: field.field.required,
        hint: field.hint.as_deref(),
        problem: problem.as_deref(),
        is_group: fields::is_group_of(cx, field.field),
    };
    field_frame(frame, &control)
}

/// Lines need no frame of their own: their block is it.
fn editor(cx: Cx, field: &FormField, entered: &Entered) -> Markup {
    let problem = entered.problem.map(|problem| sentence(cx, problem, &field.label));
    html! {
        (fields::edit(cx, field.field, entered))
        @if let Some(problem) = problem {
            p.field__error { (icon("circle-alert")) (problem) }
        }
    }
}

/// The editor of lines alone, after something was done in it.
#[must_use]
pub fn lines(cx: Cx, page: &EditPage, name: &str) -> Markup {
    let field = page.fields().find(|field| field.field.name == name);
    html! { @if let Some(field) = field { (open(cx, page, field, None)) } }
}

fn lines_address(page: &EditPage, field: &FormField) -> String {
    let sign = if page.lines_at.contains('?') { '&' } else { '?' };
    format!("{}{sign}field={}", page.lines_at, field.field.name)
}

/// What follows from lines.
#[must_use]
pub fn aside(cx: Cx, page: &EditPage) -> Markup {
    html! {
        aside #part-edit-aside.form__aside {
            @for block in &page.aside {
                h2.form__title { (block.label) }
                (fields::sums(cx, block.fields.iter().map(|field| fields::Sum {
                    field: field.field,
                    label: &field.label,
                    value: &field.value,
                    is_strong: field.is_strong,
                })))
            }
        }
    }
}

fn locked(cx: Cx, field: &FormField) -> Markup {
    let shown = fields::show(cx, field.field, &field.value);
    html! {
        div.field {
            span.field__label { (field.label) }
            div.form__locked {
                @if shown.0.is_empty() { span.faint { "–" } } @else { (shown) }
            }
            @if let Some(hint) = &field.hint { p.field__hint { (hint) } }
        }
    }
}

fn is_wide(field: &FormField) -> bool {
    field.is_wide
        || field.field.several
        || matches!(
            field.field.kind,
            FieldType::LongText
                | FieldType::RichText
                | FieldType::Address
                | FieldType::Lines { .. }
        )
}
