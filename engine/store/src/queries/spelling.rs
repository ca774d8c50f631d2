//! Words that typing errors are compared with.

use std::collections::BTreeSet;

use kernel::Result;
use sql::{Dialect, Param};

use super::plain;
use crate::conn::{Reader, Tx};

/// Kind of what a transaction knows: a word that typing errors are compared with.
const WORD: &str = "word";

/// Remembers words together with their forms that lack one letter.
///
/// # Errors
/// When the database fails.
pub fn learn(tx: &mut Tx<'_>, words: &[String]) -> Result<()> {
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
