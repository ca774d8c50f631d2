//! Pairs of records that may be the same, and pairs that somebody told apart.

use std::collections::BTreeSet;

use access::Scope;
use catalog::Module;
use kernel::{Instant, PrincipalId, RecordId, Result};
use sql::Param;
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};
use crate::records::push_scope_of_named;

/// Pairs of one statement.
const PORTION: usize = 1_000;

/// Two records; the smaller id comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// The one with the smaller id.
    pub first: RecordId,
    /// The other.
    pub second: RecordId,
}

impl Pair {
    /// Puts two records into their order.
    #[must_use]
    pub fn of(one: RecordId, other: RecordId) -> Self {
        if one < other {
            Pair { first: one, second: other }
        } else {
            Pair { first: other, second: one }
        }
    }
}

/// Keys that records of a module share, those behind a key, in their order: each with its records,
/// at most `most` of them, and the last key that was looked at.
///
/// # Errors
/// When the database fails.
pub fn shared_keys(
    reader: &mut Reader<'_>,
    module: &str,
    (after, limit, most): (&str, usize, usize),
) -> Result<(Vec<Vec<RecordId>>, Option<String>)> {
    let mut sql = reader.sql();
    sql.push("SELECT key FROM ").table("lookup_keys").push(" WHERE module = ").bind(module);
    sql.push(" AND key > ").bind(after).push(" GROUP BY key HAVING COUNT(*) > 1 ORDER BY key");
    sql.push(" LIMIT ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
    let mut keys = Vec::new();
    for mut row in reader.query(&sql)? {
        keys.push(row.text()?);
    }
    let Some(last) = keys.last().cloned() else { return Ok((Vec::new(), None)) };
    // Key by key, because one that very many share must not be read to its end.
    let question = |key: &String| {
        let mut sql = reader.sql();
        sql.push("SELECT key, field, record_id FROM ").table("lookup_keys");
        sql.push(" WHERE key = ").bind(key.as_str()).push(" AND module = ").bind(module);
        sql.push(" ORDER BY field, record_id LIMIT ");
        sql.bind(i64::try_from(2 * most).unwrap_or(i64::MAX));
        sql
    };
    let questions: Vec<_> = keys.iter().map(question).collect();
    let mut shared: Vec<((String, String), Vec<RecordId>)> = Vec::new();
    for mut row in reader.query_all(&questions)?.into_iter().flatten() {
        let (name, record) = ((row.text()?, row.text()?), RecordId(row.uuid()?));
        match shared.last_mut().filter(|(known, _)| *known == name) {
            Some((_, records)) if records.len() < most => records.push(record),
            Some(_) => {}
            None => shared.push((name, vec![record])),
        }
    }
    let groups = shared.into_iter().map(|(_, records)| records).filter(|all| all.len() > 1);
    Ok((groups.collect(), Some(last)))
}

/// Keeps pairs that may be the same, unless they were told apart.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, (module, run): (&str, Uuid), pairs: &[(Pair, i64)]) -> Result<()> {
    let apart = apart(tx, pairs.iter().map(|(pair, _)| *pair))?;
    let columns = ["first_id", "second_id", "module", "likeness", "run_id"];
    let fresh: Vec<_> = pairs.iter().filter(|(pair, _)| !apart.contains(pair)).collect();
    for some in fresh.chunks(PORTION) {
        let row = |(pair, likeness): &&(Pair, i64)| -> [Param; 5] {
            [pair.first.into(), pair.second.into(), module.into(), (*likeness).into(), run.into()]
        };
        let params = some.iter().flat_map(row).collect();
        plain::upsert_all(tx, ("alike", &columns[..2], &columns), params)?;
    }
    Ok(())
}

fn apart(reader: &mut Reader<'_>, pairs: impl Iterator<Item = Pair>) -> Result<BTreeSet<Pair>> {
    let mut firsts: Vec<RecordId> = pairs.map(|pair| pair.first).collect();
    firsts.sort_unstable();
    firsts.dedup();
    let mut found = BTreeSet::new();
    for some in firsts.chunks(200) {
        let mut sql = reader.sql();
        sql.push("SELECT first_id, second_id FROM ").table("told_apart");
        sql.push(" WHERE first_id IN (").binds(some.iter().copied()).push(")");
        for mut row in reader.query(&sql)? {
            found.insert(Pair { first: RecordId(row.uuid()?), second: RecordId(row.uuid()?) });
        }
    }
    Ok(found)
}

/// Forgets pairs of a module that a run did not find again.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, module: &str, run: Uuid) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("alike").push(" WHERE module = ").bind(module);
    sql.push(" AND run_id <> ").bind(run);
    tx.execute(&sql).map(drop)
}

/// Pairs of a module outside the bin that the scope reaches both, the most alike first.
///
/// # Errors
/// When the database fails.
pub fn of_module(
    reader: &mut Reader<'_>,
    ground: (&Module, &Scope),
    limit: usize,
) -> Result<Vec<(Pair, i64)>> {
    pairs(reader, ground, ("alike", "likeness", limit))
}

/// Pairs of a module that were told apart and that the scope reaches both, the newest first, with
/// when that was.
///
/// # Errors
/// When the database fails.
pub fn different(
    reader: &mut Reader<'_>,
    ground: (&Module, &Scope),
    limit: usize,
) -> Result<Vec<(Pair, i64)>> {
    pairs(reader, ground, ("told_apart", "at", limit))
}

fn pairs(
    reader: &mut Reader<'_>,
    (module, scope): (&Module, &Scope),
    (table, by, limit): (&str, &str, usize),
) -> Result<Vec<(Pair, i64)>> {
    let mut sql = reader.sql();
    sql.push("SELECT p.first_id, p.second_id, ").column("p", by).push(" FROM ").table(table);
    sql.push(" p JOIN ");
    sql.table(&module.plural).push(" t ON t.id = p.first_id AND t.trashed_at IS NULL");
    push_scope_of_named(&mut sql, "t", module, scope);
    sql.push(" JOIN ").table(&module.plural);
    sql.push(" u ON u.id = p.second_id AND u.trashed_at IS NULL");
    push_scope_of_named(&mut sql, "u", module, scope);
    sql.push(" WHERE p.module = ").bind(module.code.as_str());
    sql.push(" ORDER BY ").column("p", by).push(" DESC, p.first_id, p.second_id LIMIT ");
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    let mut rows = reader.query(&sql)?;
    rows.iter_mut()
        .map(|row| {
            let pair = Pair { first: RecordId(row.uuid()?), second: RecordId(row.uuid()?) };
            Ok((pair, row.int()?))
        })
        .collect()
}

/// Remembers that two records are not the same.
///
/// # Errors
/// When the database fails.
pub fn tell_apart(
    tx: &mut Tx<'_>,
    (module, pair): (&str, Pair),
    (actor, at): (Option<PrincipalId>, Instant),
) -> Result<()> {
    let names: [(&str, Param); 2] =
        [("first_id", pair.first.into()), ("second_id", pair.second.into())];
    plain::delete(tx, "alike", &names)?;
    let values = [
        names[0].clone(),
        names[1].clone(),
        ("module", module.into()),
        ("actor_id", actor.into()),
        ("at", at.into()),
    ];
    plain::insert_new(tx, "told_apart", &values).map(drop)
}

/// Takes back that two records were told apart; tells whether they were.
///
/// # Errors
/// When the database fails.
pub fn allow(tx: &mut Tx<'_>, pair: Pair) -> Result<bool> {
    let only = [("first_id", pair.first.into()), ("second_id", pair.second.into())];
    Ok(plain::delete(tx, "told_apart", &only)? == 1)
}

/// Forgets all pairs of a record that goes for good.
///
/// # Errors
/// When the database fails.
pub fn forget_record(tx: &mut Tx<'_>, record: RecordId) -> Result<()> {
    for table in ["alike", "told_apart"] {
        for column in ["first_id", "second_id"] {
            plain::delete(tx, table, &[(column, record.into())])?;
        }
    }
    Ok(())
}
