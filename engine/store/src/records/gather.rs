//! What the records that link to one come to.

use access::Scope;
use catalog::filter::Resolved;
use catalog::{Catalog, Field, FieldType, Module};
use kernel::{RecordId, Result, Value};
use sql::Sql;

use super::filter;
use super::read::{Selection, push_scope};
use crate::conn::Reader;
use crate::queries::tally::Tally;

/// Records outside the bin whose link leads to a record, as far as they count.
#[derive(Clone, Copy)]
pub struct Gathered<'a> {
    /// All modules.
    pub catalog: &'a Catalog,
    /// The module of the records.
    pub module: &'a Module,
    /// Their link.
    pub link: &'a Field,
    /// Where it leads.
    pub target: RecordId,
    /// Which of them count.
    pub only_if: Option<&'a Resolved>,
}

impl Gathered<'_> {
    fn push(&self, sql: &mut Sql, scope: &Scope) {
        sql.push(" FROM ").table(&self.module.plural).push(" t WHERE t.");
        sql.ident(&format!("{}_id", self.link.name)).push(" = ").bind(self.target);
        sql.push(" AND t.trashed_at IS NULL");
        push_scope(sql, "t", self.module, scope);
        if let Some(condition) = self.only_if {
            sql.push(" AND (");
            filter::push(sql, (self.catalog, scope), self.module, condition);
            sql.push(")");
        }
    }
}

/// How many there are, and what a field of theirs comes to, by currency.
///
/// # Errors
/// When the database fails.
pub fn tallies(
    reader: &mut Reader<'_>,
    scope: &Scope,
    of: Gathered<'_>,
    value: Option<&Field>,
) -> Result<Vec<Tally>> {
    let mut sql = reader.sql();
    sql.push("SELECT ");
    match value {
        Some(field) if field.kind == FieldType::Money => {
            sql.column("t", &format!("{}_currency", field.name));
        }
        Some(_) | None => drop(sql.push("NULL")),
    }
    match value {
        None => drop(sql.push(", COUNT(*), 0, 0")),
        Some(field) => {
            sql.push(", COUNT(").column("t", &field.name);
            for part in [") / 1000000)", ") % 1000000)"] {
                // Two halves, because the sum of large numbers does not fit into 64 bits.
                sql.push(if part.contains('/') { "), " } else { ", " });
                sql.push("CAST(COALESCE(SUM((").column("t", &field.name).push(part);
                sql.push(", 0) AS BIGINT)");
            }
        }
    }
    of.push(&mut sql, scope);
    sql.push(" GROUP BY 1");
    let mut rows = reader.query(&sql)?;
    let tally = rows.iter_mut().map(|row| {
        let currency = row.maybe_text()?.unwrap_or_default();
        Ok(Tally { currency, n: row.int()?, above: row.int()?, below: row.int()? })
    });
    tally.collect()
}

/// The value of one field of the record that comes first by another one.
///
/// `downwards` takes the largest; a record without a value in the field of the order is passed
/// over, and the row breaks ties.
///
/// # Errors
/// When the database fails.
pub fn first(
    reader: &mut Reader<'_>,
    scope: &Scope,
    of: Gathered<'_>,
    (value, by, downwards): (&str, &str, bool),
) -> Result<Value> {
    let Some(at) = of.module.position(value) else { return Ok(Value::Empty) };
    let selection = Selection::of(of.module, Some(&[at]));
    let mut sql = reader.sql();
    sql.push("SELECT ");
    selection.push(&mut sql);
    of.push(&mut sql, scope);
    sql.push(" AND ").column("t", by).push(" IS NOT NULL ORDER BY ").column("t", by);
    let way = if downwards { " DESC" } else { "" };
    sql.push(way).push(", t.row").push(way).push(" LIMIT 1");
    match reader.query_one(&sql)? {
        Some(mut row) => Ok(selection.record(of.module, &mut row)?.values.swap_remove(at)),
        None => Ok(Value::Empty),
    }
}

/// Ids of records outside the bin behind a row, and their rows; only those that link to a record
/// where one is named.
///
/// # Errors
/// When the database fails.
pub fn behind(
    reader: &mut Reader<'_>,
    module: &Module,
    scope: &Scope,
    (row, limit, towards): (i64, usize, Option<(&str, RecordId)>),
) -> Result<Vec<(i64, RecordId)>> {
    let mut sql = reader.sql();
    sql.push("SELECT t.row, t.id FROM ").table(&module.plural).push(" t WHERE t.row > ").bind(row);
    sql.push(" AND t.trashed_at IS NULL");
    if let Some((link, target)) = towards {
        sql.push(" AND t.").ident(&format!("{link}_id")).push(" = ").bind(target);
    }
    push_scope(&mut sql, "t", module, scope);
    sql.push(" ORDER BY t.row LIMIT ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
    let mut rows = reader.query(&sql)?;
    rows.iter_mut().map(|row| Ok((row.int()?, RecordId(row.uuid()?)))).collect()
}

/// How many records outside the bin there are, or how many of them link to a record.
///
/// # Errors
/// When the database fails.
pub fn how_many(
    reader: &mut Reader<'_>,
    module: &Module,
    scope: &Scope,
    towards: Option<(&str, RecordId)>,
) -> Result<i64> {
    let mut sql = reader.sql();
    sql.push("SELECT COUNT(*) FROM ").table(&module.plural).push(" t WHERE t.trashed_at IS NULL");
    if let Some((link, target)) = towards {
        sql.push(" AND t.").ident(&format!("{link}_id")).push(" = ").bind(target);
    }
    push_scope(&mut sql, "t", module, scope);
    reader.query_one(&sql)?.map_or(Ok(0), |mut row| row.int())
}
