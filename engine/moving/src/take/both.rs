//! What was changed here and there since the last time.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{RecordId, Result, Value};
use records::{Cx, HistoryEntry};
use store::queries::history as stored;
use uuid::Uuid;

use super::mapped::Mapped;

/// Entries of a record that are looked at, at most; the newest decide.
const ENTRIES: usize = 500;

/// What is known of a record that stands here.
pub struct Past {
    entries: Vec<(HistoryEntry, bool)>,
    /// The run that touched it last.
    pub last: Option<(Uuid, bool)>,
}

impl Past {
    /// Reads what happened to a record; `runs` are those that bring records.
    pub async fn of(cx: &Cx, mapped: &Mapped, id: RecordId, runs: &BTreeSet<Uuid>) -> Result<Self> {
        let read =
            move |reader: &mut store::Reader<'_>| stored::of_record(reader, id, None, ENTRIES);
        let raw = cx.store().read(read).await?;
        let last = raw.first().and_then(|entry| Some((entry.run?, entry.kind == "created")));
        let ours: Vec<bool> =
            raw.iter().map(|e| e.run.is_some_and(|run| runs.contains(&run))).collect();
        let entries = records::readable_entries(cx, (&mapped.module, id), raw);
        Ok(Past { entries: entries.into_iter().zip(ours).collect(), last })
    }

    /// Whether nobody but runs touched it.
    pub fn is_untouched(&self) -> bool {
        self.entries.iter().all(|(_, is_ours)| *is_ours)
    }

    /// The value that a field had when it was brought last, if it was changed here since.
    fn brought(&self, name: &str) -> Option<Value> {
        let mut brought = None;
        for (entry, is_ours) in &self.entries {
            let change = entry.changes.iter().find(|change| change.field == name);
            match change {
                Some(_) if *is_ours => break,
                Some(change) => brought = Some(change.old.clone()),
                None => {}
            }
        }
        brought
    }
}

/// What becomes of values that differ: which are taken, and which were changed on both sides.
pub fn decide(
    past: &Past,
    mapped: &Mapped,
    (new, translated): (BTreeMap<usize, Value>, impl Fn(usize, &Value) -> Option<Value>),
) -> (BTreeMap<usize, Value>, Vec<usize>) {
    let (mut taken, mut both) = (BTreeMap::new(), Vec::new());
    for (at, value) in new {
        match past.brought(&mapped.module.fields[at].name) {
            None => drop(taken.insert(at, value)),
            // Said over what was brought it says the same, so it was changed here alone.
            Some(before) if translated(at, &before).as_ref() == Some(&before) => {}
            Some(_) => both.push(at),
        }
    }
    (taken, both)
}
