//! The foot of a list: how many, and the neighbouring pages.

use maud::{Markup, html};

use super::model::{ListCount, ListPage};
use crate::Cx;
use crate::components::{count_text, pager};
use crate::format;
use crate::model::Count;

pub(super) fn foot(cx: Cx, page: &ListPage) -> Markup {
    let shown = range(cx, page);
    html! {
        footer.page__foot {
            span.tnum {
                @match &page.count {
                    ListCount::Known(Count::Exact(0)) => {}
                    ListCount::Known(count) => { (known(cx, &shown, *count)) }
                    ListCount::OnDemand(href) => {
                        (shown) " " (cx.text("ui.list.shown")) " · "
                        a href=(href) { (cx.text("ui.list.count")) }
                    }
                }
            }
            div.push {
                (pager(
                    cx,
                    page.pager.first.as_deref(),
                    page.pager.previous.as_deref(),
                    page.pager.next.as_deref(),
                ))
            }
        }
    }
}

/// From which row to which; further pages know only how many they show.
fn range(cx: Cx, page: &ListPage) -> String {
    let shown = page.rows.len() as u64;
    match page.pager.from {
        Some(from) if 1 < shown => {
            let (first, last) = (from, from + shown - 1);
            format!("{}–{}", format::integer(cx, first), format::integer(cx, last))
        }
        _ => format::integer(cx, shown),
    }
}

fn known(cx: Cx, shown: &str, count: Count) -> Markup {
    let of = count_text(cx, count);
    html! { (cx.fill("ui.list.of", &[("shown", shown), ("count", &of)])) }
}
