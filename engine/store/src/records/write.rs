//! Writing records: one row each, with version check.

use access::Scope;
use catalog::{Catalog, Module};
use kernel::{Error, Instant, PrincipalId, RecordId, Result, sort_key};
use sql::{Param, Sql};

use super::Record;
use crate::conn::Tx;
use crate::layout::{encode, field_columns};
use crate::pending::Insert;

/// Who writes and when.
#[derive(Clone, Copy, Debug)]
pub struct Write {
    /// The present instant.
    pub at: Instant,
    /// The person, or nobody when the program writes.
    pub actor: Option<PrincipalId>,
}

/// Stores a new record and tells its row.
///
/// # Errors
/// `Invalid` with `taken` at a unique field; `Conflict` `id_taken` when the id exists.
pub fn insert(
    tx: &mut Tx<'_>,
    (catalog, module): (&Catalog, &Module),
    record: &Record,
    write: Write,
) -> Result<i64> {
    let mut values: Vec<Param> = vec![
        record.id.into(),
        record.version.into(),
        record.title.as_str().into(),
        sort_key(&record.title).into(),
        write.at.into(),
        write.actor.into(),
        write.at.into(),
        write.actor.into(),
    ];
    let fields = module.fields.iter().zip(&record.values);
    for (field, value) in fields.filter(|(field, _)| field.system.is_none()) {
        values.extend(encode(catalog, field, value));
    }
    let mut head = tx.sql();
    head.push("INSERT INTO ").table(&module.plural).push(" (");
    if let Some(row) = tx.row_ahead(&module.plural)? {
        push_columns(&mut head, module);
        head.push(", row) OVERRIDING SYSTEM VALUE VALUES ");
        values.push(row.into());
        tx.insert_soon(Insert { head, tail: String::new() }, (values.len(), values))?;
        return Ok(row);
    }
    push_columns(&mut head, module);
    head.push(") VALUES (").binds(values).push(")");
    tx.insert_row(head).map_err(|error| match error {
        Error::Invalid(problems) if problems.iter().any(|p| p.field == "id") => {
            Error::conflict("id_taken")
        }
        other => other,
    })
}

fn push_columns(sql: &mut Sql, module: &Module) {
    sql.push("id, version, title, title_sort, created_at, created_by_id, modified_at, ");
    sql.push("modified_by_id");
    for column in module.fields.iter().flat_map(field_columns) {
        sql.push(", ").ident(&column.name);
    }
}

/// Changes some fields of a record whose version is the one expected.
///
/// # Errors
/// `Conflict` `stale` when somebody changed it meanwhile; `Invalid` with `taken`.
pub fn update(
    tx: &mut Tx<'_>,
    (catalog, module): (&Catalog, &Module),
    record: &Record,
    changed: &[usize],
    write: Write,
) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("UPDATE ").table(&module.plural).push(" SET version = version + 1, title = ");
    sql.bind(record.title.as_str()).push(", title_sort = ").bind(sort_key(&record.title));
    sql.push(", modified_at = ").bind(write.at).push(", modified_by_id = ").bind(write.actor);
    push_fields(&mut sql, (catalog, module), record, changed);
    sql.push(" WHERE id = ").bind(record.id).push(" AND version = ").bind(record.version);
    sql.push(" AND trashed_at IS NULL");
    changed_one(tx.execute(&sql)?)
}

/// Writes what follows from other records: no change of the record itself, so its version and the
/// day of its change stay as they are.
///
/// # Errors
/// When the database fails.
pub fn settle(
    tx: &mut Tx<'_>,
    (catalog, module): (&Catalog, &Module),
    record: &Record,
    changed: &[usize],
) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("UPDATE ").table(&module.plural).push(" SET title = ");
    sql.bind(record.title.as_str()).push(", title_sort = ").bind(sort_key(&record.title));
    push_fields(&mut sql, (catalog, module), record, changed);
    sql.push(" WHERE id = ").bind(record.id);
    tx.execute(&sql).map(drop)
}

fn push_fields(
    sql: &mut Sql,
    (catalog, module): (&Catalog, &Module),
    record: &Record,
    changed: &[usize],
) {
    for at in changed {
        let (field, value) = (&module.fields[*at], &record.values[*at]);
        if field.system.is_some() {
            continue;
        }
        for (column, cell) in field_columns(field).iter().zip(encode(catalog, field, value)) {
            sql.push(", ").ident(&column.name).push(" = ").bind(cell);
        }
    }
}

/// Moves a record to the bin, or back with `None`.
///
/// # Errors
/// `Conflict` `stale` when somebody changed it meanwhile.
pub fn set_trashed(
    tx: &mut Tx<'_>,
    module: &Module,
    (id, version): (RecordId, i64),
    trashed: Option<Write>,
) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("UPDATE ").table(&module.plural).push(" SET version = version + 1, trashed_at = ");
    let at: Param = trashed.map(|write| write.at).into();
    sql.bind(at).push(", trashed_by_id = ").bind(trashed.and_then(|write| write.actor));
    sql.push(" WHERE id = ").bind(id).push(" AND version = ").bind(version);
    sql.push(if trashed.is_some() {
        " AND trashed_at IS NULL"
    } else {
        " AND trashed_at IS NOT NULL"
    });
    changed_one(tx.execute(&sql)?)
}

/// Deletes a record for good; nothing of the row stays.
///
/// # Errors
/// `NotFound` when there is none.
pub fn purge(tx: &mut Tx<'_>, module: &Module, scope: &Scope, id: RecordId) -> Result<()> {
    let record = super::get(tx, module, scope, id)?.ok_or(Error::NotFound)?;
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table(&module.plural).push(" WHERE row = ").bind(record.row);
    tx.execute(&sql).map(drop)
}

fn changed_one(met: u64) -> Result<()> {
    if met == 1 { Ok(()) } else { Err(Error::conflict("stale")) }
}
