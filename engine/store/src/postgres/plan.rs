//! What makes the tables of a schema, read from the database and written down beside a copy.

use std::collections::BTreeMap;

use kernel::{Error, Result};
use serde::{Deserialize, Serialize};
use sql::Sql;

use crate::conn::{Reader, Tx};

/// What a column holds that names the transaction by which a row came.
const TRANSACTION: &str = "((pg_current_xact_id())::text)::bigint";
const KINDS: [&str; 5] = ["bigint", "bytea", "text", "tsvector", "uuid"];

/// What makes a table.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePlan {
    pub name: String,
    pub columns: Vec<ColumnPlan>,
    pub indexes: Vec<IndexPlan>,
}

/// What makes a column.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnPlan {
    name: String,
    kind: String,
    required: bool,
    default: Option<String>,
    /// The next number of a column that counts up by itself.
    next: Option<i64>,
}

/// What makes an index; `method` is everything from the method on.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexPlan {
    name: String,
    primary: bool,
    unique: bool,
    method: String,
}

/// Reads what makes all tables of the schema, in the order of their names.
pub fn read(reader: &mut Reader<'_>) -> Result<Vec<TablePlan>> {
    let mut tables = BTreeMap::new();
    read_columns(reader, &mut tables)?;
    read_indexes(reader, &mut tables)?;
    let named = |(name, table): (String, TablePlan)| TablePlan { name, ..table };
    Ok(tables.into_iter().map(named).collect())
}

fn read_columns(reader: &mut Reader<'_>, tables: &mut BTreeMap<String, TablePlan>) -> Result<()> {
    let schema = reader.schema().to_owned();
    let mut sql = reader.sql();
    sql.push("SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), ");
    sql.push("a.attnotnull, a.attidentity::text, pg_get_expr(d.adbin, d.adrelid) ");
    sql.push("FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace ");
    sql.push("JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ");
    sql.push("LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum ");
    sql.push("WHERE c.relkind = 'r' AND n.nspname = ").bind(schema);
    sql.push(" ORDER BY c.relname, a.attnum");
    for mut row in reader.query(&sql)? {
        let (table, name, kind) = (row.text()?, row.text()?, row.text()?);
        let (required, counts, default) = (row.flag()?, row.text()?, row.maybe_text()?);
        let next = if counts.is_empty() { None } else { Some(next(reader, &table, &name)?) };
        let columns = &mut tables.entry(table).or_default().columns;
        columns.push(ColumnPlan { name, kind, required, default, next });
    }
    Ok(())
}

/// The number that a counting column gives next; one that others took meanwhile is only skipped.
fn next(reader: &mut Reader<'_>, table: &str, column: &str) -> Result<i64> {
    let gone = || Error::internal("a counting column has no counter");
    let whole = reader.sql().table(table).text().to_owned();
    let mut sql = reader.sql();
    sql.push("SELECT pg_get_serial_sequence(").bind(whole).push(", ").bind(column).push(")");
    let counter = reader.query_one(&sql)?.ok_or_else(gone)?.text()?;
    let mut sql = reader.sql();
    sql.push("SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM ").push(&counter);
    reader.query_one(&sql)?.ok_or_else(gone)?.int()
}

fn read_indexes(reader: &mut Reader<'_>, tables: &mut BTreeMap<String, TablePlan>) -> Result<()> {
    let schema = reader.schema().to_owned();
    let mut sql = reader.sql();
    sql.push("SELECT t.relname::text, i.relname::text, x.indisprimary, x.indisunique, ");
    sql.push("pg_get_indexdef(x.indexrelid) FROM pg_index x ");
    sql.push("JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid ");
    sql.push("JOIN pg_namespace n ON n.oid = t.relnamespace ");
    sql.push("WHERE t.relkind = 'r' AND n.nspname = ").bind(schema);
    sql.push(" ORDER BY t.relname, i.relname");
    for mut row in reader.query(&sql)? {
        let (table, name) = (row.text()?, row.text()?);
        let (primary, unique, whole) = (row.flag()?, row.flag()?, row.text()?);
        let (_, method) = whole
            .split_once(" USING ")
            .ok_or_else(|| Error::internal(format!("`{whole}` names no method")))?;
        let method = method.to_owned();
        let indexes = &mut tables.entry(table).or_default().indexes;
        indexes.push(IndexPlan { name, primary, unique, method });
    }
    Ok(())
}

impl TablePlan {
    /// The start of a statement that names table and columns, as `COPY` wants them.
    pub fn push_columns(&self, sql: &mut Sql) {
        sql.table(&self.name).push(" (");
        sql.idents(self.columns.iter().map(|column| column.name.as_str())).push(")");
    }

    /// Refuses what no schema of ours could have held.
    pub fn check(&self) -> Result<()> {
        let columns = self.columns.iter().all(ColumnPlan::is_ours);
        let indexes = self.indexes.iter().all(|index| is_name(&index.name));
        match is_name(&self.name) && !self.columns.is_empty() && columns && indexes {
            true => Ok(()),
            false => Err(Error::internal(format!("`{}` is no table of ours", self.name))),
        }
    }

    /// Makes the table, without what is quicker to make when its rows are there.
    pub fn create(&self, tx: &mut Tx<'_>) -> Result<()> {
        let mut sql = tx.sql();
        sql.push("CREATE TABLE ").table(&self.name).push(" (");
        sql.list(", ", &self.columns, |sql, column| {
            sql.ident(&column.name).push(" ").push(&column.kind);
            if column.required {
                sql.push(" NOT NULL");
            }
            if let Some(default) = &column.default {
                sql.push(" DEFAULT ").push(default);
            }
            if column.next.is_some() {
                sql.push(" GENERATED ALWAYS AS IDENTITY");
            }
        });
        sql.push(")");
        tx.execute(&sql).map(drop)
    }

    /// Makes indexes and counters, after the rows.
    pub fn finish(&self, tx: &mut Tx<'_>) -> Result<()> {
        for index in &self.indexes {
            let mut sql = tx.sql();
            match (index.primary, index.method.strip_prefix("btree ")) {
                (true, Some(columns)) => {
                    sql.push("ALTER TABLE ").table(&self.name).push(" ADD PRIMARY KEY ");
                    sql.push(columns);
                }
                _ => {
                    let unique = if index.unique { "UNIQUE " } else { "" };
                    sql.push("CREATE ").push(unique).push("INDEX ").ident(&index.name);
                    sql.push(" ON ").table(&self.name).push(" USING ").push(&index.method);
                }
            }
            tx.execute(&sql)?;
        }
        for column in &self.columns {
            let Some(next) = column.next else { continue };
            let mut sql = tx.sql();
            sql.push("ALTER TABLE ").table(&self.name).push(" ALTER COLUMN ").ident(&column.name);
            sql.push(" RESTART WITH ").push(&next.to_string());
            tx.execute(&sql)?;
        }
        Ok(())
    }
}

impl ColumnPlan {
    fn is_ours(&self) -> bool {
        let literal = |text: &String| {
            let value = text.strip_prefix('\'').and_then(|rest| rest.split_once("'::"));
            value.is_some_and(|(value, kind)| !value.contains('\'') && KINDS.contains(&kind))
        };
        let default = self.default.as_ref().is_none_or(|text| text == TRANSACTION || literal(text));
        is_name(&self.name) && KINDS.contains(&self.kind.as_str()) && default
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, kind: &str, default: Option<&str>) -> TablePlan {
        let column = ColumnPlan {
            name: name.into(),
            kind: kind.into(),
            required: true,
            default: default.map(str::to_owned),
            next: None,
        };
        TablePlan { name: "books".into(), columns: vec![column], indexes: Vec::new() }
    }

    #[test]
    fn only_tables_like_ours_are_made() {
        assert!(column("title", "text", None).check().is_ok());
        assert!(column("n", "bigint", Some("'-9223372036854775807'::bigint")).check().is_ok());
        assert!(column("n", "bytea", Some("'\\x'::bytea")).check().is_ok());
        assert!(column("xact", "bigint", Some(TRANSACTION)).check().is_ok());
        assert!(column("Title\"", "text", None).check().is_err());
        assert!(column("title", "text, x text", None).check().is_err());
        assert!(column("title", "text", Some("now()")).check().is_err());
        assert!(column("title", "text", Some("''::text); x '::text")).check().is_err());
    }
}
