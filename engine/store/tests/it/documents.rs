//! The newest documents with some words come back alike on both databases, however many there are.

use access::Scope;
use kernel::Result;
use store::queries::finding::{self, Around, Question};
use store::queries::search::{self, Document};
use store::{Reader, Store, StoreOptions, Tx};

use crate::library;

/// Rows in more than two stretches of the index.
const ROWS: i64 = 20_000;
const LIMIT: usize = 100;

/// Whether a row has a word.
type Has = fn(i64) -> bool;

/// Each word with the rows that have it.
const WORDS: [(&str, Has); 6] = [
    ("every", |_| true),
    ("often", |row| row % 30 == 0),
    ("seldom", |row| row % 700 == 0),
    ("early", |row| row < 1_500),
    ("once", |row| row == 4_711),
    ("never", |_| false),
];

fn fill(tx: &mut Tx<'_>) -> Result<()> {
    for (module, n) in [("author", 700), ("book", ROWS)] {
        for row in 1..=n {
            let words = WORDS.iter().filter(|(_, has)| has(row));
            let terms = words.map(|(word, _)| (*word).to_owned()).collect();
            let document = Document { module: module.into(), row, terms, ..Document::default() };
            search::add(tx, &document)?;
        }
    }
    Ok(())
}

fn expected(words: &[&str], n: i64) -> Vec<i64> {
    let has = |row: &i64| {
        let asked = WORDS.iter().filter(|(word, _)| words.contains(word));
        asked.clone().count() == words.len() && asked.clone().all(|(_, has)| has(*row))
    };
    (1..=n).rev().filter(has).take(LIMIT).collect()
}

fn ask(reader: &mut Reader<'_>, name: &str) -> Result<()> {
    let (catalog, scope) = (library::catalog(), Scope::system("test of the search"));
    let asked: [&[&str]; 9] = [
        &["every"],
        &["often"],
        &["seldom"],
        &["early"],
        &["once"],
        &["never"],
        &["often", "every"],
        &["early", "often"],
        &["seldom", "early"],
    ];
    for words in asked {
        let terms: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let begun: Vec<String> = words.iter().map(|word| word[..3].to_owned()).collect();
        let (mut around, mut beginnings) = (Around::default(), Around::default());
        for (code, n) in [("author", 700), ("book", ROWS)] {
            let module = catalog.module(code).expect("the library has it");
            let wanted = expected(words, n);
            let mut question = Question::of(reader, module, &scope, &terms)?;
            let whole = around.whole(reader, &mut question, LIMIT)?;
            assert_eq!(whole, wanted, "{name}, {code}, whole: {words:?}");
            let mut question = Question::of(reader, module, &scope, &begun)?;
            let rows = beginnings.begun(reader, &mut question, LIMIT)?;
            assert_eq!(rows, wanted, "{name}, {code}, begun: {words:?}");
            let rows = finding::rows(reader, &mut question, LIMIT)?;
            assert_eq!(rows, wanted, "{name}, {code}, alone: {words:?}");
        }
    }
    Ok(())
}

async fn try_on(name: &'static str, store: Store) {
    store.migrate(&library::catalog()).await.expect("empty tables");
    store.write(fill).await.expect("documents of the library");
    store.read(move |reader| ask(reader, name)).await.expect("every question is answered");
}

#[tokio::test]
async fn the_newest_documents_come_first_on_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = StoreOptions::file(&folder.path().join("documents.db"));
    try_on("SQLite", Store::open(&options).await.expect("a new file")).await;
}

#[tokio::test]
async fn the_newest_documents_come_first_on_postgresql() {
    let url = std::env::var("KONTOR_TEST_POSTGRES").expect(
        "KONTOR_TEST_POSTGRES names no PostgreSQL; run the test by `cargo xtask postgres -- …`",
    );
    let schema = format!("documents_{}", std::process::id());
    let options = StoreOptions::server(&url, &schema);
    try_on("PostgreSQL", Store::open(&options).await.expect("PostgreSQL answers")).await;
}
