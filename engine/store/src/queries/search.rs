//! The index of the search.
//!
//! A document is a bag of folded terms. Two kinds of marks stand among them, told apart by the
//! underscore that no folded word has: the owner, and the title as a whole, so that whoever is
//! asked for by all of their name is among the hits however many others share a part of it.
//! The number of a document begins with the number of its module, so a module is a range.
//!
//! The index of PostgreSQL knows no order: it gathers all documents of a term before it gives the
//! first one. So each term says there in which stretch of which module it stands, and the newest
//! documents are met stretch by stretch.

use kernel::{PrincipalId, Result};
use sql::{Dialect, Sql};

use super::spelling;
use crate::conn::{Reader, Tx};
use crate::pending::Insert;

/// Bits of a document's number that hold the row; those above hold the module.
pub(crate) const ROW_BITS: u32 = 40;

/// Bits of a row that tell its place within a stretch; those above tell the stretch.
pub(crate) const STRETCH_BITS: u32 = 14;

/// What terms begin with on PostgreSQL in a stretch of a module.
pub(super) fn stretch_prefix(number: i64, stretch: i64) -> String {
    format!("{number}.{stretch}.")
}

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

pub(super) fn owner_mark(owner: PrincipalId) -> String {
    format!("_o{}", owner.0.simple())
}

/// The title as a whole, its words in any order.
pub(super) fn title_mark(words: &[String]) -> Option<String> {
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
            let owner = document.owner.map(|owner| owner.to_string()).unwrap_or_default();
            let row =
                [document.row.into(), document.module.as_str().into(), terms.into(), owner.into()];
            tx.insert_soon(documents(tx), (row.len(), row.into()))?;
        }
    }
    spelling::learn(tx, &document.names)
}

/// How rows of place, module, terms and owner become documents on PostgreSQL.
fn documents(tx: &Tx<'_>) -> Insert {
    let (mut head, mut tail) = (tx.sql(), tx.sql());
    head.push("INSERT INTO ").table("search_docs").push(" (doc, terms, owner) SELECT ");
    head.push(&format!("{} * m.number + d.place, ", 1_i64 << ROW_BITS));
    head.push("array_to_tsvector(string_to_array(p.prefix || ");
    head.push("replace(d.terms, ' ', ' ' || p.prefix), ' ')), ");
    head.push("nullif(d.owner, '')::uuid FROM (VALUES ");
    tail.push(") d (place, module, terms, owner) JOIN ").table("module_numbers");
    tail.push(" m ON m.code = d.module CROSS JOIN LATERAL (SELECT m.number || '.' || ");
    tail.push(&format!("(d.place >> {STRETCH_BITS}) || '.' AS prefix) p"));
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

/// The number under which the search knows a module; nothing is found under 0.
pub(super) fn number(reader: &mut Reader<'_>, module: &str) -> Result<i64> {
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
