//! Questions to the index of the search, each within the scope of who asks.

use std::collections::{BTreeSet, HashMap};

use access::Scope;
use catalog::Module;
use kernel::{PrincipalId, Result};
use sql::Dialect;

use super::documents::{Among, Known, Met, Part, numbers, with};
use super::grant;
use super::search::{number, owner_mark, title_mark};
use super::stretches::Tops;
use crate::conn::Reader;
use crate::layout::owner_column;
use crate::records::push_shared;
use crate::schema::owner_of_row;

/// Hits at most that a list sorts, the newest ones.
pub const CANDIDATES: usize = 20_000;

/// A question to the index about one module.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    module: &'a Module,
    scope: &'a Scope,
    whose: Whose<'a>,
    /// Folded terms; a document has to have all of them.
    pub terms: &'a [String],
}

/// How a question keeps to its scope.
#[derive(Clone, Debug)]
enum Whose<'a> {
    /// There is nothing to keep to.
    Everybody,
    /// By the marks of these owners, and by the rows that are shared besides.
    Marked(&'a [PrincipalId], Vec<i64>),
    /// By looking at the owners of what was found, which costs less than a search of its own.
    Sifted(Sieve<'a>),
}

/// Lets what is within a scope through.
#[derive(Clone, Debug)]
struct Sieve<'a> {
    owners: &'a [PrincipalId],
    /// What was looked at before, and whether it is within the scope: the same hits come again when
    /// a question is asked more widely.
    known: HashMap<i64, bool>,
    /// Rows shared with the reader, once they were asked for; none when they are many.
    shared: Option<Option<Vec<i64>>>,
}

/// Shared records that are looked at one by one.
const SHARED: usize = 500;

/// Hits that are sifted before the marks of few owners are looked for.
const FIRST: usize = 200;

/// Hits that are sifted at once, at least.
const LEAST: usize = 64;

/// Up to this many owners are few: the mark of each costs a step at each hit on SQLite, and all
/// that it stands at on PostgreSQL.
const MARKED_OWNERS: usize = 16;

/// Documents at most that are passed on the way from the first shared record to the last.
const PASSED: usize = 5_000;

/// Hits that are sifted before the marks of many owners are looked for.
const SIFTED: usize = 2 * CANDIDATES;

impl<'a> Question<'a> {
    /// What a scope lets be found. Where very many records are shared, everybody's are asked for:
    /// whoever reads the rows applies the scope anyway.
    ///
    /// # Errors
    /// When the database fails.
    pub fn of(
        reader: &mut Reader<'_>,
        module: &'a Module,
        scope: &'a Scope,
        terms: &'a [String],
    ) -> Result<Self> {
        let whose = match scope.owners(&module.code).filter(|_| owner_column(module).is_some()) {
            Some(owners) => Whose::of(reader, (module, scope), owners)?,
            None => Whose::Everybody,
        };
        Ok(Question { module, scope, whose, terms })
    }
}

impl<'a> Whose<'a> {
    fn of(
        reader: &mut Reader<'_>,
        (module, scope): (&Module, &Scope),
        owners: &'a [PrincipalId],
    ) -> Result<Self> {
        if reader.dialect() == Dialect::Sqlite || owners.len() > MARKED_OWNERS {
            return Ok(Whose::Sifted(Sieve { owners, known: HashMap::new(), shared: None }));
        }
        Ok(match few_shared(reader, (module, scope))? {
            Some(shared) => Whose::Marked(owners, shared),
            None => Whose::Everybody,
        })
    }
}

/// Rows that others share with the reader, unless these are too many to be looked at one by one.
fn few_shared(
    reader: &mut Reader<'_>,
    (module, scope): (&Module, &Scope),
) -> Result<Option<Vec<i64>>> {
    let grantees = scope.grantees(&module.code);
    let shared = match grantees.is_empty() {
        true => Vec::new(),
        false => grant::rows(reader, module, (grantees, SHARED + 1))?,
    };
    Ok((shared.len() <= SHARED).then_some(shared))
}

/// Rows of the records that have all terms as beginnings of words, the newest first, at most
/// `limit`.
///
/// # Errors
/// When the database fails.
pub fn rows(
    reader: &mut Reader<'_>,
    question: &mut Question<'_>,
    limit: usize,
) -> Result<Vec<i64>> {
    let number = number(reader, &question.module.code)?;
    let tops = Tops::of_one(reader, number)?;
    let known = Known { tops: &tops, met: None };
    matching(reader, question, (beginnings(question.terms), limit), known)
}

/// What all modules together hold of the terms of a question, asked once for all of them.
#[derive(Debug, Default)]
pub struct Around {
    tops: Option<Tops>,
    whole: Option<Met>,
    begun: Option<Met>,
    titled: Option<Met>,
}

impl Around {
    /// Rows of the records that have all terms as whole words, the newest first, at most `limit`.
    ///
    /// It costs by its limit, while beginnings of words cost by everything that begins so.
    ///
    /// # Errors
    /// When the database fails.
    pub fn whole(
        &mut self,
        reader: &mut Reader<'_>,
        question: &mut Question<'_>,
        limit: usize,
    ) -> Result<Vec<i64>> {
        let parts: Vec<Part> = question.terms.iter().cloned().map(Part::Whole).collect();
        let tops = tops(&mut self.tops, reader)?;
        let met = met(&mut self.whole, || Met::of(reader, &parts, tops))?;
        matching(reader, question, (parts, limit), Known { tops, met: Some(met) })
    }

    /// Rows of the records that have all terms as beginnings of words, the newest first, at most
    /// `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn begun(
        &mut self,
        reader: &mut Reader<'_>,
        question: &mut Question<'_>,
        limit: usize,
    ) -> Result<Vec<i64>> {
        let parts = beginnings(question.terms);
        let tops = tops(&mut self.tops, reader)?;
        let met = met(&mut self.begun, || Met::of(reader, &parts, tops))?;
        matching(reader, question, (parts, limit), Known { tops, met: Some(met) })
    }

    /// Rows of the records whose title consists of just the terms, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn titled(
        &mut self,
        reader: &mut Reader<'_>,
        question: &mut Question<'_>,
        limit: usize,
    ) -> Result<Vec<i64>> {
        let Some(mark) = title_mark(question.terms) else { return Ok(Vec::new()) };
        let parts = vec![Part::Whole(mark)];
        let tops = tops(&mut self.tops, reader)?;
        let met = met(&mut self.titled, || Met::of_few(reader, &parts, tops))?;
        matching(reader, question, (parts, limit), Known { tops, met: Some(met) })
    }
}

fn tops<'m>(known: &'m mut Option<Tops>, reader: &mut Reader<'_>) -> Result<&'m Tops> {
    let tops = match known.take() {
        Some(tops) => tops,
        None => Tops::of_all(reader)?,
    };
    Ok(known.insert(tops))
}

fn met(known: &mut Option<Met>, ask: impl FnOnce() -> Result<Met>) -> Result<&Met> {
    let met = match known.take() {
        Some(met) => met,
        None => ask()?,
    };
    Ok(known.insert(met))
}

fn beginnings(terms: &[String]) -> Vec<Part> {
    terms.iter().cloned().map(Part::Begun).collect()
}

fn matching(
    reader: &mut Reader<'_>,
    question: &mut Question<'_>,
    (parts, limit): (Vec<Part>, usize),
    known: Known<'_>,
) -> Result<Vec<i64>> {
    let (module, scope) = (question.module, question.scope);
    match &mut question.whose {
        Whose::Everybody => with(reader, module, (&parts, limit, Among::All), known),
        Whose::Marked(owners, shared) => {
            let owned: (&[PrincipalId], &[i64]) = (owners, shared);
            marked(reader, module, (parts, limit), (owned, known.tops))
        }
        Whose::Sifted(sieve) => sieve.matching(reader, (module, scope), (parts, limit), known),
    }
}

/// Documents with the marks of these owners, and those among the shared ones.
fn marked(
    reader: &mut Reader<'_>,
    module: &Module,
    (parts, limit): (Vec<Part>, usize),
    ((owners, shared), tops): ((&[PrincipalId], &[i64]), &Tops),
) -> Result<Vec<i64>> {
    let known = Known { tops, met: None };
    let marks: Vec<String> = match owners {
        [] => vec!["_onobody".into()],
        owners => owners.iter().map(|owner| owner_mark(*owner)).collect(),
    };
    let mut owned = parts.clone();
    owned.push(Part::Any(marks));
    let mut rows = with(reader, module, (&owned, limit, Among::All), known)?;
    if !shared.is_empty() {
        rows.extend(among_shared(reader, module, (&parts, limit, shared), known)?);
        rows.sort_unstable_by(|a, b| b.cmp(a));
        rows.dedup();
        rows.truncate(limit);
    }
    Ok(rows)
}

/// Documents among some rows. SQLite begins anew for each row that is named, so that it is quicker
/// to look at all documents between the first and the last of them, unless these are very many.
fn among_shared(
    reader: &mut Reader<'_>,
    module: &Module,
    (parts, limit, shared): (&[Part], usize, &[i64]),
    known: Known<'_>,
) -> Result<Vec<i64>> {
    let ends = shared.iter().min().zip(shared.iter().max());
    if let (Dialect::Sqlite, Some((first, last))) = (reader.dialect(), ends) {
        let among = Among::Between(*first, *last);
        let hits = with(reader, module, (parts, PASSED, among), known)?;
        if hits.len() < PASSED {
            let shared: BTreeSet<&i64> = shared.iter().collect();
            return Ok(hits.into_iter().filter(|row| shared.contains(row)).collect());
        }
    }
    with(reader, module, (parts, limit, Among::These(shared)), known)
}

impl Sieve<'_> {
    /// Everybody's documents, the newest first, of which those within the scope are kept. When the
    /// first portion holds too few and there are more, few owners are looked for by their marks.
    fn matching(
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
