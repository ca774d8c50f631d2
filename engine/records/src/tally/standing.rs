//! Where a record stands in the list one came from.

use access::Right;
use kernel::{RecordId, Result};
use store::records::{self, Standing};

use crate::cx::Cx;
use crate::find::{ListQuery, question};
use crate::index::hides_terms;

/// Finds the neighbours of a record in a list, and its place as far as that is near.
///
/// # Errors
/// `Forbidden`; `Invalid` as `find`.
pub async fn standing(
    cx: &Cx,
    module: &str,
    list: &ListQuery,
    id: RecordId,
) -> Result<Option<Standing>> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let query = question(cx, &module, list)?;
    // What the search found by a field that the actor may not read would be told by its place.
    if !query.terms.is_empty() && hides_terms(&cx.actor.rights, &module) {
        return Ok(None);
    }
    let cx = cx.clone();
    cx.store()
        .clone()
        .read(move |reader| {
            let scope = &cx.actor.scope;
            records::standing(reader, &cx.catalog, &module, scope, (&query, id))
        })
        .await
}
