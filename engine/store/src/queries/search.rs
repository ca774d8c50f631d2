//! The index of the search.
//!
//! A document is a bag of folded terms. Three kinds of marks stand among them, told apart by the
//! underscore that no folded word has: the module, the owner, and the terms of the title, which
//! count more.

use std::collections::BTreeSet;

use kernel::{PrincipalId, Result};

use crate::conn::{Reader, Tx};
use crate::dialect::Dialect;
use crate::sql::Sql;

/// Kind of what a transaction knows: a word that typing errors are compared with.
const WORD: &str = "word";

/// Hits at most that are looked at, the newest ones.
pub const CANDIDATES: usize = 2000;

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
    /// Words that typing errors are looked for in.
    pub names: Vec<String>,
}

fn owner_mark(owner: PrincipalId) -> String {
    format!("_o{}", owner.0.simple())
}

fn module_mark(module: &str) -> String {
    format!("_m{module}")
}

/// Puts a record into the index; it must not be there.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, document: &Document) -> Result<()> {
    let mut terms = document.terms.clone();
    terms.push(module_mark(&document.module));
    terms.extend(document.owner.map(owner_mark));
    let mut sql = tx.sql();
    sql.push("INSERT INTO ").table("search_docs");
    sql.push(match tx.dialect() {
        Dialect::Sqlite => " (rowid, terms) VALUES (",
        Dialect::Postgres => " (doc, terms) VALUES (",
    });
    push_doc(&mut sql, &document.module, document.row);
    match tx.dialect() {
        Dialect::Sqlite => sql.push(", ").bind(terms.join(" ")).push(")"),
        Dialect::Postgres => {
            sql.push(", array_to_tsvector(string_to_array(");
            sql.bind(terms.join(" ")).push(", ' ')))")
        }
    };
    tx.execute(&sql)?;
    learn(tx, &document.names)
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
    sql.bind(row).push(" * 256 + (SELECT number FROM ").table("module_numbers");
    sql.push(" WHERE code = ").bind(module).push(")");
}

/// Adds a select of the rows of a module that have all terms; at most `CANDIDATES`.
pub(crate) fn push_rows(
    sql: &mut Sql,
    module: &str,
    owners: Option<&[PrincipalId]>,
    terms: &[String],
) {
    match sql.dialect() {
        Dialect::Sqlite => {
            let question = sqlite_question(module, owners, terms);
            sql.push("SELECT rowid / 256 AS row FROM search_docs WHERE search_docs MATCH ");
            sql.bind(question).push(" ORDER BY rowid DESC");
        }
        Dialect::Postgres => {
            let question = postgres_question(module, owners, terms);
            sql.push("SELECT doc / 256 AS row FROM ").table("search_docs");
            sql.push(" WHERE terms @@ ").bind(question).push("::tsquery ORDER BY doc DESC");
        }
    }
    sql.push(&format!(" LIMIT {CANDIDATES}"));
}

/// Rows of a module that have all terms, the newest first.
///
/// # Errors
/// When the database fails.
pub fn rows(
    reader: &mut Reader<'_>,
    module: &str,
    owners: Option<&[PrincipalId]>,
    (terms, limit): (&[String], usize),
) -> Result<Vec<i64>> {
    let mut sql = reader.sql();
    sql.push("SELECT row FROM (");
    push_rows(&mut sql, module, owners, terms);
    sql.push(") hits LIMIT ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
    reader.query(&sql)?.iter_mut().map(|row| row.int()).collect()
}

fn sqlite_question(module: &str, owners: Option<&[PrincipalId]>, terms: &[String]) -> String {
    let mut parts: Vec<String> = terms.iter().map(|term| format!("\"{term}\"*")).collect();
    parts.push(format!("\"{}\"", module_mark(module)));
    if let Some(owners) = owners {
        let marks: Vec<_> = owners.iter().map(|o| format!("\"{}\"", owner_mark(*o))).collect();
        parts.push(format!("({})", or_nobody(marks, " OR ", "\"_onobody\"")));
    }
    parts.join(" AND ")
}

fn postgres_question(module: &str, owners: Option<&[PrincipalId]>, terms: &[String]) -> String {
    let mut parts: Vec<String> = terms.iter().map(|term| format!("'{term}':*")).collect();
    parts.push(format!("'{}'", module_mark(module)));
    if let Some(owners) = owners {
        let marks: Vec<_> = owners.iter().map(|o| format!("'{}'", owner_mark(*o))).collect();
        parts.push(format!("({})", or_nobody(marks, " | ", "'_onobody'")));
    }
    parts.join(" & ")
}

fn or_nobody(marks: Vec<String>, or: &str, nobody: &str) -> String {
    if marks.is_empty() { nobody.into() } else { marks.join(or) }
}

/// Remembers words together with their forms that lack one letter.
fn learn(tx: &mut Tx<'_>, words: &[String]) -> Result<()> {
    let fits = |word: &&String| {
        (4..=24).contains(&word.chars().count()) && !word.chars().any(|c| c.is_ascii_digit())
    };
    let fitting = words.iter().filter(fits).filter(|word| !tx.knows(WORD, word));
    let mut new: BTreeSet<String> = fitting.cloned().collect();
    for known in known_words(tx, &new)? {
        new.remove(&known);
        tx.learn(WORD, known);
    }
    for word in new {
        let mut keys = shortened(&word);
        keys.push(word.clone());
        remember(tx, &keys, &word)?;
        tx.learn(WORD, word);
    }
    Ok(())
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

fn remember(tx: &mut Tx<'_>, keys: &[String], word: &str) -> Result<()> {
    let mut sql = tx.sql();
    let dialect = tx.dialect();
    sql.push(dialect.insert_ignoring()).table("search_terms").push(" (key, term) VALUES ");
    sql.list(", ", keys, |sql, key| {
        sql.push("(").bind(key.as_str()).push(", ").bind(word).push(")");
    });
    sql.push(dialect.ignoring_taken());
    tx.execute(&sql).map(drop)
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
    Ok(found.into_iter().filter(|term| one_error(word, term)).take(20).collect())
}

/// Tells whether two words differ by one letter more, less or other, or two letters swapped.
fn one_error(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let start = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let (short, long) = (&short[start..], &long[start..]);
    match long.len() - short.len() {
        0 if short.is_empty() => true,
        0 => {
            let swapped = short.len() > 1
                && short[0] == long[1]
                && short[1] == long[0]
                && short[2..] == long[2..];
            short[1..] == long[1..] || swapped
        }
        1 => *short == long[1..],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_error_is_one_error() {
        for (a, b) in [("muller", "mieler"), ("muller", "miler"), ("muller", "mul")] {
            assert!(!one_error(a, b), "{a} {b}");
        }
        for (a, b) in [("muller", "muler"), ("muller", "mullre"), ("muller", "miller"), ("a", "ab")]
        {
            assert!(one_error(a, b), "{a} {b}");
        }
    }
}
