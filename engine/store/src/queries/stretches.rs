//! The newest documents on PostgreSQL, stretch by stretch.

use std::collections::{BTreeMap, BTreeSet};

use catalog::Module;
use kernel::{PrincipalId, Result};
use sql::{Dialect, Sql};

use super::documents::{Part, limited, numbers, written};
use super::search::{ROW_BITS, STRETCH_BITS, number, stretch_prefix};
use crate::conn::Reader;

/// Documents of the newest stretch of each module that are fetched at most.
const MET: usize = 128;

/// The newest document of each module, by its number; nothing on SQLite, which needs none.
#[derive(Clone, Debug, Default)]
pub(super) struct Tops(BTreeMap<i64, i64>);

impl Tops {
    /// Those of all modules.
    pub fn of_all(reader: &mut Reader<'_>) -> Result<Self> {
        let mut tops = BTreeMap::new();
        if reader.dialect() == Dialect::Postgres {
            let mut sql = reader.sql();
            sql.push("SELECT (SELECT max(doc) FROM ").table("search_docs");
            sql.push(&format!(" WHERE doc > m.number << {ROW_BITS}"));
            sql.push(&format!(" AND doc < (m.number + 1) << {ROW_BITS}) FROM "));
            sql.table("module_numbers").push(" m");
            for mut row in reader.query(&sql)? {
                tops.extend(row.maybe_int()?.map(|doc| (doc >> ROW_BITS, doc)));
            }
        }
        Ok(Tops(tops))
    }

    /// That of one module.
    pub fn of_one(reader: &mut Reader<'_>, number: i64) -> Result<Self> {
        let mut tops = BTreeMap::new();
        if reader.dialect() == Dialect::Postgres {
            let mut sql = reader.sql();
            sql.push("SELECT max(doc) FROM ").table("search_docs");
            sql.push(" WHERE doc > ").bind(number << ROW_BITS);
            sql.push(" AND doc < ").bind((number + 1) << ROW_BITS);
            let top = reader.query_one(&sql)?.map(|mut row| row.maybe_int()).transpose()?;
            tops.extend(top.flatten().map(|doc| (number, doc)));
        }
        Ok(Tops(tops))
    }

    /// The newest documents of each module, and above which documents of it all are known.
    pub fn newest(
        &self,
        reader: &mut Reader<'_>,
        parts: &[Part],
    ) -> Result<(Vec<i64>, BTreeMap<i64, i64>)> {
        let places = self.0.iter().rev().map(|(number, doc)| (*number, stretch(*doc)));
        let docs = sorted(reader, &select(reader, parts, (places, MET), |_| ()))?;
        let begin = |(number, top): (&i64, &i64)| {
            let start = ((top >> STRETCH_BITS) << STRETCH_BITS) - 1;
            let last = docs.iter().filter(|doc| *doc >> ROW_BITS == *number).nth(MET - 1);
            (*number, last.copied().unwrap_or(start.max(number << ROW_BITS)))
        };
        let begins = self.0.iter().map(begin).collect();
        Ok((docs, begins))
    }
}

/// Documents of what few have, in all stretches of all modules, the newest first; and above which
/// documents of a module all are known.
pub(super) fn everywhere(
    reader: &mut Reader<'_>,
    tops: &Tops,
    parts: &[Part],
) -> Result<(Vec<i64>, BTreeMap<i64, i64>)> {
    let of_module = |(number, top): (&i64, &i64)| {
        let number = *number;
        (0..=stretch(*top)).rev().map(move |stretch| (number, stretch))
    };
    let places = tops.0.iter().rev().flat_map(of_module);
    let docs = sorted(reader, &select(reader, parts, (places, MET), |_| ()))?;
    // Beyond what a stretch was asked for, nothing is known below it.
    let mut begins = BTreeMap::new();
    let mut n_of_stretch: BTreeMap<i64, usize> = BTreeMap::new();
    for doc in &docs {
        let n = n_of_stretch.entry(doc >> STRETCH_BITS).or_default();
        *n += 1;
        if *n == MET {
            begins.entry(doc >> ROW_BITS).or_insert(*doc);
        }
    }
    Ok((docs, begins))
}

fn sorted(reader: &mut Reader<'_>, sql: &Sql) -> Result<Vec<i64>> {
    let mut docs = numbers(reader, sql)?;
    docs.sort_unstable_by(|a, b| b.cmp(a));
    Ok(docs)
}

/// The stretch in which a document lies.
fn stretch(doc: i64) -> i64 {
    (doc & ((1 << ROW_BITS) - 1)) >> STRETCH_BITS
}

fn asked(parts: &[Part], (number, stretch): (i64, i64)) -> String {
    written(Dialect::Postgres, parts, &stretch_prefix(number, stretch))
}

/// Asks one stretch after the other for documents that have all parts, at most `limit` of each,
/// the newest first. What is limited again is sought in no more stretches than it takes: for
/// rows that come from a function there is no other way to join than one after the other.
fn select(
    reader: &Reader<'_>,
    parts: &[Part],
    (places, limit): (impl Iterator<Item = (i64, i64)>, usize),
    narrow: impl FnOnce(&mut Sql),
) -> Sql {
    let places: Vec<String> = places.map(|place| asked(parts, place)).collect();
    let mut sql = reader.sql();
    sql.push("SELECT d.doc FROM unnest(string_to_array(").bind(places.join("\n"));
    sql.push(", chr(10))) s (asked) CROSS JOIN LATERAL (SELECT doc FROM ").table("search_docs");
    sql.push(" WHERE terms @@ s.asked::tsquery");
    narrow(&mut sql);
    // By this order the index of terms is looked into instead of walking along the documents.
    sql.push(" ORDER BY doc + 0 DESC");
    limited(&mut sql, limit);
    sql.push(") d");
    sql
}

/// The newest documents between two others of a module.
pub(super) fn newest(
    reader: &mut Reader<'_>,
    tops: &Tops,
    (number, parts, limit): (i64, &[Part], usize),
    (first, last): (i64, i64),
) -> Result<Vec<i64>> {
    let Some(end) = tops.0.get(&number).map(|top| last.min(top + 1)) else {
        return Ok(Vec::new());
    };
    let stretches = (stretch(first)..=stretch(end - 1)).rev().map(|stretch| (number, stretch));
    let mut sql = select(reader, parts, (stretches, limit), |sql| {
        sql.push(" AND doc + 0 > ").bind(first).push(" AND doc + 0 < ").bind(end);
    });
    numbers(reader, limited(&mut sql, limit))
}

/// Rows of a module that have all parts and belong to one of some owners, the newest first.
pub(super) fn owned(
    reader: &mut Reader<'_>,
    tops: &Tops,
    (module, owners): (&Module, &[PrincipalId]),
    (parts, limit): (&[Part], usize),
) -> Result<Vec<i64>> {
    let number = number(reader, &module.code)?;
    let Some(top) = tops.0.get(&number) else { return Ok(Vec::new()) };
    let row = (1_i64 << ROW_BITS) - 1;
    let stretches = (0..=stretch(*top)).rev().map(|stretch| (number, stretch));
    let owners = owners.iter().map(PrincipalId::to_string).collect::<Vec<_>>().join(",");
    let mut sql = select(reader, parts, (stretches, limit), |sql| {
        // Under a further test the owners become a table of their own, made once for all stretches.
        sql.push(" AND (owner IN (SELECT unnest(string_to_array(").bind(owners);
        sql.push(", ',')::uuid[]))) IS TRUE");
    });
    let docs = numbers(reader, limited(&mut sql, limit))?;
    Ok(docs.into_iter().map(|doc| doc & row).collect())
}

/// Documents of a module that have all parts, among some rows.
pub(super) fn among(
    reader: &mut Reader<'_>,
    (number, parts, limit): (i64, &[Part], usize),
    rows: &[i64],
) -> Result<Vec<i64>> {
    let base = number << ROW_BITS;
    let stretches: BTreeSet<i64> = rows.iter().map(|row| row >> STRETCH_BITS).collect();
    let of_stretch = |stretch| format!("({})", asked(parts, (number, stretch)));
    let asked: Vec<String> = stretches.into_iter().map(of_stretch).collect();
    let mut sql = reader.sql();
    sql.push("SELECT doc FROM ").table("search_docs").push(" WHERE doc IN (");
    sql.binds(rows.iter().map(|row| base + row));
    // The rows are few, the terms are not to be looked up.
    sql.push(") AND (terms @@ ").bind(asked.join(" | ")).push("::tsquery) IS TRUE");
    sql.push(" ORDER BY doc DESC");
    numbers(reader, limited(&mut sql, limit))
}
