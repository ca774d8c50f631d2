//! One transaction of the house: what rules, actions and reactions work with.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::{Level, Via};
use catalog::{Module, SystemField};
use kernel::{Error, PrincipalId, RecordId, Result, Value};
use serde_json::json;
use store::Tx;
use store::queries::{feed, grant, group, history, lookup, outbox, search, user};
use store::records::{self, Record, Write};
use uuid::Uuid;

use crate::cx::Cx;
use crate::draft::Draft;
use crate::follow::{self, Moved};
use crate::{files, index, validate};

/// How deep reactions may set off each other.
const DEPTH: u8 = 8;

/// A transaction with the context it runs in.
pub struct Work<'w, 'a> {
    /// The transaction.
    pub(crate) tx: &'w mut Tx<'a>,
    /// Who acts.
    pub cx: &'w Cx,
    pub(crate) depth: u8,
    way: Way,
    /// How many records followed so far.
    pub(crate) followed: usize,
    /// Records in which something followed.
    pub(crate) touched: BTreeSet<RecordId>,
    /// Records and people that stood in what something is made of; they are not judged again.
    pub(crate) vouched: BTreeSet<Uuid>,
}

/// Which way the work goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Onwards,
    /// A run is taken back, act by act.
    RunBack,
    /// A change is taken back; no pipeline has ways back.
    Back,
}

/// Does several things in one transaction: all of them, or none.
///
/// # Errors
/// What they say.
pub async fn within<T, F>(cx: &Cx, act: F) -> Result<T>
where
    T: Send + 'static,
    F: Fn(&mut Work<'_, '_>) -> Result<T> + Send + 'static,
{
    let cx = cx.clone();
    cx.store().clone().write(move |tx| act(&mut Work::new(tx, &cx))).await
}

impl<'w, 'a> Work<'w, 'a> {
    /// Starts to work in a transaction.
    pub fn new(tx: &'w mut Tx<'a>, cx: &'w Cx) -> Self {
        Work {
            tx,
            cx,
            depth: 0,
            way: Way::Onwards,
            followed: 0,
            touched: BTreeSet::new(),
            vouched: BTreeSet::new(),
        }
    }

    /// The same work as part of taking back a run.
    pub(crate) fn in_run(mut self) -> Self {
        self.way = Way::RunBack;
        self
    }

    pub(crate) fn is_in_run(&self) -> bool {
        self.way == Way::RunBack
    }

    /// From here on changes are taken back.
    pub(crate) fn turns_back(&mut self) {
        self.way = Way::Back;
    }

    pub(crate) fn is_turned_back(&self) -> bool {
        self.way == Way::Back
    }

    pub(crate) fn write(&self) -> Write {
        Write { at: self.cx.now(), actor: self.cx.actor.author() }
    }

    /// Tells whether somebody can own records: a person who can sign in, or a group.
    pub(crate) fn is_active_user(&mut self, id: PrincipalId) -> Result<bool> {
        let key = id.to_string();
        if self.tx.knows("user", &key) {
            return Ok(true);
        }
        let is_active = match user::get(self.tx, id)? {
            Some(user) => user.is_active,
            None => group::exists(self.tx, id)?,
        };
        if is_active {
            self.tx.learn("user", key);
        }
        Ok(is_active)
    }

    /// Loads a record the actor reaches, outside the bin, as a draft to change.
    ///
    /// # Errors
    /// `NotFound` also for records the actor may not see.
    pub fn load(&mut self, module: &Arc<Module>, id: kernel::RecordId) -> Result<Draft> {
        let record = records::get(self.tx, module, &self.cx.actor.scope, id)?;
        let record = record.filter(|r| r.trashed_at.is_none()).ok_or(Error::NotFound)?;
        Ok(Draft::of(self.cx, module, record))
    }

    /// Refuses when the actor does not reach a record that far. What reactions do is not asked: it
    /// keeps records consistent, whoever set it off.
    ///
    /// # Errors
    /// `Forbidden`.
    pub(crate) fn demand(&mut self, module: &Module, record: &Record, level: Level) -> Result<()> {
        if self.depth > 0 || module.owner_field().is_none() {
            return Ok(());
        }
        let (scope, owner) = (&self.cx.actor.scope, record.owner(module));
        if scope.level(&module.code, owner, None) >= Some(level) {
            return Ok(());
        }
        let shared = grant::levels(self.tx, &[record.id], scope.sharers(&module.code))?;
        let shared = shared.get(&record.id).copied();
        match scope.level(&module.code, owner, shared) >= Some(level) {
            true => Ok(()),
            false => Err(Error::forbidden(&format!("record.{}", level.word()))),
        }
    }

    /// Reads a record whether or not the actor reaches it, and holds it until the transaction ends,
    /// so that what a reaction concludes from it stays true.
    ///
    /// # Errors
    /// `NotFound` for an unknown module.
    pub fn hold(&mut self, link: &kernel::Link, why: &'static str) -> Result<Option<Record>> {
        let module = self.cx.module(&link.module)?;
        let scope = access::Scope::system(why);
        records::hold(self.tx, &module, &scope, link.id)
    }

    /// Validates a new draft and stores it with everything that belongs to it.
    ///
    /// # Errors
    /// `Invalid` with all problems; `Conflict` when the id is taken.
    pub fn insert(&mut self, mut draft: Draft) -> Result<Record> {
        validate::settle(validate::rules(self, &mut draft)?)?;
        let module = draft.module.clone();
        let mut record = Record {
            id: draft.id,
            row: 0,
            version: 1,
            title: draft.title(),
            values: draft.values,
            trashed_at: None,
        };
        let write = Write { at: draft.when.at, ..self.write() };
        record.row = records::insert(self.tx, (&self.cx.catalog, &module), &record, write)?;
        stamp(&module, &mut record.values, write, |_| true);
        search::add(self.tx, &index::document(&module, &record))?;
        let keys = index::keys(&module, record.id, &record.values);
        lookup::add(self.tx, &module.code, record.id, &keys)?;
        let set: Vec<usize> =
            (0..record.values.len()).filter(|at| !record.values[*at].is_empty()).collect();
        files::held::attach(self, &module, &record, &set)?;
        self.note(&module, &record, "created", changes(&module, None, &record.values, &set))?;
        self.spread(&module, Moved::Made(&record))?;
        self.as_it_is(&module, record)
    }

    /// Validates a changed draft and stores what differs.
    ///
    /// # Errors
    /// `Invalid` with all problems; `Conflict` `stale` when somebody changed it meanwhile.
    pub fn update(&mut self, draft: Draft) -> Result<Record> {
        self.update_as(draft, "updated")
    }

    pub(crate) fn update_as(&mut self, mut draft: Draft, kind: &str) -> Result<Record> {
        validate::settle(validate::rules(self, &mut draft)?)?;
        self.store_changed(draft, kind)
    }

    /// Stores what differs without asking the rules, for what has to hold whatever they say.
    pub(crate) fn update_plainly(&mut self, draft: Draft) -> Result<Record> {
        self.store_changed(draft, "updated")
    }

    fn store_changed(&mut self, mut draft: Draft, kind: &str) -> Result<Record> {
        let module = draft.module.clone();
        let changed = draft.changed();
        let title = draft.title();
        let old = draft.old.take().ok_or_else(|| Error::internal("a draft without its record"))?;
        self.demand(&module, &old, Level::Write)?;
        if changed.is_empty() {
            return self.as_it_is(&module, old);
        }
        if changed.iter().all(|at| module.fields[*at].follows()) {
            let id = old.id;
            follow::settle(self, &module, old.clone(), draft.values)?;
            self.touched.insert(id);
            return self.as_it_is(&module, old);
        }
        let mut record = Record { title, values: draft.values, ..old.clone() };
        let write = self.write();
        records::update(self.tx, (&self.cx.catalog, &module), &record, &changed, write)?;
        record.version += 1;
        stamp(&module, &mut record.values, write, |field| {
            matches!(field, SystemField::ModifiedAt | SystemField::ModifiedBy)
        });
        self.reindex(&module, &old, &record)?;
        files::held::attach(self, &module, &record, &changed)?;
        let stage = module.stage_field().and_then(|stage| module.position(&stage.name));
        if stage.is_some_and(|stage| changed.contains(&stage)) {
            files::kept::withdraw(self, &module, &record)?;
        }
        let said = changes(&module, Some(&old.values), &record.values, &changed);
        self.note(&module, &record, kind, said)?;
        self.spread(&module, Moved::Changed(&old, &record))?;
        self.as_it_is(&module, record)
    }

    /// A record after everything followed, which may have come back to it.
    fn as_it_is(&mut self, module: &Module, record: Record) -> Result<Record> {
        if !self.touched.contains(&record.id) {
            return Ok(record);
        }
        let scope = access::Scope::system("what was written is read again");
        Ok(records::get(self.tx, module, &scope, record.id)?.unwrap_or(record))
    }

    pub(crate) fn reindex(&mut self, module: &Module, old: &Record, new: &Record) -> Result<()> {
        let document = index::document(module, new);
        if document != index::document(module, old) {
            search::remove(self.tx, &module.code, new.row)?;
            search::add(self.tx, &document)?;
        }
        let keys = index::keys(module, new.id, &new.values);
        if keys != index::keys(module, old.id, &old.values) {
            lookup::set(self.tx, &module.code, new.id, &keys)?;
        }
        Ok(())
    }

    /// Writes history and event of what happened, then lets reactions follow.
    pub(crate) fn note(
        &mut self,
        module: &Module,
        record: &Record,
        kind: &str,
        changes: serde_json::Value,
    ) -> Result<()> {
        let fields: Vec<_> = changes
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|change| change.get("field").cloned())
            .collect();
        history::add(
            self.tx,
            &history::Entry {
                seq: 0,
                id: Uuid::now_v7(),
                module: module.code.clone(),
                record: record.id,
                at: self.cx.now(),
                actor: self.cx.actor.author(),
                via: self.cx.actor.via.word().into(),
                kind: kind.into(),
                changes: changes.to_string(),
                version: record.version,
                run: self.cx.run,
            },
        )?;
        let mut payload = json!({"fields": fields, "version": record.version});
        if let Some(run) = self.cx.run {
            payload["run"] = run.to_string().into();
        }
        if self.cx.actor.via == Via::Link {
            payload["via"] = Via::Link.word().into();
        }
        let event = outbox::Event {
            seq: 0,
            at: self.cx.now(),
            name: format!("{}.{kind}", module.code),
            module: module.code.clone(),
            record: record.id,
            actor: self.cx.actor.author(),
            payload: payload.to_string(),
        };
        outbox::add(self.tx, &event)?;
        let left = left_by(&changes).filter(|left| Some(*left) != record.owner(module));
        self.tell_of(module, record, (kind, left))?;
        self.react(&event)
    }

    /// Lets programs that follow know of a change.
    pub(crate) fn tell_of(
        &mut self,
        module: &Module,
        record: &Record,
        (kind, left): (&str, Option<PrincipalId>),
    ) -> Result<()> {
        let changed = feed::Changed {
            place: feed::Place::default(),
            at: self.cx.now(),
            module: module.code.clone(),
            record: record.id,
            kind: kind.into(),
            version: record.version,
            owner: record.owner(module),
            left,
        };
        feed::add(self.tx, &changed)
    }

    fn react(&mut self, event: &outbox::Event) -> Result<()> {
        if self.depth >= DEPTH {
            return Err(Error::internal(format!("reactions to {} do not end", event.name)));
        }
        let engine = self.cx.engine.clone();
        self.depth += 1;
        let reactions = self.cx.catalog.modules().iter().filter_map(|m| engine.behavior(&m.code));
        let reactions: Vec<_> = reactions.flat_map(|b| b.reactions.iter().copied()).collect();
        let ran = reactions.iter().try_for_each(|reaction| reaction(self, event));
        self.depth -= 1;
        ran
    }
}

/// Puts into the system fields what the table holds by now.
fn stamp(
    module: &Module,
    values: &mut [Value],
    write: Write,
    is_written: impl Fn(SystemField) -> bool,
) {
    let at = Value::Instant(write.at);
    let by = write.actor.map_or(Value::Empty, Value::Principal);
    for (field, value) in module.fields.iter().zip(values) {
        match field.system.filter(|system| is_written(*system)) {
            Some(SystemField::CreatedAt | SystemField::ModifiedAt) => *value = at.clone(),
            Some(SystemField::CreatedBy | SystemField::ModifiedBy) => *value = by.clone(),
            None => {}
        }
    }
}

/// The owner from whom a record went to another.
fn left_by(changes: &serde_json::Value) -> Option<PrincipalId> {
    let mut all = changes.as_array().into_iter().flatten();
    all.find(|change| change["field"] == "owner")?["old"].as_str()?.parse().ok()
}

/// Changes of fields as the history keeps them.
pub(crate) fn changes(
    module: &Module,
    old: Option<&[Value]>,
    new: &[Value],
    changed: &[usize],
) -> serde_json::Value {
    let one = |at: &usize| {
        let field = &module.fields[*at];
        let before = old.map_or(&Value::Empty, |old| &old[*at]);
        json!({
            "field": field.name,
            "old": catalog::to_json(before),
            "new": catalog::to_json(&new[*at]),
        })
    };
    // What follows from other values is said by them.
    let is_said = |at: &&usize| {
        let field = &module.fields[**at];
        field.system.is_none() && !field.follows()
    };
    changed.iter().filter(is_said).map(one).collect()
}
