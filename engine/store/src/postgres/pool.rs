//! The pool, and how work runs on it.

use deadpool_postgres::{Manager, ManagerConfig, Pool as Deadpool, RecyclingMethod, Runtime};
use kernel::{Error, Result};
use tokio::runtime::Handle;
use tokio_postgres::NoTls;

use super::conn::{Known, On, PostgresConn, fault, is_passing};
use crate::conn::{Inner, Reader, Tx};

const TRIES: usize = 8;

/// Connections to one database, working in one schema.
#[derive(Clone)]
pub struct Pool {
    pool: Deadpool,
    pub(super) schema: std::sync::Arc<str>,
    known: Known,
}

impl Pool {
    /// Prepares connections; the first one is made when it is needed.
    pub fn open(url: &str, schema: &str, size: usize) -> Result<Self> {
        let mut config: tokio_postgres::Config = url.parse().map_err(Error::internal)?;
        config.application_name("kontor");
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(config, NoTls, recycling);
        let wait = Some(std::time::Duration::from_secs(10));
        let pool = Deadpool::builder(manager)
            .max_size(size)
            .runtime(Runtime::Tokio1)
            .wait_timeout(wait)
            .create_timeout(wait)
            .build()
            .map_err(Error::internal)?;
        Ok(Pool { pool, schema: schema.into(), known: Known::default() })
    }

    pub(super) async fn client(&self) -> Result<deadpool_postgres::Client> {
        self.pool.get().await.map_err(|error| {
            tracing::warn!(error = %error, "PostgreSQL gives no connection");
            Error::Unavailable { what: "database".into() }
        })
    }

    /// Runs a piece of reading.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Reader<'_>) -> Result<T> + Send + 'static,
    {
        let client = self.client().await?;
        let (schema, known) = (self.schema.clone(), self.known.clone());
        let runtime = Handle::current();
        let done = tokio::task::spawn_blocking(move || {
            let conn = PostgresConn::new(On::Client(&client), runtime, known);
            work(&mut Reader::new(Inner::Postgres(conn), &schema))
        });
        done.await.map_err(Error::internal)?
    }

    /// Runs a piece of work in a transaction, again when it met another one.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let mut client = self.client().await?;
        let place = (self.schema.clone(), self.known.clone());
        let runtime = Handle::current();
        let done = tokio::task::spawn_blocking(move || {
            for _ in 1..TRIES {
                match attempt(&mut client, &runtime, &place, &work) {
                    Err(error) if is_passing(&error) => {}
                    other => return other,
                }
            }
            attempt(&mut client, &runtime, &place, &work)
        });
        done.await.map_err(Error::internal)?
    }
}

fn attempt<T>(
    client: &mut deadpool_postgres::Client,
    runtime: &Handle,
    (schema, known): &(std::sync::Arc<str>, Known),
    work: &impl Fn(&mut Tx<'_>) -> Result<T>,
) -> Result<T> {
    let inner: &mut tokio_postgres::Client = client;
    let tx = runtime.block_on(inner.transaction()).map_err(fault)?;
    let conn = PostgresConn::new(On::Transaction(&tx), runtime.clone(), known.clone());
    let mut work_on = Tx::new(Reader::new(Inner::Postgres(conn), schema));
    let result = work(&mut work_on).and_then(|value| work_on.flush().map(|()| value));
    drop(work_on);
    match result {
        Ok(value) => runtime.block_on(tx.commit()).map_err(fault).map(|()| value),
        Err(error) => {
            drop(runtime.block_on(tx.rollback()));
            Err(error)
        }
    }
}
