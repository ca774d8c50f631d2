//! Importing a list with every rule applied, as a ratio to the same rows written by bare
//! statements in batches of the same size, in the same run.
//!
//! Run by `cargo xtask bench import [ROWS] [postgres]`; the list and the data are made anew.

mod list;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use rusqlite::Connection;
use tokio_postgres::NoTls;

/// Rows that an import saves in one transaction.
const BATCH: i64 = 100;
const SCHEMA: &str = "import_bench";

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let rows: i64 = words.iter().find_map(|word| word.parse().ok()).unwrap_or(30_000);
    let postgres = words.iter().any(|word| word == "postgres").then(|| {
        std::env::var("KONTOR_TEST_POSTGRES")
            .expect("KONTOR_TEST_POSTGRES is set; run `cargo xtask postgres --synced -- …`")
    });
    let program = PathBuf::from(std::env::var("KONTOR_PROGRAM").expect("KONTOR_PROGRAM is set"));
    let folder = program.parent().expect("it lies in a folder").join("../bench/import");
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    if let Some(url) = &postgres {
        on_postgres(url, &format!("DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"));
    }
    let list = folder.join("list.csv");
    std::fs::write(&list, list::made_up(rows, 0)).expect("the list can be written");
    let kontor = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.args(arguments).arg("--data").arg(&folder).env("KONTOR_LOG", "warn");
        if let Some(url) = &postgres {
            command.args(["--database", url]).env("KONTOR_DATABASE_SCHEMA", SCHEMA);
        }
        command
    };
    add_user(kontor(&["user", "add", "--name", "bench", "--admin"]));
    let path = list.to_str().expect("the path is text");
    let begun = Instant::now();
    let said = kontor(&["import", "contacts", path, "--user", "bench"]).output();
    let ours = begun.elapsed().as_secs_f64();
    let said = said.expect("the program starts");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    print!("{}", String::from_utf8_lossy(&said.stdout));
    let bare = match &postgres {
        None => bare_sqlite(&folder),
        Some(url) => bare_postgres(url, rows),
    };
    println!("import: {:.0} rows a second with every rule", rows as f64 / ours);
    println!("bare:   {:.0} rows a second", rows as f64 / bare);
    println!("ratio:  {:.1}", ours / bare);
}

fn add_user(mut command: Command) {
    let mut add =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("the program starts");
    let mut input = add.stdin.take().expect("it is piped");
    input.write_all(b"eine Bank im Schatten der Linden").expect("it reads");
    drop(input);
    assert!(add.wait().expect("it ends").success());
}

/// The rows of the record table once more, into a table with the same indexes, in a file that
/// syncs as ours.
fn bare_sqlite(folder: &Path) -> f64 {
    let conn = Connection::open(folder.join("bare.db")).expect("a file can be made");
    conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        .expect("it takes the settings");
    let file = folder.join("kontor.db");
    conn.execute("ATTACH ? AS full", [file.to_str()]).expect("our file opens");
    let mut statements = conn
        .prepare("SELECT sql FROM full.sqlite_schema WHERE tbl_name = 'contacts' ORDER BY rowid")
        .expect("it is a statement");
    let made: Vec<String> = statements
        .query_map([], |row| row.get(0))
        .and_then(Iterator::collect)
        .expect("the table has a definition");
    made.iter().for_each(|sql| conn.execute_batch(sql).expect("it can be made once more"));
    let last: i64 = conn
        .query_row("SELECT MAX(row) FROM full.contacts", [], |row| row.get(0))
        .expect("there are rows");
    let begun = Instant::now();
    for from in (0..last).step_by(usize::try_from(BATCH).unwrap_or(1)) {
        conn.execute(
            "INSERT INTO main.contacts SELECT * FROM full.contacts WHERE row > ? AND row <= ?",
            [from, from + BATCH],
        )
        .expect("the rows fit");
    }
    begun.elapsed().as_secs_f64()
}

fn bare_postgres(url: &str, rows: i64) -> f64 {
    let table = format!("{SCHEMA}.bare");
    on_postgres(url, &format!("CREATE TABLE {table} (LIKE {SCHEMA}.contacts INCLUDING ALL)"));
    let begun = Instant::now();
    let statements = (0..2 * rows).step_by(usize::try_from(BATCH).unwrap_or(1)).map(|from| {
        format!(
            "INSERT INTO {table} OVERRIDING SYSTEM VALUE \
             SELECT * FROM {SCHEMA}.contacts WHERE row > {from} AND row <= {}",
            from + BATCH
        )
    });
    on_postgres_each(url, statements);
    begun.elapsed().as_secs_f64()
}

fn on_postgres(url: &str, statement: &str) {
    on_postgres_each(url, std::iter::once(statement.to_owned()));
}

/// Runs statements, a transaction each.
fn on_postgres_each(url: &str, statements: impl Iterator<Item = String>) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    let (client, connection) =
        runtime.block_on(tokio_postgres::connect(url, NoTls)).expect("PostgreSQL answers");
    runtime.spawn(connection);
    for statement in statements {
        runtime.block_on(client.batch_execute(&statement)).expect("it runs");
    }
}
