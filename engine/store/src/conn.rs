//! What a unit of work reads and writes through.

use std::collections::{HashMap, HashSet};
use std::ops::{Deref, DerefMut};

use kernel::{Error, Result};
use sql::{Dialect, Param, Row, Sql};

use crate::pending::{Insert, Pending};
use crate::postgres::{self, Known, PostgresConn};
use crate::sqlite::{SqliteConn, Wanted};

/// One of the two connections.
pub(crate) enum Inner<'a> {
    Sqlite(SqliteConn<'a>),
    Postgres(PostgresConn<'a>),
}

/// A connection that reads; several statements see one state of the data on SQLite.
pub struct Reader<'a> {
    inner: Inner<'a>,
    schema: &'a str,
    /// Rows of this transaction that nobody has asked for yet.
    pending: Pending,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(inner: Inner<'a>, schema: &'a str) -> Self {
        Reader { inner, schema, pending: Pending::default() }
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
        self.settle(sql)?;
        watched(sql, || match &mut self.inner {
            Inner::Sqlite(conn) => conn.query(sql),
            Inner::Postgres(conn) => conn.query(sql),
        })
    }

    /// Asks several questions that do not need each other's answers, in one round trip where
    /// there is one; the answers come in their order.
    pub(crate) fn query_all(&mut self, questions: &[Sql]) -> Result<Vec<Vec<Row>>> {
        questions.iter().try_for_each(|sql| self.settle(sql))?;
        match &mut self.inner {
            Inner::Sqlite(conn) => {
                questions.iter().map(|sql| watched(sql, || conn.query(sql))).collect()
            }
            Inner::Postgres(conn) => match questions.first() {
                Some(first) => watched(first, || conn.query_all(questions)),
                None => Ok(Vec::new()),
            },
        }
    }

    pub(crate) fn query_one(&mut self, sql: &Sql) -> Result<Option<Row>> {
        Ok(self.query(sql)?.into_iter().next())
    }

    /// Numbers that never change, kept beside the connections of PostgreSQL.
    pub(crate) fn known(&self) -> Option<Known> {
        match &self.inner {
            Inner::Sqlite(_) => None,
            Inner::Postgres(conn) => Some(conn.known()),
        }
    }

    /// Reads whole numbers, one a row, as long as they are wanted.
    ///
    /// On PostgreSQL all of them travel first, so a statement has to limit them itself.
    pub(crate) fn numbers(&mut self, sql: &Sql, mut take: impl FnMut(i64) -> Wanted) -> Result<()> {
        self.settle(sql)?;
        watched(sql, || match &mut self.inner {
            Inner::Sqlite(conn) => conn.numbers(sql, take),
            Inner::Postgres(conn) => {
                for mut row in conn.query(sql)? {
                    if take(row.int()?) == Wanted::Enough {
                        break;
                    }
                }
                Ok(())
            }
        })
    }

    fn run(&mut self, sql: &Sql) -> Result<u64> {
        self.settle(sql)?;
        watched(sql, || match &mut self.inner {
            Inner::Sqlite(conn) => conn.execute(sql),
            Inner::Postgres(conn) => conn.execute(sql),
        })
    }
}

/// Tells the log how long a statement took, where the log of statements is wanted; what it is
/// asked with stays out of the log.
fn watched<T>(sql: &Sql, ask: impl FnOnce() -> T) -> T {
    if !tracing::enabled!(target: STATEMENTS, tracing::Level::TRACE) {
        return ask();
    }
    let begun = std::time::Instant::now();
    let answer = ask();
    let took = begun.elapsed();
    tracing::trace!(target: STATEMENTS, ?took, statement = sql.text());
    answer
}

/// Name under which the log of statements is asked for.
const STATEMENTS: &str = "statements";

impl Reader<'_> {
    /// Inserts what waits, if a statement could see it.
    fn settle(&mut self, sql: &Sql) -> Result<()> {
        if !self.pending.concerns(sql) {
            return Ok(());
        }
        self.send().map_err(|error| match postgres::is_passing(&error) {
            true => error,
            // The statement is not to blame for rows that came before it.
            false => Error::internal(anyhow::Error::new(error)),
        })
    }

    /// Inserts everything that waits.
    fn send(&mut self) -> Result<()> {
        let statements = self.pending.take();
        match &mut self.inner {
            Inner::Sqlite(conn) => {
                statements.iter().try_for_each(|sql| conn.execute(sql).map(drop))
            }
            Inner::Postgres(conn) => conn.execute_all(&statements),
        }
    }
}

/// A transaction: it reads and writes, and either all of it happens or nothing.
pub struct Tx<'a> {
    reader: Reader<'a>,
    /// Statements that may have changed something, to know what has to be taken back.
    n_writes: u64,
    /// What was found out in this transaction and need not be asked again.
    known: HashSet<(&'static str, String)>,
    /// Rows numbered ahead, by table; only while many records are written at once.
    ahead: Option<Ahead>,
}

/// Rows numbered ahead, so that a record can wait to be inserted.
struct Ahead {
    size: usize,
    rows: HashMap<String, Vec<i64>>,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(reader: Reader<'a>) -> Self {
        Tx { reader, n_writes: 0, known: HashSet::new(), ahead: None }
    }

    /// Runs a part of the work that may fail alone: its writes are taken back, the rest stays.
    ///
    /// # Errors
    /// What the part says.
    pub fn attempt<T>(&mut self, part: impl FnOnce(&mut Tx<'a>) -> Result<T>) -> Result<T> {
        self.flush()?;
        self.mark("SAVEPOINT part")?;
        let result = part(self).and_then(|done| self.flush().map(|()| done));
        if result.is_err() {
            // What was found out may have been about what is taken back.
            self.known.clear();
            self.reader.pending.clear();
            self.mark("ROLLBACK TO SAVEPOINT part")?;
        }
        self.mark("RELEASE SAVEPOINT part")?;
        result
    }

    /// Runs several parts of the work, each of which may fail alone, each with its savepoint.
    ///
    /// # Errors
    /// When the database fails; what a part says stands in its own result.
    pub(crate) fn attempt_each<T>(
        &mut self,
        n_parts: usize,
        part: &impl Fn(&mut Tx<'a>, usize) -> Result<T>,
    ) -> Result<Vec<Result<T>>> {
        let mut results = Vec::with_capacity(n_parts);
        for at in 0..n_parts {
            match self.attempt(|tx| part(tx, at)) {
                Err(error) if postgres::is_passing(&error) => return Err(error),
                result => results.push(result),
            }
        }
        Ok(results)
    }

    /// Runs parts without savepoints; `None` when one failed after it wrote, so that all of the
    /// transaction has to be taken back.
    pub(crate) fn run_each<T>(
        &mut self,
        n_parts: usize,
        part: &impl Fn(&mut Tx<'a>, usize) -> Result<T>,
    ) -> Result<Option<Vec<Result<T>>>> {
        self.ahead = Some(Ahead { size: n_parts.min(500), rows: HashMap::new() });
        let mut results = Vec::with_capacity(n_parts);
        for at in 0..n_parts {
            let before = self.n_writes;
            let result = part(self, at);
            match &result {
                Err(error) if postgres::is_passing(error) => return result.map(|_| None),
                Err(Error::Internal(_) | Error::Unavailable { .. }) => return Ok(None),
                Err(_) if self.n_writes != before => return Ok(None),
                Ok(_) | Err(_) => results.push(result),
            }
        }
        self.ahead = None;
        match self.flush() {
            Err(error) if postgres::is_passing(&error) => Err(error),
            Err(_) => Ok(None),
            Ok(()) => Ok(Some(results)),
        }
    }

    /// Inserts everything that waits to be inserted.
    ///
    /// # Errors
    /// What the database says to any of it.
    pub(crate) fn flush(&mut self) -> Result<()> {
        self.reader.send()
    }

    /// Inserts rows that this transaction will hardly read; they may wait to travel together.
    pub(crate) fn insert_soon(
        &mut self,
        insert: Insert,
        (width, params): (usize, Vec<Param>),
    ) -> Result<()> {
        if self.dialect() == Dialect::Sqlite {
            return self.execute(&insert.statement(width, &params)).map(drop);
        }
        self.n_writes += 1;
        self.reader.pending.add(insert, width, params);
        Ok(())
    }

    /// Takes the number of a row of a table ahead, while many records are written on PostgreSQL.
    pub(crate) fn row_ahead(&mut self, table: &str) -> Result<Option<i64>> {
        let Some(ahead) = &mut self.ahead else { return Ok(None) };
        if self.reader.dialect() == Dialect::Sqlite {
            return Ok(None);
        }
        if let Some(row) = ahead.rows.get_mut(table).and_then(Vec::pop) {
            return Ok(Some(row));
        }
        let mut sql = self.reader.sql();
        let name = format!("\"{}\".\"{table}\"", self.reader.schema());
        sql.push("SELECT nextval(pg_get_serial_sequence(").bind(name).push(", 'row'))");
        sql.push(" FROM generate_series(1, ");
        sql.bind(i64::try_from(ahead.size).unwrap_or(1)).push(")");
        let mut found = self.reader.query(&sql)?;
        let mut rows = found.iter_mut().map(|row| row.int()).collect::<Result<Vec<_>>>()?;
        rows.reverse();
        let first = rows.pop();
        ahead.rows.insert(table.to_owned(), rows);
        Ok(first)
    }

    /// Tells whether something was found out in this transaction before.
    #[must_use]
    pub fn knows(&self, kind: &'static str, what: &str) -> bool {
        !self.known.is_empty() && self.known.contains(&(kind, what.to_owned()))
    }

    /// Keeps what was found out, for as long as the transaction lasts.
    pub fn learn(&mut self, kind: &'static str, what: String) {
        self.known.insert((kind, what));
    }

    /// Forgets what is no longer true.
    pub fn unlearn(&mut self, kind: &'static str, what: &str) {
        self.known.remove(&(kind, what.to_owned()));
    }

    fn mark(&mut self, statement: &str) -> Result<()> {
        let mut sql = self.sql();
        sql.push(statement);
        self.reader.run(&sql).map(drop)
    }

    /// Runs a statement that changes something and tells how many rows it met.
    pub(crate) fn execute(&mut self, sql: &Sql) -> Result<u64> {
        self.n_writes += 1;
        self.reader.run(sql)
    }

    /// Inserts one row into a table that counts its rows and tells the row's number.
    ///
    /// SQLite is asked afterwards, because `RETURNING` makes it prepare to take the statement back.
    pub(crate) fn insert_row(&mut self, mut sql: Sql) -> Result<i64> {
        if self.dialect() == Dialect::Postgres {
            sql.push(" RETURNING row");
            let row = self.returning(&sql)?;
            return row.ok_or_else(|| Error::internal("an insert gave no row"))?.int();
        }
        self.execute(&sql)?;
        let mut last = self.sql();
        last.push("SELECT last_insert_rowid()");
        let row = self.query_one(&last)?;
        row.ok_or_else(|| Error::internal("an insert gave no row"))?.int()
    }

    /// Runs a statement that changes something and gives back a row.
    pub(crate) fn returning(&mut self, sql: &Sql) -> Result<Option<Row>> {
        self.n_writes += 1;
        self.reader.query_one(sql)
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
