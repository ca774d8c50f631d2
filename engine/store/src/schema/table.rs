//! System tables as data.

use sql::Kind;

use crate::conn::Reader;

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
    /// The table stands already and only gets further columns.
    Standing,
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
        let mut statements = match self.key {
            Key::Standing => self.columns.iter().map(|column| self.add(reader, column)).collect(),
            Key::Counting | Key::Columns(_) => vec![self.table(reader)],
        };
        statements.extend(self.indexes.iter().map(|columns| self.index(reader, columns)));
        statements
    }

    /// Adds a column; rows that stand already get nothing, zero or an empty text.
    fn add(&self, reader: &Reader<'_>, Col(name, kind, null): &Col) -> String {
        let dialect = reader.dialect();
        let mut sql = reader.sql();
        sql.push("ALTER TABLE ").table(self.name).push(" ADD COLUMN ").ident(name);
        sql.push(" ").push(dialect.type_of(*kind));
        if *null == Null::No {
            sql.push(" NOT NULL DEFAULT ").push(match kind {
                Kind::Bytes => dialect.no_bytes(),
                Kind::Int | Kind::Transaction => "0",
                Kind::Text | Kind::Uuid => "''",
            });
        }
        sql.text().to_owned()
    }

    fn table(&self, reader: &Reader<'_>) -> String {
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
        sql.push(")").text().to_owned()
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
