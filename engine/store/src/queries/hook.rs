//! What other programs are told.

use kernel::{Instant, PrincipalId, Result};
use sql::Row;
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

const COLUMNS: &str =
    "id, name, url, secret, module, kinds, filter, is_active, owner_id, created_at, version";

/// A hook as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// Its id.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// What its messages are signed with, as it is kept.
    pub secret: String,
    /// Code of the module; empty means all.
    pub module: String,
    /// Words of what happened, with spaces between them; empty means all.
    pub kinds: String,
    /// Condition in the filter language; empty means none.
    pub filter: String,
    /// Whether it is told at present.
    pub is_active: bool,
    /// Whose rights decide what it is told.
    pub owner: PrincipalId,
    /// When it was made.
    pub created_at: Instant,
    /// Counts changes.
    pub version: i64,
}

/// Stores a hook, new or changed.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, hook: &Hook) -> Result<()> {
    plain::upsert(
        tx,
        "hooks",
        &["id"],
        &[
            ("id", hook.id.into()),
            ("name", hook.name.as_str().into()),
            ("url", hook.url.as_str().into()),
            ("secret", hook.secret.as_str().into()),
            ("module", hook.module.as_str().into()),
            ("kinds", hook.kinds.as_str().into()),
            ("filter", hook.filter.as_str().into()),
            ("is_active", hook.is_active.into()),
            ("owner_id", hook.owner.into()),
            ("created_at", hook.created_at.into()),
            ("version", hook.version.into()),
        ],
    )
}

/// All hooks by name.
///
/// # Errors
/// When the database fails.
pub fn all(reader: &mut Reader<'_>) -> Result<Vec<Hook>> {
    let mut sql = reader.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM ").table("hooks");
    sql.push(" WHERE removed_at IS NULL ORDER BY name, id");
    reader.query(&sql)?.iter_mut().map(hook).collect()
}

/// One hook.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, id: Uuid) -> Result<Option<Hook>> {
    let mut sql = reader.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM ").table("hooks");
    sql.push(" WHERE removed_at IS NULL AND id = ").bind(id);
    reader.query_one(&sql)?.map(|mut row| hook(&mut row)).transpose()
}

/// Takes a hook away or brings it back; tells whether there is such a hook.
///
/// # Errors
/// When the database fails.
pub fn set_removed(tx: &mut Tx<'_>, id: Uuid, at: Option<Instant>) -> Result<bool> {
    let set = [("removed_at", at.into())];
    Ok(plain::update(tx, "hooks", &set, &[("id", id.into())])? == 1)
}

/// Forgets hooks that were taken away before an instant, with everything they were told.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("dispatches").push(" WHERE hook_id IN (SELECT id FROM ");
    sql.table("hooks").push(" WHERE removed_at < ").bind(before).push(")");
    tx.execute(&sql)?;
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("hooks").push(" WHERE removed_at < ").bind(before);
    tx.execute(&sql).map(drop)
}

fn hook(row: &mut Row) -> Result<Hook> {
    Ok(Hook {
        id: row.uuid()?,
        name: row.text()?,
        url: row.text()?,
        secret: row.text()?,
        module: row.text()?,
        kinds: row.text()?,
        filter: row.text()?,
        is_active: row.flag()?,
        owner: PrincipalId(row.uuid()?),
        created_at: row.instant()?,
        version: row.int()?,
    })
}
