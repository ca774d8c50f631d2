//! Records by their exact titles, or by what a field of theirs says exactly.

use access::Scope;
use catalog::{Field, FieldType, Module};
use kernel::{RecordId, Result, sort_key};

use super::read::push_scope;
use crate::conn::Reader;

/// Titles asked for in one statement.
const PORTION: usize = 200;

/// Records outside the bin that the scope reaches and that have one of the titles, the oldest
/// first.
///
/// # Errors
/// When the database fails.
pub fn named(
    reader: &mut Reader<'_>,
    module: &Module,
    scope: &Scope,
    titles: &[String],
) -> Result<Vec<(RecordId, String)>> {
    let mut found = Vec::new();
    for some in titles.chunks(PORTION) {
        let mut sql = reader.sql();
        sql.push("SELECT t.id, t.title FROM ").table(&module.plural);
        // The sort key has the index, the title decides.
        sql.push(" t WHERE t.title_sort IN (").binds(some.iter().map(|title| sort_key(title)));
        sql.push(") AND t.title IN (").binds(some.iter().map(String::as_str));
        sql.push(") AND t.trashed_at IS NULL");
        push_scope(&mut sql, "t", module, scope);
        sql.push(" ORDER BY t.row");
        for mut row in reader.query(&sql)? {
            found.push((RecordId(row.uuid()?), row.text()?));
        }
    }
    Ok(found)
}

/// Records outside the bin that the scope reaches and whose field holds one of the texts, the
/// oldest first; the field has an index, because it is unique or the number.
///
/// # Errors
/// When the database fails.
pub fn saying(
    reader: &mut Reader<'_>,
    (module, field): (&Module, &str),
    scope: &Scope,
    texts: &[String],
) -> Result<Vec<(RecordId, String)>> {
    let has_index = |field: &Field| field.unique || field.kind == FieldType::Number;
    debug_assert!(module.field(field).is_some_and(has_index), "{field} has no index");
    let mut found = Vec::new();
    for some in texts.chunks(PORTION) {
        let mut sql = reader.sql();
        sql.push("SELECT t.id, t.").ident(field).push(" FROM ").table(&module.plural);
        sql.push(" t WHERE t.").ident(field).push(" IN (").binds(some.iter().map(String::as_str));
        sql.push(") AND t.trashed_at IS NULL");
        push_scope(&mut sql, "t", module, scope);
        sql.push(" ORDER BY t.row");
        for mut row in reader.query(&sql)? {
            found.push((RecordId(row.uuid()?), row.text()?));
        }
    }
    Ok(found)
}
