//! What a unit of work reads and writes through.

use std::ops::{Deref, DerefMut};

use kernel::Result;

use crate::cell::Row;
use crate::dialect::Dialect;
use crate::postgres::PostgresConn;
use crate::sql::Sql;
use crate::sqlite::SqliteConn;

/// One of the two connections.
pub(crate) enum Inner<'a> {
    Sqlite(SqliteConn<'a>),
    Postgres(PostgresConn<'a>),
}

/// A connection that reads; several statements see one state of the data on SQLite.
pub struct Reader<'a> {
    inner: Inner<'a>,
    schema: &'a str,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(inner: Inner<'a>, schema: &'a str) -> Self {
        Reader { inner, schema }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match self.inner {
            Inner::Sqlite(_) => Dialect::Sqlite,
            Inner::Postgres(_) => Dialect::Postgres,
        }
    }

    pub(crate) fn sql(&self) -> Sql {
        Sql::new(self.dialect(), self.schema)
    }

    pub(crate) fn schema(&self) -> &str {
        self.schema
    }

    pub(crate) fn query(&mut self, sql: &Sql) -> Result<Vec<Row>> {
        match &mut self.inner {
            Inner::Sqlite(conn) => conn.query(sql),
            Inner::Postgres(conn) => conn.query(sql),
        }
    }

    pub(crate) fn query_one(&mut self, sql: &Sql) -> Result<Option<Row>> {
        Ok(self.query(sql)?.into_iter().next())
    }

    fn run(&mut self, sql: &Sql) -> Result<u64> {
        match &mut self.inner {
            Inner::Sqlite(conn) => conn.execute(sql),
            Inner::Postgres(conn) => conn.execute(sql),
        }
    }
}

/// A transaction: it reads and writes, and either all of it happens or nothing.
pub struct Tx<'a> {
    reader: Reader<'a>,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(reader: Reader<'a>) -> Self {
        Tx { reader }
    }

    /// Runs a part of the work that may fail alone: its writes are taken back, the rest stays.
    ///
    /// # Errors
    /// What the part says.
    pub fn attempt<T>(&mut self, part: impl FnOnce(&mut Tx<'a>) -> Result<T>) -> Result<T> {
        self.mark("SAVEPOINT part")?;
        let result = part(self);
        if result.is_err() {
            self.mark("ROLLBACK TO SAVEPOINT part")?;
        }
        self.mark("RELEASE SAVEPOINT part")?;
        result
    }

    fn mark(&mut self, statement: &str) -> Result<()> {
        let mut sql = self.sql();
        sql.push(statement);
        self.execute(&sql).map(drop)
    }

    /// Runs a statement that changes something and tells how many rows it met.
    pub(crate) fn execute(&mut self, sql: &Sql) -> Result<u64> {
        self.reader.run(sql)
    }
}

impl<'a> Deref for Tx<'a> {
    type Target = Reader<'a>;

    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.reader
    }
}
