//! Questions to the index of the search, each within the scope of who asks.

use std::collections::BTreeSet;

use access::Scope;
use catalog::Module;
use kernel::{PrincipalId, Result};
use sql::Dialect;

use super::documents::{Among, Known, Met, Part, with};
use super::grant;
use super::search::{number, owner_mark, title_mark};
use super::sieve::Sieve;
use super::stretches::Tops;
use crate::conn::Reader;
use crate::layout::owner_column;

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

/// Shared records that are looked at one by one.
const SHARED: usize = 500;

/// Up to this many owners are few: the mark of each costs a step at each hit on SQLite, and all
/// that it stands at on PostgreSQL.
pub(super) const MARKED_OWNERS: usize = 16;

/// Documents at most that are passed on the way from the first shared record to the last.
const PASSED: usize = 5_000;

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
            return Ok(Whose::Sifted(Sieve::of(owners)));
        }
        Ok(match few_shared(reader, (module, scope))? {
            Some(shared) => Whose::Marked(owners, shared),
            None => Whose::Everybody,
        })
    }
}

/// Rows that others share with the reader, unless these are too many to be looked at one by one.
pub(super) fn few_shared(
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
pub(super) fn marked(
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
    let rows = with(reader, module, (&owned, limit, Among::All), known)?;
    and_shared(reader, module, (&parts, limit, shared), (rows, tops))
}

/// Those rows, and what is found among the shared ones.
pub(super) fn and_shared(
    reader: &mut Reader<'_>,
    module: &Module,
    (parts, limit, shared): (&[Part], usize, &[i64]),
    (mut rows, tops): (Vec<i64>, &Tops),
) -> Result<Vec<i64>> {
    if !shared.is_empty() {
        let known = Known { tops, met: None };
        rows.extend(among_shared(reader, module, (parts, limit, shared), known)?);
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
