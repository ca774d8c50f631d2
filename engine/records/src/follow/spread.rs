//! Who follows from a change: records that keep roll-ups, and records whose formulas read it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::Scope;
use catalog::Module;
use catalog::plan::{Reader as Reading, RollupPlan};
use kernel::{RecordId, Result};
use store::queries::tally;
use store::records::{self, Record};

use super::calculate::{self, Owed};
use super::fill::filled;
use super::keep::{self, Part};
use super::known::Source;
use crate::work::Work;

/// Records that follow over links within a save; more are a job.
const MOST: usize = 100;
/// Records that follow in all within a save.
const MOST_IN_ALL: usize = 500;

/// What became of a record.
#[derive(Clone, Copy, Debug)]
pub enum Moved<'r> {
    /// It was made.
    Made(&'r Record),
    /// It was changed, from one to the other.
    Changed(&'r Record, &'r Record),
    /// It went to the bin, or for good.
    Gone(&'r Record),
    /// It came back.
    Back(&'r Record),
}

impl<'r> Moved<'r> {
    /// The record as it counted before.
    #[must_use]
    pub fn before(self) -> Option<&'r Record> {
        match self {
            Moved::Changed(old, _) | Moved::Gone(old) => Some(old),
            Moved::Made(_) | Moved::Back(_) => None,
        }
    }

    /// The record as it counts from now on.
    #[must_use]
    pub fn after(self) -> Option<&'r Record> {
        match self {
            Moved::Changed(_, new) | Moved::Made(new) | Moved::Back(new) => Some(new),
            Moved::Gone(_) => None,
        }
    }
}

impl Work<'_, '_> {
    /// Lets everything follow that follows from a record.
    pub(crate) fn spread(&mut self, module: &Arc<Module>, moved: Moved<'_>) -> Result<()> {
        let engine = self.cx.engine.clone();
        let own = engine.behavior(&module.code).map_or(&[][..], |behavior| &behavior.follows);
        own.iter().try_for_each(|follow| follow(self, moved))?;
        let catalog = self.cx.catalog.clone();
        let Some(plan) = catalog.plan().module(&module.code) else { return Ok(()) };
        if !plan.feeds.is_empty() {
            keepers(self, (module, &plan.feeds), moved)?;
        }
        for reading in &plan.readers {
            if is_read(module, &reading.fields, moved)
                && let Some(record) = moved.after().or(moved.before())
            {
                readers(self, reading, record.id)?;
            }
        }
        Ok(())
    }
}

/// What changes in a roll-up of a record: the part that went and the part that came.
type Swap = (Arc<RollupPlan>, Option<Part>, Option<Part>);

/// Records are taken in the order of their ids, so that two who save do not wait for each other.
fn keepers(
    work: &mut Work<'_, '_>,
    (module, feeds): (&Module, &[Arc<RollupPlan>]),
    moved: Moved<'_>,
) -> Result<()> {
    let mut swaps: BTreeMap<(RecordId, String), Vec<Swap>> = BTreeMap::new();
    for feed in feeds {
        let part = |record: Option<&Record>| {
            record.and_then(|record| keep::part(feed, module, &whole(record)))
        };
        let (before, after) = (part(moved.before()), part(moved.after()));
        if before == after {
            continue;
        }
        let targets: BTreeSet<RecordId> =
            before.iter().chain(&after).map(|part| part.target).collect();
        for target in targets {
            let of = |part: &Option<Part>| part.clone().filter(|part| part.target == target);
            let swap = (feed.clone(), of(&before), of(&after));
            swaps.entry((target, feed.module.clone())).or_default().push(swap);
        }
    }
    swaps.into_iter().try_for_each(|((target, code), swaps)| keeper(work, (target, &code), &swaps))
}

/// What goes to the bin counted until a moment ago, and is looked at as it was.
fn whole(record: &Record) -> Record {
    Record { trashed_at: None, ..record.clone() }
}

fn keeper(work: &mut Work<'_, '_>, (target, code): (RecordId, &str), swaps: &[Swap]) -> Result<()> {
    let (catalog, module) = (work.cx.catalog.clone(), work.cx.module(code)?);
    let scope = Scope::system("what related records come to");
    let Some(old) = records::lock(work.tx, &module, &scope, target)? else { return Ok(()) };
    for (feed, before, after) in swaps {
        let Some(child) = catalog.module(&feed.child) else { continue };
        for (part, times) in [(before, -1), (after, 1)] {
            if let Some(part) = part {
                keep::count(work.tx, feed, child, (part, times))?;
            }
        }
    }
    // In the bin a record only counts; what it shows is made when it comes back.
    if old.trashed_at.is_some() {
        return Ok(());
    }
    let mut values = old.values.clone();
    for (feed, _, _) in swaps {
        if let Some(at) = module.position(&feed.field) {
            values[at] = keep::value(work.tx, (&catalog, &module), (feed, target))?;
        }
    }
    settle(work, &module, old, values)
}

/// Whether a change touches what is read.
fn is_read(module: &Module, fields: &BTreeSet<String>, moved: Moved<'_>) -> bool {
    match moved {
        Moved::Made(_) => false,
        Moved::Gone(_) | Moved::Back(_) => true,
        Moved::Changed(old, new) => fields.iter().any(|name| match module.position(name) {
            Some(at) => old.values[at] != new.values[at],
            None => old.title != new.title,
        }),
    }
}

/// Records that read one over links are found from there backwards, step by step.
fn readers(work: &mut Work<'_, '_>, reading: &Reading, read: RecordId) -> Result<()> {
    let catalog = work.cx.catalog.clone();
    let mut found = BTreeSet::from([read]);
    for step in reading.steps.iter().rev() {
        let Some(module) = catalog.module(&step.module) else { return Ok(()) };
        let Some(link) = module.field(&step.link) else { return Ok(()) };
        let mut next = BTreeSet::new();
        for target in &found {
            next.extend(records::linking(work.tx, module, link, (*target, MOST + 1))?);
            if MOST < next.len() {
                return later(work, reading, read);
            }
        }
        found = next;
    }
    work.followed += found.len();
    if MOST_IN_ALL < work.followed {
        return later(work, reading, read);
    }
    let Some(first) = reading.steps.first() else { return Ok(()) };
    let module = work.cx.module(&first.module)?;
    found.into_iter().try_for_each(|id| renew(work, &module, id))
}

fn later(work: &mut Work<'_, '_>, reading: &Reading, read: RecordId) -> Result<()> {
    let Some(first) = reading.steps.first() else { return Ok(()) };
    // Over several links the records are not found by one of theirs, so all are looked at.
    let is_direct = reading.steps.len() == 1;
    let towards = is_direct.then(|| (first.link.clone(), read));
    let owed = Owed { towards, ..Owed::whole(&work.cx.catalog, &first.module) };
    calculate::ask(work.tx, &owed, work.cx.now())
}

/// Evaluates the formulas of a stored record anew.
fn renew(work: &mut Work<'_, '_>, module: &Arc<Module>, id: RecordId) -> Result<()> {
    let scope = Scope::system("formulas follow from other records");
    let Some(old) = records::lock(work.tx, module, &scope, id)? else { return Ok(()) };
    if old.trashed_at.is_some() {
        return Ok(());
    }
    let values = old.values.clone();
    settle(work, module, old, values)
}

/// Writes what follows in a record from its other values, where it is not what stands there, and
/// lets others follow.
pub fn settle(
    work: &mut Work<'_, '_>,
    module: &Arc<Module>,
    old: Record,
    values: Vec<kernel::Value>,
) -> Result<()> {
    match write(work, module, &old, values)? {
        Some(new) => work.spread(module, Moved::Changed(&old, &new)),
        None => Ok(()),
    }
}

fn write(
    work: &mut Work<'_, '_>,
    module: &Arc<Module>,
    old: &Record,
    mut values: Vec<kernel::Value>,
) -> Result<Option<Record>> {
    let (catalog, now) = (work.cx.catalog.clone(), work.cx.now());
    filled(&mut Source::Hold(work.tx), (&catalog, module), &mut values, now)?;
    let pairs = values.iter().zip(&old.values).enumerate();
    let changed: Vec<usize> =
        pairs.filter(|(_, (new, old))| new != old).map(|(at, _)| at).collect();
    if changed.is_empty() {
        return Ok(None);
    }
    let new = Record { title: crate::draft::title(module, &values), values, ..old.clone() };
    records::settle(work.tx, (&catalog, module), &new, &changed)?;
    work.touched.insert(new.id);
    work.reindex(module, old, &new)?;
    work.tell_of(module, &new, ("updated", None))?;
    Ok(Some(new))
}

/// Brings everything up to date that follows in a stored record, also what related records come
/// to, and lets others follow.
pub fn anew(work: &mut Work<'_, '_>, module: &Arc<Module>, id: RecordId) -> Result<()> {
    let Some((old, values)) = recounted(work, module, id)? else { return Ok(()) };
    settle(work, module, old, values)
}

/// The same for a record that comes back, of which nobody else takes notice yet; gives the record.
pub fn revived(work: &mut Work<'_, '_>, module: &Arc<Module>, record: Record) -> Result<Record> {
    let Some((old, values)) = recounted(work, module, record.id)? else { return Ok(record) };
    Ok(write(work, module, &old, values)?.unwrap_or(old))
}

/// A record outside the bin, and its values with what related records come to.
fn recounted(
    work: &mut Work<'_, '_>,
    module: &Arc<Module>,
    id: RecordId,
) -> Result<Option<(Record, Vec<kernel::Value>)>> {
    let catalog = work.cx.catalog.clone();
    let Some(plan) = catalog.plan().module(&module.code) else { return Ok(None) };
    if plan.formulas.is_empty() && plan.rollups.is_empty() {
        return Ok(None);
    }
    let scope = Scope::system("what follows is brought up to date");
    let Some(old) = records::lock(work.tx, module, &scope, id)? else { return Ok(None) };
    if old.trashed_at.is_some() {
        return Ok(None);
    }
    let mut values = old.values.clone();
    for rollup in &plan.rollups {
        let Some(at) = module.position(&rollup.field) else { continue };
        let (value, kept) = keep::recount(work.tx, (&catalog, module), (rollup, id))?;
        tally::set(work.tx, id, &rollup.field, &kept)?;
        values[at] = value;
    }
    Ok(Some((old, values)))
}

/// Records lost a link because what it led to is gone for good; they were as they were read.
pub fn cut(work: &mut Work<'_, '_>, module: &Arc<Module>, before: &[Record]) -> Result<()> {
    let catalog = work.cx.catalog.clone();
    let Some(plan) = catalog.plan().module(&module.code) else { return Ok(()) };
    if MOST < before.len() {
        let now = work.cx.now();
        let keepers = plan.feeds.iter().map(|feed| feed.module.clone());
        for code in std::iter::once(module.code.clone()).chain(keepers) {
            calculate::ask(work.tx, &Owed::whole(&catalog, &code), now)?;
        }
        return Ok(());
    }
    for old in before.iter().filter(|record| record.trashed_at.is_none()) {
        let scope = Scope::system("what lost a link is brought up to date");
        let Some(now) = records::lock(work.tx, module, &scope, old.id)? else { continue };
        let values = now.values.clone();
        let new = write(work, module, &now, values)?.unwrap_or(now);
        work.spread(module, Moved::Changed(old, &new))?;
    }
    Ok(())
}
