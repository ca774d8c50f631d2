//! What the steps of an import share.

use maud::{Markup, html};

use ui::components::{glyph, steps};
use ui::model::ModuleHead;
use ui::{Cx, format};

/// The head of a page, with the step it is.
pub fn head(cx: Cx, module: &ModuleHead, at: usize) -> Markup {
    let title = cx.fill("ui.import.title", &[("many", &module.many)]);
    let labels = [
        cx.text("ui.import.step_file"),
        cx.text("ui.import.step_map"),
        cx.text("ui.import.step_run"),
    ];
    html! {
        header.page__head { (glyph(&module.icon, module.hue)) h1 { (title) } }
        div.page__bar { (steps(cx, &labels, at)) }
    }
}

/// What became of the rows, in numbers.
pub fn tally(cx: Cx, tally: &[(String, u64)]) -> Markup {
    html! {
        span.row {
            @for (word, n) in tally {
                span.tnum { strong { (format::integer(cx, *n)) } " " (word) }
            }
        }
    }
}
