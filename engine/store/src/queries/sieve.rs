//! Hits that are looked at one by one: who owns them, and with whom they are shared.

use std::collections::HashMap;

use access::Scope;
use catalog::Module;
use kernel::{PrincipalId, Result};
use sql::Dialect;

use super::documents::{Among, Known, Part, numbers, with};
use super::finding::{CANDIDATES, MARKED_OWNERS, and_shared, few_shared, marked};
use super::search::number;
use super::stretches;
use crate::conn::Reader;
use crate::records::push_shared;
use crate::schema::owner_of_row;

/// Hits that are sifted before the marks of few owners are looked for.
const FIRST: usize = 200;

/// Hits that are sifted at once, at least.
const LEAST: usize = 64;

/// Hits that are sifted before the marks of many owners are looked for.
const SIFTED: usize = 2 * CANDIDATES;

/// Lets what is within a scope through.
#[derive(Clone, Debug)]
pub(super) struct Sieve<'a> {
    owners: &'a [PrincipalId],
    /// What was looked at before, and whether it is within the scope: the same hits come again when
    /// a question is asked more widely.
    known: HashMap<i64, bool>,
    /// Rows shared with the reader, once they were asked for; none when they are many.
    shared: Option<Option<Vec<i64>>>,
}

impl<'a> Sieve<'a> {
    /// A sieve that has seen nothing yet.
    pub fn of(owners: &'a [PrincipalId]) -> Self {
        Sieve { owners, known: HashMap::new(), shared: None }
    }

    /// Everybody's documents, the newest first, of which those within the scope are kept. Unless
    /// all are known, PostgreSQL passes over those of others by itself; when the first portion
    /// holds too few and there are more, SQLite looks for few owners by their marks.
    pub fn matching(
        &mut self,
        reader: &mut Reader<'_>,
        (module, scope): (&Module, &Scope),
        (parts, limit): (Vec<Part>, usize),
        known: Known<'_>,
    ) -> Result<Vec<i64>> {
        let owners = self.owners;
        let are_few = owners.len() <= MARKED_OWNERS;
        let (mut kept, mut n_seen, mut among) = (Vec::new(), 0, Among::All);
        let mut portion = if are_few { FIRST } else { limit.clamp(LEAST, CANDIDATES) };
        if reader.dialect() == Dialect::Postgres
            && !known.holds_all(number(reader, &module.code)?)
            && let Some(shared) = self.shared(reader, (module, scope))?
        {
            let rows = stretches::owned(reader, known.tops, (module, owners), (&parts, limit))?;
            return and_shared(reader, module, (&parts, limit, shared), (rows, known.tops));
        }
        loop {
            let hits = with(reader, module, (&parts, portion, among), known)?;
            kept.extend(self.pass(reader, (module, scope), &hits)?);
            n_seen += hits.len();
            let last = hits.last().copied();
            let Some(last) = last.filter(|_| hits.len() == portion && kept.len() < limit) else {
                break;
            };
            if (are_few || n_seen > SIFTED)
                && let Some(shared) = self.shared(reader, (module, scope))?
            {
                return marked(reader, module, (parts, limit), ((owners, shared), known.tops));
            }
            // As many as it takes when what follows is like what was seen.
            let next = (limit - kept.len()) * n_seen * 5 / kept.len().max(1) / 4;
            let next = next.clamp(LEAST, 4 * portion).min(CANDIDATES);
            (among, portion) = (Among::Before(last), next);
        }
        kept.truncate(limit);
        Ok(kept)
    }

    /// Rows shared with the reader, unless they are many.
    fn shared(
        &mut self,
        reader: &mut Reader<'_>,
        place: (&Module, &Scope),
    ) -> Result<Option<&[i64]>> {
        if self.shared.is_none() {
            let mut shared = few_shared(reader, place)?;
            shared.iter_mut().for_each(|rows| rows.sort_unstable());
            self.shared = Some(shared);
        }
        Ok(self.shared.as_ref().and_then(Option::as_deref))
    }

    /// Those of some rows that are within the scope, in their order.
    fn pass(
        &mut self,
        reader: &mut Reader<'_>,
        place: (&Module, &Scope),
        rows: &[i64],
    ) -> Result<Vec<i64>> {
        let new: Vec<i64> = rows.iter().copied().filter(|r| !self.known.contains_key(r)).collect();
        if !new.is_empty() {
            self.look_at(reader, place, &new)?;
        }
        let is_within = |row: &i64| self.known.get(row).is_some_and(|known| *known);
        Ok(rows.iter().copied().filter(is_within).collect())
    }

    fn look_at(
        &mut self,
        reader: &mut Reader<'_>,
        (module, scope): (&Module, &Scope),
        rows: &[i64],
    ) -> Result<()> {
        let mut sql = reader.sql();
        sql.push("SELECT t.row, t.owner_id FROM ").table(&module.plural).push(" t");
        sql.dialect().along(&mut sql, &owner_of_row(module));
        sql.push(" WHERE ");
        sql.dialect().among(&mut sql, "t.row", rows);
        sql.push(" AND t.trashed_at IS NULL");
        let mut others = Vec::new();
        // Owners are in order, and comparing them here spares a list of them in every statement.
        for mut found in reader.query(&sql)? {
            let (row, owner) = (found.int()?, found.maybe_uuid()?.map(PrincipalId));
            let is_own = owner.is_some_and(|owner| self.owners.binary_search(&owner).is_ok());
            self.known.insert(row, is_own);
            if !is_own {
                others.push(row);
            }
        }
        if others.is_empty() || scope.grantees(&module.code).is_empty() {
            return Ok(());
        }
        let reached: Vec<i64> = match self.shared(reader, (module, scope))? {
            Some(few) => others.into_iter().filter(|r| few.binary_search(r).is_ok()).collect(),
            None => {
                let mut sql = reader.sql();
                sql.push("SELECT t.row FROM ").table(&module.plural).push(" t WHERE ");
                sql.dialect().among(&mut sql, "t.row", &others);
                push_shared(&mut sql, module, scope);
                numbers(reader, &sql)?
            }
        };
        self.known.extend(reached.into_iter().map(|row| (row, true)));
        Ok(())
    }
}
