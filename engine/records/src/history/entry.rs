//! What happened to a record, for its readers.

use access::{FieldRight, Right};
use catalog::{FieldType, Module, from_json};
use kernel::{Instant, Link, PrincipalId, RecordId, Result, Value};
use store::Reader;
use store::queries::history::{self as stored, Entry};
use store::records::Record;
use uuid::Uuid;

use crate::cx::Cx;
use crate::draft::lines;
use crate::find::get;
use crate::mark::Mark;
use crate::merge::own_and_merged;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// Place in the order of all history, to ask for what was before.
    pub seq: i64,
    /// Its id, by which it can be undone.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// Who, if a person.
    pub actor: Option<PrincipalId>,
    /// Word of the door.
    pub via: String,
    /// Word of what happened: `created`, `updated`, `trashed`, `restored` or an action.
    pub kind: String,
    /// What changed.
    pub changes: Vec<Change>,
    /// The tag that was put on or taken off.
    pub tag: Option<String>,
    /// The record it was related to or parted from.
    pub other: Option<Link>,
    /// What the records were called that went into it.
    pub merged: Vec<String>,
    /// What takes it back, if it can be: the entry itself, or the run it belongs to.
    pub undo: Option<Uuid>,
}

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Name of the field.
    pub field: String,
    /// What it held before.
    pub old: Value,
    /// What it held after.
    pub new: Value,
}

/// Reads what happened to a record, the newest first.
///
/// # Errors
/// `NotFound` when the actor does not reach the record.
pub async fn history(
    cx: &Cx,
    module: &str,
    id: RecordId,
    before: Option<i64>,
    limit: usize,
) -> Result<Vec<HistoryEntry>> {
    let (module, record) = (cx.module(module)?, get(cx, module, id).await?);
    history_of(cx, (&module, &record), before, limit).await
}

/// Reads what happened to a record that was read before, which only who reaches it can have.
///
/// # Errors
/// When the database fails.
pub async fn history_of(
    cx: &Cx,
    (module, record): (&Module, &Record),
    before: Option<i64>,
    limit: usize,
) -> Result<Vec<HistoryEntry>> {
    let id = record.id;
    let read = move |reader: &mut Reader<'_>| {
        let mut entries = Vec::new();
        for record in own_and_merged(reader, id)? {
            entries.extend(stored::of_record(reader, record, before, limit)?);
        }
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.seq));
        entries.truncate(limit);
        Ok(entries)
    };
    let entries = cx.store().read(read).await?;
    Ok(readable_entries(cx, (module, id), entries))
}

/// Entries of a record that was read before, as the actor may read them.
#[must_use]
pub fn readable_entries(
    cx: &Cx,
    (module, id): (&Module, RecordId),
    entries: Vec<Entry>,
) -> Vec<HistoryEntry> {
    // What happened to a record that went into this one stands, and is not taken back from here.
    let own = |entry: Entry| match entry.record == id {
        true => readable(cx, module, entry),
        false => HistoryEntry { undo: None, ..readable(cx, module, entry) },
    };
    entries.into_iter().map(own).collect()
}

fn readable(cx: &Cx, module: &Module, entry: Entry) -> HistoryEntry {
    let changes = parse_changes(module, &entry.changes)
        .into_iter()
        .filter(|change| cx.actor.rights.field(&module.code, &change.field) != FieldRight::Hidden)
        .filter_map(|change| stripped(cx, module, change))
        .collect();
    let undo = undo(cx, module, &entry);
    HistoryEntry {
        seq: entry.seq,
        id: entry.id,
        at: entry.at,
        actor: entry.actor,
        via: entry.via,
        undo,
        kind: entry.kind,
        tag: parse_tag(&entry.changes),
        other: parse_other(&entry.changes)
            .filter(|other| cx.actor.rights.may(&other.module, Right::See)),
        merged: parse_merged(&entry.changes),
        changes,
    }
}

/// A change of lines without what the reader does not see; nothing when it was only that.
fn stripped(cx: &Cx, module: &Module, mut change: Change) -> Option<Change> {
    if let Some(FieldType::Lines { shape }) = module.field(&change.field).map(|field| &field.kind) {
        lines::strip(cx, shape, &mut change.old);
        lines::strip(cx, shape, &mut change.new);
        return (change.old != change.new).then_some(change);
    }
    Some(change)
}

/// Reads what the records were called that went into another.
fn parse_merged(text: &str) -> Vec<String> {
    let list: Vec<serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
    let title = |one: &serde_json::Value| Some(one["merged"]["title"].as_str()?.to_owned());
    list.iter().filter_map(title).collect()
}

/// Reads the tag that was put on or taken off.
fn parse_tag(text: &str) -> Option<String> {
    let list: Vec<serde_json::Value> = serde_json::from_str(text).ok()?;
    Some(list.first()?.get("tag")?.as_str()?.to_owned())
}

/// A reversible action is taken back with all that came of it, by whom did it.
fn undo(cx: &Cx, module: &Module, entry: &Entry) -> Option<Uuid> {
    let is_mine = cx.actor.is_own(entry.actor);
    match Mark::back(&entry.kind, &entry.changes) {
        // That one follows is taken back only by oneself.
        Some(Mark::Follow | Mark::Unfollow) => return Some(entry.id).filter(|_| is_mine),
        Some(Mark::Tag(_) | Mark::Untag(_)) => return Some(entry.id),
        None => {}
    }
    if ["updated", "trashed", "restored", "created"].contains(&entry.kind.as_str()) {
        return Some(entry.id);
    }
    let is_reversible = entry.kind == "merged" || is_reversible(module, &entry.kind);
    let is_own = entry.actor.is_some() && entry.actor == cx.actor.author();
    entry.run.filter(|_| is_reversible && is_own)
}

/// Tells whether a word of the history is an action that can be taken back.
pub(crate) fn is_reversible(module: &Module, kind: &str) -> bool {
    module.actions.iter().any(|action| action.name == kind && action.is_reversible)
}

/// Reads what a stored relation leads to.
fn parse_other(text: &str) -> Option<Link> {
    let list: Vec<serde_json::Value> = serde_json::from_str(text).ok()?;
    let to = list.first()?.get("to")?;
    let id = to.get("id")?.as_str()?.parse::<RecordId>().ok()?;
    Some(Link::new(to.get("module")?.as_str()?, id))
}

/// Reads stored changes; fields that are gone are left out.
pub(crate) fn parse_changes(module: &Module, text: &str) -> Vec<Change> {
    let list: Vec<serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
    let change = |json: &serde_json::Value| {
        let field = module.field(json.get("field")?.as_str()?)?;
        let value = |name| from_json(field, json.get(name)?).ok();
        Some(Change { field: field.name.clone(), old: value("old")?, new: value("new")? })
    };
    list.iter().filter_map(change).collect()
}
