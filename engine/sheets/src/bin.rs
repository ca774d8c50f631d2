//! The bin of a module.

use kernel::Instant;
use maud::{Markup, html};

use ui::components::{empty, glyph, icon_large, pager, token};
use ui::model::{ModuleHead, RecordLine};
use ui::{Cx, format};

/// The bin of a module.
#[derive(Clone, Debug, Default)]
pub struct BinPage {
    /// Days after which records go for good.
    pub days: u32,
    /// The module.
    pub module: ModuleHead,
    /// Records in the bin, the latest first.
    pub rows: Vec<BinRow>,
    /// Address of the next page.
    pub next: Option<String>,
}

/// A record in the bin.
#[derive(Clone, Debug)]
pub struct BinRow {
    /// The record.
    pub record: RecordLine,
    /// Since when.
    pub at: Instant,
    /// Where bringing it back is posted.
    pub restore: String,
}

/// Draws the bin.
#[must_use]
pub fn page(cx: Cx, page: &BinPage) -> Markup {
    let title = cx.fill("ui.bin.title", &[("many", &page.module.many)]);
    html! {
        header.page__head {
            (glyph(&page.module.icon, page.module.hue))
            h1 { (title) }
        }
        div.page__bar.page__bar--low {
            a href=(page.module.href) { (page.module.many) }
            span.faint.sm {
                (cx.fill("ui.bin.rule", &[("days", &page.days.to_string())]))
            }
        }
        div.page__body tabindex="0" role="region" aria-label=(title) {
            @if page.rows.is_empty() {
                (empty(&icon_large("trash-2"), cx.text("ui.bin.none"), "", &html! {}))
            } @else {
                table.table.table--plain {
                    thead {
                        tr {
                            th scope="col" { (page.module.one) }
                            th scope="col" { (cx.text("ui.bin.since")) }
                            th scope="col" { span.sr-only { (cx.text("ui.action.more")) } }
                        }
                    }
                    tbody { @for row in &page.rows { (line(cx, row)) } }
                }
            }
        }
        footer.page__foot { div.push { (pager(cx, None, None, page.next.as_deref())) } }
    }
}

fn line(cx: Cx, row: &BinRow) -> Markup {
    html! {
        tr {
            td { a href=(row.record.href) { (row.record.title) } }
            td.tnum.muted { (format::moment(cx, row.at)) }
            td.num {
                form method="post" action=(row.restore) {
                    (token(cx))
                    button.button.button--sm type="submit" { (cx.text("ui.bin.restore")) }
                }
            }
        }
    }
}
