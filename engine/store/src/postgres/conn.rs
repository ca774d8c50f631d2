//! Statements and errors of PostgreSQL.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::pin::pin;
use std::slice;
use std::sync::{Arc, Mutex};

use futures_util::TryStreamExt;
use futures_util::future::try_join_all;
use kernel::{Error, Result};
use sql::{Cell, Param, Row, Sql};
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, Statement};
use uuid::Uuid;

use super::kept::{self, Way};
use super::line::Line;

/// Statements that travel together; all of their texts have to fit into the buffers between us
/// and the server, which answers while we still ask.
const TOGETHER: usize = 30;

/// A borrowed connection.
pub struct PostgresConn<'a> {
    line: &'a mut Line,
    known: Known,
    works: Works,
}

/// What a connection is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Works {
    /// Each statement stands for itself.
    Alone,
    /// All statements are one transaction.
    InTransaction,
}

/// Numbers that never change once they are given, kept beside the connections.
#[derive(Clone, Default)]
pub struct Known(Arc<Mutex<HashMap<String, i64>>>);

impl Known {
    /// The number kept under a name.
    pub fn get(&self, name: &str) -> Option<i64> {
        self.0.lock().expect("no thread panics while it looks").get(name).copied()
    }

    /// Keeps a number.
    pub fn keep(&self, name: &str, number: i64) {
        self.0.lock().expect("no thread panics while it looks").insert(name.to_owned(), number);
    }
}

impl<'a> PostgresConn<'a> {
    pub fn new(line: &'a mut Line, known: Known, works: Works) -> Self {
        PostgresConn { line, known, works }
    }

    pub fn known(&self) -> Known {
        self.known.clone()
    }

    pub fn query(&mut self, sql: &Sql) -> Result<Vec<Row>> {
        Ok(self.query_all(slice::from_ref(sql))?.pop().unwrap_or_default())
    }

    /// Asks several questions in one round trip.
    pub fn query_all(&mut self, questions: &[Sql]) -> Result<Vec<Vec<Row>>> {
        let mut all = Vec::with_capacity(questions.len());
        for some in questions.chunks(TOGETHER) {
            for answer in self.ask(some)? {
                all.push(answer.rows?);
            }
        }
        Ok(all)
    }

    /// Runs several statements in one round trip, in order; the first that fails ends them.
    pub fn execute_all(&mut self, statements: &[Sql]) -> Result<()> {
        let client = &self.line.client;
        let all = try_join_all(statements.iter().map(|sql| send(client, sql, Way::Bare)));
        self.line.carrier.drive(async { all.await.map(drop).map_err(fault) })
    }

    pub fn execute(&mut self, sql: &Sql) -> Result<u64> {
        Ok(self.ask(slice::from_ref(sql))?.pop().map_or(0, |answer| answer.n_met))
    }

    /// Sends statements, prepared as far as they came before, and waits for what they say.
    fn ask(&mut self, statements: &[Sql]) -> Result<Vec<Answer>> {
        let ways = statements.iter().map(|sql| self.line.kept.way(sql)).collect();
        match self.send_all(statements, ways)? {
            Ok(answers) => Ok(answers),
            Err(error) if self.line.kept.gives_up(&error) => match self.works {
                // The transaction is lost, but what it did can be done again.
                Works::InTransaction => Err(Error::Internal(anyhow::Error::new(Passing))),
                Works::Alone => {
                    let ways = statements.iter().map(|_| Way::Bare).collect();
                    self.send_all(statements, ways)?.map_err(fault)
                }
            },
            Err(error) => Err(fault(error)),
        }
    }

    fn send_all(&mut self, statements: &[Sql], ways: Vec<Way>) -> Result<Told> {
        let Line { client, carrier, kept } = &mut *self.line;
        let client = &*client;
        let all = statements.iter().zip(ways).map(|(sql, way)| send(client, sql, way));
        let all = try_join_all(all);
        let mut told = carrier.drive(async { Ok(all.await) })?;
        for answer in told.iter_mut().flatten() {
            if let Some((key, statement)) = answer.prepared.take() {
                kept.keep(key, statement);
            }
        }
        Ok(told)
    }
}

type Told = Result<Vec<Answer>, tokio_postgres::Error>;

/// What a statement comes to.
struct Answer {
    rows: Result<Vec<Row>>,
    /// How many rows it met.
    n_met: u64,
    /// What was prepared on the way.
    prepared: Option<(String, Statement)>,
}

async fn send(client: &Client, sql: &Sql, way: Way) -> Result<Answer, tokio_postgres::Error> {
    let mut prepared = None;
    let params = sql.params().iter().map(Bound);
    let rows = match way {
        Way::Bare => client.query_typed_raw(sql.text(), params.zip(kept::types(sql))).await?,
        Way::Kept(statement) => client.query_raw(&statement, params).await?,
        Way::Again(key) => {
            let statement = client.prepare_typed(sql.text(), &kept::types(sql)).await?;
            let (_, statement) = prepared.insert((key, statement));
            client.query_raw(&*statement, params).await?
        }
    };
    let mut rows = pin!(rows);
    let mut found = Ok(Vec::new());
    while let Some(told) = rows.try_next().await? {
        // Read at once, while the server is busy with the next statement.
        found = found.and_then(|mut found: Vec<Row>| {
            found.push(row(&told)?);
            Ok(found)
        });
    }
    Ok(Answer { rows: found, n_met: rows.rows_affected().unwrap_or(0), prepared })
}

/// A value on its way to the server.
#[derive(Debug)]
struct Bound<'a>(&'a Param);

impl ToSql for Bound<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self.0 {
            Param::Null => Ok(IsNull::Yes),
            Param::Int(n) => n.to_sql(kind, out),
            Param::Text(text) => text.to_sql(kind, out),
            Param::Bytes(bytes) => bytes.to_sql(kind, out),
            Param::Uuid(id) => id.to_sql(kind, out),
        }
    }

    // Its type is told with the statement.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn row(row: &tokio_postgres::Row) -> Result<Row> {
    let cells = row.columns().iter().enumerate().map(|(at, column)| {
        let cell = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(at).map(|n| n.map(Cell::Int)),
            Type::INT4 => {
                row.try_get::<_, Option<i32>>(at).map(|n| n.map(|n| Cell::Int(i64::from(n))))
            }
            Type::BOOL => {
                row.try_get::<_, Option<bool>>(at).map(|b| b.map(|b| Cell::Int(i64::from(b))))
            }
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at).map(|b| b.map(Cell::Bytes)),
            Type::UUID => row.try_get::<_, Option<Uuid>>(at).map(|id| id.map(Cell::Uuid)),
            _ => row.try_get::<_, Option<String>>(at).map(|text| text.map(Cell::Text)),
        };
        cell.map(|cell| cell.unwrap_or(Cell::Null)).map_err(fault)
    });
    Ok(Row::new(cells.collect::<Result<_>>()?))
}

/// Tells whether the transaction may simply be tried again.
pub fn is_passing(error: &Error) -> bool {
    matches!(error, Error::Internal(cause) if cause.is::<Passing>())
}

fn passes(error: &tokio_postgres::Error) -> bool {
    error.code().is_some_and(|code| ["40001", "40P01"].contains(&code.code()))
}

/// Tells whether the server is away: the connection broke, or it said that it shuts down.
fn is_gone(error: &tokio_postgres::Error) -> bool {
    let broken = |cause: &(dyn StdError + 'static)| cause.is::<std::io::Error>();
    let leaves = |code: &str| code.starts_with("57P0") || code.starts_with("08");
    error.is_closed()
        || error.source().is_some_and(broken)
        || error.code().is_some_and(|code| leaves(code.code()))
}

/// Marks an error that passes, so that the pool tries again.
#[derive(Debug)]
pub struct Passing;

impl std::fmt::Display for Passing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("two transactions met; one has to try again")
    }
}

impl StdError for Passing {}

/// Turns what the driver says into our error; a violated uniqueness is named by its index.
pub fn fault(error: tokio_postgres::Error) -> Error {
    if error.code().is_some_and(|code| code.code() == sql::FROZEN_STATE) {
        return Error::conflict(sql::FROZEN);
    }
    if passes(&error) {
        return Error::Internal(anyhow::Error::new(Passing));
    }
    if let Some(told) = error.as_db_error()
        && told.code().code() == "23505"
    {
        return crate::store::not_unique(told.constraint().unwrap_or_default());
    }
    // A text with a NUL byte is the only value that PostgreSQL cannot hold at all.
    if error.code().is_some_and(|code| code.code() == "22021") {
        return Error::invalid("", "control_character");
    }
    if is_gone(&error) {
        return Error::Unavailable { what: "database".into() };
    }
    Error::Internal(anyhow::Error::new(error).context("PostgreSQL refused a statement"))
}
