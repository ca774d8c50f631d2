//! Reading records one by one, and their titles.

use std::collections::{BTreeMap, BTreeSet};

use access::Scope;
use catalog::{Field, Module, SystemField};
use kernel::{Instant, Link, PrincipalId, RecordId, Result, Value};
use sql::{Cell, Row, Sql};

use super::within::Within;
use crate::conn::{Reader, Tx};
use crate::layout::{SYSTEM_COLUMNS, decode, field_columns, owner_column};

/// A stored record.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// Its place in the table; the search and pages hang on it.
    pub row: i64,
    /// Counts its changes, from 1.
    pub version: i64,
    /// Its title.
    pub title: String,
    /// Values in the order of the module's fields; those not asked for are empty.
    pub values: Vec<Value>,
    /// When it went to the bin.
    pub trashed_at: Option<Instant>,
}

impl Record {
    /// The value of a field by name; empty when there is no such field.
    #[must_use]
    pub fn value(&self, module: &Module, name: &str) -> &Value {
        module.position(name).map_or(&Value::Empty, |at| &self.values[at])
    }

    /// Who owns it.
    #[must_use]
    pub fn owner(&self, module: &Module) -> Option<PrincipalId> {
        match self.value(module, "owner") {
            Value::Principal(id) => Some(*id),
            _ => None,
        }
    }

    /// A link to it.
    #[must_use]
    pub fn link(&self, module: &Module) -> Link {
        Link::new(&module.code, self.id)
    }
}

/// Finds a record that the scope reaches, in the bin or outside.
///
/// # Errors
/// When the database fails.
pub fn get(
    reader: &mut Reader<'_>,
    module: &Module,
    scope: &Scope,
    id: RecordId,
) -> Result<Option<Record>> {
    Ok(get_many(reader, module, scope, &[id])?.into_iter().next())
}

/// Finds those of several records that the scope reaches, in the bin or outside.
///
/// # Errors
/// When the database fails.
pub fn get_many(
    reader: &mut Reader<'_>,
    module: &Module,
    scope: &Scope,
    ids: &[RecordId],
) -> Result<Vec<Record>> {
    select(reader, module, scope, (ids, ""))
}

/// Finds those of some records outside the bin that the scope reaches; only the fields at some
/// positions are read.
///
/// # Errors
/// When the database fails.
pub fn some(
    reader: &mut Reader<'_>,
    module: &Module,
    scope: &Scope,
    (ids, fields): (&[RecordId], &[usize]),
) -> Result<Vec<Record>> {
    let selection = Selection::of(module, Some(fields));
    let mut all = Vec::new();
    for ids in ids.chunks(500) {
        let (mut sql, within) = (reader.sql(), Within::new(module, scope));
        within.push_select(&mut sql);
        selection.push(&mut sql);
        sql.push(" FROM ").table(&module.plural).push(" t WHERE t.id IN (");
        sql.binds(ids.iter().copied()).push(") AND t.trashed_at IS NULL");
        within.push_scope(&mut sql);
        for mut row in within.rows(reader, &sql)? {
            all.push(selection.record(module, &mut row)?);
        }
    }
    Ok(all)
}

/// Finds a record and keeps others from changing it until the transaction ends.
///
/// # Errors
/// When the database fails.
pub fn hold(
    tx: &mut Tx<'_>,
    module: &Module,
    scope: &Scope,
    id: RecordId,
) -> Result<Option<Record>> {
    let lock = tx.dialect().hold();
    Ok(select(tx, module, scope, (&[id], lock))?.into_iter().next())
}

/// Finds a record and keeps others from changing and holding it until the transaction ends.
///
/// # Errors
/// When the database fails.
pub fn lock(
    tx: &mut Tx<'_>,
    module: &Module,
    scope: &Scope,
    id: RecordId,
) -> Result<Option<Record>> {
    let lock = tx.dialect().lock();
    Ok(select(tx, module, scope, (&[id], lock))?.into_iter().next())
}

fn select(
    reader: &mut Reader<'_>,
    module: &Module,
    scope: &Scope,
    (ids, lock): (&[RecordId], &str),
) -> Result<Vec<Record>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let selection = Selection::of(module, None);
    let within = match lock {
        "" => Within::new(module, scope),
        _ => Within::compared(module, scope),
    };
    let mut sql = reader.sql();
    within.push_select(&mut sql);
    selection.push(&mut sql);
    sql.push(" FROM ").table(&module.plural).push(" t WHERE t.id IN (");
    sql.binds(ids.iter().copied()).push(")");
    within.push_scope(&mut sql);
    sql.push(lock);
    let mut rows = within.rows(reader, &sql)?;
    rows.iter_mut().map(|row| selection.record(module, row)).collect()
}

/// Those records outside the bin that lie at some rows and that the scope reaches, in no order;
/// only the fields at some positions are read.
///
/// # Errors
/// When the database fails.
pub fn at_rows(
    reader: &mut Reader<'_>,
    module: &Module,
    scope: &Scope,
    (rows, fields): (&[i64], Option<&[usize]>),
) -> Result<Vec<Record>> {
    let selection = Selection::of(module, fields);
    let (mut sql, within) = (reader.sql(), Within::new(module, scope));
    within.push_select(&mut sql);
    selection.push(&mut sql);
    sql.push(" FROM ").table(&module.plural).push(" t WHERE ");
    sql.dialect().among(&mut sql, "t.row", rows);
    sql.push(" AND t.trashed_at IS NULL");
    within.push_scope(&mut sql);
    let mut found = within.rows(reader, &sql)?;
    found.iter_mut().map(|row| selection.record(module, row)).collect()
}

/// Titles of those records that the scope reaches; an unreachable one has none.
///
/// # Errors
/// When the database fails.
pub fn titles(
    reader: &mut Reader<'_>,
    module: &Module,
    scope: &Scope,
    ids: &[RecordId],
) -> Result<BTreeMap<RecordId, String>> {
    let mut found = BTreeMap::new();
    for some in ids.chunks(500) {
        let (mut sql, within) = (reader.sql(), Within::new(module, scope));
        within.push_select(&mut sql);
        sql.push("t.id, t.title FROM ").table(&module.plural).push(" t WHERE t.id IN (");
        sql.binds(some.iter().copied()).push(") AND t.trashed_at IS NULL");
        within.push_scope(&mut sql);
        for mut row in within.rows(reader, &sql)? {
            found.insert(RecordId(row.uuid()?), row.text()?);
        }
    }
    Ok(found)
}

/// Those of some records that the scope reaches, in the bin or outside.
///
/// # Errors
/// When the database fails.
pub fn reached(
    reader: &mut Reader<'_>,
    module: &Module,
    scope: &Scope,
    ids: &[RecordId],
) -> Result<BTreeSet<RecordId>> {
    let mut found = BTreeSet::new();
    for some in ids.chunks(500) {
        let (mut sql, within) = (reader.sql(), Within::new(module, scope));
        within.push_select(&mut sql);
        sql.push("t.id FROM ").table(&module.plural).push(" t WHERE t.id IN (");
        sql.binds(some.iter().copied()).push(")");
        within.push_scope(&mut sql);
        for mut row in within.rows(reader, &sql)? {
            found.insert(RecordId(row.uuid()?));
        }
    }
    Ok(found)
}

/// Adds the limits of a scope as a further condition; a module without owners is open to all.
pub(crate) fn push_scope(sql: &mut Sql, alias: &str, module: &Module, scope: &Scope) {
    push_owners(sql, ("", alias), module, scope);
}

/// The same in a statement that names its rows: they are looked up, and their owner is compared.
pub(crate) fn push_scope_of_named(sql: &mut Sql, alias: &str, module: &Module, scope: &Scope) {
    let sign = sql.dialect().only_compared();
    push_owners(sql, (sign, alias), module, scope);
}

fn push_owners(sql: &mut Sql, (sign, alias): (&str, &str), module: &Module, scope: &Scope) {
    let (Some(owners), Some(column)) = (scope.owners(&module.code), owner_column(module)) else {
        return;
    };
    let grantees = scope.grantees(&module.code);
    sql.push(" AND (").push(sign).column(alias, column);
    match owners {
        [] => sql.push(" IS NULL AND 1 = 0"),
        [one] => sql.push(" = ").bind(*one),
        many => sql.push(" IN (").binds(many.iter().copied()).push(")"),
    };
    if !grantees.is_empty() {
        sql.push(" OR EXISTS (SELECT 1 FROM ").table("grants").push(" g WHERE g.record_id = ");
        sql.column(alias, "id").push(" AND g.principal_id IN (");
        sql.binds(grantees.iter().copied()).push("))");
    }
    sql.push(")");
}

/// Adds that the owner is one of those of a scope, whatever is shared besides.
pub(crate) fn push_owned(sql: &mut Sql, owners: &[PrincipalId]) {
    match owners {
        [] => sql.push(" AND 1 = 0"),
        owners => sql.push(" AND t.owner_id IN (").binds(owners.iter().copied()).push(")"),
    };
}

/// Begins a part that is asked for each of some owners, on PostgreSQL: there `beside.owner` is the
/// one at hand. Named as a list, all that each of them has would be read, or planned apart.
pub(super) fn push_beside(sql: &mut Sql, owners: &[PrincipalId]) {
    sql.push("(VALUES ").list(", ", owners.iter().copied(), |sql, owner| {
        sql.push("(").bind(owner).push(")");
    });
    sql.push(") beside (owner) CROSS JOIN LATERAL (");
}

/// Adds that a record is shared with the reader, and belongs to none of the owners of the scope.
pub(crate) fn push_shared(sql: &mut Sql, module: &Module, scope: &Scope) {
    let code = module.code.as_str();
    sql.push(" AND t.id IN (SELECT g.record_id FROM ").table("grants");
    sql.push(" g WHERE g.module = ").bind(code).push(" AND g.principal_id IN (");
    sql.binds(scope.grantees(code).iter().copied()).push("))");
    if let Some(owners @ [_, ..]) = scope.owners(code) {
        let sign = sql.dialect().only_compared();
        sql.push(" AND (").push(sign).push("t.owner_id IS NULL OR ").push(sign);
        sql.push("t.owner_id NOT IN (").binds(owners.iter().copied()).push("))");
    }
}

/// Which columns to read, and how to make a record of them.
pub(super) struct Selection<'a> {
    fields: Vec<(usize, &'a Field)>,
    width: usize,
}

impl<'a> Selection<'a> {
    pub fn of(module: &'a Module, fields: Option<&[usize]>) -> Self {
        let wanted = |at: usize| fields.is_none_or(|fields| fields.contains(&at));
        let all = module.fields.iter().enumerate();
        let fields = all.filter(|(at, field)| field.system.is_none() && wanted(*at)).collect();
        Selection { fields, width: module.fields.len() }
    }

    pub fn push(&self, sql: &mut Sql) {
        sql.list(", ", SYSTEM_COLUMNS, |sql, name| {
            sql.column("t", name);
        });
        for (_, field) in &self.fields {
            for column in value_columns(field) {
                sql.push(", ").column("t", &column);
            }
        }
    }

    pub fn record(&self, module: &Module, row: &mut Row) -> Result<Record> {
        let place = row.int()?;
        let id = RecordId(row.uuid()?);
        let version = row.int()?;
        let title = row.text()?;
        let mut system = [Value::Empty, Value::Empty, Value::Empty, Value::Empty];
        system[0] = Value::Instant(row.instant()?);
        system[1] = principal(row)?;
        system[2] = Value::Instant(row.instant()?);
        system[3] = principal(row)?;
        let trashed_at = row.maybe_instant()?;
        let mut values = vec![Value::Empty; self.width];
        for (at, field) in &self.fields {
            values[*at] = decode(field, row)?;
        }
        for (at, field) in module.fields.iter().enumerate() {
            if let Some(which) = field.system {
                values[at] = system[system_position(which)].clone();
            }
        }
        Ok(Record { id, row: place, version, title, values, trashed_at })
    }
}

fn system_position(field: SystemField) -> usize {
    match field {
        SystemField::CreatedAt => 0,
        SystemField::CreatedBy => 1,
        SystemField::ModifiedAt => 2,
        SystemField::ModifiedBy => 3,
    }
}

fn principal(row: &mut Row) -> Result<Value> {
    Ok(match row.cell()? {
        Cell::Uuid(id) => Value::Principal(PrincipalId(id)),
        Cell::Bytes(bytes) => {
            PrincipalId::from_bytes(&bytes).map_or(Value::Empty, Value::Principal)
        }
        Cell::Null | Cell::Int(_) | Cell::Text(_) => Value::Empty,
    })
}

/// Columns from which a value is read: all but those that only serve sorting and folding.
pub(super) fn value_columns(field: &Field) -> impl Iterator<Item = String> {
    let sort = format!("{}_sort", field.name);
    let fold = format!("{}_fold", field.name);
    field_columns(field)
        .into_iter()
        .map(|column| column.name)
        .filter(move |name| *name != sort && *name != fold)
}
