//! What numbers and amounts of a list come to.

use access::{FieldRight, Right};
use catalog::{Field, FieldType};
use kernel::{Error, FieldProblem, Result};
use store::records::{self, Sums};

use crate::cx::Cx;
use crate::find::{ListQuery, question};
use crate::index::hides_terms;

/// Tells whether a field is summed up at the foot of a list.
#[must_use]
pub fn is_summed(field: &Field) -> bool {
    let kind = &field.kind;
    !field.several
        && matches!(kind, FieldType::Money | FieldType::Decimal { .. } | FieldType::Duration)
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
