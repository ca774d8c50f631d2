//! Taking back what happened, as a further change.

use std::sync::Arc;

use access::Right;
use catalog::{Field, FieldType, Module};
use kernel::{Error, Result};
use store::queries::history::{self as stored, Entry};
use store::records::{self, Record};
use uuid::Uuid;

use crate::cx::Cx;
use crate::find::seen;
use crate::history::{is_reversible, parse_changes};
use crate::mark::{Mark, mark_in};
use crate::share;
use crate::trash::{has_links, purge_in, restore_in, retained, trash_in};
use crate::validate;
use crate::work::Work;

/// Takes back one entry of the history.
///
/// # Errors
/// `NotFound`; `Conflict` `changed_since` when a field was changed again, `not_reversible` when
/// the entry is of a kind that stands.
pub async fn undo(cx: &Cx, entry: Uuid) -> Result<Record> {
    Ok(undo_with_module(cx, entry).await?.1)
}

/// Takes back one entry of the history, and tells the module it belongs to.
///
/// # Errors
/// As `undo`.
pub async fn undo_with_module(cx: &Cx, entry: Uuid) -> Result<(String, Record)> {
    let cx = cx.clone();
    cx.store()
        .clone()
        .write(move |tx| {
            let entry = stored::get(tx, entry)?.ok_or(Error::NotFound)?;
            let module = cx.module(&entry.module)?;
            demand(&cx, &entry)?;
            let record = undo_entry(&mut Work::new(tx, &cx), &module, &entry)?;
            Ok((module.code.clone(), seen(&cx, &module, record)))
        })
        .await
}

pub(crate) fn demand(cx: &Cx, entry: &Entry) -> Result<()> {
    let mark = Mark::back(&entry.kind, &entry.changes);
    let right = match (mark, entry.kind.as_str()) {
        (Some(mark), _) => mark.right(),
        (None, "created" | "trashed" | "restored") => Right::Delete,
        (None, _) => Right::Edit,
    };
    cx.actor.rights.demand(&entry.module, right)
}

fn undo_entry(work: &mut Work<'_, '_>, module: &Arc<Module>, entry: &Entry) -> Result<Record> {
    let record = records::get(work.tx, module, &work.cx.actor.scope, entry.record)?;
    let record = record.ok_or(Error::NotFound)?;
    let in_bin = record.trashed_at.is_some();
    if let Some(mark) = Mark::back(&entry.kind, &entry.changes) {
        return unmark(work, module, (record, entry), &mark);
    }
    match entry.kind.as_str() {
        "updated" if !in_bin => undo_update(work, module, entry),
        "created" | "restored" if !in_bin => trash_in(work, module, record),
        "trashed" if in_bin => restore_in(work, module, record),
        "shared" if !in_bin => {
            share::take_back(work, (&module.code, &record), &entry.changes)?;
            Ok(record)
        }
        "updated" | "created" | "restored" | "trashed" | "shared" => {
            Err(Error::conflict("changed_since"))
        }
        // What else came of an action is taken back by its run.
        action if !in_bin && work.is_in_run() && is_reversible(module, action) => {
            undo_update(work, module, entry)
        }
        _ => Err(Error::conflict("not_reversible")),
    }
}

/// Only whoever follows can end that.
fn unmark(
    work: &mut Work<'_, '_>,
    module: &Arc<Module>,
    (record, entry): (Record, &Entry),
    mark: &Mark,
) -> Result<Record> {
    let is_own = work.cx.actor.is_own(entry.actor);
    if !is_own && matches!(mark, Mark::Follow | Mark::Unfollow) {
        return Err(Error::NotFound);
    }
    match mark_in(work, &module.code, record.id, mark)? {
        true => Ok(record),
        false => Err(Error::conflict("changed_since")),
    }
}

fn undo_update(work: &mut Work<'_, '_>, module: &Arc<Module>, entry: &Entry) -> Result<Record> {
    let mut draft = work.load(module, entry.record)?;
    work.turns_back();
    for change in parse_changes(module, &entry.changes) {
        let field = module.field(&change.field).filter(|field| is_restored(field));
        if field.is_none() {
            continue;
        }
        if *draft.value(&change.field) != change.new {
            return Err(Error::conflict("changed_since"));
        }
        draft.set(&change.field, change.old);
    }
    let editable = draft.changed().into_iter().filter(|at| module.fields[*at].is_editable());
    let values = editable.map(|at| (module.fields[at].name.clone(), draft.values[at].clone()));
    let input = crate::save::Input { values: values.collect(), ..Default::default() };
    validate::settle(validate::apply(work.cx, &mut draft, &input))?;
    work.update(draft)
}

/// A field that rules set follows from the others, or was set by what is taken back.
fn is_restored(field: &Field) -> bool {
    field.system.is_none() && field.kind != FieldType::Number
}

/// Takes back a run whose every act the actor did themselves, such as a bulk act.
///
/// # Errors
/// `NotFound` when there is no such run of theirs; `Forbidden` when the right is gone meanwhile.
pub async fn undo_own_run(cx: &Cx, run: Uuid) -> Result<(u64, u64)> {
    let first = cx.store().read(move |reader| stored::of_run(reader, run, None, 1)).await?;
    let own = first.first().filter(|entry| entry.actor == cx.actor.author());
    demand(cx, own.ok_or(Error::NotFound)?)?;
    undo_run(cx, run).await
}

/// Takes back a whole run, the last act first; records it made go for good, those into the bin that
/// have to be retained.
///
/// Works in portions, so that others can save meanwhile; what was changed since stays and is
/// counted.
///
/// # Errors
/// When the database fails.
pub async fn undo_run(cx: &Cx, run: Uuid) -> Result<(u64, u64)> {
    let (mut undone, mut kept) = (0, 0);
    let mut before = None;
    loop {
        let portion = cx.clone();
        let (seen, some, rest) = cx
            .store()
            .write(move |tx| {
                let entries = stored::of_run(tx, run, before, 200)?;
                let mut count = (0, 0);
                for entry in &entries {
                    let undo = |tx: &mut store::Tx<'_>| {
                        undo_in_run(&mut Work::new(tx, &portion).in_run(), entry)
                    };
                    let result = tx.attempt(undo);
                    match result {
                        Ok(()) => count.0 += 1,
                        Err(Error::Internal(cause)) => return Err(Error::Internal(cause)),
                        Err(_) => count.1 += 1,
                    }
                }
                Ok((count, entries.last().map(|entry| entry.seq), entries.len()))
            })
            .await?;
        undone += seen.0;
        kept += seen.1;
        before = some;
        if rest < 200 {
            return Ok((undone, kept));
        }
    }
}

pub(crate) fn undo_in_run(work: &mut Work<'_, '_>, entry: &Entry) -> Result<()> {
    let module = work.cx.module(&entry.module)?;
    if entry.kind != "created" {
        return undo_entry(work, &module, entry).map(drop);
    }
    let record = records::get(work.tx, &module, &work.cx.actor.scope, entry.record)?;
    let record = record.ok_or(Error::NotFound)?;
    if record.version != entry.version {
        return Err(Error::conflict("changed_since"));
    }
    if has_links(work, &module, entry.record)? {
        return Err(Error::conflict("linked"));
    }
    let stays = retained(work, &module, &record)?.is_some();
    trash_in(work, &module, record)?;
    // What the law wants retained is in the bin then, as if somebody had put it there.
    if stays { Ok(()) } else { purge_in(work, &module, entry.record) }
}
