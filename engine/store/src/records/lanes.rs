//! How many records lie in each lane, and what their amounts come to.

use access::Scope;
use catalog::{Catalog, FieldType, Module};
use kernel::{Currency, Decimal, Error, Result};

use super::hits::Hits;
use super::read::push_scope;
use super::{Query, filter};
use crate::conn::Reader;
use crate::sql::Sql;

/// One lane: the records that share a value, in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Code of the value; none for records without one.
    pub value: Option<String>,
    /// Currency of the sum, for amounts.
    pub currency: Option<Currency>,
    /// How many records.
    pub n: u64,
    /// What the field that is summed up comes to.
    pub sum: Option<Decimal>,
}

/// Counts the records of a question by the values of a field, and sums up an amount or number.
///
/// The order and the place of the question do not matter.
///
/// # Errors
/// `Internal` when the fields are of other types.
pub fn lanes(
    reader: &mut Reader<'_>,
    (catalog, module): (&Catalog, &Module),
    scope: &Scope,
    query: &Query,
    (by, summed): (&str, Option<&str>),
) -> Result<Vec<Lane>> {
    let is_lane = module.field(by).filter(|_| module.has_lanes(by));
    is_lane.ok_or_else(|| Error::internal(format!("{by} has no lanes")))?;
    let summed = summed.and_then(|name| module.field(name));
    let scale = summed.map(|field| field.kind.scale().unwrap_or(0));
    let is_money = summed.is_some_and(|field| field.kind == FieldType::Money);
    let hits = Hits::find(reader, module, scope, query)?;
    let mut sql = reader.sql();
    let currency = |sql: &mut Sql| match summed.filter(|_| is_money) {
        Some(field) => drop(sql.column("t", &format!("{}_currency", field.name))),
        None => drop(sql.push("NULL")),
    };
    sql.push("SELECT ").column("t", by).push(", ");
    currency(&mut sql);
    sql.push(", COUNT(*), ");
    match summed {
        // Two halves, because the sum of large numbers does not fit into 64 bits.
        Some(field) => {
            sql.push("CAST(SUM(").column("t", &field.name).push(" / 1000000) AS BIGINT), ");
            sql.push("CAST(SUM(").column("t", &field.name).push(" % 1000000) AS BIGINT)");
        }
        None => drop(sql.push("NULL, NULL")),
    }
    sql.push(" FROM ").table(&module.plural).push(" t WHERE t.trashed_at IS NULL");
    if let Some(hits) = &hits {
        sql.push(" AND ");
        sql.dialect().among(&mut sql, "t.row", &hits.rows);
    }
    push_scope(&mut sql, "t", module, scope);
    if let Some(condition) = &query.filter {
        sql.push(" AND (");
        filter::push(&mut sql, (catalog, scope), module, condition);
        sql.push(")");
    }
    sql.push(" GROUP BY 1");
    if is_money {
        sql.push(", 2");
    }
    let rows = reader.query(&sql)?;
    rows.into_iter()
        .map(|mut row| {
            let value = row.maybe_text()?;
            let currency = row.maybe_text()?.and_then(|code| Currency::parse(&code));
            let n = u64::try_from(row.int()?).unwrap_or(0);
            let halves = row.maybe_int()?.zip(row.maybe_int()?);
            let sum = halves.zip(scale).map(|((above, below), scale)| {
                let whole = i128::from(above) * 1_000_000 + i128::from(below);
                Decimal::from_i128_with_scale(whole, scale).normalize()
            });
            Ok(Lane { value, currency, n, sum })
        })
        .collect()
}
