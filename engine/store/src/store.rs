//! The two databases behind one face.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kernel::{Error, FieldProblem, Result};
use sql::Dialect;
use tokio::sync::Notify;

use crate::conn::{Reader, Tx};
use crate::postgres::Pool;
use crate::sqlite::{Readers, Writer};

/// Where the data lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL database and the schema in it.
    Server {
        /// Connection address, `postgres://…`.
        url: String,
        /// Schema of the tenant.
        schema: String,
    },
}

/// How to open a store.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// Where the data lies.
    pub location: Location,
    /// Connections at most, on PostgreSQL.
    pub connections: usize,
    /// Rows beyond which indexes of a table are made while people work.
    pub large: u64,
}

/// Making an index of so many rows takes less time than anybody notices.
const LARGE: u64 = 20_000;

impl StoreOptions {
    /// A SQLite file.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        StoreOptions { location: Location::File(path.into()), connections: 0, large: LARGE }
    }

    /// A schema of a PostgreSQL database.
    #[must_use]
    pub fn server(url: &str, schema: &str) -> Self {
        let location = Location::Server { url: url.into(), schema: schema.into() };
        StoreOptions { location, connections: 12, large: LARGE }
    }
}

#[derive(Clone)]
enum Backend {
    Sqlite { path: PathBuf, writer: Writer, readers: Readers },
    Postgres(Pool),
}

/// A part failed after it wrote, so that all of them are taken back.
#[derive(Debug)]
struct Broken;

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("one of several parts failed after it wrote")
    }
}

impl std::error::Error for Broken {}

/// An open database.
#[derive(Clone)]
pub struct Store {
    backend: Backend,
    committed: Arc<Notify>,
    large: u64,
}

impl Store {
    /// Opens a database; its tables are brought up to date by `migrate`.
    ///
    /// # Errors
    /// `Unavailable` or `Internal` when it cannot be opened.
    pub async fn open(options: &StoreOptions) -> Result<Self> {
        let backend = match &options.location {
            Location::File(path) => Backend::Sqlite {
                path: path.clone(),
                writer: Writer::start(path)?,
                readers: Readers::new(path),
            },
            Location::Server { url, schema } => {
                let pool = Pool::open(url, schema, options.connections.max(2))?;
                pool.write(crate::schema::create_schema).await?;
                Backend::Postgres(pool)
            }
        };
        Ok(Store { backend, committed: Arc::new(Notify::new()), large: options.large })
    }

    /// Runs a piece of reading on a thread that may wait.
    ///
    /// # Errors
    /// What the work says, or `Unavailable`.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Reader<'_>) -> Result<T> + Send + 'static,
    {
        match &self.backend {
            Backend::Sqlite { readers, .. } => readers.read(work).await,
            Backend::Postgres(pool) => pool.read(work).await,
        }
    }

    /// Runs a piece of work in one transaction and answers after it is durable.
    ///
    /// The work may run more than once, each time on a fresh transaction, so it must not keep
    /// anything outside its result. It cannot wait for a network or a person.
    ///
    /// # Errors
    /// What the work says, then nothing of it happened; or `Unavailable`.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let result = match &self.backend {
            Backend::Sqlite { writer, .. } => writer.write(work).await,
            Backend::Postgres(pool) => pool.write(work).await,
        };
        if result.is_ok() {
            self.committed.notify_waiters();
        }
        result
    }

    /// Runs several parts of work in one transaction, each of which may fail alone.
    ///
    /// Savepoints are dear, so at first there are none: a part that fails before it writes leaves
    /// nothing to take back. When one fails later, everything is taken back and runs again with a
    /// savepoint for each part.
    ///
    /// # Errors
    /// As `write`; what a part says stands in its own result.
    pub async fn write_each<T, F>(&self, n_parts: usize, part: F) -> Result<Vec<Result<T>>>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>, usize) -> Result<T> + Send + Sync + 'static,
    {
        let part = Arc::new(part);
        let first = part.clone();
        let broken = || Error::Internal(anyhow::Error::new(Broken));
        let together = move |tx: &mut Tx<'_>| {
            let part = |tx: &mut Tx<'_>, at: usize| first(tx, at);
            tx.run_each(n_parts, &part)?.ok_or_else(broken)
        };
        match self.write(together).await {
            Err(Error::Internal(cause)) if cause.is::<Broken>() => {}
            done => return done,
        }
        let each = move |tx: &mut Tx<'_>| {
            let part = |tx: &mut Tx<'_>, at: usize| part(tx, at);
            tx.attempt_each(n_parts, &part)
        };
        self.write(each).await
    }

    /// Wakes up after each commit; the poke carries no data.
    #[must_use]
    pub fn committed(&self) -> Arc<Notify> {
        self.committed.clone()
    }

    /// Tells whether the database answers.
    ///
    /// # Errors
    /// `Unavailable` when it does not.
    pub async fn ping(&self) -> Result<()> {
        self.read(|reader| {
            let mut sql = reader.sql();
            sql.push("SELECT 1");
            reader.query(&sql).map(drop)
        })
        .await
    }

    /// Deletes all data of this store for good; nothing can be read or written afterwards.
    ///
    /// # Errors
    /// `Unavailable` or `Internal` when it cannot be deleted.
    pub async fn erase(self) -> Result<()> {
        match &self.backend {
            Backend::Postgres(pool) => pool.write(crate::schema::drop_schema).await,
            Backend::Sqlite { path, .. } => ["", "-wal", "-shm"].iter().try_for_each(|ending| {
                let mut file = path.clone().into_os_string();
                file.push(ending);
                match std::fs::remove_file(&file) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        Err(Error::internal(error))
                    }
                    Ok(()) | Err(_) => Ok(()),
                }
            }),
        }
    }

    /// Name of the database for people: `SQLite` or `PostgreSQL`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.dialect() {
            Dialect::Sqlite => "SQLite",
            Dialect::Postgres => "PostgreSQL",
        }
    }

    /// The SQLite file, when there is one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.backend {
            Backend::Sqlite { path, .. } => Some(path),
            Backend::Postgres(_) => None,
        }
    }

    /// Copies the database file to a new file while it is in use.
    ///
    /// # Errors
    /// `Conflict` `no_file` on PostgreSQL, `file_exists` when the target exists.
    pub async fn copy_to(&self, target: &Path) -> Result<()> {
        let Backend::Sqlite { path, .. } = &self.backend else {
            return Err(Error::conflict("no_file"));
        };
        let (from, to) = (path.clone(), target.to_path_buf());
        let copy = move || crate::sqlite::copy(&from, &to);
        tokio::task::spawn_blocking(copy).await.map_err(Error::internal)?
    }

    /// Writes all that is stored at one moment into files of a folder, while it is in use.
    ///
    /// On SQLite that is one file, `kontor.db`; on PostgreSQL it is what `load_from` reads.
    ///
    /// # Errors
    /// When the database fails or the folder cannot be written.
    pub async fn save_to(&self, folder: &Path) -> Result<()> {
        match &self.backend {
            Backend::Sqlite { .. } => self.copy_to(&folder.join("kontor.db")).await,
            Backend::Postgres(pool) => pool.save_to(folder).await,
        }
    }

    /// Fills an empty schema of PostgreSQL with what `save_to` wrote: all of it or nothing.
    ///
    /// # Errors
    /// `Conflict` `not_empty` when the schema holds tables, `no_server` on SQLite, whose file is
    /// only put in its place; `Internal` when the files hold nothing of ours.
    pub async fn load_from(&self, folder: &Path) -> Result<()> {
        match &self.backend {
            Backend::Sqlite { .. } => Err(Error::conflict("no_server")),
            Backend::Postgres(pool) => pool.load_from(folder).await,
        }
    }

    /// What the database itself finds wrong; PostgreSQL verifies its pages as it reads them.
    ///
    /// # Errors
    /// `Unavailable` when it does not answer.
    pub async fn verify(&self) -> Result<Vec<String>> {
        let Backend::Sqlite { path, .. } = &self.backend else {
            return self.ping().await.map(|()| Vec::new());
        };
        let path = path.clone();
        let verify = move || crate::sqlite::verify(&path);
        tokio::task::spawn_blocking(verify).await.map_err(Error::internal)?
    }

    /// Lets the planner know the sizes of all tables, after much was written at once.
    ///
    /// PostgreSQL finds out by itself within minutes and plans badly until then; SQLite's plans
    /// depend on no sizes.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn refresh_statistics(&self) -> Result<()> {
        match self.dialect() {
            Dialect::Sqlite => Ok(()),
            Dialect::Postgres => self.write(crate::schema::analyze).await,
        }
    }

    /// Rows beyond which a table is large.
    #[must_use]
    pub fn large(&self) -> u64 {
        self.large
    }

    /// Runs a statement that stands for itself: on PostgreSQL outside of any transaction.
    pub(crate) async fn run_alone(&self, statement: String) -> Result<()> {
        match &self.backend {
            Backend::Sqlite { writer, .. } => writer.write(move |tx| run(tx, &statement)).await,
            Backend::Postgres(pool) => pool.alone(statement).await,
        }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match self.backend {
            Backend::Sqlite { .. } => Dialect::Sqlite,
            Backend::Postgres(_) => Dialect::Postgres,
        }
    }
}

/// Runs a statement that has no values.
pub(crate) fn run(tx: &mut Tx<'_>, statement: &str) -> Result<()> {
    let mut sql = tx.sql();
    sql.push(statement);
    tx.execute(&sql).map(drop)
}

/// The problem of a value that is taken, at the field whose unique index refused it.
pub fn not_unique(index: &str) -> Error {
    let field = index.rsplit_once("_u_").map_or(index, |(_, field)| field);
    Error::Invalid(vec![FieldProblem::new(field, "taken")])
}
