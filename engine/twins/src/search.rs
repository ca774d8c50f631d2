//! Looking through all records of a module for those that may be the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Right, Scope};
use catalog::Module;
use kernel::{Error, Instant, RecordId, Result};
use records::{Cx, Record, Run};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::queries::alike::{self, Pair};
use store::queries::run;
use uuid::Uuid;

use crate::likeness::percent;

/// The kind of run that this is.
pub(crate) const KIND: &str = "find_alike";
/// Keys of a portion.
const KEYS: usize = 500;
/// Records that are compared of those that share one key; a key that more share tells nothing.
const SHARED_AT_MOST: usize = 20;

/// How far a search is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct State {
    /// The last key that was looked at.
    pub after: String,
    /// Pairs compared.
    pub compared: u64,
    /// Pairs that may be the same.
    pub alike: u64,
}

impl State {
    pub(crate) fn of(run: &Run) -> Self {
        serde_json::from_str(&run.result).unwrap_or_default()
    }
}

/// A search as people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// Whether it goes on.
    pub is_running: bool,
    /// Pairs compared.
    pub compared: u64,
    /// Pairs that may be the same.
    pub alike: u64,
    /// When it was asked for.
    pub at: Instant,
}

/// Begins a search, unless one is under way.
///
/// # Errors
/// `Forbidden` for whoever may not merge what is found.
pub async fn begin(cx: &Cx, module: &str) -> Result<()> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Edit)?;
    cx.actor.rights.demand(&module.code, Right::Delete)?;
    if last(cx, &module.code).await?.is_some_and(|search| search.is_running) {
        return Ok(());
    }
    let run = Run {
        id: Uuid::now_v7(),
        kind: KIND.into(),
        module: module.code.clone(),
        state: "waiting".into(),
        options: "{}".into(),
        result: json!(State::default()).to_string(),
        file: None,
        actor: cx.actor.user,
        created_at: cx.now(),
        ended_at: None,
    };
    let id = run.id;
    records::add_run(cx, run).await?;
    let key = format!("{KIND}/{}", module.code);
    jobs::enqueue(cx, KIND, Some(key), json!({"run": id})).await.map(drop)
}

/// The last search of a module, whoever asked for it.
///
/// # Errors
/// When the database fails.
pub async fn last(cx: &Cx, module: &str) -> Result<Option<Search>> {
    let code = cx.module(module)?.code.clone();
    let found = cx.store().read(move |reader| run::newest_of(reader, KIND, &code)).await?;
    Ok(found.map(|run| {
        let state = State::of(&run);
        let is_running = ["waiting", "running"].contains(&run.state.as_str());
        Search { is_running, compared: state.compared, alike: state.alike, at: run.created_at }
    }))
}

/// Goes on by one portion of keys; gives the run as it is then.
///
/// # Errors
/// `NotFound` for the run; when the database fails.
pub(crate) async fn step(cx: &Cx, id: Uuid) -> Result<Run> {
    let found = cx.store().read(move |reader| run::get(reader, id)).await?;
    let run = found.filter(|run| run.kind == KIND).ok_or(Error::NotFound)?;
    if run.ended_at.is_some() {
        return Ok(run);
    }
    let (module, state) = (cx.module(&run.module)?, State::of(&run));
    let (there, after) = (module.clone(), state.after.clone());
    let portion = cx.store().read(move |reader| {
        let most = SHARED_AT_MOST + 1;
        let (groups, last) = alike::shared_keys(reader, &there.code, (&after, KEYS, most))?;
        let compared = compare(reader, &there, &groups)?;
        Ok((compared, last))
    });
    let ((compared, alike), last) = portion.await?;
    let state = State {
        after: last.clone().unwrap_or_default(),
        compared: state.compared + compared,
        alike: state.alike + alike.len() as u64,
    };
    let next = Run {
        state: if last.is_some() { "running" } else { "done" }.into(),
        result: json!(state).to_string(),
        ended_at: last.is_none().then(|| cx.now()),
        ..run
    };
    let kept = next.clone();
    let keep = cx.store().write(move |tx| {
        alike::put(tx, (&module.code, id), &alike)?;
        if last.is_none() {
            alike::sweep(tx, &module.code, id)?;
        }
        run::put(tx, &kept)
    });
    keep.await?;
    Ok(next)
}

type Compared = (u64, Vec<(Pair, i64)>);

/// Compares the records of each group with each other.
fn compare(
    reader: &mut store::Reader<'_>,
    module: &Arc<Module>,
    groups: &[Vec<RecordId>],
) -> Result<Compared> {
    let fitting = groups.iter().filter(|group| group.len() <= SHARED_AT_MOST);
    let mut pairs: BTreeSet<Pair> = BTreeSet::new();
    for group in fitting {
        for (at, one) in group.iter().enumerate() {
            pairs.extend(group[at + 1..].iter().map(|other| Pair::of(*one, *other)));
        }
    }
    let ids: BTreeSet<RecordId> = pairs.iter().flat_map(|pair| [pair.first, pair.second]).collect();
    let ids: Vec<RecordId> = ids.into_iter().collect();
    let scope = Scope::system("all records are looked through for those that are one");
    let mut known: BTreeMap<RecordId, Record> = BTreeMap::new();
    for some in ids.chunks(200) {
        let found = store::records::get_many(reader, module, &scope, some)?;
        known.extend(found.into_iter().map(|record| (record.id, record)));
    }
    let likeness = module.likeness();
    let judged = pairs.iter().filter_map(|pair| {
        let (one, other) = (known.get(&pair.first)?, known.get(&pair.second)?);
        let percent = percent(module, &likeness, one, other);
        let is_alike = u64::from(likeness.from) <= percent;
        is_alike.then(|| (*pair, i64::try_from(percent).unwrap_or(100)))
    });
    let alike: Vec<(Pair, i64)> = judged.collect();
    Ok((pairs.len() as u64, alike))
}

/// Ends a search before it has seen everything; what it found so far stands.
///
/// # Errors
/// When the database fails.
pub(crate) async fn stop(cx: &Cx, id: Uuid) -> Result<()> {
    let now = cx.now();
    let stop = move |tx: &mut store::Tx<'_>| {
        let run = run::hold(tx, id)?.ok_or(Error::NotFound)?;
        run::put(tx, &Run { state: "cancelled".into(), ended_at: Some(now), ..run })
    };
    cx.store().write(stop).await
}
