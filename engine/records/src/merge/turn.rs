//! Links that lead to a record are turned to another, as a change of each record that links.

use std::sync::Arc;

use catalog::{Field, FieldType, Module};
use kernel::{Error, Link, RecordId, Result, Value};
use store::Tx;
use store::queries::merging::{self, Way};
use store::records;

use crate::cx::Cx;
use crate::trash::links_here;
use crate::work::Work;

/// Every link field that may lead to a module.
pub(super) fn links(work: &Work<'_, '_>, module: &Module) -> Vec<(Arc<Module>, Field)> {
    links_here(work, module).into_iter().map(|(other, field, _)| (other, field)).collect()
}

/// Turns links from one record to another, at most so many; tells how many there were.
///
/// Links between the records that become one are left alone.
///
/// # Errors
/// When the database fails.
pub(super) fn turn_some(
    tx: &mut Tx<'_>,
    (cx, module): (&Cx, &Module),
    (way, inside): (Way, &[RecordId]),
    limit: usize,
) -> Result<usize> {
    let mut turned = 0;
    for (other, field) in links(&Work::new(tx, cx), module) {
        if turned >= limit {
            break;
        }
        let most = limit - turned + inside.len();
        let mut ids = records::linking(tx, &other, &field, (way.from, most))?;
        ids.retain(|id| !inside.contains(id));
        ids.truncate(limit - turned);
        let (from, into) = (Link::new(&module.code, way.from), Link::new(&module.code, way.into));
        for id in &ids {
            turn(tx, cx, (&other, *id), (&field.name, &from, &into))?;
        }
        turned += ids.len();
        merging::move_binned(tx, (&other, &field), way)?;
    }
    Ok(turned)
}

/// Turns one link of a record, if it still goes where it should; tells whether it did.
///
/// The record changes like by hand, and where its own rules refuse that today, without them: that
/// two records were one is no reason why a link should end in the bin.
///
/// # Errors
/// When the database fails.
pub(super) fn turn(
    tx: &mut Tx<'_>,
    cx: &Cx,
    (module, id): (&Arc<Module>, RecordId),
    (field, from, into): (&str, &Link, &Link),
) -> Result<bool> {
    let mut draft = match Work::new(tx, cx).load(module, id) {
        Ok(draft) => draft,
        Err(Error::NotFound) => return Ok(false),
        Err(error) => return Err(error),
    };
    if *draft.value(field) != Value::Link(from.clone()) {
        return Ok(false);
    }
    draft.set(field, Value::Link(into.clone()));
    let plain = draft.clone();
    match tx.attempt(|tx| Work::new(tx, cx).update(draft)) {
        Err(error @ (Error::Internal(_) | Error::Unavailable { .. })) => Err(error),
        Err(_) => Work::new(tx, cx).update_plainly(plain).map(|_| true),
        Ok(_) => Ok(true),
    }
}

/// Tells whether a field is a link that may lead to a module.
pub(super) fn leads_to(module: &Module, field: &str, target: &str) -> bool {
    let kind = module.field(field).map(|field| &field.kind);
    matches!(kind, Some(FieldType::Link { to, .. }) if to.iter().any(|code| code == target))
}
