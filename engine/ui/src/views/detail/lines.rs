//! Lines of which a record is made, across its page.

use maud::{Markup, html};

use super::{BlockView, FactView};
use crate::{Cx, fields};

/// Lines of which a record is made, and what they come to.
#[derive(Clone, Debug, Default)]
pub struct LinesView<'a> {
    /// Blocks of lines.
    pub blocks: Vec<BlockView<'a>>,
    /// What follows from them, and whether it matters more than others.
    pub sums: Vec<(FactView<'a>, bool)>,
    /// Blocks of lines that other records brought about.
    pub after: Vec<BlockView<'a>>,
}

/// Lines across the page, and what they come to below them.
pub(super) fn across(cx: Cx, lines: &LinesView) -> Markup {
    html! {
        section.pane.record-lines {
            (tables(cx, &lines.blocks))
            (fields::sums(cx, lines.sums.iter().map(|(fact, is_strong)| fields::Sum {
                field: fact.field,
                label: &fact.label,
                value: &fact.value,
                is_strong: *is_strong,
            })))
            (tables(cx, &lines.after))
        }
    }
}

fn tables(cx: Cx, blocks: &[BlockView]) -> Markup {
    html! {
        @for (block, fact) in blocks.iter().flat_map(|b| b.facts.iter().map(move |f| (b, f))) {
            div id={ "part-detail-block-" (block.name) } {
                h2.block-title { (block.label) }
                (fields::show(cx, fact.field, &fact.value))
                @if fact.value.is_empty() { p.muted { (cx.text("ui.lines.none")) } }
            }
        }
    }
}
