//! What numbers and amounts of a list come to, and how many there are where that is cheap to say.

use access::{FieldRight, Right};
use catalog::{Field, FieldType, filter};
use kernel::{Error, FieldProblem, Result};
use store::records::{self, Count, Sums};

use crate::cx::Cx;
use crate::find::{ListQuery, question};
use crate::index::hides_terms;

/// Tells whether a field is summed up at the foot of a list.
#[must_use]
pub fn is_summed(field: &Field) -> bool {
    let kind = &field.kind;
    !field.several && (kind.is_amount() || *kind == FieldType::Duration)
}

/// Sums up fields over the records of a question, of which at most `bound` are read.
///
/// A search that meets a field hidden from the actor gives no exact answer.
///
/// # Errors
/// `Forbidden`; `Invalid` at `filter`, or at `sums` for fields that have no sum or are hidden.
pub async fn sums(
    cx: &Cx,
    module: &str,
    list: &ListQuery,
    (fields, bound): (&[String], u64),
) -> Result<Sums> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let query = question(cx, &module, list)?;
    for name in fields {
        let right = cx.actor.rights.field(&module.code, name);
        let field = module.field(name).filter(|_| right != FieldRight::Hidden);
        if !field.is_some_and(is_summed) {
            let problem = FieldProblem::new("sums", "no_sum").with("value", name);
            return Err(Error::Invalid(vec![problem]));
        }
    }
    if !query.terms.is_empty() && hides_terms(&cx.actor.rights, &module) {
        return Ok(Sums::default());
    }
    let (cx, fields) = (cx.clone(), fields.to_vec());
    cx.store()
        .clone()
        .read(move |reader| {
            let place = (cx.catalog.as_ref(), module.as_ref());
            let fields: Vec<&Field> = fields.iter().filter_map(|name| module.field(name)).collect();
            records::sums(reader, place, &cx.actor.scope, &query, (&fields, bound))
        })
        .await
}

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
    let is_narrow = own || cx.actor.scope.owners(&module.code).is_some();
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
