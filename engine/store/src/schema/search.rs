//! The table of the search, which looks different on each database.

use sql::Dialect;

use crate::conn::Reader;
use crate::queries::search::{ROW_BITS, STRETCH_BITS};

/// Since this version terms say on PostgreSQL in which stretch of which module they stand.
pub const IN_STRETCHES: i64 = 26;
/// Since this version the index of PostgreSQL is in order at any time, and documents name owners.
pub const OWNED: i64 = 31;

/// Statements that make the search index.
///
/// A document is a bag of folded terms; its number holds the row and the number of the module.
/// On SQLite it is a full-text table that keeps no texts of its own. On PostgreSQL a document names
/// its owner once more beside its terms, so that whoever reaches many owners is answered by a
/// glance at each document instead of a look at its record.
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
            table.push(" (doc BIGINT PRIMARY KEY, owner UUID, terms TSVECTOR NOT NULL)");
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

/// Statements that bring documents of an older version into stretches and let them name owners.
pub fn brought(reader: &Reader<'_>, from: i64) -> Vec<String> {
    if reader.dialect() == Dialect::Sqlite {
        return Vec::new();
    }
    let docs = |before: &str, after: &str| {
        let mut sql = reader.sql();
        sql.push(before).table("search_docs").push(after);
        sql.text().to_owned()
    };
    let mut drop = reader.sql();
    drop.push("DROP INDEX ").table("search_docs_i_terms");
    let mut statements = vec![drop.text().into()];
    if from < IN_STRETCHES {
        let row = (1_i64 << ROW_BITS) - 1;
        let placed = format!(
            " SET terms = (SELECT array_to_tsvector(array_agg((doc >> {ROW_BITS}) || '.' || \
             ((doc & {row}) >> {STRETCH_BITS}) || '.' || term)) \
             FROM unnest(tsvector_to_array(terms)) t (term)) WHERE terms <> ''"
        );
        statements.push(docs("UPDATE ", &placed));
    }
    let named = " SET owner = (SELECT right(term, 32)::uuid FROM unnest(tsvector_to_array(terms)) \
                 t (term) WHERE term ~ '[.]_o[0-9a-f]{32}$' LIMIT 1)";
    statements.push(docs("ALTER TABLE ", " ADD COLUMN owner UUID"));
    statements.push(docs("UPDATE ", named));
    statements.push(index(reader));
    statements
}
