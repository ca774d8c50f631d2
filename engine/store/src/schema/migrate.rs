//! Bringing the tables of a database up to date.

use std::time::Duration;

use catalog::Catalog;
use kernel::{Error, Result};

use super::{keeping, search, sync, system, taken};
use crate::conn::{Reader, Tx};
use crate::store::{Store, run};

/// The schema this program writes; data of a newer one is refused.
pub const SCHEMA_VERSION: i64 = system::MIGRATIONS.len() as i64;

/// How often an index is tried that meets somebody who holds its table.
const TRIES: u32 = 5;
/// How long it waits before the next try.
const PAUSE: Duration = Duration::from_millis(500);

/// What bringing the schema up to date did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Version found; 0 is an empty database.
    pub from: i64,
    /// Statements run, in order.
    pub statements: Vec<String>,
}

impl Store {
    /// Brings all tables up to date with program and catalog, in one transaction.
    ///
    /// # Errors
    /// `Conflict` with code `newer_data` when a newer program wrote the data.
    pub async fn migrate(&self, catalog: &Catalog) -> Result<Applied> {
        let catalog = catalog.clone();
        self.write(move |tx| migrate(tx, &catalog, None)).await
    }

    /// The same while people work: indexes of large tables are left to `make_indexes`.
    ///
    /// # Errors
    /// As `migrate`.
    pub async fn extend(&self, catalog: &Catalog) -> Result<Applied> {
        let (catalog, large) = (catalog.clone(), self.large());
        self.write(move |tx| migrate(tx, &catalog, Some(large))).await
    }

    /// Tells whether indexes are left to be made; such that are left to be dropped can wait.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lacks_indexes(&self, catalog: &Catalog) -> Result<bool> {
        let catalog = catalog.clone();
        let left = self.read(move |reader| sync::later(reader, &catalog)).await?;
        Ok(!left.makes.is_empty())
    }

    /// Makes the indexes that are left, one at a time; on PostgreSQL others write meanwhile, on
    /// `SQLite` they wait for one at most.
    ///
    /// # Errors
    /// When an index cannot be made in several tries; those before it stand.
    pub async fn make_indexes(&self, catalog: &Catalog) -> Result<()> {
        let mut tries = TRIES;
        loop {
            let asked = catalog.clone();
            let left = self.read(move |reader| sync::later(reader, &asked)).await?;
            // What is broken is dropped alone, and what is left is asked again after it.
            let mut left = left.drops.into_iter().chain(left.makes);
            let Some(next) = left.next() else { return Ok(()) };
            if let Err(error) = self.run_alone(next).await {
                tries -= 1;
                tracing::warn!(error = ?error, tries, "an index could not be made");
                if tries == 0 {
                    return Err(error);
                }
                tokio::time::sleep(PAUSE).await;
            }
        }
    }

    /// Tells what `migrate` would run, without running it.
    ///
    /// # Errors
    /// As `migrate`.
    pub async fn plan(&self, catalog: &Catalog) -> Result<Applied> {
        let catalog = catalog.clone();
        self.read(move |reader| plan(reader, &catalog, None)).await
    }
}

fn plan(reader: &mut Reader<'_>, catalog: &Catalog, large: Option<u64>) -> Result<Applied> {
    taken::refuse_taken(catalog)?;
    let from = version(reader)?;
    if from > SCHEMA_VERSION {
        return Err(Error::conflict("newer_data"));
    }
    let mut statements = Vec::new();
    for tables in &system::MIGRATIONS[usize::try_from(from).unwrap_or(0)..] {
        for table in *tables {
            statements.extend(table.create(reader));
        }
    }
    match from {
        0 => statements.extend(search::create(reader)),
        1..search::OWNED => statements.extend(search::brought(reader, from)),
        _ => {}
    }
    statements.extend(sync::missing(reader, catalog, large)?);
    statements.extend(keeping::fixed(reader)?);
    Ok(Applied { from, statements })
}

fn migrate(tx: &mut Tx<'_>, catalog: &Catalog, large: Option<u64>) -> Result<Applied> {
    let applied = plan(tx, catalog, large)?;
    for statement in &applied.statements {
        run(tx, statement)?;
    }
    sync::number_modules(tx, catalog)?;
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("meta").push(" WHERE key = 'schema_version'");
    tx.execute(&sql)?;
    let mut sql = tx.sql();
    sql.push("INSERT INTO ").table("meta").push(" (key, value) VALUES ('schema_version', ");
    sql.bind(SCHEMA_VERSION.to_string()).push(")");
    tx.execute(&sql)?;
    Ok(applied)
}

fn version(reader: &mut Reader<'_>) -> Result<i64> {
    if !sync::has_table(reader, "meta")? {
        return Ok(0);
    }
    let mut sql = reader.sql();
    sql.push("SELECT value FROM ").table("meta").push(" WHERE key = 'schema_version'");
    let row = reader.query_one(&sql)?;
    let text = row.map(|mut row| row.text()).transpose()?.unwrap_or_default();
    Ok(text.parse().unwrap_or(0))
}

/// Makes the schema of a tenant, on PostgreSQL.
pub(crate) fn create_schema(tx: &mut Tx<'_>) -> Result<()> {
    let name = tx.schema().to_owned();
    let mut sql = tx.sql();
    sql.push("CREATE SCHEMA IF NOT EXISTS ").ident(&name);
    tx.execute(&sql).map(drop)
}

/// Deletes the schema of a tenant with everything in it, on PostgreSQL.
pub(crate) fn drop_schema(tx: &mut Tx<'_>) -> Result<()> {
    let name = tx.schema().to_owned();
    let mut sql = tx.sql();
    sql.push("DROP SCHEMA IF EXISTS ").ident(&name).push(" CASCADE");
    tx.execute(&sql).map(drop)
}

/// Lets PostgreSQL count what its tables hold.
pub(crate) fn analyze(tx: &mut Tx<'_>) -> Result<()> {
    let mut sql = tx.sql();
    let schema = tx.schema().to_owned();
    sql.push("SELECT table_name::text FROM information_schema.tables");
    sql.push(" WHERE table_schema = ").bind(schema);
    for mut row in tx.query(&sql)? {
        let mut sql = tx.sql();
        sql.push("ANALYZE ").table(&row.text()?);
        tx.execute(&sql)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queries::dump;
    use crate::store::StoreOptions;
    use sql::Dialect;

    /// Opens an empty store on each database.
    async fn stores() -> [(Store, Option<tempfile::TempDir>); 2] {
        let folder = tempfile::tempdir().expect("a folder");
        let file = StoreOptions::file(&folder.path().join("kontor.db"));
        let url = std::env::var("KONTOR_TEST_POSTGRES").expect(
            "KONTOR_TEST_POSTGRES names no PostgreSQL; run `cargo xtask postgres -- cargo test`",
        );
        let schema = format!("schema_{}", kernel::RecordId::new().0.simple());
        let server = Store::open(&StoreOptions::server(&url, &schema)).await;
        let file = Store::open(&file).await.expect("a new file");
        [(file, Some(folder)), (server.expect("PostgreSQL answers"), None)]
    }

    async fn written_by(store: &Store, version: i64) {
        let write = move |tx: &mut Tx<'_>| {
            let mut sql = tx.sql();
            sql.push("UPDATE ").table("meta").push(" SET value = ").bind(version.to_string());
            tx.execute(&sql).map(drop)
        };
        store.write(write).await.expect("the version is written");
    }

    #[tokio::test]
    async fn data_of_a_newer_program_is_refused_and_left_alone() {
        for (store, _folder) in stores().await {
            let catalog = Catalog::default();
            let first = store.migrate(&catalog).await.expect("an empty database");
            assert!(first.from == 0 && !first.statements.is_empty());
            let again = store.migrate(&catalog).await.expect("the same program");
            assert_eq!(again, Applied { from: SCHEMA_VERSION, statements: Vec::new() });
            written_by(&store, SCHEMA_VERSION + 1).await;
            let before = store.read(dump::all).await.expect("the data is read");
            let refused = store.migrate(&catalog).await;
            assert!(matches!(refused, Err(Error::Conflict { code, .. }) if code == "newer_data"));
            assert!(store.plan(&catalog).await.is_err());
            assert_eq!(store.read(dump::all).await.expect("the data is read"), before);
            store.erase().await.expect("the store goes away");
        }
    }

    const PAPER: &str = r#"module = "paper"
plural = "papers"
title = "{name}"
area = "tools"
icon = "book"

[fields]
name = { type = "text", sort = true }

[list]
columns = ["name"]
sort = "name"
"#;

    /// Runs statements one by one; tells whether the last one was refused.
    async fn refuses(store: &Store, statements: &[&str]) -> bool {
        let mut is_refused = false;
        for statement in statements {
            is_refused = store.run_alone((*statement).to_owned()).await.is_err();
        }
        is_refused
    }

    const BILL: &str = r#"module = "paper"
plural = "papers"
title = "{name}"
area = "tools"
icon = "book"

[fields]
name = { type = "text", locked_after = "draft" }
state = { type = "stage", pipeline = "paper_stage", default = "draft" }
remark = { type = "text" }

[pipeline]

[[pipeline.stage]]
code = "draft"

[[pipeline.stage]]
code = "printed"

[list]
columns = ["name"]
sort = "created_at"
"#;

    #[tokio::test]
    async fn what_is_frozen_is_refused_by_the_database_itself() {
        let catalog = Catalog::read(&[BILL]).expect("a definition");
        for (store, _folder) in stores().await {
            store.migrate(&catalog).await.expect("a database");
            let again = store.migrate(&catalog).await.expect("the same program");
            assert!(again.statements.is_empty(), "{:?}", again.statements);
            let schema = store.read(|reader| Ok(reader.schema().to_owned())).await.expect("a name");
            let place = if schema.is_empty() { String::new() } else { format!("\"{schema}\".") };
            let paper = format!(
                "INSERT INTO {place}papers (id, version, title, title_sort, created_at, \
                 modified_at, name, state) VALUES \
                 ('00000000-0000-0000-0000-000000000001', 1, 'A', '', 0, 0, 'A', 'draft')"
            );
            let set = |what: &str| format!("UPDATE {place}papers SET {what}");
            assert!(
                !refuses(&store, &[&paper, &set("name = 'B'"), &set("state = 'printed'")]).await
            );
            assert!(!refuses(&store, &[&set("remark = 'late'")]).await, "what is free stays free");
            let wrong =
                ["name = 'C'", "name = NULL", "state = 'draft'", "state = NULL", "trashed_at = 1"];
            for what in wrong {
                assert!(refuses(&store, &[&set(what)]).await, "{what}");
            }
            assert!(refuses(&store, &[&format!("DELETE FROM {place}papers")]).await);
            store.erase().await.expect("the store goes away");
        }
    }

    /// Values that are alike break an index off and leave it behind.
    async fn break_off(store: &Store, place: &str) {
        let paper = |id: u8| {
            format!(
                "INSERT INTO {place}papers (id, version, title, title_sort, created_at, \
                 modified_at, name_sort) VALUES \
                 ('00000000-0000-0000-0000-00000000000{id}', 1, 'A', '', 0, 0, '')"
            )
        };
        assert!(!refuses(store, &[&paper(1), &paper(2)]).await);
        let on = format!("papers_i_name_sort ON {place}papers (title)");
        assert!(refuses(store, &[&format!("CREATE UNIQUE INDEX CONCURRENTLY {on}")]).await);
        let again = format!("CREATE INDEX {on}");
        assert!(refuses(store, &[&again]).await, "what broke off stands in the way");
    }

    #[tokio::test]
    async fn an_index_that_is_gone_or_broke_off_is_made_anew() {
        let catalog = Catalog::read(&[PAPER]).expect("a definition");
        for (store, _folder) in stores().await {
            store.migrate(&catalog).await.expect("the tables are made");
            assert!(!store.lacks_indexes(&catalog).await.expect("it tells"));
            let schema = store.read(|reader| Ok(reader.schema().to_owned())).await.expect("a name");
            let place = if schema.is_empty() { String::new() } else { format!("\"{schema}\".") };
            let gone = format!("DROP INDEX {place}papers_i_name_sort");
            assert!(!refuses(&store, &[&gone]).await);
            assert!(store.lacks_indexes(&catalog).await.expect("it tells"));
            if store.dialect() == Dialect::Postgres {
                break_off(&store, &place).await;
                assert!(store.lacks_indexes(&catalog).await.expect("it tells"));
            }
            store.make_indexes(&catalog).await.expect("the index is made");
            assert!(!store.lacks_indexes(&catalog).await.expect("it tells"));
            let plan = store.plan(&catalog).await.expect("it tells");
            assert_eq!(plan.statements, Vec::<String>::new());
            store.erase().await.expect("the store goes away");
        }
    }
}
