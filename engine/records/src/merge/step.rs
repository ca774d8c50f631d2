//! Merging: what is decided at once, and links that are turned after that.

use std::sync::Arc;

use access::{Actor, Level, Right};
use catalog::Module;
use kernel::{Error, RecordId, Result};
use serde_json::{Value as Json, json};
use store::Tx;
use store::queries::merging::{self, Merged, Way};
use store::queries::run;
use store::records::{self, Record};
use uuid::Uuid;

use super::plan::{self, Merge};
use super::turn::{links, turn_some};
use crate::cx::Cx;
use crate::run::Run;
use crate::trash::trash_in;
use crate::work::Work;

/// The kind of run that this is.
pub const MERGE: &str = "merge";
/// Links turned while somebody waits.
pub(super) const AT_ONCE: usize = 300;
/// Links turned in one transaction of a job.
pub(super) const PORTION: usize = 100;

/// A merge that has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Its run.
    pub run: Uuid,
    /// Whether all links were turned; else `merge_on` goes on.
    pub is_ended: bool,
}

/// Makes one record of several.
///
/// # Errors
/// `NotFound`; `Forbidden` without the right to change the winner and to delete the others;
/// `Conflict` `stale`; `Invalid` at `id` or at the fields.
pub async fn merge(cx: &Cx, module: &str, merge: Merge) -> Result<Begun> {
    let (module, merge) = (cx.module(module)?, merge.tidied()?);
    cx.actor.rights.demand(&module.code, Right::Edit)?;
    cx.actor.rights.demand(&module.code, Right::Delete)?;
    let (cx, id) = (cx.clone(), Uuid::now_v7());
    cx.store()
        .clone()
        .write(move |tx| {
            let within = cx.in_run(id);
            let titles = decide(tx, &within, (&module, &merge))?;
            let mut run = begun(&within, (&module, &merge), &titles);
            let is_ended = turn_on(tx, &within, (&module, &merge), (&mut run, AT_ONCE))?;
            run::put(tx, &run)?;
            Ok(Begun { run: id, is_ended })
        })
        .await
}

fn begun(cx: &Cx, (module, merge): (&Module, &Merge), titles: &[String]) -> Run {
    Run {
        id: cx.run.unwrap_or_default(),
        kind: MERGE.into(),
        module: module.code.clone(),
        state: "running".into(),
        options: merge.to_json().to_string(),
        result: json!({"titles": titles, "turned": 0}).to_string(),
        file: None,
        actor: cx.actor.user,
        created_at: cx.now(),
        ended_at: None,
    }
}

/// What came of a run so far.
pub(super) fn result(run: &Run) -> Json {
    serde_json::from_str(&run.result).unwrap_or_default()
}

/// The program in the name of the person: what hangs on a record moves whether they see it or not.
pub(super) fn for_all(cx: &Cx, why: &'static str) -> Cx {
    let (user, via) = (cx.actor.user, cx.actor.via);
    Cx { actor: Arc::new(Actor { user, via, ..Actor::system(why) }), ..cx.clone() }
}

/// Everything that is decided at once; tells what the losers were called.
fn decide(
    tx: &mut Tx<'_>,
    cx: &Cx,
    (module, merge): (&Arc<Module>, &Merge),
) -> Result<Vec<String>> {
    let all = for_all(cx, "records that are one become one");
    let mut held = hold(tx, cx, (module, merge))?;
    let values = plan::outcome((cx, module), &held, &merge.from)?;
    let winner = held.remove(0);
    let work = &mut Work::new(tx, cx);
    work.demand(module, &winner, Level::Write)?;
    for loser in held.iter().cloned() {
        trash_in(work, module, loser)?;
    }
    let mut draft = Work::new(tx, &all).load(module, winner.id)?;
    draft.values = values;
    let mut joining = Work::new(tx, &all);
    // What the others held is the winner's now, their files too.
    joining.vouched.extend(held.iter().map(|loser| loser.id.0));
    let kept = joining.update(draft)?;
    for loser in &held {
        let way = Way { run: cx.run.unwrap_or_default(), from: loser.id, into: winner.id };
        merging::move_hanging(tx, way)?;
        merging::put(tx, &noted(cx, module, way))?;
        for (other, field) in links(&Work::new(tx, &all), module) {
            merging::move_binned(tx, (&other, &field), way)?;
        }
    }
    let titles: Vec<String> = held.iter().map(|loser| loser.title.clone()).collect();
    let said = held
        .iter()
        .map(|loser| json!({"merged": {"id": loser.id.to_string(), "title": loser.title}}));
    Work::new(tx, &all).note(module, &kept, "merged", Json::Array(said.collect()))?;
    Ok(titles)
}

fn noted(cx: &Cx, module: &Module, way: Way) -> Merged {
    Merged {
        record: way.from,
        module: module.code.clone(),
        into: way.into,
        run: way.run,
        at: cx.now(),
    }
}

/// The records as the actor reaches them, the winner first, with all that they hold.
fn hold(tx: &mut Tx<'_>, cx: &Cx, (module, merge): (&Module, &Merge)) -> Result<Vec<Record>> {
    let ids: Vec<RecordId> = merge.ids();
    let found = records::get_many(tx, module, &cx.actor.scope, &ids)?;
    let one = |id: &RecordId| {
        let record = found.iter().find(|r| r.id == *id && r.trashed_at.is_none());
        let record = record.cloned().ok_or(Error::NotFound)?;
        let seen = merge.versions.get(id);
        match seen.is_none_or(|version| *version == record.version) {
            true => Ok(record),
            false => Err(Error::conflict("stale")),
        }
    };
    ids.iter().map(one).collect()
}

/// Turns links that still lead to the losers, at most so many; tells whether none is left.
fn turn_on(
    tx: &mut Tx<'_>,
    cx: &Cx,
    (module, merge): (&Module, &Merge),
    (run, limit): (&mut Run, usize),
) -> Result<bool> {
    let all = for_all(cx, "links to a record that went go where it went");
    let inside = merge.ids();
    let mut turned = 0;
    for from in &merge.losers {
        let way = Way { run: run.id, from: *from, into: merge.winner };
        turned += turn_some(tx, (&all, module), (way, &inside), limit - turned)?;
        if turned >= limit {
            break;
        }
    }
    let mut known = result(run);
    known["turned"] = (known["turned"].as_u64().unwrap_or_default() + turned as u64).into();
    run.result = known.to_string();
    let is_ended = turned < limit;
    if is_ended {
        run.state = "done".into();
        run.ended_at = Some(cx.now());
    }
    Ok(is_ended)
}

/// Goes on turning links by one portion; tells how many were turned so far, and whether that was
/// the last.
///
/// # Errors
/// `NotFound` for the run.
pub async fn merge_on(cx: &Cx, id: Uuid) -> Result<(u64, bool)> {
    let cx = cx.clone();
    cx.store()
        .clone()
        .write(move |tx| {
            let mut run = known(tx, id)?;
            let mut is_ended = true;
            if run.state == "running" {
                let (module, merge) = (cx.module(&run.module)?, Merge::of(&run.options)?);
                let within = cx.in_run(id);
                is_ended = turn_on(tx, &within, (&module, &merge), (&mut run, PORTION))?;
                run::put(tx, &run)?;
            }
            Ok((result(&run)["turned"].as_u64().unwrap_or_default(), is_ended))
        })
        .await
}

pub(super) fn known(tx: &mut Tx<'_>, id: Uuid) -> Result<Run> {
    run::hold(tx, id)?.filter(|run| run.kind == MERGE).ok_or(Error::NotFound)
}
