//! What happens to records becomes messages to whom it concerns.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::Scope;
use catalog::{Catalog, Module};
use kernel::{Error, Instant, Link, PrincipalId, RecordId, Result};
use records::{Cx, Engine, Event};
use store::Tx;
use store::queries::message::{self, Message};
use store::queries::tag;
use uuid::Uuid;

use crate::message::Kind;

/// Events of more than a week ago are told to nobody.
const OLD: i64 = 7 * 86_400_000;

/// Something to tell; who it is for comes with it.
pub(crate) struct News<'a> {
    pub kind: Kind,
    pub mark: String,
    pub module: &'a str,
    pub subject: Uuid,
    pub at: Instant,
    pub actor: Option<PrincipalId>,
    pub version: i64,
    pub detail: String,
}

impl News<'_> {
    /// Tells it to one person, unless they did it themselves.
    pub fn tell(self, tx: &mut Tx<'_>, user: PrincipalId, now: Instant) -> Result<bool> {
        if self.actor == Some(user) {
            return Ok(false);
        }
        let message = Message {
            id: Uuid::now_v7(),
            user,
            mark: self.mark,
            kind: self.kind.word().into(),
            module: self.module.into(),
            subject: self.subject,
            at: self.at,
            actor: self.actor,
            version: self.version,
            is_read: false,
            detail: self.detail,
        };
        message::put(tx, &message, now)
    }
}

/// Tells new owners what was given to them, and followers what changed.
///
/// It runs in the transaction that hands the events on; an event that comes twice tells nothing
/// new, because what is told carries the version of the record.
///
/// # Errors
/// When the database fails.
pub fn tell(engine: &Arc<Engine>, tx: &mut Tx<'_>, events: &[Event]) -> Result<()> {
    let now = engine.clock().now();
    let events: Vec<Event> = events.iter().filter(|event| is_news(event, now)).cloned().collect();
    let given = given(engine, tx, &events)?;
    for (event, owner) in &given {
        give(event).tell(tx, *owner, now)?;
    }
    answered(engine, tx, &events)?;
    let is_given: BTreeSet<(RecordId, i64, PrincipalId)> =
        given.iter().map(|(event, owner)| (event.record, event.version(), *owner)).collect();
    let told: Vec<&Event> = events.iter().filter(|event| concerns_followers(event)).collect();
    let mut records: Vec<RecordId> = told.iter().map(|event| event.record).collect();
    records.sort_unstable();
    records.dedup();
    let mut followers: BTreeMap<RecordId, Vec<PrincipalId>> = BTreeMap::new();
    for (record, user) in tag::followers(tx, &records)? {
        followers.entry(record).or_default().push(user);
    }
    for event in told {
        for user in followers.get(&event.record).into_iter().flatten() {
            if !is_given.contains(&(event.record, event.version(), *user)) {
                changed(event).tell(tx, *user, now)?;
            }
        }
    }
    Ok(())
}

/// Tells owners of what others answered by the links of their records.
fn answered(engine: &Arc<Engine>, tx: &mut Tx<'_>, events: &[Event]) -> Result<()> {
    let (catalog, now) = (engine.catalog(), engine.clock().now());
    for event in events.iter().filter(|event| event.is_by_link() && is_act(&catalog, event)) {
        let Some(module) = catalog.module(&event.module) else { continue };
        for owner in owners(tx, module, &[event])?.values() {
            let news = News {
                kind: Kind::Answered,
                mark: format!("answered/{}", event.record),
                module: &event.module,
                subject: event.record.0,
                at: event.at,
                actor: None,
                version: event.version(),
                detail: event.word().into(),
            };
            news.tell(tx, *owner, now)?;
        }
    }
    Ok(())
}

/// What follows from an answer in other records is none.
fn is_act(catalog: &Catalog, event: &Event) -> bool {
    let module = catalog.module(&event.module);
    module.is_some_and(|module| module.actions.iter().any(|act| act.name == event.word()))
}

/// What happened long ago, such as in data that was taken over, is no news.
fn is_news(event: &Event, now: Instant) -> bool {
    now.plus_millis(-OLD) <= event.at
}

fn concerns_followers(event: &Event) -> bool {
    !matches!(event.word(), "created" | "purged")
}

/// Events that gave a record to somebody, with whom it belongs to by now.
fn given<'e>(
    engine: &Arc<Engine>,
    tx: &mut Tx<'_>,
    events: &'e [Event],
) -> Result<Vec<(&'e Event, PrincipalId)>> {
    let mut by_module: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    for event in events {
        by_module.entry(&event.module).or_default().push(event);
    }
    let catalog = engine.catalog();
    let mut given = Vec::new();
    for (code, events) in by_module {
        let Some(module) = catalog.module(code) else { continue };
        let Some(field) = module.owner_field() else { continue };
        let events: Vec<&Event> = events.into_iter().filter(|e| e.touches(&field.name)).collect();
        let owners = owners(tx, module, &events)?;
        let pairs = events.into_iter().filter_map(|e| Some((e, *owners.get(&e.record)?)));
        given.extend(pairs.filter(|(event, owner)| event.actor != Some(*owner)));
    }
    Ok(given)
}

fn owners(
    tx: &mut Tx<'_>,
    module: &Module,
    events: &[&Event],
) -> Result<BTreeMap<RecordId, PrincipalId>> {
    let mut ids: Vec<RecordId> = events.iter().map(|event| event.record).collect();
    ids.sort_unstable();
    ids.dedup();
    let scope = Scope::system("whoever owns a record is told so");
    let found = store::records::get_many(tx, module, &scope, &ids)?;
    let alive = found.into_iter().filter(|record| record.trashed_at.is_none());
    Ok(alive.filter_map(|record| Some((record.id, record.owner(module)?))).collect())
}

/// Many records given at once are one message for each module.
fn give(event: &Event) -> News<'_> {
    let (mark, subject, version, detail) = match event.run() {
        Some(run) => (format!("assigned/{run}/{}", event.module), run, 1, "many".to_owned()),
        None => {
            let mark = format!("assigned/{}", event.record);
            (mark, event.record.0, event.version(), String::new())
        }
    };
    let (module, at, actor) = (event.module.as_str(), event.at, event.actor);
    News { kind: Kind::Assigned, mark, module, subject, at, actor, version, detail }
}

/// Changes of one record are one message that comes up again.
fn changed(event: &Event) -> News<'_> {
    News {
        kind: Kind::Changed,
        mark: format!("changed/{}", event.record),
        module: &event.module,
        subject: event.record.0,
        at: event.at,
        actor: event.actor,
        version: event.version(),
        detail: event.word().into(),
    }
}

/// A comment as those see it who are told of it.
pub(crate) struct Said<'a> {
    pub link: &'a Link,
    pub id: Uuid,
    pub author: Option<PrincipalId>,
    pub at: Instant,
}

/// Tells whoever was mentioned in a comment.
pub(crate) fn mentioned(tx: &mut Tx<'_>, said: &Said<'_>, people: &[PrincipalId]) -> Result<()> {
    for person in people {
        let news = said.news(Kind::Mentioned, format!("mentioned/{}", said.id));
        news.tell(tx, *person, said.at)?;
    }
    Ok(())
}

/// Tells whoever follows the record of a comment and was not mentioned in it.
pub(crate) fn commented(tx: &mut Tx<'_>, said: &Said<'_>, but: &[PrincipalId]) -> Result<()> {
    for (_, user) in tag::followers(tx, &[said.link.id])? {
        if !but.contains(&user) {
            let mark = format!("commented/{}", said.link.id);
            said.news(Kind::Changed, mark).tell(tx, user, said.at)?;
        }
    }
    Ok(())
}

impl Said<'_> {
    fn news(&self, kind: Kind, mark: String) -> News<'_> {
        News {
            kind,
            mark,
            module: &self.link.module,
            subject: self.link.id.0,
            at: self.at,
            actor: self.author,
            version: if kind == Kind::Mentioned { 1 } else { self.at.millis() },
            detail: format!("comment/{}", self.id),
        }
    }
}

/// Tells somebody that a job failed that they had asked for.
///
/// # Errors
/// When the database fails.
pub fn tell_failure(
    tx: &mut Tx<'_>,
    (job, name): (Uuid, &str),
    user: PrincipalId,
    now: Instant,
) -> Result<bool> {
    let news = News {
        kind: Kind::Failed,
        mark: format!("failed/{job}"),
        module: "",
        subject: job,
        at: now,
        actor: None,
        version: now.millis(),
        detail: name.into(),
    };
    news.tell(tx, user, now)
}

/// Tells the actor that an export lies ready that they had asked for.
///
/// # Errors
/// When the database fails; `Unauthenticated` when nobody acts.
pub async fn tell_ready(cx: &Cx, module: &str, run: Uuid) -> Result<()> {
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let (module, now) = (module.to_owned(), cx.now());
    let tell = move |tx: &mut store::Tx<'_>| {
        let news = News {
            kind: Kind::Ready,
            mark: format!("ready/{run}"),
            module: &module,
            subject: run,
            at: now,
            actor: None,
            version: now.millis(),
            detail: String::new(),
        };
        news.tell(tx, user, now).map(drop)
    };
    cx.store().write(tell).await
}

/// Tells the owner of a record that it is due; `day` tells one due time from another.
///
/// # Errors
/// When the database fails.
pub fn tell_due(
    tx: &mut Tx<'_>,
    link: &Link,
    (owner, day): (PrincipalId, &str),
    now: Instant,
) -> Result<bool> {
    let news = News {
        kind: Kind::Due,
        mark: format!("due/{}/{day}", link.id),
        module: &link.module,
        subject: link.id.0,
        at: now,
        actor: None,
        version: 1,
        detail: day.into(),
    };
    news.tell(tx, owner, now)
}
