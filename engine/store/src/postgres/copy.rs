//! A copy of a schema in files: rows as text, one file for each table, and what makes the tables.

use std::fs::File;
use std::io::{BufReader, BufWriter, Cursor, Read, Write};
use std::path::{Path, PathBuf};

use futures_util::{SinkExt, TryStreamExt};
use kernel::{Error, Result};
use sql::{Dialect, Sql};
use tokio_postgres::Client;

use super::conn::{Known, PostgresConn, Works, fault};
use super::line::Line;
use super::plan::{self, TablePlan};
use super::pool::Pool;
use crate::conn::{Inner, Reader, Tx};

/// The file that says what makes the tables.
const PLAN: &str = "tables.json";
/// Bytes that go to the server at once.
const PORTION: usize = 1 << 18;

impl Pool {
    /// Copies all tables as they are at one moment; writers go on meanwhile.
    pub async fn save_to(&self, folder: &Path) -> Result<()> {
        let (mut lent, folder) = (self.lend().await?, folder.to_owned());
        let schema = self.schema.clone();
        let save = move || {
            let line = &mut lent.line;
            line.run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")?;
            let tables = plan::read(&mut on(line, &schema))?;
            for table in &tables {
                let mut sql = Sql::new(Dialect::Postgres, &schema);
                sql.push("COPY ");
                table.push_columns(&mut sql);
                sql.push(" TO STDOUT");
                line.carrier.drive(save_rows(&line.client, &sql, &rows(&folder, table)))?;
            }
            let done = line.run("COMMIT");
            lent.give_back(&done);
            done?;
            let plan = serde_json::to_vec_pretty(&tables).map_err(Error::internal)?;
            std::fs::write(folder.join(PLAN), plan).map_err(Error::internal)
        };
        tokio::task::spawn_blocking(save).await.map_err(Error::internal)?
    }

    /// Fills the empty schema from a copy, in one transaction.
    pub async fn load_from(&self, folder: &Path) -> Result<()> {
        let (mut lent, folder) = (self.lend().await?, folder.to_owned());
        let schema = self.schema.clone();
        let load = move || {
            let plan = std::fs::read(folder.join(PLAN)).map_err(Error::internal)?;
            let tables: Vec<TablePlan> = serde_json::from_slice(&plan).map_err(Error::internal)?;
            tables.iter().try_for_each(TablePlan::check)?;
            let line = &mut lent.line;
            // What does not reach the commit closes the connection, which takes it all back.
            line.run("BEGIN")?;
            if !plan::read(&mut on(line, &schema))?.is_empty() {
                return Err(Error::conflict("not_empty"));
            }
            for table in &tables {
                table.create(&mut Tx::new(on(line, &schema)))?;
                let mut sql = Sql::new(Dialect::Postgres, &schema);
                sql.push("COPY ");
                table.push_columns(&mut sql);
                sql.push(" FROM STDIN");
                line.carrier.drive(load_rows(&line.client, &sql, &rows(&folder, table)))?;
                table.finish(&mut Tx::new(on(line, &schema)))?;
            }
            let done = line.run("COMMIT");
            lent.give_back(&done);
            done
        };
        tokio::task::spawn_blocking(load).await.map_err(Error::internal)?
    }
}

fn on<'a>(line: &'a mut Line, schema: &'a str) -> Reader<'a> {
    let conn = PostgresConn::new(line, Known::default(), Works::InTransaction);
    Reader::new(Inner::Postgres(conn), schema)
}

fn rows(folder: &Path, table: &TablePlan) -> PathBuf {
    folder.join(format!("{}.rows", table.name))
}

async fn save_rows(client: &Client, sql: &Sql, path: &Path) -> Result<()> {
    let mut file = BufWriter::new(File::create(path).map_err(Error::internal)?);
    let rows = client.copy_out(sql.text()).await.map_err(fault)?;
    let mut rows = std::pin::pin!(rows);
    while let Some(some) = rows.try_next().await.map_err(fault)? {
        file.write_all(&some).map_err(Error::internal)?;
    }
    file.flush().map_err(Error::internal)
}

async fn load_rows(client: &Client, sql: &Sql, path: &Path) -> Result<()> {
    let mut file = BufReader::new(File::open(path).map_err(Error::internal)?);
    let sink = client.copy_in::<_, Cursor<Vec<u8>>>(sql.text()).await.map_err(fault)?;
    let mut sink = std::pin::pin!(sink);
    loop {
        let mut some = Vec::with_capacity(PORTION);
        (&mut file).take(PORTION as u64).read_to_end(&mut some).map_err(Error::internal)?;
        if some.is_empty() {
            return sink.close().await.map_err(fault);
        }
        sink.send(Cursor::new(some)).await.map_err(fault)?;
    }
}

#[cfg(test)]
mod tests {
    use catalog::Catalog;

    use super::*;
    use crate::queries::{dump, setting};
    use crate::{Store, StoreOptions};

    async fn empty() -> Store {
        let url = std::env::var("KONTOR_TEST_POSTGRES").expect(
            "KONTOR_TEST_POSTGRES names no PostgreSQL; run `cargo xtask postgres -- cargo test`",
        );
        let schema = format!("copy_{}", kernel::RecordId::new().0.simple());
        Store::open(&StoreOptions::server(&url, &schema)).await.expect("PostgreSQL answers")
    }

    /// Rows of every kind, a column that came later with a default, and a counter that ran on.
    async fn filled() -> Store {
        let store = empty().await;
        store.migrate(&Catalog::default()).await.expect("an empty schema");
        let fill = |tx: &mut Tx<'_>| {
            setting::set(tx, "odd", "a\tb\\n\\.\n\u{1f600}")?;
            let table = tx.sql().table("overlay").text().to_owned();
            let add = format!("ALTER TABLE {table} ADD COLUMN");
            for statement in [
                format!("{add} rank BIGINT NOT NULL DEFAULT -9223372036854775807"),
                format!("{add} note TEXT NOT NULL DEFAULT ''"),
                format!("{add} key BYTEA NOT NULL DEFAULT '\\x'::bytea"),
                format!(
                    "INSERT INTO {table} (change, at) SELECT '{{}}', n FROM generate_series(1, 5) n"
                ),
                format!("DELETE FROM {table} WHERE at > 3"),
            ] {
                let mut sql = tx.sql();
                sql.push(&statement);
                tx.execute(&sql)?;
            }
            Ok(())
        };
        store.write(fill).await.expect("it is filled");
        store
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_copy_holds_rows_tables_and_counters() {
        let (from, to) = (filled().await, empty().await);
        let folder = tempfile::tempdir().expect("a folder");
        from.save_to(folder.path()).await.expect("it is copied");
        to.load_from(folder.path()).await.expect("it is filled");
        let whole = |store: Store| async move {
            let rows = store.read(dump::all).await.expect("the rows are read");
            (rows, store.read(plan::read).await.expect("the tables are read"))
        };
        let (rows, tables) = whole(from.clone()).await;
        assert!(tables.iter().any(|table| format!("{table:?}").contains("next: Some(6)")));
        assert_eq!(whole(to.clone()).await, (rows, tables));
        let again = to.load_from(folder.path()).await;
        assert!(matches!(again, Err(Error::Conflict { code, .. }) if code == "not_empty"));
        from.erase().await.expect("it goes away");
        to.erase().await.expect("it goes away");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_copy_that_breaks_off_fills_nothing() {
        let (from, to) = (filled().await, empty().await);
        let folder = tempfile::tempdir().expect("a folder");
        from.save_to(folder.path()).await.expect("it is copied");
        std::fs::write(folder.path().join("settings.rows"), "one\ttwo\tthree\n").expect("broken");
        assert!(to.load_from(folder.path()).await.is_err());
        assert!(to.read(dump::all).await.expect("the rows are read").is_empty());
        from.erase().await.expect("it goes away");
        to.erase().await.expect("it goes away");
    }
}
