//! Columns that formulas make of others: a row each in the table of columns, with the words they
//! can hold below it.

use maud::{Markup, html};

use super::map::target;
use super::model::{ComputedColumn, MapPage, Word};
use ui::Cx;
use ui::components::icon;

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
                    ul.combo__list.menu role="listbox" id={ (id) "-words" } popover="manual"
                        aria-label=(cx.text("ui.import.words")) {
                        @for (at, word) in page.words.iter().enumerate() {
                            li.menu__item.formula__word id={ (id) "-word-" (at) } role="option"
                                data-value=(word.text) hidden {
                                code { (shown(word)) }
                                span.muted.truncate { (word.label) }
                            }
                        }
                    }
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
    html! {
        details.formula__words {
            summary { (cx.text("ui.import.words")) }
            p.field__hint { (cx.text("ui.import.words_hint")) }
            dl.formula__list {
                @for word in &page.words {
                    dt { code { (shown(word)) } }
                    dd { (word.label) }
                }
            }
        }
    }
}

fn shown(word: &Word) -> &str {
    if word.example.is_empty() { &word.text } else { &word.example }
}
