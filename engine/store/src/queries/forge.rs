//! What somebody does who writes to the database past the program: for tests of what it withstands.

use kernel::Result;
use sql::Dialect;

use crate::conn::Tx;
use crate::schema::triggers_of;

/// Changes rows of a table: assignments and the condition are SQL.
///
/// # Errors
/// When the database refuses it.
pub fn set(tx: &mut Tx<'_>, (table, only): (&str, &str), assignments: &str) -> Result<u64> {
    let mut sql = tx.sql();
    sql.push("UPDATE ").table(table).push(" SET ").push(assignments).push(" WHERE ").push(only);
    tx.execute(&sql)
}

/// Deletes rows of a table.
///
/// # Errors
/// When the database refuses it.
pub fn delete(tx: &mut Tx<'_>, (table, only): (&str, &str)) -> Result<u64> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table(table).push(" WHERE ").push(only);
    tx.execute(&sql)
}

/// Puts a copy of the last entry of the history in at a place that is free.
///
/// # Errors
/// When the database refuses it.
pub fn put_in_history(tx: &mut Tx<'_>, seq: i64) -> Result<u64> {
    let mut sql = tx.sql();
    sql.push("INSERT INTO ").table("history").push(" (seq, id, module, record_id, at, via, kind, ");
    let overriding = match tx.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => "OVERRIDING SYSTEM VALUE ",
    };
    sql.push("changes, version) ").push(overriding).push("SELECT ").push(&seq.to_string());
    sql.push(", record_id, module, record_id, at, via, kind, changes, version FROM ");
    sql.table("history").push(" ORDER BY seq DESC LIMIT 1");
    tx.execute(&sql)
}

/// Takes the guards of a table away, as who owns the database can.
///
/// # Errors
/// When the database fails.
pub fn unguard(tx: &mut Tx<'_>, table: &str) -> Result<()> {
    for name in triggers_of(tx, table)? {
        let mut sql = tx.sql();
        sql.push("DROP TRIGGER ").ident(&name);
        if tx.dialect() == Dialect::Postgres {
            sql.push(" ON ").table(table);
        }
        tx.execute(&sql)?;
    }
    Ok(())
}
