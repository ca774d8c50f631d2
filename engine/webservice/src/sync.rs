//! What changed since a program asked last, with nothing skipped.
//!
//! The family says where it goes on in whole seconds, which is not enough: several records change
//! in one second, and one that was written earlier may be committed later. So the second that is
//! given out is only a name for a place in the order of all changes, which is remembered; whoever
//! comes back with it goes on exactly there. A second that was never given out stands for itself,
//! with some of what came shortly before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use catalog::Module;
use catalog::filter::quoted;
use kernel::{Error, Instant, PrincipalId, RecordId};
use records::feed::{self, Cursor, Entry};
use records::{ListQuery, Record};
use serde_json::json;

use crate::answer::{Fault, Outcome};
use crate::kind::{Kind, Wire, named};
use crate::number::Numbers;
use crate::params::Told;
use crate::record::all_whole;
use crate::value::moment;

/// Changes of one answer at most.
const MOST: usize = 100;
/// Changes of other kinds that one answer passes over, in so many portions at most.
const PORTIONS: usize = 100;
/// Seconds before a second that was never given out.
const BEFORE: i64 = 120;

/// What a program follows.
struct Followed {
    modules: Vec<Arc<Module>>,
    /// Whose records; those of everybody when nothing.
    owners: Option<Vec<PrincipalId>>,
    /// The name of both.
    scope: String,
}

/// Where a program stands.
enum Place {
    /// In the order of all changes.
    Feed(Cursor),
    /// On its way over records that changed too long ago for that, and where it goes on after it.
    Walk { after: Cursor, module: String, at: Option<records::Cursor> },
}

/// What one answer tells.
#[derive(Default)]
struct News {
    updated: Vec<(Arc<Module>, Vec<Record>)>,
    deleted: Vec<(String, RecordId)>,
}

/// `sync`
pub async fn answer(wire: &Wire, told: &Told<'_>) -> Outcome {
    let since: i64 = told.get("modifiedTime").trim().parse().map_err(|_| {
        Fault::new("MANDATORY_FIELDS_MISSING", "modifiedTime does not have a value")
    })?;
    // Seconds of the years in which records can have been changed.
    let since = since.clamp(0, 250_000_000_000);
    let followed = followed(wire, told).await?;
    let known = feed::place_at(&wire.cx, &followed.scope, since).await?;
    let place = known.as_deref().and_then(Place::parse);
    let place = match place {
        Some(place) => place,
        None => begin(wire, since).await?,
    };
    let done = match place {
        Place::Feed(cursor) => match follow(wire, &followed, cursor).await {
            Err(Error::Conflict { .. }) => {
                let (after, module) = (end(wire).await?, String::new());
                walk(wire, (&followed, since), Place::Walk { after, module, at: None }).await?
            }
            done => done?,
        },
        walking @ Place::Walk { .. } => walk(wire, (&followed, since), walking).await?,
    };
    said(wire, (&followed.scope, since, known), done).await
}

async fn said(
    wire: &Wire,
    (scope, since, known): (&str, i64, Option<String>),
    (news, place, more): (News, Place, bool),
) -> Outcome {
    let place = place.to_string();
    let last = match (&place, known) {
        // Nothing happened, so the same second goes on being the name of the place.
        (place, Some(known)) if *place == known => since,
        (place, _) => {
            // On the way a second stands behind the one from which the way began, so that who is
            // lost begins again there.
            let from = match place.starts_with("walk") {
                true => since.saturating_add(1),
                false => wire.cx.now().millis() / 1000,
            };
            feed::keep_place(&wire.cx, scope, from, place).await?
        }
    };
    let mut updated = Vec::new();
    for (module, records) in news.updated {
        updated.extend(all_whole(wire, &module, &records).await?);
    }
    let ids = news.deleted.iter().map(|(_, id)| id.0).collect();
    let numbers = Numbers::of_ids(wire, ids).await?;
    let deleted = news.deleted.iter().map(|(module, id)| numbers.record(wire, module, *id));
    let deleted: Vec<String> = deleted.collect();
    Ok(json!({
        "updated": updated, "deleted": deleted, "more": more, "lastModifiedTime": last,
    }))
}

async fn followed(wire: &Wire, told: &Told<'_>) -> Outcome<Followed> {
    let name = told.get("elementType");
    let modules = match name {
        "" => wire.modules().cloned().collect(),
        name => match wire.kind(name)? {
            Kind::Records(module) => vec![module],
            Kind::Users | Kind::Groups | Kind::Currency => return Err(Fault::denied()),
        },
    };
    let own = wire.cx.actor.user.ok_or(Error::Unauthenticated)?;
    let whose = told.get("syncType").to_ascii_lowercase();
    let owners = match whose.as_str() {
        "" | "user" => Some(vec![own]),
        "userandgroup" => {
            let house = wire.cx.engine.house().await?;
            Some(house.house().principals_of(own))
        }
        "application" if wire.cx.actor.rights.is_administrator() => None,
        _ => return Err(Fault::denied()),
    };
    let whose = if whose.is_empty() { "user" } else { whose.as_str() };
    Ok(Followed { modules, owners, scope: format!("{whose}/{name}") })
}

impl Followed {
    fn is_meant(&self, module: &Module, record: &Record) -> bool {
        let Some(owners) = &self.owners else { return true };
        record.owner(module).is_some_and(|owner| owners.contains(&owner))
    }
}

async fn end(wire: &Wire) -> Result<Cursor, Error> {
    Ok(feed::changes(&wire.cx, None, 1).await?.next)
}

/// Where somebody begins who names a second that was never given out.
async fn begin(wire: &Wire, since: i64) -> Outcome<Place> {
    let at = Instant::from_millis((since - BEFORE).max(0) * 1000);
    Ok(match feed::since(&wire.cx, at).await? {
        Some(cursor) => Place::Feed(cursor),
        // What changes on the way stands behind this place.
        None => Place::Walk { after: end(wire).await?, module: String::new(), at: None },
    })
}

async fn follow(
    wire: &Wire,
    followed: &Followed,
    cursor: Cursor,
) -> Result<(News, Place, bool), Error> {
    let mut changes = feed::changes(&wire.cx, Some(cursor), MOST).await?;
    for _ in 0..PORTIONS {
        let is_meant = |entry: &Entry| followed.modules.iter().any(|m| m.code == entry.module);
        if !changes.has_more || changes.entries.iter().any(is_meant) {
            break;
        }
        changes = feed::changes(&wire.cx, Some(changes.next), MOST).await?;
    }
    let mut news = News::default();
    for module in &followed.modules {
        let entries: Vec<&Entry> =
            changes.entries.iter().filter(|entry| entry.module == module.code).collect();
        let ids: BTreeSet<RecordId> = entries.iter().map(|entry| entry.record).collect();
        if ids.is_empty() {
            continue;
        }
        let ids: Vec<RecordId> = ids.into_iter().collect();
        let seen = records::get_many(&wire.cx, &module.code, &ids).await?;
        let mut seen: BTreeMap<RecordId, Record> =
            seen.into_iter().map(|record| (record.id, record)).collect();
        let mut updated = Vec::new();
        for id in ids {
            let is_gone = entries.iter().any(|entry| entry.record == id && entry.is_gone);
            match seen.remove(&id) {
                Some(record) if !followed.is_meant(module, &record) => {}
                Some(record) if record.trashed_at.is_none() => updated.push(record),
                Some(_) => news.deleted.push((module.code.clone(), id)),
                None if is_gone => news.deleted.push((module.code.clone(), id)),
                None => {}
            }
        }
        news.updated.push((module.clone(), updated));
    }
    Ok((news, Place::Feed(changes.next), changes.has_more))
}

/// Some records that were changed after a second, module by module.
async fn walk(
    wire: &Wire,
    (followed, since): (&Followed, i64),
    place: Place,
) -> Outcome<(News, Place, bool)> {
    let Place::Walk { after, module, mut at } = place else {
        return Err(Fault::denied());
    };
    let mut news = News::default();
    let begun = followed.modules.iter().position(|known| named(known) == module).unwrap_or(0);
    for module in &followed.modules[begun..] {
        let Some(filter) = changed_since(module, (followed, since)) else { continue };
        loop {
            let n_found: usize = news.updated.iter().map(|(_, records)| records.len()).sum();
            let limit = MOST.saturating_sub(n_found);
            if limit == 0 {
                let place = Place::Walk { after, module: named(module), at };
                return Ok((news, place, true));
            }
            let (sort, filter) = ("modified_at".into(), filter.clone());
            let list = ListQuery { filter, sort, after: at, limit, ..ListQuery::default() };
            let page = records::find(&wire.cx, &module.code, &list).await?.page;
            news.updated.push((module.clone(), page.records));
            at = page.next;
            if at.is_none() {
                break;
            }
        }
    }
    Ok((news, Place::Feed(after), false))
}

/// The condition for records of a module that are meant; none when there can be none.
fn changed_since(module: &Module, (followed, since): (&Followed, i64)) -> Option<String> {
    let at = moment(Instant::from_millis(since * 1000)).replacen(' ', "T", 1);
    let changed = format!("modified_at > {}", quoted(&format!("{at}Z")));
    match &followed.owners {
        None => Some(changed),
        Some(owners) => {
            let owner = module.owner_field()?;
            let owners: Vec<String> = owners.iter().map(|id| quoted(&id.to_string())).collect();
            Some(format!("{changed} and {} in ({})", owner.name, owners.join(", ")))
        }
    }
}

impl Place {
    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        Some(match words.next()? {
            "feed" => Place::Feed(Cursor::parse(words.next()?)?),
            "walk" => {
                let after = Cursor::parse(words.next()?)?;
                let (module, at) = (words.next()?.to_owned(), words.next()?);
                let at = match at {
                    "-" => None,
                    at => Some(records::Cursor::parse(at)?),
                };
                Place::Walk { after, module, at }
            }
            _ => return None,
        })
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Place::Feed(cursor) => write!(f, "feed {cursor}"),
            Place::Walk { after, module, at } => {
                let at = at.as_ref().map_or_else(|| "-".to_owned(), records::Cursor::to_string);
                write!(f, "walk {after} {module} {at}")
            }
        }
    }
}
