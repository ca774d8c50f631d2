//! What a person comes back to: records looked at last, records marked, views kept at hand.

use access::Party;
use kernel::{Instant, Link, PrincipalId, RecordId, Result};
use sql::{Row, Sql};
use uuid::Uuid;

use super::{plain, view};
use crate::conn::{Reader, Tx};

/// Notes that a person looked at a record.
///
/// # Errors
/// When the database fails.
pub fn seen(tx: &mut Tx<'_>, user: PrincipalId, link: &Link, at: Instant) -> Result<()> {
    plain::upsert(
        tx,
        "recents",
        &["user_id", "record_id"],
        &[
            ("user_id", user.into()),
            ("module", link.module.as_str().into()),
            ("record_id", link.id.into()),
            ("at", at.into()),
        ],
    )
}

/// Records a person looked at last, the newest first.
///
/// # Errors
/// When the database fails.
pub fn recent(reader: &mut Reader<'_>, user: PrincipalId) -> Result<Vec<Link>> {
    let tail = " ORDER BY at DESC LIMIT 12";
    links(plain::select(reader, "recents", "module, record_id", &[("user_id", user.into())], tail)?)
}

/// Marks a record; tells whether it was not marked.
///
/// # Errors
/// When the database fails.
pub fn mark(tx: &mut Tx<'_>, user: PrincipalId, link: &Link, at: Instant) -> Result<bool> {
    plain::insert_new(
        tx,
        "favourites",
        &[
            ("user_id", user.into()),
            ("module", link.module.as_str().into()),
            ("record_id", link.id.into()),
            ("position", at.into()),
        ],
    )
}

/// Unmarks a record; tells whether it was marked.
///
/// # Errors
/// When the database fails.
pub fn unmark(tx: &mut Tx<'_>, user: PrincipalId, record: RecordId) -> Result<bool> {
    let only = [("user_id", user.into()), ("record_id", record.into())];
    Ok(plain::delete(tx, "favourites", &only)? == 1)
}

/// Whether a record is marked.
///
/// # Errors
/// When the database fails.
pub fn is_marked(reader: &mut Reader<'_>, user: PrincipalId, record: RecordId) -> Result<bool> {
    let only = [("user_id", user.into()), ("record_id", record.into())];
    Ok(!plain::select(reader, "favourites", "record_id", &only, "")?.is_empty())
}

/// Marked records of a person, with their places.
///
/// # Errors
/// When the database fails.
pub fn marked(reader: &mut Reader<'_>, user: PrincipalId) -> Result<Vec<(Link, i64)>> {
    let question = marked_question(reader, user);
    marked_of(reader.query(&question)?)
}

pub(super) fn marked_question(reader: &Reader<'_>, user: PrincipalId) -> Sql {
    let (only, columns) = ([("user_id", user.into())], "module, record_id, position");
    let tail = " ORDER BY position, record_id LIMIT 30";
    plain::question(reader, ("favourites", columns), &only, tail)
}

pub(super) fn marked_of(mut rows: Vec<Row>) -> Result<Vec<(Link, i64)>> {
    rows.iter_mut()
        .map(|row| Ok((Link { module: row.text()?, id: RecordId(row.uuid()?) }, row.int()?)))
        .collect()
}

/// A view of a list that a person keeps at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptView {
    /// Id of the view.
    pub id: Uuid,
    /// Code of its module, its name and what it shows, as JSON; none of one that nobody saved.
    pub saved: Option<(String, String, String)>,
    /// Its place.
    pub position: i64,
}

/// Keeps a view at hand; tells whether it was not.
///
/// # Errors
/// When the database fails.
pub fn keep_view(tx: &mut Tx<'_>, user: PrincipalId, view: Uuid, at: Instant) -> Result<bool> {
    let values = [("user_id", user.into()), ("view_id", view.into()), ("position", at.into())];
    plain::insert_new(tx, "kept_views", &values)
}

/// Keeps it no longer; tells whether it was kept.
///
/// # Errors
/// When the database fails.
pub fn let_view_go(tx: &mut Tx<'_>, user: PrincipalId, view: Uuid) -> Result<bool> {
    let only = [("user_id", user.into()), ("view_id", view.into())];
    Ok(plain::delete(tx, "kept_views", &only)? == 1)
}

/// Views that a person keeps at hand and may use.
///
/// # Errors
/// When the database fails.
pub fn kept_views(
    reader: &mut Reader<'_>,
    user: PrincipalId,
    parties: &[Party],
) -> Result<Vec<KeptView>> {
    let question = kept_question(reader, user, parties);
    kept_of(reader.query(&question)?)
}

pub(super) fn kept_question(reader: &Reader<'_>, user: PrincipalId, parties: &[Party]) -> Sql {
    let mut sql = reader.sql();
    sql.push("SELECT k.view_id, k.position, v.module, v.name, v.definition FROM ");
    sql.table("kept_views").push(" k LEFT JOIN ").table("views");
    sql.push(" v ON v.id = k.view_id WHERE k.user_id = ").bind(user);
    sql.push(" AND ");
    view::push_usable(&mut sql, parties);
    sql.push(" ORDER BY k.position, k.view_id LIMIT 30");
    sql
}

pub(super) fn kept_of(mut rows: Vec<Row>) -> Result<Vec<KeptView>> {
    let view = rows.iter_mut().map(|row| {
        let (id, position) = (row.uuid()?, row.int()?);
        let (module, name, shown) = (row.maybe_text()?, row.maybe_text()?, row.maybe_text()?);
        let saved =
            module.zip(name).zip(shown).map(|((module, name), shown)| (module, name, shown));
        Ok(KeptView { id, saved, position })
    });
    view.collect()
}

/// Puts what a person keeps at hand, records and views, into an order.
///
/// # Errors
/// When the database fails.
pub fn put_in_order(tx: &mut Tx<'_>, user: PrincipalId, ids: &[Uuid]) -> Result<()> {
    for (at, id) in (1_i64..).zip(ids) {
        for (table, column) in [("favourites", "record_id"), ("kept_views", "view_id")] {
            let only = [("user_id", user.into()), (column, (*id).into())];
            plain::update(tx, table, &[("position", at.into())], &only)?;
        }
    }
    Ok(())
}

fn links(mut rows: Vec<Row>) -> Result<Vec<Link>> {
    let link = |row: &mut Row| Ok(Link { module: row.text()?, id: RecordId(row.uuid()?) });
    rows.iter_mut().map(link).collect()
}

/// Forgets a record in both lists of everybody.
///
/// # Errors
/// When the database fails.
pub fn forget_record(tx: &mut Tx<'_>, record: RecordId) -> Result<()> {
    plain::delete(tx, "recents", &[("record_id", record.into())])?;
    plain::delete(tx, "favourites", &[("record_id", record.into())]).map(drop)
}
