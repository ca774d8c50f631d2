//! Documents of the search that have all parts of a question.

use catalog::Module;
use kernel::Result;
use sql::{Dialect, Sql};

use super::search::{ROW_BITS, STRETCH, module_mark, number, stretch_mark};
use crate::conn::Reader;
use crate::sqlite::Wanted;

/// Documents that are fetched before PostgreSQL is asked stretch by stretch; what all modules
/// together hold is fetched up to here too.
const MET: usize = 500;

/// Documents of all modules that SQLite walks before each module is asked alone.
const WALKED: usize = 120;

/// Up to this limit the newest documents are met stretch by stretch on PostgreSQL; whoever wants
/// more of them has its plan made by what is asked.
const NEWEST: usize = 1_000;

/// Stretches that are looked at once at most.
const STRETCHES: i64 = 128;

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
    pub fn of(reader: &mut Reader<'_>, parts: &[String]) -> Result<Self> {
        let mut sql = select(reader, "", parts);
        let most = match reader.dialect() {
            Dialect::Sqlite => {
                sql.push(" ORDER BY rowid DESC");
                WALKED
            }
            Dialect::Postgres => MET,
        };
        let mut docs = numbers(reader, limited(&mut sql, most))?;
        let is_all = docs.len() < most;
        Ok(match (is_all, reader.dialect()) {
            (true, _) => {
                docs.sort_unstable_by(|a, b| b.cmp(a));
                Met { docs, above: 0 }
            }
            (false, Dialect::Sqlite) => {
                let above = docs.last().copied().unwrap_or_default();
                Met { docs, above }
            }
            // These are any of them.
            (false, Dialect::Postgres) => Met { docs: Vec::new(), above: i64::MAX },
        })
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
    let docs = match (known, reader.dialect()) {
        (Some(docs), _) => docs,
        (None, Dialect::Postgres) if limit <= NEWEST => {
            return newest(reader, number, (parts, limit), (start, end));
        }
        (None, _) => {
            let mut sql = select(reader, "", parts);
            // A rare word is looked up, one that many have is met along the way.
            sql.plan_anew();
            between(&mut sql, ends);
            numbers(reader, limited(&mut sql, limit))?
        }
    };
    Ok(docs.into_iter().map(|doc| doc & (size - 1)).collect())
}

/// The newest documents of a module on PostgreSQL, whose index knows no order: where there are
/// many, stretches of rows are looked at, the newest first, as many as it takes.
fn newest(
    reader: &mut Reader<'_>,
    number: i64,
    (parts, limit): (&[String], usize),
    (start, mut end): (i64, i64),
) -> Result<Vec<i64>> {
    let base = number << ROW_BITS;
    let mut sql = select(reader, &module_mark(number), parts);
    push_within(&mut sql, (base + start, base + end));
    let mut docs = numbers(reader, limited(&mut sql, MET))?;
    if docs.len() == MET {
        docs.clear();
        let mut sql = reader.sql();
        sql.push("SELECT max(doc) FROM ").table("search_docs");
        sql.push(" WHERE doc > ").bind(base + start).push(" AND doc < ").bind(base + end);
        let top = numbers(reader, &sql)?.first().map_or(start, |doc| doc - base);
        end = end.min(top + 1);
        let (first, mut n) = (end, 2);
        while docs.len() < limit && start + 1 < end {
            let last = (end - 1) / STRETCH;
            let from = (last + 1 - n).max(0);
            let marks: Vec<String> = (from..=last).map(|at| stretch_mark(number, at)).collect();
            let marks = if n == STRETCHES { module_mark(number) } else { marks.join(" | ") };
            let mut sql = select(reader, &marks, parts);
            let begin = if n == STRETCHES { start } else { start.max(from * STRETCH - 1) };
            push_within(&mut sql, (base + begin, base + end));
            sql.push(" ORDER BY doc + 0 DESC");
            docs.extend(numbers(reader, limited(&mut sql, limit - docs.len()))?);
            end = begin + 1;
            // As many as it takes when what follows is like what was seen.
            let (kept, missing) = (docs.len().max(1) as i64, (limit - docs.len()) as i64);
            let rows = missing * (first - end) * 5 / kept / 4;
            n = (rows / STRETCH + 1).max(8 * n).min(STRETCHES);
        }
    }
    docs.sort_unstable_by(|a, b| b.cmp(a));
    docs.truncate(limit);
    Ok(docs.into_iter().map(|doc| doc - base).collect())
}

fn these(
    reader: &mut Reader<'_>,
    number: i64,
    (parts, limit, rows): (&[String], usize, &[i64]),
) -> Result<Vec<i64>> {
    let base = number << ROW_BITS;
    let mut sql = select(reader, "", parts);
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

/// Begins to ask for documents that have all parts, and one of the marks that are joined by `|`.
fn select(reader: &Reader<'_>, marks: &str, parts: &[String]) -> Sql {
    let mut sql = reader.sql();
    match reader.dialect() {
        Dialect::Sqlite => {
            sql.push("SELECT rowid FROM ").table("search_docs");
            sql.push(" WHERE search_docs MATCH ").bind(parts.join(" AND "));
        }
        Dialect::Postgres => {
            let marks = (!marks.is_empty()).then(|| format!("({marks})"));
            let all: Vec<&str> = parts.iter().chain(&marks).map(String::as_str).collect();
            sql.push("SELECT doc FROM ").table("search_docs");
            sql.push(" WHERE terms @@ ").bind(all.join(" & ")).push("::tsquery");
        }
    }
    sql
}

/// Only documents between two others, which are not looked for by their numbers.
fn push_within(sql: &mut Sql, (first, last): (i64, i64)) {
    sql.push(" AND doc + 0 > ").bind(first).push(" AND doc + 0 < ").bind(last);
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
