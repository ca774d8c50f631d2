//! What goes on between a connection and a server that changes.

use kernel::Result;
use sql::Sql;

use crate::conn::Reader;
use crate::{Store, StoreOptions};

async fn opened() -> Store {
    let url = std::env::var("KONTOR_TEST_POSTGRES").expect(
        "KONTOR_TEST_POSTGRES names no PostgreSQL; run `cargo xtask postgres -- cargo test`",
    );
    let schema = format!("line_{}", kernel::RecordId::new().0.simple());
    Store::open(&StoreOptions::server(&url, &schema)).await.expect("PostgreSQL answers")
}

fn said(reader: &Reader<'_>, words: &str) -> Sql {
    let mut sql = reader.sql();
    let table = sql.clone().table("told").text().to_owned();
    sql.push(&words.replace("told", &table));
    sql
}

async fn does(store: &Store, words: &'static str) {
    let run = move |tx: &mut crate::Tx<'_>| tx.execute(&said(tx, words)).map(drop);
    store.write(run).await.expect(words);
}

/// Numbers of a statement, which is prepared the second time it comes.
fn numbers(reader: &mut Reader<'_>, words: &str) -> Result<Vec<i64>> {
    let sql = said(reader, words);
    reader.query(&sql)?.iter_mut().map(|row| row.int()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_prepared_statement_outlives_a_change_of_its_table() {
    let store = opened().await;
    does(&store, "CREATE TABLE told (n INTEGER)").await;
    does(&store, "INSERT INTO told VALUES (7)").await;
    let alone = |_| store.read(|reader| numbers(reader, "SELECT n FROM told"));
    let together = |_| store.write(|tx| numbers(tx, "SELECT n FROM told WHERE n < 9"));
    for round in 0..3 {
        assert_eq!(alone(round).await.expect("it is there"), [7]);
        assert_eq!(together(round).await.expect("it is there"), [7]);
    }
    does(&store, "ALTER TABLE told ALTER COLUMN n TYPE BIGINT").await;
    for round in 0..3 {
        assert_eq!(alone(round).await.expect("it is asked anew"), [7]);
        assert_eq!(together(round).await.expect("it is done again"), [7]);
    }
    store.erase().await.expect("it goes away");
}

#[tokio::test(flavor = "multi_thread")]
async fn more_statements_than_are_kept_are_all_answered() {
    let store = opened().await;
    let read = |reader: &mut Reader<'_>| {
        for n in (0..3).flat_map(|_| 0..400) {
            assert_eq!(numbers(reader, &format!("SELECT {n}::bigint"))?, [n]);
        }
        let mut kept = reader.sql();
        kept.push("SELECT COUNT(*) FROM pg_prepared_statements");
        reader.query_one(&kept)?.expect("a number").int()
    };
    let n_kept = store.read(read).await.expect("they are answered");
    assert!((200..=256).contains(&n_kept), "{n_kept} are kept");
    store.erase().await.expect("it goes away");
}

#[tokio::test(flavor = "multi_thread")]
async fn several_questions_are_answered_in_their_order() {
    let store = opened().await;
    let read = |reader: &mut Reader<'_>| {
        let questions: Vec<Sql> = (0..70)
            .map(|n| {
                let mut sql = reader.sql();
                sql.push("SELECT n, repeat('x', 9000) FROM generate_series(1, ");
                sql.bind(i64::from(n)).push(") n");
                sql
            })
            .collect();
        reader.query_all(&questions)
    };
    for _ in 0..3 {
        let answers = store.read(read).await.expect("they are answered");
        assert!(answers.iter().map(Vec::len).eq(0..70));
    }
    let broken = |reader: &mut Reader<'_>| {
        let questions = ["SELECT 1::bigint", "SELECT 1/0", "SELECT 2::bigint"];
        let questions = questions.map(|words| said(reader, words));
        assert!(reader.query_all(&questions).is_err());
        numbers(reader, "SELECT 3::bigint")
    };
    assert_eq!(store.read(broken).await.expect("the connection goes on"), [3]);
    store.erase().await.expect("it goes away");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_ended_while_it_was_idle_is_replaced() {
    let store = opened().await;
    let own = |reader: &mut Reader<'_>| numbers(reader, "SELECT pg_backend_pid()::bigint");
    let first = store.read(own).await.expect("it answers")[0];
    assert_eq!(store.read(own).await.expect("it answers"), [first], "it is used again");
    let other = opened().await;
    let end = move |reader: &mut Reader<'_>| {
        let mut sql = reader.sql();
        sql.push("SELECT pg_terminate_backend(").bind(first).push("::int, 5000)::int");
        reader.query(&sql).map(drop)
    };
    other.read(end).await.expect("it is ended");
    assert_ne!(store.read(own).await.expect("another one answers"), [first]);
    let gone = |reader: &mut Reader<'_>| {
        numbers(reader, "SELECT pg_terminate_backend(pg_backend_pid())::int::bigint")
    };
    let gone = store.read(gone).await;
    assert!(matches!(gone, Err(kernel::Error::Unavailable { .. })), "{gone:?}");
    store.ping().await.expect("the next one answers");
    store.erase().await.expect("it goes away");
    other.erase().await.expect("it goes away");
}
