//! Documents of the search that have all parts of a question.

use catalog::Module;
use kernel::Result;
use sql::{Dialect, Sql};

use super::search::{ROW_BITS, number};
use crate::conn::Reader;
use crate::sqlite::Wanted;

/// Documents of all modules that are walked before each module is asked alone.
const WALKED: usize = 120;

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

/// What all modules together hold of some parts, as far as it is little.
#[derive(Debug)]
pub(super) struct Met {
    /// The newest first.
    docs: Vec<i64>,
    /// All documents above this one are known.
    above: i64,
}

impl Met {
    /// SQLite walks them by its index. PostgreSQL gathers all documents of a word before it gives
    /// the first one, which costs more than it spares, so that nothing is known there.
    pub fn of(reader: &mut Reader<'_>, parts: &[String]) -> Result<Self> {
        if reader.dialect() == Dialect::Postgres {
            return Ok(Met { docs: Vec::new(), above: i64::MAX });
        }
        let mut sql = select(reader, parts);
        sql.push(" ORDER BY rowid DESC");
        let docs = numbers(reader, limited(&mut sql, WALKED))?;
        let last = docs.last().copied().filter(|_| docs.len() == WALKED);
        Ok(Met { docs, above: last.unwrap_or_default() })
    }

    /// Documents between two others, as far as these are known.
    fn between(&self, (first, last): (i64, i64), limit: usize) -> Option<Vec<i64>> {
        let within = self.docs.iter().copied().filter(|doc| first < *doc && *doc < last);
        let docs: Vec<i64> = within.take(limit).collect();
        (docs.len() == limit || self.above <= first).then_some(docs)
    }
}

/// Rows of documents that have all parts, the newest first.
pub(super) fn with(
    reader: &mut Reader<'_>,
    module: &Module,
    (parts, limit, among): (&[String], usize, Among<'_>),
    met: Option<&Met>,
) -> Result<Vec<i64>> {
    let number = number(reader, &module.code)?;
    let size = 1_i64 << ROW_BITS;
    let (start, end) = match among {
        Among::All => (0, size),
        Among::Before(row) => (0, row),
        Among::Between(first, last) => (first - 1, last + 1),
        Among::These(rows) => return these(reader, number, (parts, limit, rows)),
    };
    let ends = (number * size + start, number * size + end);
    let known = met.and_then(|met| met.between(ends, limit));
    let docs = match known {
        Some(docs) => docs,
        None => {
            let mut sql = select(reader, parts);
            // A rare word is looked up, one that many have is met along the way.
            sql.plan_anew();
            between(&mut sql, ends);
            numbers(reader, limited(&mut sql, limit))?
        }
    };
    Ok(docs.into_iter().map(|doc| doc & (size - 1)).collect())
}

fn these(
    reader: &mut Reader<'_>,
    number: i64,
    (parts, limit, rows): (&[String], usize, &[i64]),
) -> Result<Vec<i64>> {
    let base = number << ROW_BITS;
    let mut sql = select(reader, parts);
    sql.plan_anew();
    sql.push(&format!(" AND {} IN (", key(&sql))).binds(rows.iter().map(|row| base + row));
    sql.push(")");
    let order = format!(" ORDER BY {} DESC", key(&sql));
    sql.push(&order);
    let docs = numbers(reader, limited(&mut sql, limit))?;
    Ok(docs.into_iter().map(|doc| doc - base).collect())
}

fn key(sql: &Sql) -> &'static str {
    if sql.dialect() == Dialect::Sqlite { "rowid" } else { "doc" }
}

/// Begins to ask for documents that have all parts.
fn select(reader: &Reader<'_>, parts: &[String]) -> Sql {
    let mut sql = reader.sql();
    match reader.dialect() {
        Dialect::Sqlite => {
            sql.push("SELECT rowid FROM ").table("search_docs");
            sql.push(" WHERE search_docs MATCH ").bind(parts.join(" AND "));
        }
        Dialect::Postgres => {
            sql.push("SELECT doc FROM ").table("search_docs");
            sql.push(" WHERE terms @@ ").bind(parts.join(" & ")).push("::tsquery");
        }
    }
    sql
}

/// Only documents between two others, the newest first.
fn between(sql: &mut Sql, (first, last): (i64, i64)) {
    let key = key(sql);
    sql.push(&format!(" AND {key} > ")).bind(first);
    sql.push(&format!(" AND {key} < ")).bind(last);
    sql.push(&format!(" ORDER BY {key} DESC"));
}

fn limited(sql: &mut Sql, limit: usize) -> &Sql {
    sql.push(" LIMIT ").bind(i64::try_from(limit).unwrap_or(i64::MAX))
}

/// Whole numbers, one a row.
pub(super) fn numbers(reader: &mut Reader<'_>, sql: &Sql) -> Result<Vec<i64>> {
    let mut rows = Vec::new();
    reader.numbers(sql, |row| {
        rows.push(row);
        Wanted::More
    })?;
    Ok(rows)
}
