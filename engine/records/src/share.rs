//! Single records that are opened to people and groups.

use access::{Level, Right};
use kernel::{Error, FieldProblem, Instant, Link, PrincipalId, RecordId, Result};
use serde_json::{Value as Json, json};
use store::queries::grant::{self, Grant};
use store::records::Record;

use crate::cx::Cx;
use crate::work::Work;

/// With whom a record is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The person or group.
    pub principal: PrincipalId,
    /// How far.
    pub level: Level,
    /// What they do for it, in the words of whoever shared it; may be empty.
    pub task: String,
    /// Who shared it.
    pub by: Option<PrincipalId>,
    /// When.
    pub at: Instant,
}

/// With whom a record is shared, the first first.
///
/// # Errors
/// `NotFound` for a record that the reader does not see.
pub async fn shares(cx: &Cx, link: &Link) -> Result<Vec<Share>> {
    crate::get(cx, &link.module, link.id).await?;
    let id = link.id;
    let grants = cx.store().read(move |reader| grant::of_record(reader, id)).await?;
    let share = |grant: Grant| {
        let Grant { principal, level, task, by, at } = grant;
        Share { principal, level, task, by, at }
    };
    Ok(grants.into_iter().map(share).collect())
}

/// How far a record is shared, and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// How far.
    pub level: Level,
    /// What they do for the record; at most 60 characters, may be empty.
    pub task: String,
}

impl From<Level> for Terms {
    /// So far, for no task in particular.
    fn from(level: Level) -> Self {
        Terms { level, task: String::new() }
    }
}

/// Characters of a task at most.
const TASK: usize = 60;

impl Terms {
    /// Terms as they were typed.
    ///
    /// # Errors
    /// `Invalid` at `task`.
    pub fn new(level: Level, task: &str) -> Result<Self> {
        let task = task.trim();
        if task.chars().count() > TASK {
            return Err(Error::Invalid(vec![
                FieldProblem::new("task", "too_long").with("max", TASK as i64),
            ]));
        }
        match task.contains(char::is_control) {
            true => Err(Error::invalid("task", "control_character")),
            false => Ok(Terms { level, task: task.to_owned() }),
        }
    }
}

/// Shares a record with a person or group, changes how far and what for, or ends it.
///
/// Whoever may change a record may share it, as far as they reach it themselves.
///
/// # Errors
/// `NotFound`; `Forbidden`; `Invalid` at `who` when they cannot be shared with.
pub async fn share(cx: &Cx, link: &Link, with: PrincipalId, terms: Option<Terms>) -> Result<()> {
    let module = cx.module(&link.module)?;
    cx.actor.rights.demand(&module.code, Right::Edit)?;
    module.owner_field().ok_or(Error::NotFound)?;
    let (cx, id) = (cx.clone(), link.id);
    cx.store()
        .clone()
        .write(move |tx| {
            let work = &mut Work::new(tx, &cx);
            let record = work.load(&module, id)?.old.ok_or(Error::NotFound)?;
            if terms.is_some() && !work.is_active_user(with)? {
                return Err(Error::invalid("who", "target_not_found"));
            }
            set(work, (&module.code, &record), with, terms.clone())
        })
        .await
}

fn present(work: &mut Work<'_, '_>, id: RecordId, with: PrincipalId) -> Result<Option<Terms>> {
    let all = grant::of_record(work.tx, id)?;
    let found = all.into_iter().find(|grant| grant.principal == with);
    Ok(found.map(|grant| Terms { level: grant.level, task: grant.task }))
}

fn set(
    work: &mut Work<'_, '_>,
    (code, record): (&str, &Record),
    with: PrincipalId,
    terms: Option<Terms>,
) -> Result<()> {
    let module = work.cx.module(code)?;
    let level = terms.as_ref().map_or(Level::Write, |terms| terms.level.max(Level::Write));
    work.demand(&module, record, level)?;
    let before = present(work, record.id, with)?;
    if before == terms {
        return Ok(());
    }
    let said = said(with, before.as_ref(), terms.as_ref());
    match terms {
        Some(Terms { level, task }) => {
            let (by, at) = (work.cx.actor.author(), work.cx.now());
            let grant = Grant { principal: with, level, task, by, at };
            grant::put(work.tx, (code, record.id), &grant)?;
        }
        None => drop(grant::remove(work.tx, record.id, with)?),
    }
    work.note(&module, record, "shared", said)
}

/// What the history keeps of a change; a task stands there only where there is one.
fn said(with: PrincipalId, before: Option<&Terms>, after: Option<&Terms>) -> Json {
    let word = |terms: Option<&Terms>| terms.map(|terms| terms.level.word());
    let mut told = json!({"with": with.to_string(), "old": word(before), "new": word(after)});
    for (name, terms) in [("old_task", before), ("new_task", after)] {
        if let Some(terms) = terms.filter(|terms| !terms.task.is_empty()) {
            told[name] = terms.task.as_str().into();
        }
    }
    json!([told])
}

/// Takes back one change of sharing, unless it changed again.
pub(crate) fn take_back(
    work: &mut Work<'_, '_>,
    (code, record): (&str, &Record),
    changes: &str,
) -> Result<()> {
    let told: Json = serde_json::from_str(changes).map_err(Error::internal)?;
    let word = |name: &str| told[0][name].as_str().unwrap_or_default().to_owned();
    let terms = |level: &str, task: &str| {
        Level::from_word(&word(level)).map(|level| Terms { level, task: word(task) })
    };
    let with = word("with").parse().map_err(|()| Error::internal("a share with nobody"))?;
    if present(work, record.id, with)? != terms("new", "new_task") {
        return Err(Error::conflict("changed_since"));
    }
    set(work, (code, record), with, terms("old", "old_task"))
}
