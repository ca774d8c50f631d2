//! By what records are told from others: how much each field counts, and which of them together
//! say enough, as a table.

use maud::{Markup, html};

use crate::form::{Choice, Control, Extra, control, extras};
use crate::frame::{Frame, framed};
use ui::Cx;
use ui::components::{icon, token};

/// The table.
#[derive(Clone, Debug, Default)]
pub struct LikenessPage {
    /// What is around it.
    pub frame: Frame,
    /// Where it is sent.
    pub action: String,
    /// Where one goes without sending it.
    pub back: String,
    /// From which percentage on records are shown as possibly the same.
    pub from: Control,
    /// The mark of what it was read from.
    pub seen: Control,
    /// Title of the table, and what it says.
    pub about: (String, String),
    /// Headings: field, weight, then each set.
    pub headings: Vec<String>,
    /// What is wrong with the table.
    pub problems: Vec<String>,
    /// Fields that can be compared.
    pub rows: Vec<LikenessRow>,
    /// What else can be done.
    pub extras: Vec<Extra>,
}

/// A field that can be compared.
#[derive(Clone, Debug, Default)]
pub struct LikenessRow {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// How much it can count.
    pub weights: Vec<Choice>,
    /// For each set whether it is in it.
    pub sets: Vec<bool>,
}

/// Draws the table.
#[must_use]
pub fn likeness(cx: Cx, page: &LikenessPage) -> Markup {
    let body = html! {
        guarded-form data-dirty[page.frame.is_unsaved] {
        form.stack.stack--loose method="post" action=(page.action) {
            (token(cx))
            (control(&page.seen, ""))
            section.card {
                div.card__body.house__fields.house__fields--top { (control(&page.from, "")) }
            }
            section.card.follows {
                div.card__head { h2 { (page.about.0) } }
                div.card__body {
                    p.field__hint { (page.about.1) }
                    @for problem in &page.problems {
                        p.field__error role="alert" { (icon("circle-alert")) (problem) }
                    }
                }
                div.follows__scroll tabindex="0" role="region" aria-label=(page.about.0) {
                    table.follows__table {
                        thead { tr {
                            @for heading in &page.headings { th scope="col" { (heading) } }
                        } }
                        tbody { @for line in &page.rows { (row(page, line)) } }
                    }
                }
            }
            div.row {
                button.button.button--primary type="submit" { (cx.text("ui.action.save")) }
                a.button.button--ghost href=(page.back) { (cx.text("ui.action.cancel")) }
            }
        }
        }
        (extras(cx, &page.extras))
    };
    framed(cx, &page.frame, &html! {}, &body)
}

fn row(page: &LikenessPage, row: &LikenessRow) -> Markup {
    let heading = |at: usize| page.headings.get(at).map_or("", String::as_str);
    html! {
        tr {
            th scope="row" { (row.label) }
            td {
                select.select name="weight" aria-label={ (heading(1)) ": " (row.label) } {
                    @for one in &row.weights {
                        option value={ (row.name) ":" (one.value) } selected[one.is_on] {
                            (one.label)
                        }
                    }
                }
            }
            @for (at, is_in) in row.sets.iter().enumerate() {
                td {
                    label.follows__cell {
                        input.check type="checkbox" name="set" checked[*is_in]
                            value={ (at) ":" (row.name) }
                            aria-label={ (heading(at + 2)) ": " (row.label) };
                    }
                }
            }
        }
    }
}
