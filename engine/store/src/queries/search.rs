//! The index of the search.
//!
//! A document is a bag of folded terms. Two kinds of marks stand among them, told apart by the
//! underscore that no folded word has: the owner, and the title as a whole, so that whoever is
//! asked for by all of their name is among the hits however many others share a part of it.
//! The number of a document begins with the number of its module, so a module is a range.

use std::collections::BTreeSet;

use access::Scope;
use catalog::Module;
use kernel::{PrincipalId, Result};

use super::{grant, plain};
use crate::cell::Param;
use crate::conn::{Reader, Tx};
use crate::dialect::Dialect;
use crate::layout::owner_column;
use crate::pending::Insert;
use crate::sql::Sql;
use crate::sqlite::Wanted;

/// Kind of what a transaction knows: a word that typing errors are compared with.
const WORD: &str = "word";

/// Hits at most that a list sorts, the newest ones.
pub const CANDIDATES: usize = 20_000;

/// Bits of a document's number that hold the row; those above hold the module.
const ROW_BITS: u32 = 40;

/// What the index knows of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Code of the module.
    pub module: String,
    /// Row of the record.
    pub row: i64,
    /// Who owns it.
    pub owner: Option<PrincipalId>,
    /// Folded terms.
    pub terms: Vec<String>,
    /// Folded words of the title: typing errors are looked for in them.
    pub names: Vec<String>,
}

/// A question to the index about one module.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Code of the module.
    pub module: &'a str,
    /// Owners whose records may be found; none means everybody's.
    pub owners: Option<&'a [PrincipalId]>,
    /// Rows of others that may be found besides.
    pub shared: Vec<i64>,
    /// Folded terms; a document has to have all of them.
    pub terms: &'a [String],
}

/// Shared records that are looked at one by one.
const SHARED: usize = 500;

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
        let grantees = scope.grantees(&module.code);
        let mut owners = scope.owners(&module.code).filter(|_| owner_column(module).is_some());
        let mut shared = Vec::new();
        if owners.is_some() && !grantees.is_empty() {
            shared = grant::rows(reader, module, (grantees, SHARED + 1))?;
            if shared.len() > SHARED {
                (owners, shared) = (None, Vec::new());
            }
        }
        Ok(Question { module: &module.code, owners, shared, terms })
    }
}

fn owner_mark(owner: PrincipalId) -> String {
    format!("_o{}", owner.0.simple())
}

/// The title as a whole, its words in any order.
fn title_mark(words: &[String]) -> Option<String> {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_unstable();
    words.dedup();
    let mark = format!("_t{}", words.join("_"));
    (!words.is_empty() && mark.len() <= 200).then_some(mark)
}

/// Puts a record into the index; it must not be there.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, document: &Document) -> Result<()> {
    let mut terms = document.terms.clone();
    terms.extend(title_mark(&document.names));
    terms.extend(document.owner.map(owner_mark));
    let terms = terms.join(" ");
    match tx.dialect() {
        Dialect::Sqlite => {
            let mut sql = tx.sql();
            sql.push("INSERT INTO search_docs (rowid, terms) VALUES (");
            push_doc(&mut sql, &document.module, document.row);
            sql.push(", ").bind(terms).push(")");
            tx.execute(&sql)?;
        }
        Dialect::Postgres => {
            let row = [document.row.into(), document.module.as_str().into(), terms.into()];
            tx.insert_soon(documents(tx), (row.len(), row.into()))?;
        }
    }
    learn(tx, &document.names)
}

/// How rows of place, module and terms become documents on PostgreSQL.
fn documents(tx: &Tx<'_>) -> Insert {
    let (mut head, mut tail) = (tx.sql(), tx.sql());
    head.push("INSERT INTO ").table("search_docs").push(" (doc, terms) SELECT ");
    head.push(&format!("{} * m.number + d.place, ", 1_i64 << ROW_BITS));
    head.push("array_to_tsvector(string_to_array(d.terms, ' ')) FROM (VALUES ");
    tail.push(") d (place, module, terms) JOIN ").table("module_numbers");
    tail.push(" m ON m.code = d.module");
    Insert { head, tail: tail.text().to_owned() }
}

/// Takes a record out of the index.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, module: &str, row: i64) -> Result<()> {
    let mut sql = tx.sql();
    let key = if tx.dialect() == Dialect::Sqlite { "rowid" } else { "doc" };
    sql.push("DELETE FROM ").table("search_docs").push(" WHERE ").push(key).push(" = ");
    push_doc(&mut sql, module, row);
    tx.execute(&sql).map(drop)
}

/// Adds the number of a document.
fn push_doc(sql: &mut Sql, module: &str, row: i64) {
    let size = 1_i64 << ROW_BITS;
    sql.push(&format!("{size} * (SELECT number FROM ")).table("module_numbers");
    sql.push(" WHERE code = ").bind(module).push(") + ").bind(row);
}

/// Rows of the records that have all terms as beginnings of words, the newest first, at most
/// `limit`.
///
/// # Errors
/// When the database fails.
pub fn rows(reader: &mut Reader<'_>, question: &Question<'_>, limit: usize) -> Result<Vec<i64>> {
    let terms = match reader.dialect() {
        Dialect::Sqlite => question.terms.iter().map(|term| format!("\"{term}\"*")).collect(),
        Dialect::Postgres => question.terms.iter().map(|term| format!("'{term}':*")).collect(),
    };
    matching(reader, question, (terms, limit))
}

/// Rows of the records that have all terms as whole words, the newest first, at most `limit`.
///
/// It costs by its limit, while beginnings of words cost by everything that begins so.
///
/// # Errors
/// When the database fails.
pub fn whole(reader: &mut Reader<'_>, question: &Question<'_>, limit: usize) -> Result<Vec<i64>> {
    let dialect = reader.dialect();
    let terms = question.terms.iter().map(|term| quoted(dialect, term)).collect();
    matching(reader, question, (terms, limit))
}

/// Rows of the records whose title consists of just the terms, the newest first.
///
/// # Errors
/// When the database fails.
pub fn titled(reader: &mut Reader<'_>, question: &Question<'_>, limit: usize) -> Result<Vec<i64>> {
    let Some(mark) = title_mark(question.terms) else { return Ok(Vec::new()) };
    let mark = quoted(reader.dialect(), &mark);
    matching(reader, question, (vec![mark], limit))
}

fn matching(
    reader: &mut Reader<'_>,
    question: &Question<'_>,
    (parts, limit): (Vec<String>, usize),
) -> Result<Vec<i64>> {
    let dialect = reader.dialect();
    let mut owned = parts.clone();
    if let Some(owners) = question.owners {
        let nobody = [quoted(dialect, "_onobody")];
        let marks: Vec<_> = owners.iter().map(|o| quoted(dialect, &owner_mark(*o))).collect();
        let marks = if marks.is_empty() { &nobody[..] } else { &marks[..] };
        let or = if dialect == Dialect::Sqlite { " OR " } else { " | " };
        owned.push(format!("({})", marks.join(or)));
    }
    let mut rows = documents_with(reader, question, (&owned, limit, &[]))?;
    if !question.shared.is_empty() {
        rows.extend(documents_with(reader, question, (&parts, limit, &question.shared))?);
        rows.sort_unstable_by(|a, b| b.cmp(a));
        rows.dedup();
        rows.truncate(limit);
    }
    Ok(rows)
}

/// Rows of documents that have all parts, among some rows when there are any.
fn documents_with(
    reader: &mut Reader<'_>,
    question: &Question<'_>,
    (parts, limit, among): (&[String], usize, &[i64]),
) -> Result<Vec<i64>> {
    let dialect = reader.dialect();
    let key = if dialect == Dialect::Sqlite { "rowid" } else { "doc" };
    let number = number(reader, question.module)?;
    let size = 1_i64 << ROW_BITS;
    let mut sql = reader.sql();
    sql.push(&format!("SELECT {key} & {} FROM ", size - 1)).table("search_docs");
    match dialect {
        Dialect::Sqlite => sql.push(" WHERE search_docs MATCH ").bind(parts.join(" AND ")),
        Dialect::Postgres => sql.push(" WHERE terms @@ ").bind(parts.join(" & ")).push("::tsquery"),
    };
    if among.is_empty() {
        // Plain values: PostgreSQL plans by them.
        sql.push(&format!(" AND {key} > ")).bind(number * size);
        sql.push(&format!(" AND {key} < ")).bind((number + 1) * size);
    } else {
        let docs: Vec<i64> = among.iter().map(|row| number * size + row).collect();
        sql.push(&format!(" AND {key} IN (")).binds(docs).push(")");
    }
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    sql.push(&format!(" ORDER BY {key} DESC LIMIT ")).bind(limit);
    let mut rows = Vec::new();
    reader.numbers(&sql, |row| {
        rows.push(row);
        Wanted::More
    })?;
    Ok(rows)
}

/// The number under which the search knows a module; nothing is found under 0.
fn number(reader: &mut Reader<'_>, module: &str) -> Result<i64> {
    let known = reader.known();
    if let Some(number) = known.as_ref().and_then(|known| known.get(module)) {
        return Ok(number);
    }
    let mut sql = reader.sql();
    sql.push("SELECT number FROM ").table("module_numbers").push(" WHERE code = ").bind(module);
    let number = reader.query_one(&sql)?.map(|mut row| row.int()).transpose()?;
    if let (Some(known), Some(number)) = (known, number) {
        known.keep(module, number);
    }
    Ok(number.unwrap_or(0))
}

fn quoted(dialect: Dialect, mark: &str) -> String {
    match dialect {
        Dialect::Sqlite => format!("\"{mark}\""),
        Dialect::Postgres => format!("'{mark}'"),
    }
}

/// Remembers words together with their forms that lack one letter.
fn learn(tx: &mut Tx<'_>, words: &[String]) -> Result<()> {
    let fits = |word: &&String| {
        (4..=24).contains(&word.chars().count()) && !word.chars().any(|c| c.is_ascii_digit())
    };
    let fitting = words.iter().filter(fits).filter(|word| !tx.knows(WORD, word));
    let mut new: BTreeSet<String> = fitting.cloned().collect();
    // Where a question is a round trip, writing words that are there costs less than asking.
    if tx.dialect() == Dialect::Sqlite {
        for known in known_words(tx, &new)? {
            new.remove(&known);
            tx.learn(WORD, known);
        }
    }
    let mut rows: Vec<Param> = Vec::new();
    for word in &new {
        let keys = shortened(word).into_iter().chain([word.clone()]);
        rows.extend(keys.flat_map(|key| [Param::from(key), word.as_str().into()]));
        tx.learn(WORD, word.clone());
    }
    if rows.is_empty() {
        return Ok(());
    }
    plain::insert_missing(tx, ("search_terms", &["key", "term"]), rows)
}

fn known_words(reader: &mut Reader<'_>, words: &BTreeSet<String>) -> Result<Vec<String>> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = reader.sql();
    sql.push("SELECT key FROM ").table("search_terms").push(" WHERE term = key AND key IN (");
    sql.binds(words.iter().map(String::as_str)).push(")");
    reader.query(&sql)?.iter_mut().map(|row| row.text()).collect()
}

fn shortened(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let without = |at: usize| letters[..at].iter().chain(&letters[at + 1..]).collect::<String>();
    let mut forms: Vec<String> = (0..letters.len()).map(without).collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Known words that differ from a word by one typing error, at most twenty.
///
/// # Errors
/// When the database fails.
pub fn similar(reader: &mut Reader<'_>, word: &str) -> Result<Vec<String>> {
    let mut keys = shortened(word);
    keys.push(word.to_owned());
    let mut sql = reader.sql();
    sql.push("SELECT DISTINCT term FROM ").table("search_terms").push(" WHERE key IN (");
    sql.binds(keys.iter().map(String::as_str)).push(") AND term <> ").bind(word);
    sql.push(" ORDER BY term LIMIT 60");
    let found: Vec<String> =
        reader.query(&sql)?.iter_mut().map(|row| row.text()).collect::<Result<_>>()?;
    Ok(found.into_iter().filter(|term| kernel::one_error(word, term)).take(20).collect())
}
