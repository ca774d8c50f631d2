//! Comments on records.

use kernel::{Instant, PrincipalId, RecordId, Result};
use sql::{Row, Sql};
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

pub(super) const COLUMNS: &str = "id, module, record_id, author_id, at, edited_at, text";

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its id.
    pub id: Uuid,
    /// Code of the module.
    pub module: String,
    /// The record.
    pub record: RecordId,
    /// Who wrote it.
    pub author: Option<PrincipalId>,
    /// When.
    pub at: Instant,
    /// When it was changed last.
    pub edited_at: Option<Instant>,
    /// What it says.
    pub text: String,
}

/// Stores a new comment.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, comment: &Comment) -> Result<()> {
    plain::insert(
        tx,
        "comments",
        &[
            ("id", comment.id.into()),
            ("module", comment.module.as_str().into()),
            ("record_id", comment.record.into()),
            ("author_id", comment.author.into()),
            ("at", comment.at.into()),
            ("text", comment.text.as_str().into()),
        ],
    )
}

/// Changes the text of a comment.
///
/// # Errors
/// When the database fails.
pub fn edit(tx: &mut Tx<'_>, id: Uuid, text: &str, at: Instant) -> Result<()> {
    let set = [("text", text.into()), ("edited_at", at.into())];
    plain::update(tx, "comments", &set, &[("id", id.into())]).map(drop)
}

/// Takes a comment away, or brings it back with `None`.
///
/// # Errors
/// When the database fails.
pub fn set_trashed(tx: &mut Tx<'_>, id: Uuid, at: Option<Instant>) -> Result<()> {
    plain::update(tx, "comments", &[("trashed_at", at.into())], &[("id", id.into())]).map(drop)
}

/// One comment, also one that was taken away.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, id: Uuid) -> Result<Option<Comment>> {
    let rows = plain::select(reader, "comments", COLUMNS, &[("id", id.into())], "")?;
    rows.into_iter().next().map(|mut row| comment(&mut row)).transpose()
}

/// Several comments that were not taken away.
///
/// # Errors
/// When the database fails.
pub fn get_many(reader: &mut Reader<'_>, ids: &[Uuid]) -> Result<Vec<Comment>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = reader.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM ").table("comments").push(" WHERE id IN (");
    sql.binds(ids.iter().copied()).push(") AND trashed_at IS NULL");
    reader.query(&sql)?.iter_mut().map(comment).collect()
}

/// Comments of a record, the newest first.
///
/// # Errors
/// When the database fails.
pub fn of_record(
    reader: &mut Reader<'_>,
    record: RecordId,
    page: (Option<Instant>, usize),
) -> Result<Vec<Comment>> {
    let mut sql = reader.sql();
    push_of_record(&mut sql, COLUMNS, record, page);
    comments_of(reader.query(&sql)?)
}

pub(super) fn push_of_record(
    sql: &mut Sql,
    columns: &str,
    record: RecordId,
    (until, limit): (Option<Instant>, usize),
) {
    sql.push("SELECT ").push(columns).push(" FROM ").table("comments").push(" WHERE record_id = ");
    sql.bind(record).push(" AND at <= ").bind(until.map_or(i64::MAX, Instant::millis));
    sql.push(" AND trashed_at IS NULL ORDER BY at DESC, id DESC");
    sql.fixed_limit(i64::try_from(limit).unwrap_or(i64::MAX));
}

pub(super) fn comments_of(mut rows: Vec<Row>) -> Result<Vec<Comment>> {
    rows.iter_mut().map(comment).collect()
}

/// Takes all comments of a record away for good.
///
/// # Errors
/// When the database fails.
pub fn forget_record(tx: &mut Tx<'_>, record: RecordId) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("mentions").push(" WHERE comment_id IN (SELECT id FROM ");
    sql.table("comments").push(" WHERE record_id = ").bind(record).push(")");
    tx.execute(&sql)?;
    plain::delete(tx, "comments", &[("record_id", record.into())]).map(drop)
}

fn comment(row: &mut Row) -> Result<Comment> {
    Ok(Comment {
        id: row.uuid()?,
        module: row.text()?,
        record: RecordId(row.uuid()?),
        author: row.maybe_uuid()?.map(PrincipalId),
        at: row.instant()?,
        edited_at: row.maybe_instant()?,
        text: row.text()?,
    })
}
