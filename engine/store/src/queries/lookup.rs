//! Keys by which records are found at once: mail addresses, phone numbers, folded names.

use std::collections::BTreeSet;

use access::Scope;
use catalog::Module;
use kernel::{RecordId, Result};
use sql::Param;

use super::plain;
use crate::conn::{Reader, Tx};
use crate::records::push_scope_of_named;

/// A key of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Name of the field or of the set of fields it comes from.
    pub field: String,
    /// The key, folded.
    pub key: String,
}

/// Sets the keys of a record.
///
/// # Errors
/// When the database fails.
pub fn set(tx: &mut Tx<'_>, module: &str, record: RecordId, keys: &[Key]) -> Result<()> {
    plain::delete(tx, "lookup_keys", &[("record_id", record.into())])?;
    add(tx, module, record, keys)
}

/// Adds the keys of a record that has none yet.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, module: &str, record: RecordId, keys: &[Key]) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let row = |key: &Key| -> [Param; 4] {
        [key.key.as_str().into(), module.into(), record.into(), key.field.as_str().into()]
    };
    let params = keys.iter().flat_map(row).collect();
    plain::insert_missing(tx, ("lookup_keys", &["key", "module", "record_id", "field"]), params)
}

/// Records of a module that the scope reaches and that have one of the keys, with the key they
/// have.
///
/// # Errors
/// When the database fails.
pub fn find(
    reader: &mut Reader<'_>,
    (module, scope): (&Module, &Scope),
    keys: &[Key],
    limit: usize,
) -> Result<Vec<(RecordId, Key)>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = reader.sql();
    sql.push("SELECT k.record_id, k.field, k.key FROM ").table("lookup_keys").push(" k");
    if scope.owners(&module.code).is_some() {
        sql.push(" JOIN ").table(&module.plural).push(" t ON t.id = k.record_id");
        push_scope_of_named(&mut sql, "t", module, scope);
    }
    let wanted: BTreeSet<(&str, &str)> =
        keys.iter().map(|key| (key.field.as_str(), key.key.as_str())).collect();
    let fields: BTreeSet<&str> = wanted.iter().map(|(field, _)| *field).collect();
    sql.push(" WHERE k.module = ").bind(module.code.as_str());
    // Pairs of many keys are planned one by one; a key seldom stands in two fields.
    sql.push(" AND k.key IN (").binds(keys.iter().map(|key| key.key.as_str()));
    sql.push(") AND k.field IN (").binds(fields);
    sql.push(") LIMIT ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
    let mut found = Vec::new();
    for mut row in reader.query(&sql)? {
        let (record, field, key) = (RecordId(row.uuid()?), row.text()?, row.text()?);
        if wanted.contains(&(field.as_str(), key.as_str())) {
            found.push((record, Key { field, key }));
        }
    }
    Ok(found)
}
