//! Columns that formulas make of others: a row each in the table of columns, with the words they
//! can hold below it.

use maud::{Markup, html};

use super::map::target;
use super::model::{ComputedColumn, MapPage};
use ui::Cx;
use ui::components::{icon, listed_words, offered_words};

/// Draws a computed column.
pub fn row(cx: Cx, page: &MapPage, column: &ComputedColumn) -> Markup {
    let id = format!("computed-{}", column.at);
    let label = cx.text("ui.import.computed");
    html! {
        tr.import__computed {
            td {
                word-box.formula {
                    textarea.textarea.textarea--low.formula__text id=(id)
                        name={ "computed." (column.at) } rows="1" spellcheck="false"
                        autocapitalize="off" autocomplete="off"
                        aria-label=(label) placeholder={ "+ " (label) }
                        aria-invalid=[column.problem.as_ref().map(|_| "true")]
                        aria-describedby=[column.problem.as_ref().map(|_| format!("{id}-problem"))]
                        { (column.text) }
                    (offered_words(&format!("{id}-words"), cx.text("ui.import.words"), &page.words))
                }
                @if let Some(problem) = &column.problem {
                    p.field__error id={ (id) "-problem" } { (icon("circle-alert")) (problem) }
                }
            }
            td.muted title=(column.sample) { (column.sample) }
            td { (target(cx, page, (column.column, label), &column.target)) }
        }
    }
}

/// Draws what formulas can hold.
pub fn words(cx: Cx, page: &MapPage) -> Markup {
    let hint = Some(cx.text("ui.import.words_hint"));
    listed_words(cx.text("ui.import.words"), hint, &page.words)
}
