//! A few reading connections.
//!
//! Most reads take less time than to wake another thread for them, so they run on the thread of
//! the runtime that asked. Never more than `READERS` of its threads are taken so; the program
//! starts that many more than it has processors.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use kernel::{Error, Result};
use rusqlite::Connection;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::Semaphore;

use super::conn::{Access, SqliteConn, fault, open};
use crate::conn::{Inner, Reader};

/// Reads at the same time.
pub const READERS: usize = 4;

/// The reading side of one database file.
#[derive(Clone)]
pub struct Readers {
    path: PathBuf,
    idle: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
}

impl Readers {
    pub fn new(path: &Path) -> Self {
        Readers {
            path: path.into(),
            idle: Arc::new(Mutex::new(Vec::new())),
            permits: Arc::new(Semaphore::new(READERS)),
        }
    }

    /// Runs a piece of reading; all its statements see the same state of the data.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Reader<'_>) -> Result<T> + Send + 'static,
    {
        let permit = self.permits.clone().acquire_owned().await.map_err(Error::internal)?;
        if Handle::current().runtime_flavor() == RuntimeFlavor::MultiThread {
            let result = self.run(work);
            drop(permit);
            return result;
        }
        let readers = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let result = readers.run(work);
            drop(permit);
            result
        });
        done.await.map_err(Error::internal)?
    }

    fn run<T>(&self, work: impl FnOnce(&mut Reader<'_>) -> Result<T>) -> Result<T> {
        let idle = self.idle.lock().expect("no thread panics while it holds the list").pop();
        let conn = match idle {
            Some(conn) => conn,
            None => open(&self.path, Access::Read)?,
        };
        conn.execute_batch("BEGIN DEFERRED").map_err(fault)?;
        let result = work(&mut Reader::new(Inner::Sqlite(SqliteConn::new(&conn)), ""));
        conn.execute_batch("ROLLBACK").map_err(fault)?;
        self.idle.lock().expect("no thread panics while it holds the list").push(conn);
        result
    }
}
