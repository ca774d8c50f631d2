//! How many records lie in each lane, and what their amounts come to.

use std::collections::BTreeMap;

use access::Scope;
use catalog::{Catalog, Field, FieldType, Module};
use kernel::{Currency, Decimal, Error, Result};
use sql::{Row, Sql};

use super::hits::Hits;
use super::read::push_scope;
use super::{Query, filter};
use crate::conn::Reader;

/// One lane: the records that share a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// Code of the value; none for records without one.
    pub value: Option<String>,
    /// How many records.
    pub n: u64,
    /// What each field comes to that is summed up, in the order asked for: by currency, of which
    /// numbers have none.
    pub sums: Vec<BTreeMap<Option<Currency>, Decimal>>,
}

/// What is asked about lanes.
#[derive(Clone, Copy, Debug)]
pub struct LanesOf<'a> {
    /// Name of the field whose values are the lanes.
    pub by: &'a str,
    /// Only these values; none is a value as well. Empty means all.
    pub only: &'a [Option<String>],
    /// Names of the amounts and numbers that are summed up.
    pub sums: &'a [String],
    /// Records looked at, at most.
    pub bound: Option<u64>,
}

/// Counts the records of a question by the values of a field, and sums up amounts and numbers, in
/// one walk; `None` when there are more records than the bound.
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
    asked: LanesOf<'_>,
) -> Result<Option<Vec<Lane>>> {
    let by = asked.by;
    let is_lane = module.field(by).filter(|_| module.has_lanes(by));
    is_lane.ok_or_else(|| Error::internal(format!("{by} has no lanes")))?;
    let summed: Vec<&Field> = asked.sums.iter().filter_map(|name| module.field(name)).collect();
    let hits = Hits::find(reader, module, scope, query)?;
    let mut sql = reader.sql();
    sql.push("SELECT ").column("b", by).push(", COUNT(*)");
    for field in &summed {
        push_sum(&mut sql, field);
    }
    sql.push(" FROM (SELECT ").column("t", by);
    for field in &summed {
        sql.push(", ").column("t", &field.name);
        if is_money(field) {
            sql.push(", ").column("t", &format!("{}_currency", field.name));
        }
    }
    sql.push(" FROM ").table(&module.plural).push(" t WHERE t.trashed_at IS NULL");
    push_only(&mut sql, by, asked.only);
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
    if let Some(bound) = asked.bound {
        sql.push(" LIMIT ").bind(i64::try_from(bound + 1).unwrap_or(i64::MAX));
    }
    sql.push(") b GROUP BY ").column("b", by);
    for field in summed.iter().filter(|field| is_money(field)) {
        sql.push(", ").column("b", &format!("{}_currency", field.name));
    }
    let mut lanes = BTreeMap::new();
    for mut row in reader.query(&sql)? {
        add(&mut lanes, &summed, &mut row)?;
    }
    let n: u64 = lanes.values().map(|lane: &Lane| lane.n).sum();
    let fits = asked.bound.is_none_or(|bound| n <= bound);
    Ok(fits.then(|| lanes.into_values().collect()))
}

fn is_money(field: &Field) -> bool {
    field.kind == FieldType::Money
}

/// A sum in two halves, because that of large numbers does not fit into 64 bits.
fn push_sum(sql: &mut Sql, field: &Field) {
    sql.push(", ");
    match is_money(field) {
        true => sql.column("b", &format!("{}_currency", field.name)),
        false => sql.push("NULL"),
    };
    sql.push(", CAST(SUM(").column("b", &field.name).push(" / 1000000) AS BIGINT)");
    sql.push(", CAST(SUM(").column("b", &field.name).push(" % 1000000) AS BIGINT)");
}

fn push_only(sql: &mut Sql, by: &str, only: &[Option<String>]) {
    if only.is_empty() {
        return;
    }
    let codes: Vec<&str> = only.iter().flatten().map(String::as_str).collect();
    sql.push(" AND (");
    match codes.is_empty() {
        true => sql.push("1 = 0"),
        false => sql.column("t", by).push(" IN (").binds(codes).push(")"),
    };
    if only.contains(&None) {
        sql.push(" OR ").column("t", by).push(" IS NULL");
    }
    sql.push(")");
}

/// A row is a lane in one set of currencies.
fn add(lanes: &mut BTreeMap<Option<String>, Lane>, summed: &[&Field], row: &mut Row) -> Result<()> {
    let value = row.maybe_text()?;
    let lane = lanes.entry(value.clone()).or_insert_with(|| Lane {
        value,
        n: 0,
        sums: vec![BTreeMap::new(); summed.len()],
    });
    lane.n += u64::try_from(row.int()?).unwrap_or(0);
    for (field, sums) in summed.iter().zip(&mut lane.sums) {
        let currency = row.maybe_text()?.and_then(|code| Currency::parse(&code));
        let halves = row.maybe_int()?.zip(row.maybe_int()?);
        if let Some((above, below)) = halves {
            let whole = i128::from(above) * 1_000_000 + i128::from(below);
            let scale = field.kind.scale().unwrap_or(0);
            let sum = Decimal::from_i128_with_scale(whole, scale).normalize();
            *sums.entry(currency).or_default() += sum;
        }
    }
    Ok(())
}
