//! What numbers and amounts of a list come to, as far as it is not too long for that.

use access::Scope;
use catalog::{Catalog, Field, FieldType, Module};
use kernel::{Currency, Decimal, Result};
use sql::Sql;

use super::hits::Hits;
use super::read::push_scope;
use super::{Query, filter};
use crate::conn::Reader;

/// What a field comes to, in one currency when it holds amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Name of the field.
    pub field: String,
    /// Currency, for amounts.
    pub currency: Option<Currency>,
    /// What it comes to.
    pub sum: Decimal,
    /// Records that hold something there.
    pub n: u64,
}

/// Sums of some fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// The sums, field by field; a field that is empty everywhere has none.
    pub all: Vec<Sum>,
    /// Whether every record of the question was met.
    pub is_exact: bool,
}

/// Sums up fields over the records of a question, of which at most `bound` are read.
///
/// # Errors
/// When the database fails.
pub fn sums(
    reader: &mut Reader<'_>,
    (catalog, module): (&Catalog, &Module),
    scope: &Scope,
    query: &Query,
    (fields, bound): (&[&Field], u64),
) -> Result<Sums> {
    let hits = Hits::find(reader, module, scope, query)?;
    let cut = hits.as_ref().is_some_and(Hits::is_bounded);
    let mut sums = Sums { all: Vec::new(), is_exact: !cut };
    for field in fields {
        let mut sql = reader.sql();
        push_sum(&mut sql, field);
        sql.table(&module.plural).push(" t WHERE t.trashed_at IS NULL");
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
        sql.push(" LIMIT ").bind(i64::try_from(bound + 1).unwrap_or(i64::MAX));
        sql.push(") met GROUP BY 1 ORDER BY 1");
        let scale = field.kind.scale().unwrap_or(0);
        let mut n_met = 0;
        for mut row in reader.query(&sql)? {
            let currency = row.maybe_text()?.and_then(|code| Currency::parse(&code));
            n_met += u64::try_from(row.int()?).unwrap_or(0);
            let n = u64::try_from(row.int()?).unwrap_or(0);
            let Some((above, below)) = row.maybe_int()?.zip(row.maybe_int()?) else { continue };
            let whole = i128::from(above) * 1_000_000 + i128::from(below);
            let sum = Decimal::from_i128_with_scale(whole, scale).normalize();
            sums.all.push(Sum { field: field.name.clone(), currency, sum, n });
        }
        sums.is_exact &= n_met <= bound;
    }
    Ok(sums)
}

/// Two halves, because the sum of large numbers does not fit into 64 bits.
fn push_sum(sql: &mut Sql, field: &Field) {
    sql.push("SELECT currency, COUNT(*), COUNT(amount), ");
    sql.push("CAST(SUM(amount / 1000000) AS BIGINT), CAST(SUM(amount % 1000000) AS BIGINT)");
    sql.push(" FROM (SELECT ").column("t", &field.name).push(" AS amount, ");
    match field.kind {
        FieldType::Money => drop(sql.column("t", &format!("{}_currency", field.name))),
        _ => drop(sql.push("NULL")),
    }
    sql.push(" AS currency FROM ");
}
