//! Counting beside other things: only where it costs next to nothing.

use access::Right;
use catalog::filter;
use kernel::Result;
use store::records::{self, Count};

use crate::cx::Cx;
use crate::find::{ListQuery, question};

/// Counts the records of a condition up to a bound, when that is cheap: the condition takes the
/// reader's own records, or they see no others, or there are no more than `small` in all.
///
/// Otherwise there is no answer: a number in passing is not worth a walk over a large table.
///
/// # Errors
/// As `count`.
pub async fn tally(
    cx: &Cx,
    module: &str,
    condition: &str,
    (bound, small): (u64, u64),
) -> Result<Option<Count>> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let list = ListQuery { filter: condition.to_owned(), ..ListQuery::default() };
    let query = question(cx, &module, &list)?;
    let own = filter::parse(&cx.catalog, &module, condition).is_ok_and(|f| f.is_of_reader());
    let is_narrow = own || cx.actor.scope.owners().is_some();
    let all = question(cx, &module, &ListQuery::default())?;
    let cx = cx.clone();
    cx.store()
        .clone()
        .read(move |reader| {
            let scope = &cx.actor.scope;
            if !is_narrow {
                let all = records::count(reader, &cx.catalog, &module, scope, (&all, small))?;
                if !all.is_exact {
                    return Ok(None);
                }
            }
            records::count(reader, &cx.catalog, &module, scope, (&query, bound)).map(Some)
        })
        .await
}
