//! Plain statements over one system table.

use kernel::Result;
use sql::{Param, Row, Sql};

use crate::conn::{Reader, Tx};
use crate::pending::Insert;

/// Columns with values, as pairs.
pub type Pairs<'a> = &'a [(&'a str, Param)];

pub fn insert(tx: &mut Tx<'_>, table: &str, values: Pairs<'_>) -> Result<()> {
    let columns: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let insert = into(tx.sql(), "INSERT INTO ", (table, &columns));
    let params = values.iter().map(|(_, value)| value.clone()).collect();
    tx.insert_soon(insert, (columns.len(), params))
}

/// Inserts rows unless their key is taken, one after the other in `params`.
pub fn insert_missing(
    tx: &mut Tx<'_>,
    (table, columns): (&str, &[&str]),
    params: Vec<Param>,
) -> Result<()> {
    let dialect = tx.dialect();
    let insert = into(tx.sql(), dialect.insert_ignoring(), (table, columns));
    let insert = Insert { tail: dialect.ignoring_taken().into(), ..insert };
    tx.insert_soon(insert, (columns.len(), params))
}

fn into(mut head: Sql, words: &str, (table, columns): (&str, &[&str])) -> Insert {
    head.push(words).table(table).push(" (").idents(columns.iter().copied()).push(") VALUES ");
    Insert { head, tail: String::new() }
}

/// Inserts unless a row with the same key is there; tells whether it did.
pub fn insert_new(tx: &mut Tx<'_>, table: &str, values: Pairs<'_>) -> Result<bool> {
    let mut sql = tx.sql();
    let dialect = tx.dialect();
    push_insert(sql.push(dialect.insert_ignoring()), table, values);
    sql.push(dialect.ignoring_taken());
    Ok(tx.execute(&sql)? == 1)
}

/// Inserts, or changes the other columns of the row with the same key.
pub fn upsert(tx: &mut Tx<'_>, table: &str, key: &[&str], values: Pairs<'_>) -> Result<()> {
    let mut sql = tx.sql();
    push_insert(sql.push("INSERT INTO "), table, values);
    let columns: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    push_conflict(&mut sql, key, &columns);
    tx.execute(&sql).map(drop)
}

/// The same for rows whose keys differ, one after the other in `params`.
pub fn upsert_all(
    tx: &mut Tx<'_>,
    (table, key, columns): (&str, &[&str], &[&str]),
    params: Vec<Param>,
) -> Result<()> {
    let mut tail = tx.sql();
    push_conflict(&mut tail, key, columns);
    let insert = into(tx.sql(), "INSERT INTO ", (table, columns));
    let insert = Insert { tail: tail.text().into(), ..insert };
    tx.insert_soon(insert, (columns.len(), params))
}

fn push_conflict(sql: &mut Sql, key: &[&str], columns: &[&str]) {
    sql.push(" ON CONFLICT (").idents(key.iter().copied()).push(") DO UPDATE SET ");
    let others = columns.iter().filter(|name| !key.contains(name));
    sql.list(", ", others, |sql, name| {
        sql.ident(name).push(" = excluded.").ident(name);
    });
}

pub fn update(tx: &mut Tx<'_>, table: &str, set: Pairs<'_>, only: Pairs<'_>) -> Result<u64> {
    let mut sql = tx.sql();
    sql.push("UPDATE ").table(table).push(" SET ");
    sql.list(", ", set, |sql, (name, value)| {
        sql.ident(name).push(" = ").bind(value.clone());
    });
    push_only(&mut sql, only);
    tx.execute(&sql)
}

pub fn delete(tx: &mut Tx<'_>, table: &str, only: Pairs<'_>) -> Result<u64> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table(table);
    push_only(&mut sql, only);
    tx.execute(&sql)
}

/// Reads columns of the rows that agree with all pairs; `tail` is a fixed `ORDER BY … LIMIT …`.
pub fn select(
    reader: &mut Reader<'_>,
    table: &str,
    columns: &str,
    only: Pairs<'_>,
    tail: &str,
) -> Result<Vec<Row>> {
    let sql = question(reader, (table, columns), only, tail);
    reader.query(&sql)
}

/// The same as a question that can travel with others.
pub fn question(
    reader: &Reader<'_>,
    (table, columns): (&str, &str),
    only: Pairs<'_>,
    tail: &str,
) -> Sql {
    let mut sql = reader.sql();
    sql.push("SELECT ").push(columns).push(" FROM ").table(table);
    push_only(&mut sql, only);
    sql.push(tail);
    sql
}

fn push_insert(sql: &mut Sql, table: &str, values: Pairs<'_>) {
    sql.table(table).push(" (");
    sql.idents(values.iter().map(|(name, _)| *name)).push(") VALUES (");
    sql.binds(values.iter().map(|(_, value)| value.clone())).push(")");
}

fn push_only(sql: &mut Sql, only: Pairs<'_>) {
    if only.is_empty() {
        return;
    }
    sql.push(" WHERE ").list(" AND ", only, |sql, (name, value)| {
        match value {
            Param::Null => sql.ident(name).push(" IS NULL"),
            value => sql.ident(name).push(" = ").bind(value.clone()),
        };
    });
}
