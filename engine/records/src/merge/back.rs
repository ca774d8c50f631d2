//! Telling records apart again that were made one.

use std::sync::Arc;

use access::{Area, Right};
use catalog::Module;
use kernel::{Error, Link, Result};
use serde_json::json;
use store::Tx;
use store::queries::history::{self as stored, Entry};
use store::queries::merging::{self, Way};
use store::queries::run;
use store::records;
use uuid::Uuid;

use super::plan::Merge;
use super::step::{AT_ONCE, PORTION, for_all, known, result};
use super::turn::{leads_to, links, turn};
use crate::cx::Cx;
use crate::history::parse_changes;
use crate::run::Run;
use crate::trash::restore_in;
use crate::work::Work;

/// Days for which a merge can be taken back.
pub const DAYS_TO_UNMERGE: i64 = 30;

/// Tells whether somebody may take back a merge, if it can be.
pub(super) fn may(cx: &Cx, run: &Run) -> bool {
    let rights = &cx.actor.rights;
    let is_own = run.actor.is_some() && run.actor == cx.actor.user;
    let may = rights.may(&run.module, Right::Edit) && rights.may(&run.module, Right::Delete);
    may && (is_own || rights.may_set(Area::Jobs))
}

/// Tells whether a merge is not too old to be taken back.
pub(super) fn is_in_time(cx: &Cx, run: &Run) -> bool {
    cx.now().millis() - run.created_at.millis() < DAYS_TO_UNMERGE * 86_400_000
}

/// Takes back a merge: each record has again what was its own, and what was changed since stays.
/// Tells whether all links were turned back; else `unmerge_on` goes on.
///
/// # Errors
/// `NotFound`; `Forbidden`; `Conflict` `merge_running`, `merge_undone`, `merge_old` or
/// `merge_gone`; `Invalid` when a unique value was taken meanwhile.
pub async fn unmerge(cx: &Cx, id: Uuid) -> Result<bool> {
    let cx = cx.clone();
    cx.store()
        .clone()
        .write(move |tx| {
            let mut run = known(tx, id)?;
            judge(&cx, &run)?;
            let all = for_all(&cx.in_run(id), "records are told apart that were made one");
            let (module, merge) = (cx.module(&run.module)?, Merge::of(&run.options)?);
            tell_apart(tx, &all, (&module, &merge), &run)?;
            run.state = "undoing".into();
            let is_ended = turn_back(tx, &all, (&module, &merge), (&mut run, AT_ONCE))?;
            run::put(tx, &run)?;
            Ok(is_ended)
        })
        .await
}

fn judge(cx: &Cx, run: &Run) -> Result<()> {
    if !may(cx, run) {
        cx.actor.rights.demand(&run.module, Right::Edit)?;
        cx.actor.rights.demand(&run.module, Right::Delete)?;
        return Err(Error::NotFound);
    }
    match run.state.as_str() {
        "running" => Err(Error::conflict("merge_running")),
        "done" if is_in_time(cx, run) => Ok(()),
        "done" => Err(Error::conflict("merge_old")),
        _ => Err(Error::conflict("merge_undone")),
    }
}

fn tell_apart(
    tx: &mut Tx<'_>,
    cx: &Cx,
    (module, merge): (&Arc<Module>, &Merge),
    run: &Run,
) -> Result<()> {
    let scope = &cx.actor.scope;
    let kept = records::get(tx, module, scope, merge.winner)?;
    kept.filter(|kept| kept.trashed_at.is_none()).ok_or_else(|| Error::conflict("merge_gone"))?;
    let entries = stored::of_run_on(tx, run.id, merge.winner)?;
    for entry in entries.iter().filter(|entry| entry.kind == "updated") {
        give_back(tx, cx, module, entry)?;
    }
    for loser in merge.losers.iter().rev() {
        let gone = records::get(tx, module, scope, *loser)?;
        let gone = gone.filter(|gone| gone.trashed_at.is_some());
        let gone = gone.ok_or_else(|| Error::conflict("merge_gone"))?;
        let way = Way { run: run.id, from: *loser, into: merge.winner };
        merging::move_back(tx, way)?;
        for (other, field) in links(&Work::new(tx, cx), module) {
            merging::move_binned_back(tx, (&other, &field), way)?;
        }
        merging::forget(tx, way)?;
        restore_in(&mut Work::new(tx, cx), module, gone)?;
    }
    let kept = records::get(tx, module, scope, merge.winner)?.ok_or(Error::NotFound)?;
    Work::new(tx, cx).note(module, &kept, "unmerged", json!([]))
}

/// The winner has again what it had, where it still holds what it took.
fn give_back(tx: &mut Tx<'_>, cx: &Cx, module: &Arc<Module>, entry: &Entry) -> Result<()> {
    let work = &mut Work::new(tx, cx);
    let mut draft = work.load(module, entry.record)?;
    work.turns_back();
    for change in parse_changes(module, &entry.changes) {
        if *draft.value(&change.field) == change.new {
            draft.set(&change.field, change.old);
        }
    }
    let plain = draft.clone();
    match tx.attempt(|tx| {
        let work = &mut Work::new(tx, cx);
        work.turns_back();
        work.update(draft)
    }) {
        Err(error @ (Error::Internal(_) | Error::Unavailable { .. })) => Err(error),
        Err(_) => Work::new(tx, cx).update_plainly(plain).map(drop),
        Ok(_) => Ok(()),
    }
}

/// Turns links back that the merge turned, at most so many; tells whether none is left.
fn turn_back(
    tx: &mut Tx<'_>,
    cx: &Cx,
    (module, merge): (&Module, &Merge),
    (run, limit): (&mut Run, usize),
) -> Result<bool> {
    let mut known = result(run);
    let before = known["before"].as_i64();
    let entries = stored::of_run(tx, run.id, before, limit)?;
    let into = Link::new(&module.code, merge.winner);
    let is_turned = |entry: &&Entry| entry.kind == "updated" && entry.record != merge.winner;
    for entry in entries.iter().filter(is_turned) {
        let other = cx.module(&entry.module)?;
        for change in parse_changes(&other, &entry.changes) {
            let (kernel::Value::Link(old), kernel::Value::Link(new)) = (&change.old, &change.new)
            else {
                continue;
            };
            let is_ours = *new == into && merge.losers.contains(&old.id);
            if is_ours && leads_to(&other, &change.field, &module.code) {
                turn(tx, cx, (&other, entry.record), (&change.field, &into, old))?;
            }
        }
    }
    let is_ended = entries.len() < limit;
    // What is written meanwhile stands in the same run, but behind where turning back began.
    known["before"] = entries.last().map(|entry| entry.seq).or(before).into();
    run.result = known.to_string();
    if is_ended {
        run.state = "undone".into();
    }
    Ok(is_ended)
}

/// Goes on turning links back by one portion; tells whether that was the last.
///
/// # Errors
/// `NotFound` for the run.
pub async fn unmerge_on(cx: &Cx, id: Uuid) -> Result<bool> {
    let cx = cx.clone();
    cx.store()
        .clone()
        .write(move |tx| {
            let mut run = known(tx, id)?;
            if run.state != "undoing" {
                return Ok(true);
            }
            let all = for_all(&cx.in_run(id), "records are told apart that were made one");
            let (module, merge) = (cx.module(&run.module)?, Merge::of(&run.options)?);
            let is_ended = turn_back(tx, &all, (&module, &merge), (&mut run, PORTION))?;
            run::put(tx, &run)?;
            Ok(is_ended)
        })
        .await
}
