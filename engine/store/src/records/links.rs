//! Records that link to one that goes.
//!
//! Every statement asks once outside the bin and once inside, because only so each has an index.

use std::sync::Arc;

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

/// Link fields that are asked about in one statement.
const AT_ONCE: usize = 50;

/// Of some link fields those by which a record outside the bin points to one.
///
/// # Errors
/// When the database fails.
pub fn pointing(
    reader: &mut Reader<'_>,
    target: RecordId,
    links: &[(Arc<Module>, String)],
) -> Result<Vec<bool>> {
    let mut found = Vec::with_capacity(links.len());
    for some in links.chunks(AT_ONCE) {
        let mut sql = reader.sql();
        for (n, (module, field)) in some.iter().enumerate() {
            sql.push(if n == 0 { "SELECT " } else { ", " });
            sql.push("CASE WHEN EXISTS (SELECT 1 FROM ").table(&module.plural).push(" WHERE ");
            sql.ident(&format!("{field}_id")).push(" = ").bind(target);
            sql.push(SIDES[0]).push(") THEN 1 ELSE 0 END");
        }
        for mut row in reader.query(&sql)? {
            for _ in some {
                found.push(row.int()? == 1);
            }
        }
    }
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
