//! To the bin, back, and away for good.

use std::sync::Arc;

use access::Right;
use catalog::{FieldType, Module, OnDelete};
use kernel::{Error, RecordId, Result};
use serde_json::json;
use store::queries::{comment, favourite, history, lookup, relation, search, tag};
use store::records::{self, Query, Record};

use crate::cx::Cx;
use crate::index;
use crate::work::Work;

/// Moves a record to the bin.
///
/// # Errors
/// `NotFound`; `Forbidden`; `Conflict` `stale`, or `linked` when another record must not lose it.
pub async fn trash(cx: &Cx, module: &str, id: RecordId, version: Option<i64>) -> Result<Record> {
    let module = demand(cx, module)?;
    let cx = cx.clone();
    cx.store()
        .clone()
        .write(move |tx| {
            let work = &mut Work::new(tx, &cx);
            let draft = work.load(&module, id)?;
            let record = draft.old.ok_or(Error::NotFound)?;
            if version.is_some_and(|version| version != record.version) {
                return Err(Error::conflict("stale"));
            }
            refuse_when_needed(work, &module, &record)?;
            trash_in(work, &module, record)
        })
        .await
}

pub(crate) fn trash_in(
    work: &mut Work<'_, '_>,
    module: &Arc<Module>,
    record: Record,
) -> Result<Record> {
    let write = work.write();
    records::set_trashed(work.tx, module, (record.id, record.version), Some(write))?;
    search::remove(work.tx, &module.code, record.row)?;
    lookup::set(work.tx, &module.code, record.id, &[])?;
    let record = Record { version: record.version + 1, trashed_at: Some(write.at), ..record };
    work.note(module, &record, "trashed", json!([]))?;
    Ok(record)
}

/// A link that says so keeps its target from going.
fn refuse_when_needed(work: &mut Work<'_, '_>, module: &Module, record: &Record) -> Result<()> {
    let catalog = work.cx.catalog.clone();
    for related in &module.related {
        let other = work.cx.module(&related.module)?;
        let kind = other.field(&related.field).map(|field| &field.kind);
        let Some(FieldType::Link { on_delete: OnDelete::Refuse, .. }) = kind else { continue };
        let scope = access::Scope::system("a link keeps its target");
        let text = format!("{} = \"{}\"", related.field, record.id);
        let filter = catalog::filter::parse(&catalog, &other, &text)
            .map_err(|e| Error::internal(format!("{text}: {e:?}")))?;
        let filter = crate::find::resolve(work.cx, &filter);
        let query = Query { filter: Some(filter), ..Query::all(1) };
        if !records::list(work.tx, &catalog, &other, &scope, &query)?.records.is_empty() {
            return Err(Error::conflict("linked"));
        }
    }
    Ok(())
}

/// Brings a record back from the bin.
///
/// # Errors
/// `NotFound`; `Forbidden`; `Invalid` when a unique value was taken meanwhile.
pub async fn restore(cx: &Cx, module: &str, id: RecordId) -> Result<Record> {
    let module = demand(cx, module)?;
    let cx = cx.clone();
    cx.store()
        .clone()
        .write(move |tx| {
            let record = records::get(tx, &module, &cx.actor.scope, id)?;
            let record = record.filter(|r| r.trashed_at.is_some()).ok_or(Error::NotFound)?;
            restore_in(&mut Work::new(tx, &cx), &module, record)
        })
        .await
}

pub(crate) fn restore_in(
    work: &mut Work<'_, '_>,
    module: &Arc<Module>,
    record: Record,
) -> Result<Record> {
    records::set_trashed(work.tx, module, (record.id, record.version), None)?;
    let record = Record { version: record.version + 1, trashed_at: None, ..record };
    search::add(work.tx, &index::document(module, &record))?;
    let keys = index::keys(module, record.id, &record.values);
    lookup::set(work.tx, &module.code, record.id, &keys)?;
    work.note(module, &record, "restored", json!([]))?;
    Ok(record)
}

/// Deletes a record in the bin for good, with everything that hangs on it.
///
/// # Errors
/// `NotFound`; `Forbidden` for everybody but administrators.
pub async fn purge(cx: &Cx, module: &str, id: RecordId) -> Result<()> {
    let module = demand(cx, module)?;
    cx.actor.rights.demand_administrator()?;
    let cx = cx.clone();
    cx.store()
        .clone()
        .write(move |tx| {
            let record = records::get(tx, &module, &cx.actor.scope, id)?;
            record.filter(|r| r.trashed_at.is_some()).ok_or(Error::NotFound)?;
            purge_in(&mut Work::new(tx, &cx), &module, id)
        })
        .await
}

pub(crate) fn purge_in(work: &mut Work<'_, '_>, module: &Module, id: RecordId) -> Result<()> {
    let scope = work.cx.actor.scope.clone();
    records::purge(work.tx, module, &scope, id)?;
    lookup::set(work.tx, &module.code, id, &[])?;
    relation::forget_record(work.tx, id)?;
    comment::forget_record(work.tx, id)?;
    tag::forget_record(work.tx, id)?;
    favourite::forget_record(work.tx, id)?;
    history::forget_record(work.tx, id)
}

fn demand(cx: &Cx, module: &str) -> Result<Arc<Module>> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Delete)?;
    Ok(module)
}
