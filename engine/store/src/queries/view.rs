//! Saved views of lists.

use kernel::{PrincipalId, Result};
use uuid::Uuid;

use super::plain;
use crate::cell::Row;
use crate::conn::{Reader, Tx};
use crate::sql::Sql;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its id.
    pub id: Uuid,
    /// Code of the module.
    pub module: String,
    /// Whose it is; none means everybody's.
    pub owner: Option<PrincipalId>,
    /// Its name.
    pub name: String,
    /// Columns, filter and sort, as JSON.
    pub definition: String,
    /// Place among the views of the module.
    pub position: i64,
}

/// Stores a view, new or changed.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, view: &View) -> Result<()> {
    plain::upsert(
        tx,
        "views",
        &["id"],
        &[
            ("id", view.id.into()),
            ("module", view.module.as_str().into()),
            ("owner_id", view.owner.into()),
            ("name", view.name.as_str().into()),
            ("definition", view.definition.as_str().into()),
            ("position", view.position.into()),
        ],
    )
}

/// Views that a person may use, in order: of one module, or of all.
///
/// # Errors
/// When the database fails.
pub fn usable(
    reader: &mut Reader<'_>,
    module: Option<&str>,
    user: Option<PrincipalId>,
) -> Result<Vec<View>> {
    let question = usable_question(reader, module, user);
    usable_of(reader.query(&question)?)
}

/// The views of a module that somebody may use, and which of them they chose as the first by a
/// setting of this name; in questions that travel together.
///
/// # Errors
/// When the database fails.
pub fn usable_with_first(
    reader: &mut Reader<'_>,
    module: &str,
    (user, setting): (Option<PrincipalId>, &str),
) -> Result<(Vec<View>, Option<String>)> {
    let only = [("key", setting.into())];
    let questions = [
        usable_question(reader, Some(module), user),
        plain::question(reader, ("settings", "value"), &only, ""),
    ];
    let mut answers = reader.query_all(&questions)?.into_iter();
    let views = usable_of(answers.next().unwrap_or_default())?;
    let mut first = answers.next().unwrap_or_default();
    Ok((views, first.first_mut().map(|row| row.text()).transpose()?))
}

pub(super) fn usable_question(
    reader: &Reader<'_>,
    module: Option<&str>,
    user: Option<PrincipalId>,
) -> Sql {
    let mut sql = reader.sql();
    sql.push("SELECT id, module, owner_id, name, definition, position FROM ").table("views");
    sql.push(" WHERE (owner_id IS NULL");
    if let Some(user) = user {
        sql.push(" OR owner_id = ").bind(user);
    }
    sql.push(")");
    if let Some(module) = module {
        sql.push(" AND module = ").bind(module);
    }
    sql.push(" ORDER BY position, id");
    sql
}

pub(super) fn usable_of(mut rows: Vec<Row>) -> Result<Vec<View>> {
    let views = rows.iter_mut().map(|row| {
        Ok(View {
            id: row.uuid()?,
            module: row.text()?,
            owner: row.maybe_uuid()?.map(PrincipalId),
            name: row.text()?,
            definition: row.text()?,
            position: row.int()?,
        })
    });
    views.collect()
}

/// Takes a view away.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, id: Uuid) -> Result<bool> {
    plain::delete(tx, "kept_views", &[("view_id", id.into())])?;
    Ok(plain::delete(tx, "views", &[("id", id.into())])? == 1)
}
