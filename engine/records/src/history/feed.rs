//! Changes as programs follow them: everything the caller may see, in order, nothing skipped.

use std::collections::{BTreeMap, BTreeSet};

use access::Right;
use catalog::Module;
use kernel::{Error, Instant, RecordId, Result};
use store::Reader;
use store::queries::feed::{self, Changed, Place};
use store::queries::small_number;
use store::records;

use crate::cx::Cx;

/// Days for which changes are kept.
pub const DAYS: i64 = 30;
/// Changes read for one answer that tells little of them.
const READ_AT_MOST: usize = 20_000;
const PORTION: usize = 1000;

/// Where somebody is who follows the changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    epoch: String,
    place: Place,
}

impl Cursor {
    /// Reads a cursor as it was given out.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let epoch = parts.next().filter(|epoch| epoch.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let mut number = || parts.next()?.parse().ok().filter(|n: &i64| *n >= 0);
        let place = Place { xact: number()?, seq: number()? };
        let is_whole = !epoch.is_empty() && parts.next().is_none();
        is_whole.then(|| Cursor { epoch: epoch.into(), place })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}-{}", self.epoch, self.place.xact, self.place.seq)
    }
}

/// One change as its reader may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Code of the module.
    pub module: String,
    /// The record.
    pub record: RecordId,
    /// What happened, in a word; `left` when the reader does not see the record any more.
    pub kind: String,
    /// Whether the record is in the bin, gone or out of sight after it.
    pub is_gone: bool,
    /// Version of the record after it.
    pub version: i64,
    /// When.
    pub at: Instant,
}

/// Some changes, and where to go on.
#[derive(Clone, Debug)]
pub struct Feed {
    /// The changes in order.
    pub entries: Vec<Entry>,
    /// Where to go on.
    pub next: Cursor,
    /// Whether there may be more by now.
    pub has_more: bool,
}

/// Changes behind a cursor, at most `limit`; without one nothing but where to begin.
///
/// # Errors
/// `Conflict` `cursor_gone` when the cursor is older than what is kept, or of other data.
pub async fn changes(cx: &Cx, since: Option<Cursor>, limit: usize) -> Result<Feed> {
    let epoch = epoch(cx).await?;
    let Some(since) = since else {
        let place = cx.store().read(feed::end).await?;
        let next = Cursor { epoch, place };
        return Ok(Feed { entries: Vec::new(), next, has_more: false });
    };
    if since.epoch != epoch {
        return Err(Error::conflict("cursor_gone"));
    }
    let own = cx.clone();
    let found = cx.store().read(move |reader| follow(reader, &own, since.place, limit)).await?;
    let (entries, place, has_more) = found;
    Ok(Feed { entries, next: Cursor { epoch, place }, has_more })
}

/// Where everything stands that was changed from an instant on; none when that is not kept.
///
/// # Errors
/// When the database fails.
pub async fn since(cx: &Cx, at: Instant) -> Result<Option<Cursor>> {
    let epoch = epoch(cx).await?;
    if at.millis() < cx.now().millis() - DAYS * 86_400_000 {
        return Ok(None);
    }
    let found = cx.store().read(move |reader| {
        // Asked in this order, so that what is taken away in between is noticed.
        let place = feed::before(reader, at)?;
        Ok((place, feed::gone(reader)?))
    });
    let (place, gone) = found.await?;
    Ok((gone <= place).then_some(Cursor { epoch, place }))
}

/// Where the caller goes on who followed a scope up to a second.
///
/// # Errors
/// When the database fails.
pub async fn place_at(cx: &Cx, scope: &str, second: i64) -> Result<Option<String>> {
    let Some(user) = cx.actor.user else { return Ok(None) };
    let scope = scope.to_owned();
    cx.store().read(move |reader| small_number::place(reader, (user, &scope), second)).await
}

/// Remembers where the caller goes on in a scope, under the first free second from one on.
///
/// # Errors
/// `Unauthenticated` for nobody.
pub async fn keep_place(cx: &Cx, scope: &str, second: i64, place: &str) -> Result<i64> {
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let (scope, place, now) = (scope.to_owned(), place.to_owned(), cx.now());
    let keep = cx
        .store()
        .write(move |tx| small_number::keep_place(tx, (user, &scope), (second, &place), now));
    keep.await
}

async fn epoch(cx: &Cx) -> Result<String> {
    if let Some(epoch) = cx.store().read(feed::epoch).await? {
        return Ok(epoch);
    }
    let name = uuid::Uuid::now_v7().simple().to_string();
    let named = cx.store().write(move |tx| {
        feed::name_epoch(tx, &name)?;
        feed::epoch(tx)
    });
    named.await?.ok_or_else(|| Error::internal("the feed has no name"))
}

type Followed = (Vec<Entry>, Place, bool);

fn follow(reader: &mut Reader<'_>, cx: &Cx, since: Place, limit: usize) -> Result<Followed> {
    // What is settled is asked first: whatever is committed between the two questions stands
    // behind it, or is among the rows that are read.
    let end = feed::end(reader)?;
    let (mut place, mut entries, mut n_read) = (since, Vec::new(), 0);
    while entries.is_empty() && n_read < READ_AT_MOST {
        let wanted = limit.min(PORTION);
        let rows = feed::after(reader, place, wanted)?;
        // Looked at after the rows, so that none of those that are gone is taken for none.
        if since < feed::gone(reader)? {
            return Err(Error::conflict("cursor_gone"));
        }
        entries = told(reader, cx, &rows)?;
        place = rows.last().map_or(place, |row| row.place);
        if rows.len() < wanted {
            return Ok((entries, place.max(end), false));
        }
        n_read += rows.len();
    }
    Ok((entries, place, true))
}

/// What the actor may know of some changes.
fn told(reader: &mut Reader<'_>, cx: &Cx, rows: &[Changed]) -> Result<Vec<Entry>> {
    let mut asked: BTreeMap<&str, BTreeSet<RecordId>> = BTreeMap::new();
    for row in rows {
        asked.entry(&row.module).or_default().insert(row.record);
    }
    let mut reached = BTreeMap::new();
    for (code, ids) in asked {
        let module = cx.catalog.module(code).filter(|_| cx.actor.rights.may(code, Right::See));
        let Some(module) = module else { continue };
        let ids: Vec<RecordId> = ids.into_iter().collect();
        let seen = records::reached(reader, module, &cx.actor.scope, &ids)?;
        reached.insert(code, (module, seen));
    }
    let told = rows.iter().filter_map(|row| {
        let (module, seen) = reached.get(row.module.as_str())?;
        entry(cx, module, row, seen.contains(&row.record))
    });
    Ok(told.collect())
}

/// A record that is gone for good is told of to whoever reached it through its owner; whom it left
/// by changing hands is told that, once.
fn entry(cx: &Cx, module: &Module, row: &Changed, is_reached: bool) -> Option<Entry> {
    let reaches = |owner| cx.actor.scope.level(&module.code, owner, None).is_some();
    let has_owner = module.field("owner").is_some();
    let kind = match row.kind.as_str() {
        kind if is_reached => kind,
        "purged" if !has_owner || reaches(row.owner) => "purged",
        _ if row.left.is_some() && reaches(row.left) && !reaches(row.owner) => "left",
        _ => return None,
    };
    Some(Entry {
        module: row.module.clone(),
        record: row.record,
        kind: kind.into(),
        is_gone: ["trashed", "purged", "left"].contains(&kind),
        version: row.version,
        at: row.at,
    })
}
