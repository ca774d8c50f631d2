//! The foot of a list: how many, and the neighbouring pages.

use maud::{Markup, html};

use super::model::{ListCount, ListPage, ListSums};
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
            (sums(cx, page))
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

fn sums(cx: Cx, page: &ListPage) -> Markup {
    html! {
        @match &page.sums {
            ListSums::None => {}
            ListSums::OnDemand(href) => { a href=(href) { (cx.text("ui.list.sums")) } }
            ListSums::Known(sums) => {
                span.foot-sums {
                    @for (label, sum) in sums {
                        span { span.faint { (label) } " " strong.tnum { (sum) } }
                    }
                    @if sums.is_empty() { span.faint { (cx.text("ui.list.no_sums")) } }
                }
            }
            ListSums::TooMany(most) => {
                span.faint {
                    (cx.fill("ui.list.sums_bound", &[("n", &format::integer(cx, *most))]))
                }
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
