//! Documents of the search that have all of some words, and how they are met.

use catalog::Module;
use kernel::Result;

use super::search::{ROW_BITS, number};
use crate::conn::Reader;
use crate::dialect::Dialect;
use crate::sql::Sql;
use crate::sqlite::Wanted;

/// Which documents of a module are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Among<'a> {
    All,
    /// Those older than a row.
    Before(i64),
    /// Those from a row to a row.
    Between(i64, i64),
    These(&'a [i64]),
}

/// Rows of documents that have all parts.
pub(super) fn documents_with(
    reader: &mut Reader<'_>,
    module: &Module,
    (parts, limit, among): (&[String], usize, Among<'_>),
) -> Result<Vec<i64>> {
    let dialect = reader.dialect();
    let key = if dialect == Dialect::Sqlite { "rowid" } else { "doc" };
    let number = number(reader, &module.code)?;
    let size = 1_i64 << ROW_BITS;
    let (start, end) = match among {
        Among::All | Among::These(_) => (0, size),
        Among::Before(row) => (0, row),
        Among::Between(first, last) => (first - 1, last + 1),
    };
    let range = (number * size + start, number * size + end);
    let is_walked = match (dialect, among) {
        (Dialect::Sqlite, _) | (_, Among::These(_)) => true,
        (Dialect::Postgres, _) => is_met_soon(reader, (parts, limit), range)?,
    };
    let mut sql = reader.sql();
    sql.push(&format!("SELECT {key} & {} FROM ", size - 1)).table("search_docs");
    match dialect {
        Dialect::Sqlite => sql.push(" WHERE search_docs MATCH ").bind(parts.join(" AND ")),
        Dialect::Postgres => sql.push(" WHERE terms @@ ").bind(parts.join(" & ")).push("::tsquery"),
    };
    sql.plan_anew();
    if let Among::These(rows) = among {
        let docs: Vec<i64> = rows.iter().map(|row| number * size + row).collect();
        sql.push(&format!(" AND {key} IN (")).binds(docs).push(")");
    } else {
        sql.push(&format!(" AND {key} > ")).bind(range.0);
        sql.push(&format!(" AND {key} < ")).bind(range.1);
    }
    // A sum hides the order of the documents, so that they are looked up.
    let order = if is_walked { key.to_owned() } else { format!("({key} + 0)") };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    sql.push(&format!(" ORDER BY {order} DESC LIMIT ")).bind(limit);
    numbers(reader, &sql)
}

/// Newest documents in which PostgreSQL looks how many have what is asked for.
const SAMPLE: i64 = 500;
/// Documents that are passed along their order in the time in which one is looked up.
const STEPS: i64 = 20;

/// Tells whether documents with all parts are met sooner along their order than looked up.
///
/// PostgreSQL takes words for independent of each other and of the module, and so would walk
/// through a million documents for two names that hardly anybody bears together. What the newest
/// ones have tells more.
fn is_met_soon(
    reader: &mut Reader<'_>,
    (parts, limit): (&[String], usize),
    (start, end): (i64, i64),
) -> Result<bool> {
    let mut sql = reader.sql();
    sql.push("SELECT COUNT(*) FILTER (WHERE s.terms @@ ").bind(parts.join(" & "));
    sql.push("::tsquery), COALESCE(MAX(s.doc), 0) FROM (SELECT doc, terms FROM ");
    sql.table("search_docs").push(" WHERE doc > ").bind(start).push(" AND doc < ").bind(end);
    sql.push(" ORDER BY doc DESC").fixed_limit(SAMPLE).push(") s");
    let Some(mut row) = reader.query_one(&sql)? else { return Ok(false) };
    let (met, newest) = (row.int()?, row.int()?);
    let all = newest.saturating_sub(start).max(0);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let walked = limit.saturating_mul(SAMPLE) / met.max(1);
    let looked_up = all.saturating_mul(met) / SAMPLE;
    Ok(met > 0 && walked < looked_up.saturating_mul(STEPS))
}

pub(super) fn numbers(reader: &mut Reader<'_>, sql: &Sql) -> Result<Vec<i64>> {
    let mut rows = Vec::new();
    reader.numbers(sql, |row| {
        rows.push(row);
        Wanted::More
    })?;
    Ok(rows)
}
