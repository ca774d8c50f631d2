//! Numbers beside the entries of the side bar, asked for when the page is there already.

use std::collections::BTreeMap;

use access::Right;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use kernel::Error;
use records::Cx;
use social::Favourite;

use present::view;
use visit::answer::{Answer, For};
use visit::state::WebState;
use visit::visitor::Visitor;

/// Records are counted up to this many.
const BOUND: u64 = 99;
/// A module of up to so many records is counted whatever the view asks.
const SMALL: u64 = 20_000;
/// Views that are kept at hand and counted, the first ones.
const VIEWS: usize = 12;

/// `GET /search/counts`: for each entry that is counted, its address and how many there are.
pub async fn counts(State(_): State<WebState>, visitor: Visitor) -> Answer {
    let cx = visitor.cx();
    let mut found = BTreeMap::new();
    for (href, module, filter) in entries(cx).await.for_(&visitor)? {
        match records::tally(cx, &module, &filter, (BOUND, SMALL)).await {
            Ok(Some(count)) if count.n > 0 => {
                let more = if count.is_exact { "" } else { "+" };
                found.insert(href, format!("{}{more}", count.n));
            }
            // A view may ask for what is gone by now, or what the reader may not know.
            Ok(_) | Err(Error::Invalid(_) | Error::Forbidden { .. } | Error::NotFound) => {}
            Err(error) => return Err(error).for_(&visitor),
        }
    }
    Ok(Json(found).into_response())
}

/// What the side bar counts: address, module, condition.
async fn entries(cx: &Cx) -> kernel::Result<Vec<(String, String, String)>> {
    let seen = cx.catalog.modules().iter().filter(|m| cx.actor.rights.may(&m.code, Right::See));
    let mut entries: Vec<(String, String, String)> = seen
        .filter_map(|module| {
            let filter = module.counted.clone()?;
            Some((format!("/{}", module.plural), module.code.clone(), filter))
        })
        .collect();
    let kept = social::favourites(cx).await?.into_iter().filter_map(|one| match one {
        Favourite::View(kept) => Some(kept),
        Favourite::Record(..) => None,
    });
    entries.extend(kept.take(VIEWS).filter_map(|kept| {
        let plural = &cx.catalog.module(&kept.module)?.plural;
        let href = view::address(plural, kept.id, kept.face);
        Some((href, kept.module, kept.filter))
    }));
    Ok(entries)
}
