//! One connection, driven by the thread that asks: nothing is handed to another thread and back.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use kernel::{Error, Result};
use tokio_postgres::config::TargetSessionAttrs;
use tokio_postgres::tls::NoTlsStream;
use tokio_postgres::{Client, Config, Connection, NoTls};

use super::conn::fault;
use super::kept::Kept;
use super::wire::{Gate, Reading, Waiting, Wire};

/// A connection to the server.
pub struct Line {
    /// What asks.
    pub client: Client,
    /// What carries questions and answers.
    pub carrier: Carrier,
    /// Statements that the server keeps prepared.
    pub kept: Kept,
}

/// The moving part of a connection.
pub struct Carrier {
    /// None after the connection ended.
    connection: Option<Connection<Wire, NoTlsStream>>,
    gate: Gate,
    waiting: Waiting,
    woken: Arc<Woken>,
}

/// Whether something went on since it was last asked.
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What is said of every connection. Machine code is made for statements that look dear and pays
/// after seconds; ours take milliseconds, and making it took longer than they do.
const SETTLED: &str = "SET jit = off";

impl Line {
    /// Connects; the thread waits for the server.
    pub fn open(config: &Config) -> Result<Self> {
        let (wire, gate, waiting) = Wire::open(config).map_err(|error| {
            tracing::warn!(error = %error, "PostgreSQL gives no connection");
            away()
        })?;
        let woken = Arc::new(Woken(AtomicBool::new(false)));
        let mut greeting = pin!(config.connect_raw(wire, NoTls));
        let waker = Waker::from(woken.clone());
        let greeted = loop {
            let greeted = greeting.as_mut().poll(&mut Context::from_waker(&waker));
            match greeted {
                Poll::Ready(greeted) => break greeted,
                Poll::Pending if woken.0.swap(false, Ordering::Relaxed) => {}
                Poll::Pending => return Err(away()),
            }
        };
        let (client, connection) = greeted.map_err(|error| {
            tracing::warn!(error = %error, "PostgreSQL gives no connection");
            away()
        })?;
        waiting.bound(None).map_err(Error::internal)?;
        let carrier = Carrier { connection: Some(connection), gate, waiting, woken };
        let mut line = Line { client, carrier, kept: Kept::default() };
        line.check(config.get_target_session_attrs())?;
        line.run(SETTLED)?;
        Ok(line)
    }

    /// Refuses a server of the wrong kind.
    fn check(&mut self, wanted: TargetSessionAttrs) -> Result<()> {
        if wanted == TargetSessionAttrs::Any {
            return Ok(());
        }
        let ask = self.client.query_typed("SHOW transaction_read_only", &[]);
        let rows = self.carrier.drive(async { ask.await.map_err(fault) })?;
        let told: String = rows.first().map(|row| row.get(0)).unwrap_or_default();
        let is_wanted = (told == "on") == (wanted == TargetSessionAttrs::ReadOnly);
        is_wanted.then_some(()).ok_or_else(away)
    }

    /// Runs a statement that answers nothing.
    pub fn run(&mut self, statement: &str) -> Result<()> {
        let run = self.client.batch_execute(statement);
        self.carrier.drive(async { run.await.map_err(fault) })
    }
}

impl Carrier {
    /// Waits for what was asked, and carries questions and answers meanwhile.
    ///
    /// The thread sleeps in the socket only when neither side can go on without an answer.
    pub fn drive<T>(&mut self, work: impl Future<Output = Result<T>>) -> Result<T> {
        let mut work = pin!(work);
        let waker = Waker::from(self.woken.clone());
        let cx = &mut Context::from_waker(&waker);
        loop {
            self.woken.0.store(false, Ordering::Relaxed);
            if let Poll::Ready(done) = work.as_mut().poll(cx) {
                return done;
            }
            if self.connection.is_none() {
                return Err(away());
            }
            self.carry(Reading::Later, cx);
            if !self.woken.0.load(Ordering::Relaxed) {
                self.carry(Reading::Once, cx);
            }
        }
    }

    fn carry(&mut self, reading: Reading, cx: &mut Context<'_>) {
        let Some(connection) = &mut self.connection else { return };
        self.gate.set(reading);
        if let Poll::Ready(ended) = Pin::new(connection).poll(cx) {
            if let Err(error) = ended {
                tracing::warn!(error = %error, "a connection to PostgreSQL ended");
            }
            // Whoever waits for an answer hears that there is none.
            self.connection = None;
        }
    }

    /// Tells whether the server still holds its end, and reads what it said meanwhile.
    pub fn is_open(&mut self) -> bool {
        let waker = Waker::from(self.woken.clone());
        if self.waiting.set(false).is_err() {
            return false;
        }
        self.carry(Reading::Always, &mut Context::from_waker(&waker));
        self.gate.set(Reading::Later);
        self.waiting.set(true).is_ok() && self.connection.is_some()
    }
}

fn away() -> Error {
    Error::Unavailable { what: "database".into() }
}
