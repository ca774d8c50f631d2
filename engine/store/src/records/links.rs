//! Records that link to one that goes.
//!
//! Every statement asks once outside the bin and once inside, because only so each has an index.

use catalog::{Field, FieldType, Module};
use kernel::{RecordId, Result};
use sql::Sql;

use super::Write;
use crate::conn::{Reader, Tx};

const SIDES: [&str; 2] = [" AND trashed_at IS NULL", " AND trashed_at IS NOT NULL"];

/// Records whose link field leads to a record, in the bin or outside, at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn linking(
    reader: &mut Reader<'_>,
    module: &Module,
    field: &Field,
    (target, limit): (RecordId, usize),
) -> Result<Vec<RecordId>> {
    let mut found = Vec::new();
    for side in SIDES {
        let mut sql = reader.sql();
        sql.push("SELECT id FROM ").table(&module.plural);
        push_target(&mut sql, field, target);
        sql.push(side).push(" LIMIT ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
        for mut row in reader.query(&sql)? {
            found.push(RecordId(row.uuid()?));
        }
    }
    found.truncate(limit);
    Ok(found)
}

/// Empties a link field wherever it leads to a record, as a change of each of those records.
///
/// # Errors
/// When the database fails.
pub fn unlink(
    tx: &mut Tx<'_>,
    module: &Module,
    field: &Field,
    (target, write): (RecordId, Write),
) -> Result<()> {
    for side in SIDES {
        let mut sql = tx.sql();
        sql.push("UPDATE ")
            .table(&module.plural)
            .push(" SET version = version + 1, modified_at = ");
        sql.bind(write.at).push(", modified_by_id = ").bind(write.actor).push(", ");
        sql.ident(&format!("{}_id", field.name)).push(" = NULL");
        if matches!(&field.kind, FieldType::Link { to, .. } if to.len() > 1) {
            sql.push(", ").ident(&format!("{}_module", field.name)).push(" = NULL");
        }
        push_target(&mut sql, field, target);
        sql.push(side);
        tx.execute(&sql)?;
    }
    Ok(())
}

fn push_target(sql: &mut Sql, field: &Field, target: RecordId) {
    sql.push(" WHERE ").ident(&format!("{}_id", field.name)).push(" = ").bind(target);
}
