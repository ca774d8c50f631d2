//! Who wants digests of their messages by mail, and when the next one is due.

use kernel::{Instant, PrincipalId, Result};
use sql::Row;

use super::plain;
use crate::conn::{Reader, Tx};

const COLUMNS: &str = "user_id, rhythm, since, due_at";

/// A person who wants digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Who.
    pub user: PrincipalId,
    /// Word of how often.
    pub rhythm: String,
    /// Messages up to here were in an earlier one.
    pub since: Instant,
    /// When the next one is due.
    pub due_at: Instant,
}

/// What a person wants, if they want any.
///
/// # Errors
/// When the database fails.
pub fn of_person(reader: &mut Reader<'_>, user: PrincipalId) -> Result<Option<Digest>> {
    let rows = plain::select(reader, "digests", COLUMNS, &[("user_id", user.into())], "")?;
    rows.into_iter().next().map(|mut row| digest(&mut row)).transpose()
}

/// Says what a person wants, and how far they are.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, digest: &Digest) -> Result<()> {
    let values = [
        ("user_id", digest.user.into()),
        ("rhythm", digest.rhythm.as_str().into()),
        ("since", digest.since.into()),
        ("due_at", digest.due_at.into()),
    ];
    plain::upsert(tx, "digests", &["user_id"], &values)
}

/// Says that a person wants none.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, user: PrincipalId) -> Result<()> {
    plain::delete(tx, "digests", &[("user_id", user.into())]).map(drop)
}

/// People whose digest is due at an instant.
///
/// # Errors
/// When the database fails.
pub fn due(reader: &mut Reader<'_>, at: Instant) -> Result<Vec<Digest>> {
    let mut sql = reader.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM ").table("digests").push(" WHERE due_at <= ");
    sql.bind(at).push(" ORDER BY due_at");
    reader.query(&sql)?.iter_mut().map(digest).collect()
}

/// Takes a digest that is due, with where the next one begins and when it is due; tells whether
/// nobody else had taken it.
///
/// # Errors
/// When the database fails.
pub fn take(tx: &mut Tx<'_>, digest: &Digest, (until, due_at): (Instant, Instant)) -> Result<bool> {
    let only = [("user_id", digest.user.into()), ("since", digest.since.into())];
    let set = [("since", until.into()), ("due_at", due_at.into())];
    Ok(plain::update(tx, "digests", &set, &only)? == 1)
}

fn digest(row: &mut Row) -> Result<Digest> {
    Ok(Digest {
        user: PrincipalId(row.uuid()?),
        rhythm: row.text()?,
        since: row.instant()?,
        due_at: row.instant()?,
    })
}
