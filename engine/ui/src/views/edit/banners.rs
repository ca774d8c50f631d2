//! What stands above the fields: what is wrong, and who else saved in between.

use catalog::FieldType;
use kernel::FieldProblem;
use maud::{Markup, html};

use super::fields::{control_id, sentence};
use super::{EditPage, FormField, SaveConflict};
use crate::components::banner;
use crate::model::Mood;
use crate::{Cx, fields, format};

/// Id of the form that loads the record again, without what was entered.
pub(super) const TAKE_OVER: &str = "take-over";

/// Everything wrong with the form, each line leading to its field.
pub(super) fn problems(cx: Cx, page: &EditPage) -> Markup {
    if page.problems.is_empty() {
        return html! {};
    }
    let words = html! {
        strong { (cx.text("ui.form.problems")) }
        ul.banner__list {
            @for problem in &page.problems {
                li {
                    @match field_of(page, problem) {
                        Some(field) => {
                            a href={ "#" (control_id(page, field)) } {
                                (sentence(cx, problem, &field.label))
                            }
                        }
                        None => { (sentence(cx, problem, &in_line(cx, page, problem))) }
                    }
                }
            }
        }
    };
    banner(Mood::Bad, &words, &html! {})
}

/// The cell of a line in words: the label of the lines, which of them, and the label of the cell.
fn in_line(cx: Cx, page: &EditPage, problem: &FieldProblem) -> String {
    let parts: Vec<&str> = problem.field.splitn(3, '.').collect();
    let told = match parts[..] {
        [name, at, cell] => page
            .fields()
            .find(|field| field.field.name == name)
            .zip(at.parse::<usize>().ok().map(|at| (at + 1, cell))),
        _ => None,
    };
    match told.map(|(field, place)| (&field.field.kind, &field.label, place)) {
        Some((FieldType::Lines { shape }, label, (at, cell))) => {
            format!("{label} {at}, {}", cx.text(&shape.key("field", cell)))
        }
        _ => problem.field.clone(),
    }
}

/// Both values of every field that two people changed, and whose stay.
pub(super) fn conflict(cx: Cx, conflict: &SaveConflict) -> Markup {
    let at = format::moment(cx, conflict.at);
    let title = match &conflict.who {
        Some(who) => cx.fill("ui.form.conflict_by", &[("who", &who.name), ("at", &at)]),
        None => cx.fill("ui.form.conflict", &[("at", &at)]),
    };
    let words = html! {
        strong { (title) }
        p { (cx.text("ui.form.conflict_hint")) }
        (both(cx, conflict))
    };
    let actions = html! {
        button.button.button--sm type="submit" form=(TAKE_OVER) { (cx.text("ui.form.take_over")) }
        button.button.button--sm type="submit" name="overwrite" value="1" {
            (cx.text("ui.form.keep_mine"))
        }
    };
    html! {
        div.form__conflict id="part-edit-conflict" tabindex="-1" autofocus {
            (banner(Mood::Warning, &words, &actions))
        }
    }
}

fn both(cx: Cx, conflict: &SaveConflict) -> Markup {
    let who = conflict.who.as_ref().map_or(cx.text("ui.form.theirs"), |who| &who.name);
    html! {
        @if !conflict.fields.is_empty() {
            table.form__both {
                thead {
                    tr {
                        th scope="col" { (cx.text("ui.form.field")) }
                        th scope="col" { (who) }
                        th scope="col" { (cx.text("ui.form.mine")) }
                    }
                }
                tbody {
                    @for field in &conflict.fields {
                        tr {
                            th scope="row" { (field.label) }
                            td { (value(cx, field.field, &field.theirs)) }
                            td { (value(cx, field.field, &field.mine)) }
                        }
                    }
                }
            }
        }
    }
}

fn value(cx: Cx, field: &catalog::Field, value: &kernel::Value) -> String {
    match fields::words(cx, field, value) {
        text if text.is_empty() => "–".into(),
        text => text,
    }
}

fn field_of<'a>(page: &'a EditPage, problem: &FieldProblem) -> Option<&'a FormField<'a>> {
    let mut fields = page.fields();
    fields.find(|field| field.field.name == problem.field && !field.is_locked)
}
