//! Several records side by side: which one stays, and what it holds then.

use catalog::{Field, FieldType, OnDelete};
use kernel::{FieldProblem, RecordId, Value};
use maud::{Markup, html};

use ui::Cx;
use ui::components::{
    FieldFrame, Shape, Size, avatar, crumbs, field_frame, glyph, hidden, icon, problem_text, token,
};
use ui::fields::{self, Entered, Form};
use ui::model::ModuleHead;

/// Several records that become one.
#[derive(Clone, Debug, Default)]
pub struct MergePage<'a> {
    /// The module.
    pub module: ModuleHead,
    /// Heading.
    pub title: String,
    /// The records, the one that stays first.
    pub sides: Vec<Side>,
    /// Fields in which one of them holds something.
    pub rows: Vec<ValueRow<'a>>,
    /// What moves to the one that stays, in words.
    pub moves: Vec<String>,
    /// Where it is posted.
    pub action: String,
    /// The way back.
    pub cancel: String,
    /// What is wrong with the whole.
    pub problem: Option<String>,
    /// Another record can be added.
    pub other: Option<OtherRecord>,
}

/// One of the records.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// Its id.
    pub id: RecordId,
    /// Its version.
    pub version: i64,
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// When it was made, in words.
    pub made: String,
    /// The same page with this record as the one that stays; none when it is.
    pub keep: Option<String>,
    /// The same page without it.
    pub without: Option<String>,
}

/// One field of all records.
#[derive(Clone, Debug)]
pub struct ValueRow<'a> {
    /// The field.
    pub field: &'a Field,
    /// Its label.
    pub label: String,
    /// What each record holds.
    pub values: Vec<Value>,
    /// Place of the record whose value is chosen; none when all of them are.
    pub chosen: Option<usize>,
    /// What they hold together, where that can be.
    pub together: Option<Value>,
    /// Whether there is something to choose.
    pub is_open: bool,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// The form that adds another record.
#[derive(Clone, Debug, Default)]
pub struct OtherRecord {
    /// The address it asks.
    pub action: String,
    /// What was typed and fits nothing.
    pub entered: Option<Form>,
    /// What is wrong with it.
    pub problem: Option<FieldProblem>,
}

/// Name under which another record is asked for.
pub const OTHER: &str = "with";

/// The field that names another record of a module.
#[must_use]
pub fn other(module: &str) -> Field {
    let kind = FieldType::Link { to: vec![module.to_owned()], on_delete: OnDelete::Clear };
    Field { required: true, ..Field::plain(OTHER, kind) }
}

/// Draws the page.
#[must_use]
pub fn page(cx: Cx, page: &MergePage) -> Markup {
    html! {
        header.page__head {
            (crumbs(cx, &[(page.module.many.clone(), page.module.href.clone())]))
        }
        div.page__body.page__body--pad tabindex="0" role="region" aria-label=(page.title) {
            div.merge.stack.stack--loose {
                div.row { (glyph(&page.module.icon, page.module.hue)) h1 { (page.title) } }
                @if let Some(problem) = &page.problem {
                    div.banner.banner--danger role="alert" {
                        (icon("circle-alert")) p { (problem) }
                    }
                }
                @if 1 < page.sides.len() { (sides(cx, page)) }
                @if let Some(other) = &page.other { (add(cx, page, other)) }
            }
        }
    }
}

fn sides(cx: Cx, page: &MergePage) -> Markup {
    html! {
        form.stack.stack--loose method="post" action=(page.action) {
            (token(cx))
            @for side in &page.sides {
                input type="hidden" name="id" value=(side.id);
                input type="hidden" name={ "version." (side.id) } value=(side.version);
            }
            p.muted.measure { (cx.text("merge.about")) }
            div.table-frame {
                table.table.table--wrap.merge__table {
                    thead {
                        tr {
                            th scope="col" { (cx.text("merge.field")) }
                            @for (at, side) in page.sides.iter().enumerate() {
                                (head(cx, page, side, at == 0))
                            }
                        }
                    }
                    tbody { @for row in &page.rows { (line(cx, page, row)) } }
                }
            }
            @if !page.moves.is_empty() { (moves(cx, &page.moves)) }
            div.row.row--wrap {
                button.button.button--primary type="submit" data-save { (cx.text("merge.verb")) }
                a.button.button--ghost href=(page.cancel) { (cx.text("ui.action.cancel")) }
                p.muted { (cx.text("merge.undo_about")) }
            }
        }
    }
}

fn head(cx: Cx, page: &MergePage, side: &Side, is_kept: bool) -> Markup {
    let shape = Shape::of(page.module.is_person);
    html! {
        th scope="col" class=[is_kept.then_some("merge__kept")] {
            div.merge__head {
                span.table__main {
                    (avatar(&side.title, side.id.bytes(), shape, Size::Small))
                    a href=(side.href) { (side.title) }
                }
                span.muted { (side.made) }
                span.merge__acts {
                    @match &side.keep {
                        None => {
                            span.tag.h-160 { (icon("check")) (cx.text("merge.kept")) }
                        }
                        Some(keep) => {
                            a.button.button--sm href=(keep) { (cx.text("merge.keep")) }
                        }
                    }
                    @if let Some(without) = &side.without {
                        @let label = cx.fill("merge.without", &[("title", &side.title)]);
                        a.button.button--icon.button--ghost.button--sm href=(without)
                            aria-label=(label) title=(label) { (icon("x")) }
                    }
                }
            }
        }
    }
}

fn line(cx: Cx, page: &MergePage, row: &ValueRow) -> Markup {
    let name = format!("from.{}", row.field.name);
    html! {
        tr.merge__row {
            th scope="row" {
                (row.label)
                @if let Some(problem) = &row.problem {
                    p.field__error role="alert" { (icon("circle-alert")) (problem) }
                }
            }
            @for (at, (side, value)) in page.sides.iter().zip(&row.values).enumerate() {
                td {
                    @if row.is_open {
                        label.merge__choice {
                            input.check type="radio" name=(name) value=(side.id)
                                checked[row.chosen == Some(at)];
                            span { (shown(cx, row.field, value)) }
                        }
                        @if let Some(all) = row.together.as_ref().filter(|_| at == 0) {
                            label.merge__choice.merge__all {
                                input.check type="radio" name=(name) value="all"
                                    checked[row.chosen.is_none()];
                                span {
                                    strong { (cx.text("merge.all")) }
                                    (fields::show(cx, row.field, all))
                                }
                            }
                        }
                    } @else {
                        span.merge__fixed { (shown(cx, row.field, value)) }
                    }
                }
            }
        }
    }
}

fn shown(cx: Cx, field: &Field, value: &Value) -> Markup {
    html! {
        @if value.is_empty() { span.faint { (cx.text("merge.empty")) } }
        @else { (fields::show(cx, field, value)) }
    }
}

fn moves(cx: Cx, moves: &[String]) -> Markup {
    html! {
        div.merge__moves {
            (icon("git-merge"))
            p { (cx.text("merge.moves")) " " strong { (moves.join(", ")) } }
        }
    }
}

fn add(cx: Cx, page: &MergePage, other_record: &OtherRecord) -> Markup {
    let field = other(&page.module.code);
    let problem = other_record.problem.as_ref();
    let entered = Entered {
        form: other_record.entered.as_ref(),
        problem,
        ..Entered::stored(&Value::Empty, "merge")
    };
    let said = problem.map(|problem| problem_text(cx, problem));
    let frame = FieldFrame {
        id: &entered.id(&field),
        label: cx.text("merge.other"),
        is_required: true,
        problem: said.as_deref(),
        ..FieldFrame::default()
    };
    let ids: Vec<(String, String)> =
        page.sides.iter().map(|side| ("id".to_owned(), side.id.to_string())).collect();
    html! {
        form.measure.stack method="get" action=(other_record.action) {
            (hidden(&ids))
            @if let [only] = page.sides.as_slice() {
                p { (cx.fill("merge.with_which", &[("title", &only.title)])) }
            }
            (field_frame(frame, &fields::edit(cx, &field, &entered)))
            div.row { button.button type="submit" { (cx.text("merge.add")) } }
        }
    }
}
