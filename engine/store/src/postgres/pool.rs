//! The pool, and how work runs on it.
//!
//! A short piece of reading takes less time than to wake another thread for it, so it runs on the
//! thread of the runtime that asked, like that of SQLite and under the same bound; what comes
//! beyond it runs on threads that may wait.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use kernel::{Error, Result};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_postgres::Config;

use super::conn::{Known, PostgresConn, Works, is_passing};
use super::line::Line;
use crate::conn::{Inner, Reader, Tx};
use crate::sqlite::READERS;

const TRIES: usize = 8;
/// How long work waits for a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connections to one database, working in one schema.
#[derive(Clone)]
pub struct Pool {
    config: Arc<Config>,
    idle: Arc<Mutex<Vec<Line>>>,
    permits: Arc<Semaphore>,
    /// Threads of the runtime that reading may take.
    here: Arc<Semaphore>,
    pub(super) schema: Arc<str>,
    known: Known,
}

/// A connection for a piece of work; one that is not given back is closed.
pub(super) struct Lent {
    pub line: Line,
    pool: Pool,
    _permit: OwnedSemaphorePermit,
}

impl Lent {
    /// Gives the connection back for the next one, unless the server left while it was used.
    pub fn give_back<T>(self, result: &Result<T>) {
        if matches!(result, Err(Error::Unavailable { .. })) {
            return;
        }
        self.pool.idle.lock().expect("no thread panics while it holds the list").push(self.line);
    }
}

impl Pool {
    /// Prepares connections; the first one is made when it is needed.
    pub fn open(url: &str, schema: &str, size: usize) -> Result<Self> {
        let mut config: Config = url.parse().map_err(Error::internal)?;
        config.application_name("kontor");
        Ok(Pool {
            config: Arc::new(config),
            idle: Arc::default(),
            permits: Arc::new(Semaphore::new(size)),
            here: Arc::new(Semaphore::new(READERS)),
            schema: schema.into(),
            known: Known::default(),
        })
    }

    pub(super) async fn lend(&self) -> Result<Lent> {
        let permit = tokio::time::timeout(PATIENCE, self.permits.clone().acquire_owned()).await;
        let permit = permit.map_err(|_| {
            tracing::warn!("all connections to PostgreSQL are taken");
            Error::Unavailable { what: "database".into() }
        })?;
        let permit = permit.map_err(Error::internal)?;
        while let Some(mut line) = self.idle() {
            if line.carrier.is_open() {
                return Ok(Lent { line, pool: self.clone(), _permit: permit });
            }
        }
        let config = self.config.clone();
        let open = tokio::task::spawn_blocking(move || Line::open(&config));
        let line = open.await.map_err(Error::internal)??;
        Ok(Lent { line, pool: self.clone(), _permit: permit })
    }

    fn idle(&self) -> Option<Line> {
        self.idle.lock().expect("no thread panics while it holds the list").pop()
    }

    /// Runs a piece of reading.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Reader<'_>) -> Result<T> + Send + 'static,
    {
        let mut lent = self.lend().await?;
        let is_many = Handle::current().runtime_flavor() == RuntimeFlavor::MultiThread;
        let here = self.here.clone().try_acquire_owned().ok().filter(|_| is_many);
        let run = move || {
            let known = lent.pool.known.clone();
            let conn = PostgresConn::new(&mut lent.line, known, Works::Alone);
            let result = work(&mut Reader::new(Inner::Postgres(conn), &lent.pool.schema));
            lent.give_back(&result);
            result
        };
        if let Some(_here) = here {
            return run();
        }
        tokio::task::spawn_blocking(run).await.map_err(Error::internal)?
    }

    /// Runs a statement outside of any transaction.
    pub async fn alone(&self, statement: String) -> Result<()> {
        let mut lent = self.lend().await?;
        let run = move || {
            let result = lent.line.run(&statement);
            lent.give_back(&result);
            result
        };
        tokio::task::spawn_blocking(run).await.map_err(Error::internal)?
    }

    /// Runs a piece of work in a transaction, again when it met another one.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let mut lent = self.lend().await?;
        let run = move || {
            let mut result = attempt(&mut lent, &work);
            for _ in 1..TRIES {
                match &result {
                    Err(error) if is_passing(error) => result = attempt(&mut lent, &work),
                    Ok(_) | Err(_) => break,
                }
            }
            lent.give_back(&result);
            result
        };
        tokio::task::spawn_blocking(run).await.map_err(Error::internal)?
    }
}

fn attempt<T>(lent: &mut Lent, work: &impl Fn(&mut Tx<'_>) -> Result<T>) -> Result<T> {
    lent.line.run("BEGIN")?;
    let conn = PostgresConn::new(&mut lent.line, lent.pool.known.clone(), Works::InTransaction);
    let mut tx = Tx::new(Reader::new(Inner::Postgres(conn), &lent.pool.schema));
    let result = work(&mut tx).and_then(|value| tx.flush().map(|()| value));
    drop(tx);
    match result {
        Ok(value) => lent.line.run("COMMIT").map(|()| value),
        Err(error) => lent.line.run("ROLLBACK").and(Err(error)),
    }
}
