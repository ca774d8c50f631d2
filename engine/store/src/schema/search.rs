//! The table of the search, which looks different on each database.

use sql::Dialect;

use crate::conn::Reader;

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
            let mut index = reader.sql();
            index.push("CREATE INDEX search_docs_i_terms ON ").table("search_docs");
            // Every search reads the rows that wait to be sorted in, so few may wait.
            index.push(" USING GIN (terms) WITH (gin_pending_list_limit = 256)");
            vec![table.text().into(), index.text().into()]
        }
    }
}
