//! The foot of a list: how many, and the neighbouring pages.

use maud::{Markup, html};

use super::model::{ListCount, ListPage};
use crate::Cx;
use crate::components::{count_text, pager};
use crate::format;
use crate::model::Count;

pub(super) fn foot(cx: Cx, page: &ListPage) -> Markup {
    let shown = page.rows.len() as u64;
    html! {
        footer.page__foot {
            span.tnum {
                @match &page.count {
                    ListCount::Known(count) => { (known(cx, shown, *count)) }
                    ListCount::OnDemand(href) => {
                        (format::integer(cx, shown)) " " (cx.text("ui.list.shown")) " · "
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

fn known(cx: Cx, shown: u64, count: Count) -> Markup {
    let shown = format::integer(cx, shown);
    let of = count_text(cx, count);
    html! { (cx.fill("ui.list.of", &[("shown", &shown), ("count", &of)])) }
}
