//! To the bin, back, and away for good.

use std::sync::Arc;

use access::{Level, Right};
use catalog::{Field, FieldType, Module, OnDelete};
use kernel::{Date, Error, RecordId, Result};
use serde_json::json;
use store::queries::{
    alike, comment, favourite, grant, lookup, merging, message, relation, search, tag, tally,
};
use store::records::{self, Record};

use crate::cx::Cx;
use crate::draft::When;
use crate::find::seen;
use crate::follow::{self, Moved};
use crate::history::seal;
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
            Ok(seen(&cx, &module, trash_one(work, &module, (id, version))?))
        })
        .await
}

pub(crate) fn trash_one(
    work: &mut Work<'_, '_>,
    module: &Arc<Module>,
    (id, version): (RecordId, Option<i64>),
) -> Result<Record> {
    let record = work.load(module, id)?.old.ok_or(Error::NotFound)?;
    if version.is_some_and(|version| version != record.version) {
        return Err(Error::conflict("stale"));
    }
    let stage = module.stage_field().map(|field| record.value(module, &field.name).as_text());
    let (open, stage) = (module.open_stages(), stage.unwrap_or_default());
    if !open.is_empty() && !open.contains(&stage) {
        return Err(Error::conflict("frozen"));
    }
    refuse_when_needed(work, module, &record)?;
    trash_in(work, module, record)
}

pub(crate) fn trash_in(
    work: &mut Work<'_, '_>,
    module: &Arc<Module>,
    record: Record,
) -> Result<Record> {
    work.demand(module, &record, Level::Delete)?;
    let write = work.write();
    work.tx.unlearn("link", &record.id.to_string());
    records::set_trashed(work.tx, module, (record.id, record.version), Some(write))?;
    search::remove(work.tx, &module.code, record.row)?;
    lookup::set(work.tx, &module.code, record.id, &[])?;
    let record = Record { version: record.version + 1, trashed_at: Some(write.at), ..record };
    work.note(module, &record, "trashed", json!([]))?;
    work.spread(module, Moved::Gone(&record))?;
    Ok(record)
}

/// A link that says so keeps its target from going.
fn refuse_when_needed(work: &mut Work<'_, '_>, module: &Module, record: &Record) -> Result<()> {
    for (other, field, on_delete) in links_here(work, module) {
        if on_delete == OnDelete::Refuse && is_linked(work, (&other, &field), record.id)? {
            return Err(Error::conflict("linked"));
        }
    }
    Ok(())
}

fn is_linked(
    work: &mut Work<'_, '_>,
    (module, field): (&Module, &Field),
    target: RecordId,
) -> Result<bool> {
    let ids = records::linking(work.tx, module, field, (target, 500))?;
    let scope = access::Scope::system("a link keeps its target");
    Ok(!records::titles(work.tx, module, &scope, &ids)?.is_empty())
}

/// Tells whether a record outside the bin links to a record.
pub(crate) fn has_links(work: &mut Work<'_, '_>, module: &Module, id: RecordId) -> Result<bool> {
    for (other, field, _) in links_here(work, module) {
        if is_linked(work, (&other, &field), id)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Every link field that may lead to a module, with what happens to it when its target goes.
pub(crate) fn links_here(
    work: &Work<'_, '_>,
    module: &Module,
) -> Vec<(Arc<Module>, Field, OnDelete)> {
    let catalog = work.cx.catalog.clone();
    let mut links = Vec::new();
    for other in catalog.modules() {
        for field in &other.fields {
            if let FieldType::Link { to, on_delete } = &field.kind
                && to.contains(&module.code)
            {
                links.push((other.clone(), field.clone(), *on_delete));
            }
        }
    }
    links
}

/// Brings a record back from the bin; one that went into another comes back by `unmerge` only.
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
            let record = restore_in(&mut Work::new(tx, &cx), &module, record)?;
            Ok(seen(&cx, &module, record))
        })
        .await
}

pub(crate) fn restore_in(
    work: &mut Work<'_, '_>,
    module: &Arc<Module>,
    record: Record,
) -> Result<Record> {
    work.demand(module, &record, Level::Delete)?;
    if merging::get(work.tx, record.id)?.is_some() {
        return Err(Error::conflict("merged"));
    }
    records::set_trashed(work.tx, module, (record.id, record.version), None)?;
    let record = Record { version: record.version + 1, trashed_at: None, ..record };
    search::add(work.tx, &index::document(module, &record))?;
    let keys = index::keys(module, record.id, &record.values);
    lookup::set(work.tx, &module.code, record.id, &keys)?;
    work.note(module, &record, "restored", json!([]))?;
    // What it follows from may be something else by now.
    let record = follow::revived(work, module, record)?;
    work.spread(module, Moved::Back(&record))?;
    Ok(record)
}

/// Deletes a record in the bin for good, with everything that hangs on it.
///
/// # Errors
/// `NotFound`; `Forbidden` for everybody but administrators; `Conflict` `linked` when a record in
/// the bin must not lose it, `retained` when the law wants it to stay until a day.
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

pub(crate) fn purge_in(work: &mut Work<'_, '_>, module: &Arc<Module>, id: RecordId) -> Result<()> {
    let scope = access::Scope::system("what goes for good was found in the bin");
    let record = records::get(work.tx, module, &scope, id)?.ok_or(Error::NotFound)?;
    if let Some(until) = retained(work, module, &record)? {
        let params = [("day".to_owned(), until.to_string())].into();
        return Err(Error::Conflict { code: "retained".into(), params });
    }
    work.tx.unlearn("link", &id.to_string());
    search::remove(work.tx, &module.code, record.row)?;
    records::purge(work.tx, module, &scope, id)?;
    lookup::set(work.tx, &module.code, id, &[])?;
    relation::forget_record(work.tx, id)?;
    comment::forget_record(work.tx, id)?;
    tag::forget_record(work.tx, id)?;
    alike::forget_record(work.tx, id)?;
    favourite::forget_record(work.tx, id)?;
    message::forget_record(work.tx, id)?;
    grant::forget(work.tx, id)?;
    work.note(module, &record, "purged", json!([]))?;
    seal::erase(work.tx, id)?;
    tally::forget_record(work.tx, id)?;
    if record.trashed_at.is_none() {
        work.spread(module, Moved::Gone(&record))?;
    }
    let_go(work, module, id)
}

/// The day until which a record has to be retained, while it is not over.
pub(crate) fn retained(
    work: &mut Work<'_, '_>,
    module: &Module,
    record: &Record,
) -> Result<Option<Date>> {
    let engine = work.cx.engine.clone();
    let today = When::present(work.cx).day;
    for retain in engine.behavior(&module.code).into_iter().flat_map(|own| &own.retains) {
        if let Some(until) = retain(work, (module, record))?.filter(|until| today <= *until) {
            return Ok(Some(until));
        }
    }
    Ok(None)
}

/// Empties links to a record that is gone, or lets the records go with it that say so.
fn let_go(work: &mut Work<'_, '_>, module: &Module, gone: RecordId) -> Result<()> {
    let write = work.write();
    for (other, field, on_delete) in links_here(work, module) {
        match on_delete {
            OnDelete::Clear => {
                let ids = records::linking(work.tx, &other, &field, (gone, usize::MAX))?;
                let before = as_linked(work, &other, &ids)?;
                records::unlink(work.tx, &other, &field, (gone, write))?;
                tell_of_all(work, &other, &ids)?;
                follow::cut(work, &other, &before)?;
            }
            OnDelete::With => {
                for id in records::linking(work.tx, &other, &field, (gone, usize::MAX))? {
                    purge_in(work, &other, id)?;
                }
            }
            // What links from the bin would come back without what it needs.
            OnDelete::Refuse => {
                if !records::linking(work.tx, &other, &field, (gone, 1))?.is_empty() {
                    return Err(Error::conflict("linked"));
                }
            }
        }
    }
    Ok(())
}

/// Records as they are while they still link, where something follows from that.
fn as_linked(work: &mut Work<'_, '_>, module: &Module, ids: &[RecordId]) -> Result<Vec<Record>> {
    if work.cx.catalog.plan().module(&module.code).is_none() {
        return Ok(Vec::new());
    }
    let scope = access::Scope::system("what loses a link is looked at before");
    let all = ids.chunks(500).map(|some| records::get_many(work.tx, module, &scope, some));
    Ok(all.collect::<Result<Vec<_>>>()?.concat())
}

/// Records lost a link without a rule being asked; whoever follows hears of it all the same.
fn tell_of_all(work: &mut Work<'_, '_>, module: &Module, ids: &[RecordId]) -> Result<()> {
    let scope = access::Scope::system("programs are told what lost its link");
    for some in ids.chunks(500) {
        for record in records::get_many(work.tx, module, &scope, some)? {
            work.tell_of(module, &record, ("updated", None))?;
        }
    }
    Ok(())
}

fn demand(cx: &Cx, module: &str) -> Result<Arc<Module>> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Delete)?;
    Ok(module)
}
