//! Named actions.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Right;
use catalog::{Action, Field, Module, check_value};
use kernel::{Error, FieldProblem, RecordId, Result, Value};
use store::Reader;
use store::records::{self, Record};

use super::choice;
use crate::behavior::{Asking, tried};
use crate::cx::Cx;
use crate::draft::{Draft, starts_with};
use crate::find::seen;
use crate::number;
use crate::save::Input;
use crate::validate::settle;
use crate::work::Work;

/// What a person said when an action asked: values by the name of what was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(pub BTreeMap<String, Value>);

impl Answers {
    /// Answers with some values.
    #[must_use]
    pub fn of<'a>(values: impl IntoIterator<Item = (&'a str, Value)>) -> Self {
        Answers(values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// What was said to a question; empty when nothing was.
    #[must_use]
    pub fn get(&self, name: &str) -> &Value {
        self.0.get(name).unwrap_or(&Value::Empty)
    }

    /// Whether a question was answered with yes.
    #[must_use]
    pub fn says_yes(&self, name: &str) -> bool {
        *self.get(name) == Value::Bool(true)
    }
}

/// Does something to a record by name: right, stage, the module's own code, number, rules, save.
///
/// # Errors
/// `NotFound` for an unknown action or record; `Invalid` at what was asked; `Conflict`
/// `wrong_stage`; what the action says.
pub async fn act(
    cx: &Cx,
    module: &str,
    (id, version): (RecordId, Option<i64>),
    action: &str,
    answers: Answers,
) -> Result<Record> {
    let (module, action) = find(cx, module, action)?;
    let answers = complete(cx, &action, answers)?;
    let known = tried(cx, (&module, Some(id)), &Input::default(), Some(&action)).await?;
    let cx = cx.clone();
    cx.store()
        .clone()
        .write(move |tx| {
            let work = &mut Work::new(tx, &cx);
            let mut draft = work.load(&module, id)?;
            draft.learn(&known);
            let stored = draft.old.as_ref().map(|old| old.version);
            if version.is_some() && version != stored {
                return Err(Error::conflict("stale"));
            }
            let record = work.act(draft, &action, &answers)?;
            Ok(seen(&cx, &module, record))
        })
        .await
}

impl Work<'_, '_> {
    /// Does something to a record by name as part of what is done: stage, number, the module's own
    /// code, rules, save. Whether the actor may do it was asked for what it is part of.
    ///
    /// # Errors
    /// `Conflict` `wrong_stage`; `Invalid`; what the action says.
    pub fn act(&mut self, mut draft: Draft, action: &Action, answers: &Answers) -> Result<Record> {
        move_stage(&mut draft, action)?;
        take_number(self, &mut draft, &action.name)?;
        let engine = self.cx.engine.clone();
        let behavior = engine.behavior(&draft.module.code);
        choice::take(behavior, &mut draft, (&action.name, answers))?;
        let own = behavior.into_iter().flat_map(|b| b.preparations.iter().chain(&b.actions));
        for (_, act) in own.filter(|(name, _)| *name == action.name) {
            act(self, &mut draft, answers)?;
        }
        self.update_as(draft, &action.name)
    }

    /// Does it with the answers that are proposed for the record: nobody is asked about each.
    pub(crate) fn act_as_proposed(&mut self, draft: Draft, action: &Action) -> Result<Record> {
        let stored = draft.old.clone().filter(|_| !action.asks.is_empty());
        let answers = match stored {
            Some(record) => agreed(self.tx, self.cx, (&draft.module, record), action)?,
            None => Answers::default(),
        };
        let answers = complete(self.cx, action, answers)?;
        self.act(draft, action, &answers)
    }
}

/// What an action would be answered with if the person just agreed.
///
/// # Errors
/// `NotFound` for an unknown action or record; `Forbidden`; `Conflict` `wrong_stage`.
pub async fn propose(cx: &Cx, module: &str, id: RecordId, action: &str) -> Result<Answers> {
    let (module, action) = find(cx, module, action)?;
    let cx = cx.clone();
    cx.store()
        .clone()
        .read(move |reader| {
            let record = records::get(reader, &module, &cx.actor.scope, id)?;
            let record = record.filter(|r| r.trashed_at.is_none()).ok_or(Error::NotFound)?;
            refuse_stage(&module, &record.values, &action)?;
            agreed(reader, &cx, (&module, record), &action)
        })
        .await
}

/// The defaults of what an action asks, and what the module's own code proposes for the record.
fn agreed(
    reader: &mut Reader<'_>,
    cx: &Cx,
    (module, record): (&Module, Record),
    action: &Action,
) -> Result<Answers> {
    let mut answers = defaults(cx, action);
    let engine = cx.engine.clone();
    let own = engine.behavior(&module.code).into_iter().flat_map(|b| &b.proposals);
    let record = seen(cx, module, record);
    for (_, propose) in own.filter(|(name, _)| *name == action.name) {
        answers.0.extend(propose(&mut Asking::new(&mut *reader, cx), &record)?.0);
    }
    Ok(answers)
}

fn find(cx: &Cx, module: &str, action: &str) -> Result<(Arc<Module>, Action)> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Edit)?;
    let action = module.actions.iter().find(|known| known.name == action).cloned();
    let action = action.ok_or(Error::NotFound)?;
    cx.actor.rights.demand_action(&module.code, &action.name)?;
    Ok((module, action))
}

fn defaults(cx: &Cx, action: &Action) -> Answers {
    let start = |field: &Field| {
        let default = field.default.as_ref()?;
        Some((field.name.clone(), starts_with(cx, field, default)))
    };
    Answers(action.asks.iter().filter_map(start).collect())
}

/// Checks answers against what the action asks; a question that nobody answered is empty.
fn complete(cx: &Cx, action: &Action, answers: Answers) -> Result<Answers> {
    let mut problems = Vec::new();
    for name in answers.0.keys() {
        if !action.asks.iter().any(|field| field.name == *name) {
            problems.push(FieldProblem::new(name, "unknown_field").with("value", name));
        }
    }
    for field in &action.asks {
        let value = answers.get(&field.name);
        problems.extend(check_value(&cx.catalog, field, value));
        if field.required && value.primary().is_empty() {
            problems.push(FieldProblem::new(&field.name, "required"));
        }
    }
    settle(problems)?;
    Ok(answers)
}

fn refuse_stage(module: &Module, values: &[Value], action: &Action) -> Result<()> {
    let Some(at) = module.stage_field().and_then(|field| module.position(&field.name)) else {
        return Ok(());
    };
    let present = values[at].as_text();
    match action.from.is_empty() || action.from.iter().any(|from| from == present) {
        true => Ok(()),
        false => Err(Error::conflict("wrong_stage")),
    }
}

pub(crate) fn move_stage(draft: &mut Draft, action: &Action) -> Result<()> {
    refuse_stage(&draft.module, &draft.values, action)?;
    let stage = draft.module.stage_field().map(|field| field.name.clone());
    if let (Some(stage), Some(to)) = (stage, &action.to) {
        draft.set(&stage, Value::text(to));
    }
    Ok(())
}

fn take_number(work: &mut Work<'_, '_>, draft: &mut Draft, action: &str) -> Result<()> {
    let Some(series) = draft.module.number.clone() else { return Ok(()) };
    let Some(field) = draft.module.number_field().map(|field| field.name.clone()) else {
        return Ok(());
    };
    if series.assigned_on.as_deref() == Some(action) && draft.value(&field).is_empty() {
        let number = number::gapless(work, &series)?;
        draft.set(&field, number);
    }
    Ok(())
}
