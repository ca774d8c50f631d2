//! Small numbers that stand for ids where a program cannot take an id, and places in the changes
//! that stand for moments.

use std::collections::BTreeMap;

use kernel::{Instant, PrincipalId, Result};
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

/// Seconds behind a second in which a free one is looked for.
const REACH: i64 = 1_000_000;

/// The numbers of those ids that have one.
///
/// # Errors
/// When the database fails.
pub fn of_ids(reader: &mut Reader<'_>, ids: &[Uuid]) -> Result<BTreeMap<Uuid, i64>> {
    let mut numbers = BTreeMap::new();
    for some in ids.chunks(500) {
        let mut sql = reader.sql();
        sql.push("SELECT id, number FROM ").table("small_numbers").push(" WHERE id IN (");
        sql.binds(some.iter().copied()).push(")");
        for mut row in reader.query(&sql)? {
            numbers.insert(row.uuid()?, row.int()?);
        }
    }
    Ok(numbers)
}

/// The id that a number stands for.
///
/// # Errors
/// When the database fails.
pub fn id_of(reader: &mut Reader<'_>, number: i64) -> Result<Option<Uuid>> {
    let only = [("number", number.into())];
    let rows = plain::select(reader, "small_numbers", "id", &only, "")?;
    rows.into_iter().next().map(|mut row| row.uuid()).transpose()
}

/// Gives an id a number; tells whether neither of them was taken.
///
/// # Errors
/// When the database fails.
pub fn give(tx: &mut Tx<'_>, id: Uuid, number: i64) -> Result<bool> {
    plain::insert_new(tx, "small_numbers", &[("number", number.into()), ("id", id.into())])
}

/// The numbers of all modules by their code.
///
/// # Errors
/// When the database fails.
pub fn of_modules(reader: &mut Reader<'_>) -> Result<BTreeMap<String, i64>> {
    let mut rows = plain::select(reader, "module_numbers", "code, number", &[], "")?;
    rows.iter_mut().map(|row| Ok((row.text()?, row.int()?))).collect()
}

/// Where somebody goes on who followed the changes of a scope up to a second.
///
/// # Errors
/// When the database fails.
pub fn place(
    reader: &mut Reader<'_>,
    (user, scope): (PrincipalId, &str),
    at: i64,
) -> Result<Option<String>> {
    let only = [("user_id", user.into()), ("scope", scope.into()), ("at", at.into())];
    let rows = plain::select(reader, "sync_places", "place", &only, "")?;
    rows.into_iter().next().map(|mut row| row.text()).transpose()
}

/// Remembers a place under a second from `at` on that no other place has, and gives that second.
///
/// # Errors
/// When the database fails.
pub fn keep_place(
    tx: &mut Tx<'_>,
    (user, scope): (PrincipalId, &str),
    (at, place): (i64, &str),
    now: Instant,
) -> Result<i64> {
    loop {
        let mut sql = tx.sql();
        sql.push("SELECT MAX(at) FROM ").table("sync_places").push(" WHERE user_id = ").bind(user);
        sql.push(" AND scope = ").bind(scope).push(" AND at >= ").bind(at);
        sql.push(" AND at < ").bind(at.saturating_add(REACH));
        let last = tx.query_one(&sql)?.map_or(Ok(None), |mut row| row.maybe_int())?;
        let second = last.map_or(at, |last| last + 1);
        let row = [
            ("user_id", user.into()),
            ("scope", scope.into()),
            ("at", second.into()),
            ("place", place.into()),
            ("made_at", now.into()),
        ];
        if plain::insert_new(tx, "sync_places", &row)? {
            return Ok(second);
        }
    }
}

/// Forgets places that nobody came back to.
///
/// # Errors
/// When the database fails.
pub fn sweep_places(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("sync_places").push(" WHERE made_at < ").bind(before);
    tx.execute(&sql).map(drop)
}
