//! Events waiting for those who follow them.

use access::Via;
use kernel::{Instant, PrincipalId, RecordId, Result};

use super::plain;
use crate::conn::{Reader, Tx};

/// Something that happened to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Place in the order of all events; 0 before it is stored.
    pub seq: i64,
    /// When.
    pub at: Instant,
    /// Name in the past tense, such as `book.created`.
    pub name: String,
    /// Code of the module.
    pub module: String,
    /// The record.
    pub record: RecordId,
    /// Who, if a person.
    pub actor: Option<PrincipalId>,
    /// Names of the fields that changed, as JSON.
    pub payload: String,
}

impl Event {
    /// Tells whether a field is among those that changed.
    #[must_use]
    pub fn touches(&self, field: &str) -> bool {
        let payload = self.said();
        let fields = payload.get("fields").and_then(serde_json::Value::as_array);
        fields.is_some_and(|fields| fields.iter().any(|name| name == field))
    }

    /// Version of the record after it.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.said().get("version").and_then(serde_json::Value::as_i64).unwrap_or_default()
    }

    /// The run of many acts that it belongs to.
    #[must_use]
    pub fn run(&self) -> Option<uuid::Uuid> {
        self.said().get("run")?.as_str().and_then(|text| uuid::Uuid::parse_str(text).ok())
    }

    /// Tells whether somebody did it who holds the link of the record and did not sign in.
    #[must_use]
    pub fn is_by_link(&self) -> bool {
        self.said().get("via").and_then(serde_json::Value::as_str) == Some(Via::Link.word())
    }

    /// What happened in one word, without the module.
    #[must_use]
    pub fn word(&self) -> &str {
        self.name.rsplit_once('.').map_or(self.name.as_str(), |(_, word)| word)
    }

    fn said(&self) -> serde_json::Value {
        serde_json::from_str(&self.payload).unwrap_or_default()
    }
}

/// Adds an event.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    plain::insert(
        tx,
        "outbox",
        &[
            ("at", event.at.into()),
            ("event", event.name.as_str().into()),
            ("module", event.module.as_str().into()),
            ("record_id", event.record.into()),
            ("actor_id", event.actor.into()),
            ("payload", event.payload.as_str().into()),
        ],
    )
}

/// The oldest events.
///
/// # Errors
/// When the database fails.
pub fn oldest(reader: &mut Reader<'_>, limit: usize) -> Result<Vec<Event>> {
    let mut sql = reader.sql();
    sql.push("SELECT seq, at, event, module, record_id, actor_id, payload FROM ").table("outbox");
    sql.push(" ORDER BY seq LIMIT ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
    sql.push(reader.dialect().skip_locked());
    let mut rows = reader.query(&sql)?;
    let event = rows.iter_mut().map(|row| {
        Ok(Event {
            seq: row.int()?,
            at: row.instant()?,
            name: row.text()?,
            module: row.text()?,
            record: RecordId(row.uuid()?),
            actor: row.maybe_uuid()?.map(PrincipalId),
            payload: row.text()?,
        })
    });
    event.collect()
}

/// Takes events away that every follower has.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, seqs: &[i64]) -> Result<()> {
    if seqs.is_empty() {
        return Ok(());
    }
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("outbox").push(" WHERE seq IN (");
    sql.binds(seqs.iter().copied()).push(")");
    tx.execute(&sql).map(drop)
}

/// How many events wait.
///
/// # Errors
/// When the database fails.
pub fn waiting(reader: &mut Reader<'_>) -> Result<i64> {
    let rows = plain::select(reader, "outbox", "COUNT(*)", &[], "")?;
    rows.into_iter().next().map_or(Ok(0), |mut row| row.int())
}
