//! Messages to people: what was given to them, where they were mentioned, what is due or failed.

use std::collections::BTreeMap;

use kernel::{Instant, PrincipalId, Result};
use sql::{Param, Row, Sql};
use uuid::Uuid;

use super::{muted, plain};
use crate::conn::{Reader, Tx};

const COLUMNS: &str = "id, user_id, mark, kind, module, subject_id, at, actor_id, version, \
                       is_read, detail";

/// A message to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: Uuid,
    /// To whom.
    pub user: PrincipalId,
    /// What it is about in one word; two messages of one mark to one person are one.
    pub mark: String,
    /// Its kind, such as `assigned`.
    pub kind: String,
    /// Code of the module of the record; empty when it is about none.
    pub module: String,
    /// The record, or what else it is about.
    pub subject: Uuid,
    /// When what it tells happened.
    pub at: Instant,
    /// Who did it, if a person.
    pub actor: Option<PrincipalId>,
    /// Counts what happened under its mark; what is no newer is told no second time.
    pub version: i64,
    /// Whether the person is done with it.
    pub is_read: bool,
    /// What else it needs to say, by its kind.
    pub detail: String,
}

/// A place between two messages of a person, the newest first.
pub type Place = (Instant, Uuid);

/// Which messages of a person are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// One.
    One(Uuid),
    /// All about one record.
    About(Uuid),
    /// All.
    All,
}

/// Tells a person something; what they were told before, or do not want to hear, is left out.
///
/// A message of the same mark comes up again when its version is newer.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, message: &Message, now: Instant) -> Result<bool> {
    if muted::is_muted(tx, message.user, &message.kind)? {
        return Ok(false);
    }
    let values: [(&str, Param); 12] = [
        ("id", message.id.into()),
        ("user_id", message.user.into()),
        ("mark", message.mark.as_str().into()),
        ("kind", message.kind.as_str().into()),
        ("module", message.module.as_str().into()),
        ("subject_id", message.subject.into()),
        ("at", message.at.into()),
        ("actor_id", message.actor.into()),
        ("version", message.version.into()),
        ("is_read", false.into()),
        ("changed_at", now.into()),
        ("detail", message.detail.as_str().into()),
    ];
    let mut sql = tx.sql();
    sql.push("INSERT INTO ").table("messages").push(" (");
    sql.idents(values.iter().map(|(name, _)| *name)).push(") VALUES (");
    sql.binds(values.into_iter().map(|(_, value)| value)).push(")");
    sql.push(" ON CONFLICT (user_id, mark) DO UPDATE SET ");
    let renewed = ["at", "actor_id", "version", "is_read", "changed_at", "detail"];
    sql.list(", ", renewed, |sql, name| {
        sql.ident(name).push(" = excluded.").ident(name);
    });
    sql.push(" WHERE excluded.version > \"messages\".version");
    Ok(tx.execute(&sql)? == 1)
}

/// How many messages a person has not read, counted up to a bound.
///
/// # Errors
/// When the database fails.
pub fn unread(reader: &mut Reader<'_>, user: PrincipalId, bound: i64) -> Result<i64> {
    let question = unread_question(reader, user, bound);
    reader.query_one(&question)?.map_or(Ok(0), |mut row| row.int())
}

pub(super) fn unread_question(reader: &Reader<'_>, user: PrincipalId, bound: i64) -> Sql {
    let mut sql = reader.sql();
    sql.push("SELECT COUNT(*) FROM (SELECT 1 FROM ").table("messages").push(" WHERE user_id = ");
    // The order names the index; without it PostgreSQL may walk the table for a few rows.
    sql.bind(user).push(" AND is_read = 0 ORDER BY at DESC, id DESC");
    sql.fixed_limit(bound).push(") AS few");
    sql
}

/// Messages of a person before a place, the newest first.
///
/// # Errors
/// When the database fails.
pub fn page(
    reader: &mut Reader<'_>,
    user: PrincipalId,
    (is_open, before): (bool, Option<Place>),
    limit: i64,
) -> Result<Vec<Message>> {
    let mut sql = reader.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM ").table("messages").push(" WHERE user_id = ");
    sql.bind(user);
    if is_open {
        sql.push(" AND is_read = 0");
    }
    if let Some((at, id)) = before {
        sql.push(" AND (at, id) < (").bind(at).push(", ").bind(id).push(")");
    }
    sql.push(" ORDER BY at DESC, id DESC LIMIT ").bind(limit);
    reader.query(&sql)?.iter_mut().map(message).collect()
}

/// Unread messages of a person that were written or came up again after one instant and up to
/// another, the newest first.
///
/// What they tell of is no older than `earliest`, so that the index of the unread ends the walk.
///
/// # Errors
/// When the database fails.
pub fn unread_between(
    reader: &mut Reader<'_>,
    user: PrincipalId,
    (since, until): (Instant, Instant),
    (earliest, limit): (Instant, i64),
) -> Result<Vec<Message>> {
    let mut sql = reader.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM ").table("messages").push(" WHERE user_id = ");
    sql.bind(user).push(" AND is_read = 0 AND at >= ").bind(earliest);
    sql.push(" AND changed_at > ").bind(since).push(" AND changed_at <= ").bind(until);
    sql.push(" ORDER BY at DESC, id DESC LIMIT ").bind(limit);
    reader.query(&sql)?.iter_mut().map(message).collect()
}

/// Says whether a person is done with messages; tells how many changed.
///
/// # Errors
/// When the database fails.
pub fn set_read(
    tx: &mut Tx<'_>,
    user: PrincipalId,
    (which, is_read): (Which, bool),
    at: Instant,
) -> Result<u64> {
    let set = [("is_read", is_read.into()), ("changed_at", at.into())];
    let mut only = vec![("user_id", user.into()), ("is_read", (!is_read).into())];
    match which {
        Which::One(id) => only.push(("id", id.into())),
        Which::About(subject) => only.push(("subject_id", subject.into())),
        Which::All => {}
    }
    plain::update(tx, "messages", &set, &only)
}

/// Whether a person has unread messages about something.
///
/// # Errors
/// When the database fails.
pub fn is_told(reader: &mut Reader<'_>, user: PrincipalId, subject: Uuid) -> Result<bool> {
    let only = [("subject_id", subject.into()), ("user_id", user.into()), ("is_read", 0.into())];
    Ok(!plain::select(reader, "messages", "id", &only, " LIMIT 1")?.is_empty())
}

/// People whose messages changed since an instant, with the latest instant of a change.
///
/// The latest changes are looked at, as many as a moment can hold.
///
/// # Errors
/// When the database fails.
pub fn changed_since(
    reader: &mut Reader<'_>,
    since: Instant,
) -> Result<BTreeMap<PrincipalId, Instant>> {
    let mut sql = reader.sql();
    // Grouped by the database, SQLite would walk all messages along the index of the people.
    sql.push("SELECT user_id, changed_at FROM ").table("messages");
    sql.push(" WHERE changed_at >= ").bind(since).push(" ORDER BY changed_at DESC LIMIT 2000");
    let mut latest = BTreeMap::new();
    for mut row in reader.query(&sql)? {
        let (user, at) = (PrincipalId(row.uuid()?), row.instant()?);
        latest.entry(user).or_insert(at);
    }
    Ok(latest)
}

/// Removes what was read before an instant.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("messages").push(" WHERE is_read = 1 AND changed_at < ");
    sql.bind(before);
    tx.execute(&sql).map(drop)
}

/// Takes all messages about a record away for good.
///
/// # Errors
/// When the database fails.
pub fn forget_record(tx: &mut Tx<'_>, record: kernel::RecordId) -> Result<()> {
    plain::delete(tx, "messages", &[("subject_id", record.into())]).map(drop)
}

fn message(row: &mut Row) -> Result<Message> {
    Ok(Message {
        id: row.uuid()?,
        user: PrincipalId(row.uuid()?),
        mark: row.text()?,
        kind: row.text()?,
        module: row.text()?,
        subject: row.uuid()?,
        at: row.instant()?,
        actor: row.maybe_uuid()?.map(PrincipalId),
        version: row.int()?,
        is_read: row.flag()?,
        detail: row.text()?,
    })
}
