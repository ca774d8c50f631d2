//! What people see before and after several records become one.

use std::collections::BTreeMap;

use access::{FieldRight, Right};
use catalog::{Catalog, FieldType, Module};
use kernel::{Error, Instant, PrincipalId, RecordId, Result, Value};
use store::Reader;
use store::queries::merging::{self, Merged};
use store::queries::{comment, file, run, tag};
use store::records::{self, Record};
use uuid::Uuid;

use super::back::{is_in_time, may};
use super::plan::{is_chosen, joins, proposed, values};
use super::step::result;
use super::{Merge, Source};
use crate::cx::Cx;
use crate::find::{ListQuery, count, get_many};
use crate::run::Run;

/// Records that hang on another counted at most.
const COUNTED: u64 = 1000;

/// Several records side by side, and what may be chosen.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// The records; the first one is proposed to stay.
    pub records: Vec<Record>,
    /// Fields in which one of them holds something, in the order of the module.
    pub fields: Vec<Choice>,
    /// What moves with the others.
    pub hanging: Vec<(Hanging, u64)>,
}

/// One field of several records.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its name.
    pub field: String,
    /// What each record holds.
    pub values: Vec<Value>,
    /// What is proposed.
    pub proposed: Source,
    /// What all of them come to together, where that can be.
    pub together: Option<Value>,
    /// Whether there is something to choose.
    pub is_open: bool,
}

/// Something that hangs on a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hanging {
    /// Records of a module, by its code, that link to it.
    Records(String),
    /// Comments.
    Comments,
    /// Files.
    Files,
    /// Tags.
    Tags,
}

/// Lays several records side by side; the fullest comes first unless `winner` names another.
///
/// # Errors
/// `NotFound` when one of them is out of reach or in the bin; `Forbidden`; `Invalid` at `id`.
pub async fn merge_choices(
    cx: &Cx,
    module: &str,
    (ids, winner): (&[RecordId], Option<RecordId>),
) -> Result<Choices> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Edit)?;
    cx.actor.rights.demand(&module.code, Right::Delete)?;
    let first = ids.first().copied().unwrap_or_default();
    let rest = ids.iter().skip(1).copied().collect();
    let ids = Merge { winner: first, losers: rest, ..Merge::default() }.tidied()?.ids();
    let mut found = get_many(cx, &module.code, &ids).await?;
    found.retain(|record| record.trashed_at.is_none());
    if found.len() != ids.len() {
        return Err(Error::NotFound);
    }
    let n_filled = |r: &Record| r.values.iter().filter(|value| !value.is_empty()).count();
    let is_first = |r: &Record| winner == Some(r.id);
    found.sort_by_key(|r| (!is_first(r), std::cmp::Reverse(n_filled(r)), r.id));
    let fields = choices(cx, &module, &found);
    let losers: Vec<RecordId> = found.iter().skip(1).map(|record| record.id).collect();
    let hanging = hanging(cx, &module, &losers).await?;
    Ok(Choices { records: found, fields, hanging })
}

fn choices(cx: &Cx, module: &Module, found: &[Record]) -> Vec<Choice> {
    let is_shown = |field: &catalog::Field| {
        field.system.is_none()
            && cx.actor.rights.field(&module.code, &field.name) != FieldRight::Hidden
    };
    let fields = module.fields.iter().enumerate().filter(|(_, field)| is_shown(field));
    let choice = fields.map(|(at, field)| {
        let held = values(found, at);
        let differ = held.iter().any(|value| *value != held[0]);
        Choice {
            field: field.name.clone(),
            proposed: proposed(field, found, at),
            together: joins(field).then(|| super::plan::together(&cx.catalog, field, &held)),
            is_open: differ && is_chosen(cx, module, field),
            values: held,
        }
    });
    choice.filter(|choice| choice.values.iter().any(|value| !value.is_empty())).collect()
}

async fn hanging(cx: &Cx, module: &Module, losers: &[RecordId]) -> Result<Vec<(Hanging, u64)>> {
    let mut counts: BTreeMap<Hanging, u64> = BTreeMap::new();
    for (other, field) in asked(cx, module) {
        for loser in losers {
            let filter = format!("{field} = \"{loser}\"");
            let list = ListQuery { filter, ..ListQuery::default() };
            let n = count(cx, &other, &list, COUNTED).await?.n;
            *counts.entry(Hanging::Records(other.clone())).or_default() += n;
        }
    }
    let ids = losers.to_vec();
    let beside = cx.store().read(move |reader| beside(reader, &ids)).await?;
    counts.extend(beside);
    Ok(counts.into_iter().filter(|(_, n)| *n > 0).collect())
}

/// Link fields to a module that the actor may ask for.
fn asked(cx: &Cx, module: &Module) -> Vec<(String, String)> {
    let catalog: &Catalog = &cx.catalog;
    let mut asked = Vec::new();
    for other in catalog.modules() {
        let links = other.fields.iter().filter(|field| match &field.kind {
            FieldType::Link { to, .. } => to.contains(&module.code),
            _ => false,
        });
        let rights = &cx.actor.rights;
        let seen = |name: &str| {
            rights.may(&other.code, Right::See)
                && rights.field(&other.code, name) != FieldRight::Hidden
        };
        asked.extend(links.filter(|f| seen(&f.name)).map(|f| (other.code.clone(), f.name.clone())));
    }
    asked
}

fn beside(reader: &mut Reader<'_>, ids: &[RecordId]) -> Result<Vec<(Hanging, u64)>> {
    let (mut comments, mut files, mut tags) = (0, 0, 0);
    let most = usize::try_from(COUNTED).unwrap_or(usize::MAX);
    for id in ids {
        comments += comment::of_record(reader, *id, (None, most))?.len() as u64;
        files += file::of_record(reader, *id)?.len() as u64;
        tags += tag::of_record(reader, *id)?.len() as u64;
    }
    Ok(vec![(Hanging::Comments, comments), (Hanging::Files, files), (Hanging::Tags, tags)])
}

/// The record that another one went into, if the actor reaches it.
///
/// # Errors
/// When the database fails.
pub async fn merged_into(cx: &Cx, module: &str, id: RecordId) -> Result<Option<RecordId>> {
    let module = cx.module(module)?;
    if !cx.actor.rights.may(&module.code, Right::See) {
        return Ok(None);
    }
    let cx = cx.clone();
    cx.store()
        .clone()
        .read(move |reader| {
            let Some(merged) = merging::get(reader, id)?.filter(|m| m.module == module.code) else {
                return Ok(None);
            };
            let scope = &cx.actor.scope;
            let seen = records::titles(reader, &module, scope, &[merged.into])?;
            Ok(seen.contains_key(&merged.into).then_some(merged.into))
        })
        .await
}

/// A record and those that went into it.
pub(crate) fn own_and_merged(reader: &mut Reader<'_>, id: RecordId) -> Result<Vec<RecordId>> {
    let merged = merging::into(reader, id)?;
    Ok(std::iter::once(id).chain(merged.into_iter().map(|merged| merged.record)).collect())
}

/// A merge as a person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeLine {
    /// Its run.
    pub run: Uuid,
    /// The record that stayed.
    pub winner: RecordId,
    /// What it is called.
    pub title: String,
    /// What the others were called.
    pub others: Vec<String>,
    /// Links that were turned.
    pub turned: u64,
    /// Whether links are still turned.
    pub is_running: bool,
    /// Whether the reader can take it back.
    pub may_undo: bool,
    /// Who did it.
    pub actor: Option<PrincipalId>,
    /// When.
    pub at: Instant,
}

/// What was merged last in a module, the newest first, as far as the actor reaches what became
/// of it.
///
/// # Errors
/// `Forbidden`; when the database fails.
pub async fn merges(cx: &Cx, module: &str) -> Result<Vec<MergeLine>> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let cx = cx.clone();
    cx.store()
        .clone()
        .read(move |reader| {
            let mut lines: Vec<MergeLine> = Vec::new();
            let all = merging::of_module(reader, &module.code, 200)?;
            let ids: Vec<RecordId> = all.iter().map(|merged| merged.into).collect();
            let titles = records::titles(reader, &module, &cx.actor.scope, &ids)?;
            for Merged { into, run: id, .. } in all {
                let known = lines.iter().any(|line| line.run == id);
                let Some(title) = titles.get(&into).filter(|_| !known) else { continue };
                let Some(found) = run::get(reader, id)? else { continue };
                lines.push(line(&cx, &found, (into, title)));
            }
            Ok(lines)
        })
        .await
}

fn line(cx: &Cx, run: &Run, (winner, title): (RecordId, &str)) -> MergeLine {
    let known = result(run);
    let titles = known["titles"].as_array().cloned().unwrap_or_default();
    let may_undo = run.state == "done" && may(cx, run) && is_in_time(cx, run);
    MergeLine {
        run: run.id,
        winner,
        title: title.to_owned(),
        others: titles.iter().filter_map(|title| Some(title.as_str()?.to_owned())).collect(),
        turned: known["turned"].as_u64().unwrap_or_default(),
        is_running: ["running", "undoing"].contains(&run.state.as_str()),
        may_undo,
        actor: run.actor,
        at: run.created_at,
    }
}
