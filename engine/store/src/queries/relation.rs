//! Relations with roles between any two records.

use kernel::{Instant, Link, RecordId, Result};
use sql::{Row, Sql};
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

/// A relation between two records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its id.
    pub id: Uuid,
    /// Name of the relation in the definition of the first module.
    pub name: String,
    /// The record it starts at.
    pub from: Link,
    /// The record it leads to.
    pub to: Link,
    /// Code of the role.
    pub role: String,
}

/// Adds a relation; tells whether it is new.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, relation: &Relation, at: Instant) -> Result<bool> {
    plain::insert_new(
        tx,
        "relations",
        &[
            ("id", relation.id.into()),
            ("name", relation.name.as_str().into()),
            ("from_module", relation.from.module.as_str().into()),
            ("from_id", relation.from.id.into()),
            ("to_module", relation.to.module.as_str().into()),
            ("to_id", relation.to.id.into()),
            ("role", relation.role.as_str().into()),
            ("created_at", at.into()),
        ],
    )
}

/// Takes a relation away.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, id: Uuid) -> Result<bool> {
    Ok(plain::delete(tx, "relations", &[("id", id.into())])? == 1)
}

/// Relations that start at a record or lead to it.
///
/// # Errors
/// When the database fails.
pub fn of_record(reader: &mut Reader<'_>, record: RecordId) -> Result<Vec<Relation>> {
    let question = of_record_question(reader, record);
    relations_of(reader.query(&question)?)
}

pub(super) fn of_record_question(reader: &Reader<'_>, record: RecordId) -> Sql {
    let mut sql = reader.sql();
    sql.push("SELECT id, name, from_module, from_id, to_module, to_id, role FROM ");
    sql.table("relations").push(" WHERE from_id = ").bind(record);
    sql.push(" OR to_id = ").bind(record).push(" ORDER BY created_at, id LIMIT 500");
    sql
}

pub(super) fn relations_of(mut rows: Vec<Row>) -> Result<Vec<Relation>> {
    let relation = rows.iter_mut().map(|row| {
        let (id, name) = (row.uuid()?, row.text()?);
        let from = Link { module: row.text()?, id: RecordId(row.uuid()?) };
        let to = Link { module: row.text()?, id: RecordId(row.uuid()?) };
        Ok(Relation { id, name, from, to, role: row.text()? })
    });
    relation.collect()
}

/// Takes all relations of a record away.
///
/// # Errors
/// When the database fails.
pub fn forget_record(tx: &mut Tx<'_>, record: RecordId) -> Result<()> {
    plain::delete(tx, "relations", &[("from_id", record.into())])?;
    plain::delete(tx, "relations", &[("to_id", record.into())]).map(drop)
}
