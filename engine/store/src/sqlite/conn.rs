//! A connection: settings, statements, errors.

use std::path::Path;

use kernel::{Error, Result};
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql};
use sql::{Cell, Param, Row, Sql};

const CACHED_STATEMENTS: usize = 128;

/// Opens a connection with the settings of the house.
pub fn open(path: &Path, writes: Access) -> Result<Connection> {
    let flags = match writes {
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Access::Read => OpenFlags::SQLITE_OPEN_READ_WRITE,
    } | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(fault)?;
    conn.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    // FULL: a write is answered only after its log reached the disk (reliability R1).
    let settings = match writes {
        Access::Write => {
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; \
             PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=16384; \
             PRAGMA busy_timeout=10000;"
        }
        Access::Read => {
            "PRAGMA query_only=1; PRAGMA cache_size=-8192; \
             PRAGMA temp_store=MEMORY; PRAGMA busy_timeout=10000; PRAGMA mmap_size=268435456;"
        }
    };
    conn.execute_batch(settings).map_err(fault)?;
    // A plan that looks at the values would be made anew for each of them.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(fault)?;
    Ok(conn)
}

/// Whether a connection may write.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

/// Whether more numbers are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    More,
    Enough,
}

/// A borrowed connection.
pub struct SqliteConn<'a> {
    conn: &'a Connection,
}

impl<'a> SqliteConn<'a> {
    pub fn new(conn: &'a Connection) -> Self {
        SqliteConn { conn }
    }

    pub fn query(&mut self, sql: &Sql) -> Result<Vec<Row>> {
        let mut statement = self.conn.prepare_cached(sql.text()).map_err(fault)?;
        let width = statement.column_count();
        let params = rusqlite::params_from_iter(sql.params().iter().map(Bound));
        let mut rows = statement.query(params).map_err(fault)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(fault)? {
            let cells = (0..width).map(|at| row.get_ref(at).map(cell).map_err(fault));
            found.push(Row::new(cells.collect::<Result<_>>()?));
        }
        Ok(found)
    }

    /// Reads whole numbers, one a row, as long as they are wanted.
    pub fn numbers(&mut self, sql: &Sql, mut take: impl FnMut(i64) -> Wanted) -> Result<()> {
        let mut statement = self.conn.prepare_cached(sql.text()).map_err(fault)?;
        let params = rusqlite::params_from_iter(sql.params().iter().map(Bound));
        let mut rows = statement.query(params).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            if take(row.get(0).map_err(fault)?) == Wanted::Enough {
                break;
            }
        }
        Ok(())
    }

    pub fn execute(&mut self, sql: &Sql) -> Result<u64> {
        let mut statement = self.conn.prepare_cached(sql.text()).map_err(fault)?;
        let params = rusqlite::params_from_iter(sql.params().iter().map(Bound));
        statement.execute(params).map(|n| n as u64).map_err(fault)
    }
}

/// A value on its way into a statement.
struct Bound<'a>(&'a Param);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Param::Null => ValueRef::Null,
            Param::Int(n) => ValueRef::Integer(*n),
            Param::Text(text) => ValueRef::Text(text.as_bytes()),
            Param::Bytes(bytes) => ValueRef::Blob(bytes),
            Param::Uuid(id) => ValueRef::Blob(id.as_bytes()),
        }))
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(n) => Cell::Int(n),
        ValueRef::Real(n) => Cell::Text(n.to_string()),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
    }
}

/// Turns what the driver says into our error; a violated uniqueness is named by its index.
pub fn fault(error: rusqlite::Error) -> Error {
    if let rusqlite::Error::SqliteFailure(_, Some(said)) = &error
        && said == sql::FROZEN
    {
        return Error::conflict(sql::FROZEN);
    }
    if let rusqlite::Error::SqliteFailure(code, Some(message)) = &error
        && code.code == ErrorCode::ConstraintViolation
        && message.starts_with("UNIQUE")
    {
        // "UNIQUE constraint failed: books.isbn, books.x" or "… failed: index 'name'"
        let column = message.rsplit(['.', '\'']).find(|part| !part.is_empty());
        return crate::store::not_unique(column.unwrap_or_default());
    }
    Error::Internal(anyhow::Error::new(error).context("SQLite refused a statement"))
}
