//! Statements and errors of PostgreSQL.

use std::collections::HashMap;
use std::error::Error as _;
use std::sync::{Arc, Mutex};

use futures_util::future::try_join_all;
use kernel::{Error, Result};
use tokio::runtime::Handle;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Transaction};
use uuid::Uuid;

use crate::cell::{Cell, Param, Row};
use crate::sql::Sql;

/// What statements run on.
pub enum On<'a> {
    /// Each statement for itself.
    Client(&'a Client),
    /// All statements in one transaction.
    Transaction(&'a Transaction<'a>),
}

/// A borrowed connection, with the runtime that drives it.
pub struct PostgresConn<'a> {
    on: On<'a>,
    runtime: Handle,
    known: Known,
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
    pub fn new(on: On<'a>, runtime: Handle, known: Known) -> Self {
        PostgresConn { on, runtime, known }
    }

    pub fn known(&self) -> Known {
        self.known.clone()
    }

    pub fn query(&mut self, sql: &Sql) -> Result<Vec<Row>> {
        let params: Vec<_> = sql.params().iter().map(bound).collect();
        let rows = self.runtime.block_on(async {
            match &self.on {
                On::Client(client) => client.query_typed(sql.text(), &params).await,
                On::Transaction(tx) => tx.query_typed(sql.text(), &params).await,
            }
        });
        rows.map_err(fault)?.iter().map(row).collect()
    }

    /// Runs several statements in one round trip, in order; the first that fails ends them.
    pub fn execute_all(&mut self, statements: &[Sql]) -> Result<()> {
        let run = statements.iter().map(|sql| async {
            let params: Vec<_> = sql.params().iter().map(bound).collect();
            match &self.on {
                On::Client(client) => client.execute_typed(sql.text(), &params).await,
                On::Transaction(tx) => tx.execute_typed(sql.text(), &params).await,
            }
        });
        self.runtime.block_on(try_join_all(run)).map(drop).map_err(fault)
    }

    pub fn execute(&mut self, sql: &Sql) -> Result<u64> {
        let params: Vec<_> = sql.params().iter().map(bound).collect();
        let met = self.runtime.block_on(async {
            match &self.on {
                On::Client(client) => client.execute_typed(sql.text(), &params).await,
                On::Transaction(tx) => tx.execute_typed(sql.text(), &params).await,
            }
        });
        met.map_err(fault)
    }
}

/// A value with its type; the type of nothing is found out by the server.
fn bound(param: &Param) -> (&(dyn ToSql + Sync), Type) {
    match param {
        Param::Null => (&None::<&str>, Type::UNKNOWN),
        Param::Int(n) => (n, Type::INT8),
        Param::Text(text) => (text, Type::TEXT),
        Param::Bytes(bytes) => (bytes, Type::BYTEA),
        Param::Uuid(id) => (id, Type::UUID),
    }
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
    let broken = |cause: &(dyn std::error::Error + 'static)| cause.is::<std::io::Error>();
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

impl std::error::Error for Passing {}

/// Turns what the driver says into our error; a violated uniqueness is named by its index.
pub fn fault(error: tokio_postgres::Error) -> Error {
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
