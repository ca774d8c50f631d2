//! Everything that is stored, as text: to compare two states of the data.

use std::collections::BTreeMap;

use kernel::Result;
use sql::Dialect;

use crate::conn::Reader;

/// Rows of every table by the name of the table, each table's rows in the order of their text.
///
/// # Errors
/// When the database fails.
pub fn all(reader: &mut Reader<'_>) -> Result<BTreeMap<String, Vec<String>>> {
    let mut dump = BTreeMap::new();
    for table in tables(reader)? {
        let mut sql = reader.sql();
        match reader.dialect() {
            Dialect::Sqlite => sql.push("SELECT * FROM ").table(&table),
            Dialect::Postgres => sql.push("SELECT t::text FROM ").table(&table).push(" t"),
        };
        let rows = reader.query(&sql)?;
        let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
        rows.sort_unstable();
        dump.insert(table, rows);
    }
    Ok(dump)
}

/// The tables, without those in which SQLite keeps the inside of its full-text index.
fn tables(reader: &mut Reader<'_>) -> Result<Vec<String>> {
    let mut sql = reader.sql();
    match reader.dialect() {
        Dialect::Sqlite => {
            sql.push("SELECT name FROM sqlite_schema WHERE type = 'table'");
            sql.push(" AND name NOT LIKE 'search_docs_%' AND name NOT LIKE 'sqlite_%'");
        }
        Dialect::Postgres => {
            let schema = reader.schema().to_owned();
            sql.push("SELECT table_name::text FROM information_schema.tables");
            sql.push(" WHERE table_schema = ").bind(schema);
        }
    }
    reader.query(&sql)?.iter_mut().map(|row| row.text()).collect()
}
