//! Documents of the search that have all parts of a question.

use std::collections::BTreeMap;

use catalog::Module;
use kernel::Result;
use sql::{Dialect, Sql};

use super::search::{ROW_BITS, number};
use super::stretches::{self, Tops};
use crate::conn::Reader;
use crate::sqlite::Wanted;

/// Documents of all modules that SQLite walks before each module is asked alone.
const WALKED: usize = 120;

/// What a document has to have; terms are folded words and marks, so nothing in them is special.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// A term.
    Whole(String),
    /// A term that begins so.
    Begun(String),
    /// One of these.
    Any(Vec<String>),
}

impl Part {
    fn written(&self, dialect: Dialect, prefix: &str) -> String {
        let mark = if dialect == Dialect::Sqlite { '"' } else { '\'' };
        let marked = |term: &String| format!("{mark}{prefix}{term}{mark}");
        match (self, dialect) {
            (Part::Whole(term), _) => marked(term),
            (Part::Begun(term), Dialect::Sqlite) => format!("{}*", marked(term)),
            (Part::Begun(term), Dialect::Postgres) => format!("{}:*", marked(term)),
            (Part::Any(terms), _) => {
                let or = if dialect == Dialect::Sqlite { " OR " } else { " | " };
                format!("({})", terms.iter().map(marked).collect::<Vec<_>>().join(or))
            }
        }
    }
}

/// All parts, as the database wants to be asked for them.
pub(super) fn written(dialect: Dialect, parts: &[Part], prefix: &str) -> String {
    let and = if dialect == Dialect::Sqlite { " AND " } else { " & " };
    let parts: Vec<String> = parts.iter().map(|part| part.written(dialect, prefix)).collect();
    parts.join(and)
}

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
    /// Those of a module above one of its own.
    begins: BTreeMap<i64, i64>,
}

impl Met {
    /// SQLite walks the newest documents, PostgreSQL looks into the newest stretch of each module.
    pub fn of(reader: &mut Reader<'_>, parts: &[Part], tops: &Tops) -> Result<Self> {
        if reader.dialect() == Dialect::Postgres {
            let (docs, begins) = tops.newest(reader, parts)?;
            return Ok(Met { docs, above: 0, begins });
        }
        let mut sql = match_of(reader, parts);
        sql.push(" ORDER BY rowid DESC");
        let docs = numbers(reader, limited(&mut sql, WALKED))?;
        let last = docs.last().copied().filter(|_| docs.len() == WALKED);
        Ok(Met { docs, above: last.unwrap_or_default(), begins: BTreeMap::new() })
    }

    /// The same for what few documents have: all stretches of all modules are looked into on
    /// PostgreSQL; SQLite knows nothing, for it answers each module as fast.
    pub fn of_few(reader: &mut Reader<'_>, parts: &[Part], tops: &Tops) -> Result<Self> {
        if reader.dialect() == Dialect::Postgres {
            let (docs, begins) = stretches::everywhere(reader, tops, parts)?;
            return Ok(Met { docs, above: 0, begins });
        }
        Ok(Met { docs: Vec::new(), above: i64::MAX, begins: BTreeMap::new() })
    }

    /// Documents between two others, as far as these are known.
    fn between(&self, (first, last): (i64, i64), limit: usize) -> Option<Vec<i64>> {
        let within = self.docs.iter().copied().filter(|doc| first < *doc && *doc < last);
        let docs: Vec<i64> = within.take(limit).collect();
        let begin = self.begins.get(&(first >> ROW_BITS)).copied().unwrap_or_default();
        (docs.len() == limit || self.above.max(begin) <= first).then_some(docs)
    }
}

/// What is known before a module is asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    pub tops: &'a Tops,
    pub met: Option<&'a Met>,
}

impl Known<'_> {
    /// Whether all documents of a module are known.
    pub fn holds_all(&self, number: i64) -> bool {
        let ends = (number << ROW_BITS, (number + 1) << ROW_BITS);
        self.met.is_some_and(|met| met.between(ends, usize::MAX).is_some())
    }
}

/// Rows of documents that have all parts, the newest first.
pub(super) fn with(
    reader: &mut Reader<'_>,
    module: &Module,
    (parts, limit, among): (&[Part], usize, Among<'_>),
    known: Known<'_>,
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
    let met = known.met.and_then(|met| met.between(ends, limit));
    let docs = match (met, reader.dialect()) {
        (Some(docs), _) => docs,
        (None, Dialect::Sqlite) => {
            let mut sql = match_of(reader, parts);
            sql.push(" AND rowid > ").bind(ends.0).push(" AND rowid < ").bind(ends.1);
            sql.push(" ORDER BY rowid DESC");
            numbers(reader, limited(&mut sql, limit))?
        }
        (None, Dialect::Postgres) => {
            stretches::newest(reader, known.tops, (number, parts, limit), ends)?
        }
    };
    Ok(docs.into_iter().map(|doc| doc & (size - 1)).collect())
}

fn these(
    reader: &mut Reader<'_>,
    number: i64,
    (parts, limit, rows): (&[Part], usize, &[i64]),
) -> Result<Vec<i64>> {
    let base = number << ROW_BITS;
    let docs = match reader.dialect() {
        Dialect::Postgres => stretches::among(reader, (number, parts, limit), rows)?,
        Dialect::Sqlite => {
            let mut sql = match_of(reader, parts);
            sql.push(" AND rowid IN (").binds(rows.iter().map(|row| base + row));
            sql.push(") ORDER BY rowid DESC");
            numbers(reader, limited(&mut sql, limit))?
        }
    };
    Ok(docs.into_iter().map(|doc| doc - base).collect())
}

/// Begins to ask SQLite for documents that have all parts.
fn match_of(reader: &Reader<'_>, parts: &[Part]) -> Sql {
    let mut sql = reader.sql();
    sql.push("SELECT rowid FROM ").table("search_docs");
    sql.push(" WHERE search_docs MATCH ").bind(written(Dialect::Sqlite, parts, ""));
    sql
}

pub(super) fn limited(sql: &mut Sql, limit: usize) -> &Sql {
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
