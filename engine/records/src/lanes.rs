//! Records in lanes: how many lie in each, and what they come to.

use access::{FieldRight, Right};
use kernel::{Error, Result};
use store::records::{self, Lane, LanesOf};

use crate::cx::Cx;
use crate::find::{ListQuery, question};

/// Counts the records of a question by the values of a field, and sums up amounts and numbers;
/// `None` when there are more records than the bound.
///
/// # Errors
/// `Forbidden`; `Invalid` at `filter`, `by` or `sums` for fields that have no lanes or no sum, or
/// that are hidden from the actor.
pub async fn lanes(
    cx: &Cx,
    module: &str,
    list: &ListQuery,
    asked: LanesOf<'_>,
) -> Result<Option<Vec<Lane>>> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let query = question(cx, &module, list)?;
    let readable = |name: &str| {
        cx.actor.rights.field(&module.code, name) != FieldRight::Hidden
            && module.field(name).is_some()
    };
    if !readable(asked.by) || !module.has_lanes(asked.by) {
        return Err(Error::invalid("by", "no_lanes"));
    }
    let is_sum = |name: &str| module.field(name).is_some_and(|field| field.kind.is_amount());
    if asked.sums.iter().any(|name| !readable(name) || !is_sum(name)) {
        return Err(Error::invalid("sums", "no_sum"));
    }
    let cx = cx.clone();
    let (by, only, sums) = (asked.by.to_owned(), asked.only.to_vec(), asked.sums.to_vec());
    let bound = asked.bound;
    cx.store()
        .clone()
        .read(move |reader| {
            let place = (cx.catalog.as_ref(), module.as_ref());
            let asked = LanesOf { by: &by, only: &only, sums: &sums, bound };
            records::lanes(reader, place, &cx.actor.scope, &query, asked)
        })
        .await
}
