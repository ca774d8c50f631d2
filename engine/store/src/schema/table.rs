//! System tables as data.

use crate::conn::Reader;
use crate::dialect::Kind;

/// A column of a system table.
pub struct Col(pub &'static str, pub Kind, pub Null);

/// Whether a column may be empty.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Null {
    Yes,
    No,
}

/// What tells rows apart.
pub enum Key {
    /// A column `seq` that counts up.
    Counting,
    /// These columns.
    Columns(&'static str),
}

/// A system table with its indexes.
pub struct Table {
    pub name: &'static str,
    pub key: Key,
    pub columns: &'static [Col],
    /// Indexes as column lists; a leading `!` makes one unique.
    pub indexes: &'static [&'static str],
}

impl Table {
    /// Statements that make it.
    pub fn create(&self, reader: &Reader<'_>) -> Vec<String> {
        let dialect = reader.dialect();
        let mut sql = reader.sql();
        sql.push("CREATE TABLE ").table(self.name).push(" (");
        if matches!(self.key, Key::Counting) {
            sql.push("seq ").push(dialect.counting_key()).push(", ");
        }
        sql.list(", ", self.columns, |sql, Col(name, kind, null)| {
            sql.ident(name).push(" ").push(dialect.type_of(*kind));
            if *null == Null::No {
                sql.push(" NOT NULL");
            }
        });
        if let Key::Columns(columns) = self.key {
            sql.push(", PRIMARY KEY (").push(columns).push(")");
        }
        sql.push(")");
        let mut statements = vec![sql.text().to_owned()];
        statements.extend(self.indexes.iter().map(|columns| self.index(reader, columns)));
        statements
    }

    fn index(&self, reader: &Reader<'_>, columns: &str) -> String {
        let (unique, columns) = match columns.strip_prefix('!') {
            Some(rest) => ("UNIQUE ", rest),
            None => ("", columns),
        };
        let mark = if unique.is_empty() { "i" } else { "u" };
        let suffix = columns.replace(", ", "_");
        let mut sql = reader.sql();
        sql.push("CREATE ").push(unique).push("INDEX ");
        sql.ident(&format!("{}_{mark}_{suffix}", self.name));
        sql.push(" ON ").table(self.name).push(" (").push(columns).push(")");
        sql.text().to_owned()
    }
}
