//! Single records that are opened to people and groups.

use access::{Level, Right};
use kernel::{Error, Instant, Link, PrincipalId, RecordId, Result};
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
    let share = |Grant { principal, level, by, at }| Share { principal, level, by, at };
    Ok(grants.into_iter().map(share).collect())
}

/// Shares a record with a person or group, changes how far, or ends it.
///
/// Whoever may change a record may share it, as far as they reach it themselves.
///
/// # Errors
/// `NotFound`; `Forbidden`; `Invalid` at `who` when they cannot be shared with.
pub async fn share(cx: &Cx, link: &Link, with: PrincipalId, level: Option<Level>) -> Result<()> {
    let module = cx.module(&link.module)?;
    cx.actor.rights.demand(&module.code, Right::Edit)?;
    module.owner_field().ok_or(Error::NotFound)?;
    let (cx, id) = (cx.clone(), link.id);
    cx.store()
        .clone()
        .write(move |tx| {
            let work = &mut Work::new(tx, &cx);
            let record = work.load(&module, id)?.old.ok_or(Error::NotFound)?;
            if level.is_some() && !work.is_active_user(with)? {
                return Err(Error::invalid("who", "target_not_found"));
            }
            set(work, (&module.code, &record), with, level)
        })
        .await
}

fn present(work: &mut Work<'_, '_>, id: RecordId, with: PrincipalId) -> Result<Option<Level>> {
    let all = grant::of_record(work.tx, id)?;
    Ok(all.into_iter().find(|grant| grant.principal == with).map(|grant| grant.level))
}

fn set(
    work: &mut Work<'_, '_>,
    (code, record): (&str, &Record),
    with: PrincipalId,
    level: Option<Level>,
) -> Result<()> {
    let module = work.cx.module(code)?;
    work.demand(&module, record, level.unwrap_or(Level::Write).max(Level::Write))?;
    let before = present(work, record.id, with)?;
    if before == level {
        return Ok(());
    }
    match level {
        Some(level) => {
            let (by, at) = (work.cx.actor.user, work.cx.now());
            grant::put(work.tx, (code, record.id), &Grant { principal: with, level, by, at })?;
        }
        None => drop(grant::remove(work.tx, record.id, with)?),
    }
    let word = |level: Option<Level>| level.map(Level::word);
    let said = json!([{"with": with.to_string(), "old": word(before), "new": word(level)}]);
    work.note(&module, record, "shared", said)
}

/// Takes back one change of sharing, unless it changed again.
pub(crate) fn take_back(
    work: &mut Work<'_, '_>,
    (code, record): (&str, &Record),
    changes: &str,
) -> Result<()> {
    let told: Json = serde_json::from_str(changes).map_err(Error::internal)?;
    let word = |name: &str| told[0][name].as_str().unwrap_or_default().to_owned();
    let level = |name: &str| Level::from_word(&word(name));
    let with = word("with").parse().map_err(|()| Error::internal("a share with nobody"))?;
    if present(work, record.id, with)? != level("new") {
        return Err(Error::conflict("changed_since"));
    }
    set(work, (code, record), with, level("old"))
}
