//! One act on some records of a run, in one transaction together with how far the run is: a crash
//! leaves both or none, so no record is done twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Right;
use catalog::{Action, Field, FieldType, Module, check_value};
use kernel::{Error, Link, RecordId, Result, Value};
use store::Tx;
use store::queries::history as stored;
use store::queries::run::{self, Run};
use store::records;
use uuid::Uuid;

use crate::cx::Cx;
use crate::history::is_reversible;
use crate::mark::{Mark, mark_in};
use crate::save::{Input, update_in};
use crate::trash::trash_one;
use crate::undo::{demand, undo_in_run};
use crate::validate;
use crate::work::Work;

/// What is done to each of many records.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Sets fields.
    Change(BTreeMap<String, Value>),
    /// Puts another code of a closed list where one stands; nothing when it stands nowhere.
    Exchange {
        /// Name of the field.
        field: String,
        /// The code that goes.
        from: String,
        /// The code that comes instead.
        to: String,
    },
    /// Puts something on it or takes it off.
    Mark(Mark),
    /// Moves it to the bin.
    Trash,
    /// Does an action by its name, one that is offered for many, with what it proposes for each.
    Do(String),
}

impl Act {
    /// The right that it needs.
    #[must_use]
    pub fn right(&self) -> Right {
        match self {
            Act::Change(_) | Act::Exchange { .. } | Act::Do(_) => Right::Edit,
            Act::Mark(mark) => mark.right(),
            Act::Trash => Right::Delete,
        }
    }

    /// Tells whether it can be taken back: all but actions that say that they stand.
    #[must_use]
    pub fn is_reversible(&self, module: &Module) -> bool {
        match self {
            Act::Do(name) => is_reversible(module, name),
            Act::Change(_) | Act::Exchange { .. } | Act::Mark(_) | Act::Trash => true,
        }
    }
}

/// An action of a module that the actor may do to many records.
fn action_for_many<'m>(cx: &Cx, module: &'m Module, name: &str) -> Result<&'m Action> {
    let known = module.actions.iter().find(|action| action.name == name && action.is_for_many);
    let action = known.ok_or(Error::NotFound)?;
    cx.actor.rights.demand_action(&module.code, name)?;
    Ok(action)
}

/// How it went with one record.
#[derive(Debug)]
pub enum Fate {
    /// It was done.
    Done,
    /// There was nothing to do.
    Same,
    /// It was refused: the title, when the actor may see the record, and why.
    Refused(String, Error),
}

/// Says everything that is wrong with an act before it is done to any record.
///
/// # Errors
/// `Forbidden`; `Invalid` at the fields; a link or person that is out of reach is a problem, too.
pub async fn judge_act(cx: &Cx, module: &str, act: &Act) -> Result<()> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, act.right())?;
    let asked = match act {
        Act::Change(values) => values.clone(),
        Act::Exchange { field, to, .. } => {
            let known = module.field(field).ok_or(Error::NotFound)?;
            [(field.clone(), code_of(known, to))].into()
        }
        Act::Do(name) => return action_for_many(cx, &module, name).map(drop),
        Act::Mark(_) | Act::Trash => return Ok(()),
    };
    let mut problems = Vec::new();
    for (name, value) in &asked {
        match validate::writable(cx, &module, name) {
            Err(problem) => problems.push(problem),
            Ok(at) => {
                let field = &module.fields[at];
                problems.extend(check_value(&cx.catalog, field, value));
                problems.extend(validate::withheld(cx, field, (&Value::Empty, value)));
                if field.required && value.is_empty() {
                    problems.push(kernel::FieldProblem::new(name, "required"));
                }
            }
        }
    }
    validate::settle(problems)?;
    for (name, value) in &asked {
        if !is_reached(cx, value).await? {
            return Err(Error::invalid(name, "target_not_found"));
        }
    }
    Ok(())
}

/// A code as a value of a field.
fn code_of(field: &Field, code: &str) -> Value {
    match field.kind {
        FieldType::MultiPicklist { .. } => Value::Codes(vec![code.to_owned()]),
        _ => Value::text(code),
    }
}

/// A value with another code where one stands, in the order of the list.
fn exchanged(cx: &Cx, (field, value): (&Field, &Value), from: &str, to: &str) -> Option<Value> {
    match value {
        Value::Text(code) if code == from => Some(code_of(field, to)),
        Value::Codes(codes) if codes.iter().any(|code| code == from) => {
            let list = field.kind.list().and_then(|list| cx.catalog.picklist(list));
            let mut codes: Vec<String> = codes
                .iter()
                .map(|code| if code == from { to.to_owned() } else { code.clone() })
                .collect();
            codes.sort_by_key(|code| list.and_then(|list| list.position(code)));
            codes.dedup();
            Some(Value::Codes(codes))
        }
        _ => None,
    }
}

async fn is_reached(cx: &Cx, value: &Value) -> Result<bool> {
    match value {
        Value::Link(Link { module, .. }) if !cx.actor.rights.may(module, Right::See) => Ok(false),
        Value::Link(link) => {
            let titles = crate::find::titles(cx, std::slice::from_ref(link)).await?;
            Ok(titles.contains_key(&link.id))
        }
        Value::Principal(id) => {
            let people = crate::people::owners(cx).await?;
            Ok(people.iter().any(|person| person.id == *id))
        }
        _ => Ok(true),
    }
}

/// Which run a portion belongs to.
pub enum RunRef {
    /// One that begins with it.
    New(Run),
    /// One that is stored already.
    Known(Uuid),
}

/// Does something to some records, each by itself, and notes in the same transaction how far the
/// run is. Nothing happens when the run is not as it should be; tells whether it was.
///
/// # Errors
/// `NotFound` for the run; when the database fails. What a record says stands in its fate.
pub async fn act_on<E, N>(
    cx: &Cx,
    held: RunRef,
    (act, ids): (Act, Vec<RecordId>),
    (is_expected, note): (E, N),
) -> Result<bool>
where
    E: Fn(&Run) -> bool + Send + 'static,
    N: Fn(&mut Run, &[(RecordId, Fate)]) + Send + 'static,
{
    let cx = cx.clone();
    cx.store()
        .clone()
        .write(move |tx| {
            let mut run = match &held {
                RunRef::New(run) => run.clone(),
                RunRef::Known(id) => run::hold(tx, *id)?.ok_or(Error::NotFound)?,
            };
            if !is_expected(&run) {
                return Ok(false);
            }
            let module = cx.module(&run.module)?;
            let within = cx.in_run(run.id);
            let fates = ids.iter().map(|id| Ok((*id, one(tx, &within, (&module, *id), &act)?)));
            let fates = fates.collect::<Result<Vec<_>>>()?;
            note(&mut run, &fates);
            run::put(tx, &run)?;
            Ok(true)
        })
        .await
}

/// What breaks takes the whole portion back, what is refused stands alone.
fn one(
    tx: &mut Tx<'_>,
    cx: &Cx,
    (module, id): (&Arc<Module>, RecordId),
    act: &Act,
) -> Result<Fate> {
    let done = tx.attempt(|tx| apply(&mut Work::new(tx, cx), (module, id), act));
    match done {
        Ok(true) => Ok(Fate::Done),
        Ok(false) => Ok(Fate::Same),
        Err(error @ (Error::Internal(_) | Error::Unavailable { .. })) => Err(error),
        Err(error) => {
            let title = records::titles(tx, module, &cx.actor.scope, &[id])?.remove(&id);
            Ok(Fate::Refused(title.unwrap_or_default(), error))
        }
    }
}

fn apply(
    work: &mut Work<'_, '_>,
    (module, id): (&Arc<Module>, RecordId),
    act: &Act,
) -> Result<bool> {
    work.cx.actor.rights.demand(&module.code, act.right())?;
    match act {
        Act::Change(values) => {
            let before = work.load(module, id)?.old.map(|old| old.version);
            let input = Input { values: values.clone(), ..Input::default() };
            let record = update_in(work, module, (id, None), (&input, &[]))?;
            Ok(before != Some(record.version))
        }
        Act::Exchange { field, from, to } => {
            let draft = work.load(module, id)?;
            let known = module.field(field).ok_or(Error::NotFound)?;
            let value = exchanged(work.cx, (known, draft.value(field)), from, to);
            let Some(value) = value else { return Ok(false) };
            let input = Input { values: [(field.clone(), value)].into(), ..Input::default() };
            update_in(work, module, (id, None), (&input, &[])).map(|_| true)
        }
        Act::Mark(mark) => mark_in(work, &module.code, id, mark),
        Act::Trash => trash_one(work, module, (id, None)).map(|_| true),
        Act::Do(name) => {
            let action = action_for_many(work.cx, module, name)?;
            let draft = work.load(module, id)?;
            work.act_as_proposed(draft, action).map(|_| true)
        }
    }
}

/// How far taking back a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Back {
    /// Acts taken back.
    pub undone: u64,
    /// Acts that stand, because something changed since.
    pub kept: u64,
    /// Where the next portion goes on; none when this was the last one.
    pub before: Option<i64>,
}

/// Takes back some acts of a run, the last ones first, and notes in the same transaction how far it
/// is. Nothing happens when the run is not as it should be; tells whether it was.
///
/// # Errors
/// `NotFound` for the run; `Forbidden` when the right is gone meanwhile; when the database fails.
pub async fn take_back<E, N>(
    cx: &Cx,
    id: Uuid,
    (before, limit): (Option<i64>, usize),
    (is_expected, note): (E, N),
) -> Result<bool>
where
    E: Fn(&Run) -> bool + Send + 'static,
    N: Fn(&mut Run, Back) + Send + 'static,
{
    let cx = cx.clone();
    cx.store()
        .clone()
        .write(move |tx| {
            let mut run = run::hold(tx, id)?.ok_or(Error::NotFound)?;
            if !is_expected(&run) {
                return Ok(false);
            }
            let entries = stored::of_run(tx, id, before, limit)?;
            let mut back = Back::default();
            for entry in &entries {
                demand(&cx, entry)?;
                match tx.attempt(|tx| undo_in_run(&mut Work::new(tx, &cx).in_run(), entry)) {
                    Ok(()) => back.undone += 1,
                    Err(error @ (Error::Internal(_) | Error::Unavailable { .. })) => {
                        return Err(error);
                    }
                    Err(_) => back.kept += 1,
                }
            }
            let last = entries.last().filter(|_| entries.len() == limit);
            back.before = last.map(|entry| entry.seq);
            note(&mut run, back);
            run::put(tx, &run)?;
            Ok(true)
        })
        .await
}
