//! The table of the search, which looks different on each database.

use sql::Dialect;

use crate::conn::Reader;
use crate::queries::search::{ROW_BITS, STRETCH_BITS};

/// Since this version terms say on PostgreSQL in which stretch of which module they stand.
pub const IN_STRETCHES: i64 = 26;
/// Since this version the index of PostgreSQL is in order at any time.
pub const IN_ORDER: i64 = 30;

/// Statements that make the search index.
///
/// A document is a bag of folded terms; its number holds the row and the number of the module.
/// On SQLite it is a full-text table that keeps no texts of its own.
pub fn create(reader: &Reader<'_>) -> Vec<String> {
    match reader.dialect() {
        Dialect::Sqlite => vec![
            "CREATE VIRTUAL TABLE search_docs USING fts5(terms, content='', \
             contentless_delete=1, detail=none, prefix='2 3 4 5 6 7 8', \
             tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
                .into(),
        ],
        Dialect::Postgres => {
            let mut table = reader.sql();
            table.push("CREATE TABLE ").table("search_docs");
            table.push(" (doc BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL)");
            vec![table.text().into(), index(reader)]
        }
    }
}

fn index(reader: &Reader<'_>) -> String {
    let mut index = reader.sql();
    index.push("CREATE INDEX search_docs_i_terms ON ").table("search_docs");
    // Each step of a search reads all rows that wait to be sorted in, so none may wait.
    index.push(" USING GIN (terms) WITH (fastupdate = off)");
    index.text().into()
}

/// Statements that let nothing new wait in the index of an older version; what waits there is
/// sorted in as the server looks after its tables.
pub fn into_order(reader: &Reader<'_>) -> Vec<String> {
    if reader.dialect() == Dialect::Sqlite {
        return Vec::new();
    }
    let mut alter = reader.sql();
    alter.push("ALTER INDEX ").table("search_docs_i_terms").push(" SET (fastupdate = off)");
    vec![alter.text().into()]
}

/// Statements that bring the documents of an older version into stretches.
pub fn into_stretches(reader: &Reader<'_>) -> Vec<String> {
    if reader.dialect() == Dialect::Sqlite {
        return Vec::new();
    }
    let (mut drop, mut update) = (reader.sql(), reader.sql());
    drop.push("DROP INDEX ").table("search_docs_i_terms");
    let row = (1_i64 << ROW_BITS) - 1;
    update.push("UPDATE ").table("search_docs").push(" SET terms = ");
    update.push("(SELECT array_to_tsvector(array_agg(");
    update.push(&format!(
        "(doc >> {ROW_BITS}) || '.' || ((doc & {row}) >> {STRETCH_BITS}) || '.' || term"
    ));
    update.push(")) FROM unnest(tsvector_to_array(terms)) t (term)) WHERE terms <> ''");
    vec![drop.text().into(), update.text().into(), index(reader)]
}
