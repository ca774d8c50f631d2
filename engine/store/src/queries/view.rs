//! Saved views of lists.

use std::collections::{BTreeMap, BTreeSet};

use access::Party;
use kernel::{PrincipalId, Result};
use sql::{Row, Sql};
use uuid::Uuid;

use super::{house, plain};
use crate::conn::{Reader, Tx};

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

/// Views that somebody may use who belongs to these parties, in order: of one module, or of all.
///
/// # Errors
/// When the database fails.
pub fn usable(
    reader: &mut Reader<'_>,
    module: Option<&str>,
    parties: &[Party],
) -> Result<Vec<View>> {
    let question = usable_question(reader, module, parties);
    usable_of(reader.query(&question)?)
}

/// The views of a module that somebody may use, and what settings of these names say of which of
/// them is the first, in the order of the names; in questions that travel together.
///
/// # Errors
/// When the database fails.
pub fn usable_with_first(
    reader: &mut Reader<'_>,
    module: &str,
    (parties, settings): (&[Party], &[String]),
) -> Result<(Vec<View>, Option<String>)> {
    let mut said = reader.sql();
    said.push("SELECT key, value FROM ").table("settings").push(" WHERE key IN (''");
    for key in settings {
        said.push(", ").bind(key.as_str());
    }
    said.push(")");
    let questions = [usable_question(reader, Some(module), parties), said];
    let mut answers = reader.query_all(&questions)?.into_iter();
    let views = usable_of(answers.next().unwrap_or_default())?;
    let mut said = BTreeMap::new();
    for mut row in answers.next().unwrap_or_default() {
        said.insert(row.text()?, row.text()?);
    }
    Ok((views, settings.iter().find_map(|key| said.remove(key))))
}

pub(super) fn usable_question(reader: &Reader<'_>, module: Option<&str>, parties: &[Party]) -> Sql {
    let mut sql = reader.sql();
    sql.push("SELECT v.id, v.module, v.owner_id, v.name, v.definition, v.position FROM ");
    sql.table("views").push(" v WHERE ");
    push_usable(&mut sql, parties);
    if let Some(module) = module {
        sql.push(" AND v.module = ").bind(module);
    }
    sql.push(" ORDER BY v.position, v.id");
    sql
}

/// Adds that a view `v` is everybody's, one's own, or shared with one of the parties.
pub(super) fn push_usable(sql: &mut Sql, parties: &[Party]) {
    sql.push("(v.owner_id IS NULL");
    let own = parties.iter().find(|party| matches!(party, Party::User(_)));
    if let Some(own) = own {
        sql.push(" OR v.owner_id = ").bind(own.id());
        sql.push(" OR v.id IN (SELECT view_id FROM ").table("view_parties").push(" WHERE ");
        for (n, party) in parties.iter().enumerate() {
            sql.push(if n == 0 { "" } else { " OR " }).push("(kind = ").bind(party.word());
            sql.push(" AND party_id = ").bind(party.id()).push(")");
        }
        sql.push(")");
    }
    sql.push(")");
}

/// With whom a view is shared, besides who owns it.
///
/// # Errors
/// When the database fails.
pub fn parties(reader: &mut Reader<'_>, view: Uuid) -> Result<BTreeSet<Party>> {
    let only = [("view_id", view.into())];
    let mut rows = plain::select(reader, "view_parties", "kind, party_id", &only, "")?;
    rows.iter_mut().map(|row| house::party(&row.text()?, row.uuid()?)).collect()
}

/// Shares a view with a party, or ends that.
///
/// # Errors
/// When the database fails.
pub fn share(tx: &mut Tx<'_>, view: Uuid, (party, is_shared): (Party, bool)) -> Result<()> {
    let values =
        [("view_id", view.into()), ("kind", party.word().into()), ("party_id", party.id().into())];
    match is_shared {
        true => plain::insert_new(tx, "view_parties", &values).map(drop),
        false => plain::delete(tx, "view_parties", &values).map(drop),
    }
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
    plain::delete(tx, "view_parties", &[("view_id", id.into())])?;
    Ok(plain::delete(tx, "views", &[("id", id.into())])? == 1)
}
