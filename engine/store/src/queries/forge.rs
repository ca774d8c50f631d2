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
