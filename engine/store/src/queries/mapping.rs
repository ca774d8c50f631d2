//! Saved mappings: where the columns of a kind of file go.

use kernel::{Instant, PrincipalId, Result};
use sql::Row;
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

const TABLE: &str = "import_mappings";
const COLUMNS: &str = "id, module, owner_id, name, definition, removed_at";

/// A saved mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// Its id.
    pub id: Uuid,
    /// Code of the module.
    pub module: String,
    /// Whose it is; none means everybody's.
    pub owner: Option<PrincipalId>,
    /// Its name.
    pub name: String,
    /// What goes where, as JSON.
    pub definition: String,
    /// When it was removed.
    pub removed_at: Option<Instant>,
}

/// Stores a mapping, new or changed.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, mapping: &Mapping) -> Result<()> {
    let values = [
        ("id", mapping.id.into()),
        ("module", mapping.module.as_str().into()),
        ("owner_id", mapping.owner.into()),
        ("name", mapping.name.as_str().into()),
        ("definition", mapping.definition.as_str().into()),
        ("removed_at", mapping.removed_at.into()),
    ];
    plain::upsert(tx, TABLE, &["id"], &values)
}

/// All mappings of a module, also removed ones, by name.
///
/// # Errors
/// When the database fails.
pub fn all(reader: &mut Reader<'_>, module: &str) -> Result<Vec<Mapping>> {
    let only = [("module", module.into())];
    let mut rows = plain::select(reader, TABLE, COLUMNS, &only, " ORDER BY name, id")?;
    rows.iter_mut().map(mapping).collect()
}

/// One mapping, also a removed one.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, id: Uuid) -> Result<Option<Mapping>> {
    let mut rows = plain::select(reader, TABLE, COLUMNS, &[("id", id.into())], "")?;
    rows.first_mut().map(mapping).transpose()
}

fn mapping(row: &mut Row) -> Result<Mapping> {
    Ok(Mapping {
        id: row.uuid()?,
        module: row.text()?,
        owner: row.maybe_uuid()?.map(PrincipalId),
        name: row.text()?,
        definition: row.text()?,
        removed_at: row.maybe_instant()?,
    })
}
