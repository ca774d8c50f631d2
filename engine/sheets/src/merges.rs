//! What was made one, the newest first, and the way back.

use maud::{Markup, html};

use ui::Cx;
use ui::components::{crumbs, empty, glyph, icon, tabs, token};
use ui::model::ModuleHead;
use ui::views::detail::TabLink;

/// What was made one in a module.
#[derive(Clone, Debug, Default)]
pub struct MergesPage {
    /// The module.
    pub module: ModuleHead,
    /// Heading.
    pub title: String,
    /// Pages beside it.
    pub tabs: Vec<TabLink>,
    /// The merges.
    pub lines: Vec<Line>,
}

/// One merge.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What stayed, and its page.
    pub kept: (String, String),
    /// What the others were called.
    pub others: String,
    /// Who did it.
    pub who: String,
    /// When, in words.
    pub when: String,
    /// How it stands, in words.
    pub state: String,
    /// Where it is taken back.
    pub undo: Option<String>,
}

/// Draws the page.
#[must_use]
pub fn page(cx: Cx, page: &MergesPage) -> Markup {
    html! {
        header.page__head {
            (crumbs(cx, &[(page.module.many.clone(), page.module.href.clone())]))
            h1 { (page.title) }
        }
        div.page__bar { (tabs(cx, cx.text("merge.pages"), &page.tabs)) }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(page.title) {
            @if page.lines.is_empty() {
                (empty(
                    &glyph(&page.module.icon, page.module.hue),
                    cx.text("merge.no_merges"),
                    cx.text("merge.no_merges_why"),
                    &html! {},
                ))
            } @else { div.merge { (lines(cx, &page.lines)) } }
        }
    }
}

fn lines(cx: Cx, lines: &[Line]) -> Markup {
    html! {
        div.table-frame {
            table.table.table--wrap {
                thead {
                    tr {
                        th scope="col" { (cx.text("merge.kept")) }
                        th scope="col" { (cx.text("merge.gone")) }
                        th scope="col" { (cx.text("merge.who")) }
                        th scope="col" { (cx.text("merge.when")) }
                        th scope="col" { span.sr-only { (cx.text("ui.action.undo")) } }
                    }
                }
                tbody { @for line in lines { (row(cx, line)) } }
            }
        }
    }
}

fn row(cx: Cx, line: &Line) -> Markup {
    html! {
        tr {
            td { a href=(line.kept.1) { (line.kept.0) } }
            td.muted { (line.others) }
            td { (line.who) }
            td.nowrap { (line.when) }
            td {
                @match &line.undo {
                    Some(undo) => {
                        form method="post" action=(undo) {
                            (token(cx))
                            button.button.button--sm type="submit" {
                                (icon("undo-2")) (cx.text("ui.action.undo"))
                            }
                        }
                    }
                    None => { span.muted { (line.state) } }
                }
            }
        }
    }
}
