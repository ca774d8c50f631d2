//! One thread writes; saves that wait together share a transaction and one sync.
//!
//! A batch commits when nobody waits any more or after `BATCH` saves; there is no timer, because
//! the next batch gathers by itself while a commit syncs. Each save runs in a savepoint. An error
//! that ended the whole transaction makes every save of the batch run again alone. Nobody is
//! answered before the commit returned.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};

use kernel::{Error, Result};
use rusqlite::Connection;
use tokio::sync::oneshot;

use super::conn::{Access, SqliteConn, fault, open};
use crate::conn::{Inner, Reader, Tx};

const BATCH: usize = 64;

/// The writing side of one database file.
#[derive(Clone)]
pub struct Writer {
    queue: Sender<Box<dyn Save>>,
}

impl Writer {
    /// Opens the file for writing and starts its thread.
    pub fn start(path: &Path) -> Result<Self> {
        let conn = open(path, Access::Write)?;
        let (queue, saves) = channel();
        std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || run(&conn, &saves))
            .map_err(Error::internal)?;
        Ok(Writer { queue })
    }

    /// Runs a piece of work in a transaction and answers after its commit.
    ///
    /// The work may run more than once, each time from the beginning.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let gone = || Error::Unavailable { what: "database".into() };
        self.queue.send(Box::new(Work { work, result: None, reply })).map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

/// A waiting save.
trait Save: Send {
    /// Runs it; `true` when it succeeded and stays.
    fn run(&mut self, conn: &Connection) -> bool;
    /// Answers whoever waits, with the failure of the commit if it failed.
    fn answer(self: Box<Self>, commit: Result<()>);
}

struct Work<T, F> {
    work: F,
    result: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T, F> Save for Work<T, F>
where
    T: Send,
    F: Fn(&mut Tx<'_>) -> Result<T> + Send,
{
    fn run(&mut self, conn: &Connection) -> bool {
        let mut tx = Tx::new(Reader::new(Inner::Sqlite(SqliteConn::new(conn)), ""));
        let ran = catch_unwind(AssertUnwindSafe(|| (self.work)(&mut tx)));
        let result = ran.unwrap_or_else(|_| Err(Error::internal("a save panicked")));
        let stays = result.is_ok();
        self.result = Some(result);
        stays
    }

    fn answer(self: Box<Self>, commit: Result<()>) {
        let result = match (commit, self.result) {
            (Ok(()), Some(result)) => result,
            (Err(failure), Some(Ok(_)) | None) => Err(failure),
            (Err(_), Some(Err(own))) => Err(own),
            (Ok(()), None) => Err(Error::internal("a save was answered before it ran")),
        };
        // Whoever asked may have gone; the save stands all the same.
        drop(self.reply.send(result));
    }
}

fn run(conn: &Connection, saves: &Receiver<Box<dyn Save>>) {
    while let Ok(first) = saves.recv() {
        let mut batch = vec![first];
        if let Err(failure) = begin(conn) {
            answer_all(batch, Err(failure));
            continue;
        }
        // Nothing is before the first save, so it needs no savepoint: the transaction is its own.
        if !batch.first_mut().expect("it holds the first save").run(conn) {
            let taken_back = rollback(conn);
            answer_all(batch, taken_back);
            continue;
        }
        let mut whole = !conn.is_autocommit();
        while whole && batch.len() < BATCH {
            let Ok(mut next) = saves.try_recv() else { break };
            whole = guarded(conn, &mut next);
            batch.push(next);
        }
        if whole {
            let commit = commit(conn);
            answer_all(batch, commit);
        } else {
            batch.into_iter().for_each(|save| alone(conn, save));
        }
    }
}

/// Runs a save in a savepoint; `false` when the transaction around it was lost.
fn guarded(conn: &Connection, save: &mut Box<dyn Save>) -> bool {
    if conn.execute_batch("SAVEPOINT s").is_err() {
        return false;
    }
    let end = if save.run(conn) { "RELEASE s" } else { "ROLLBACK TO s; RELEASE s" };
    !conn.is_autocommit() && conn.execute_batch(end).is_ok()
}

fn alone(conn: &Connection, mut save: Box<dyn Save>) {
    if let Err(failure) = begin(conn) {
        return save.answer(Err(failure));
    }
    let result = match save.run(conn) {
        true => commit(conn),
        false => rollback(conn),
    };
    save.answer(result);
}

fn begin(conn: &Connection) -> Result<()> {
    if !conn.is_autocommit() {
        rollback(conn)?;
    }
    conn.execute_batch("BEGIN IMMEDIATE").map_err(fault)
}

fn commit(conn: &Connection) -> Result<()> {
    conn.execute_batch("COMMIT").map_err(|error| {
        drop(rollback(conn));
        fault(error)
    })
}

fn rollback(conn: &Connection) -> Result<()> {
    match conn.is_autocommit() {
        true => Ok(()),
        false => conn.execute_batch("ROLLBACK").map_err(fault),
    }
}

fn answer_all(batch: Vec<Box<dyn Save>>, commit: Result<()>) {
    let said = commit.err().map(|error| {
        tracing::error!(error = ?error, saves = batch.len(), "a commit failed");
        error.to_string()
    });
    for save in batch {
        save.answer(match &said {
            None => Ok(()),
            Some(text) => Err(Error::internal(format!("the commit failed: {text}"))),
        });
    }
}
