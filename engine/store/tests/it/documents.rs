//! The newest documents with some words come back alike on both databases, however many there are.

use access::Scope;
use kernel::{PrincipalId, Result};
use store::queries::finding::{self, Around, Question};
use store::queries::search::{self, Document};
use store::{Reader, Store, StoreOptions, Tx};

use crate::library;

/// Rows in more than two stretches of the index.
const ROWS: i64 = 36_000;
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

/// Words that are the whole title of the rows that have them.
const TITLES: [&str; 2] = ["often", "once"];

fn fill(tx: &mut Tx<'_>) -> Result<()> {
    for (module, n) in [("author", 700), ("book", ROWS)] {
        for row in 1..=n {
            let words = WORDS.iter().filter(|(_, has)| has(row));
            let terms = words.map(|(word, _)| (*word).to_owned()).collect();
            let is_title =
                |word: &&&str| WORDS.iter().any(|(known, has)| *known == **word && has(row));
            let titles = TITLES.iter().find(is_title);
            let names = titles.map(|title| (*title).to_owned()).into_iter().collect();
            let module = module.into();
            let owner = Some(PrincipalId::new());
            let document = Document { module, row, owner, terms, names };
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
            let mut question = Question::of(reader, module, &scope, &terms)?;
            let titled = around.titled(reader, &mut question, LIMIT)?;
            let wanted =
                if words.iter().all(|word| TITLES.contains(word)) { wanted } else { vec![] };
            assert_eq!(titled, wanted, "{name}, {code}, titled: {words:?}");
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

async fn postgresql(name: &str) -> (Store, String, String) {
    let url = std::env::var("KONTOR_TEST_POSTGRES").expect(
        "KONTOR_TEST_POSTGRES names no PostgreSQL; run the test by `cargo xtask postgres -- …`",
    );
    let schema = format!("{name}_{}", std::process::id());
    let options = StoreOptions::server(&url, &schema);
    (Store::open(&options).await.expect("PostgreSQL answers"), url, schema)
}

#[tokio::test]
async fn the_newest_documents_come_first_on_postgresql() {
    let (store, _, _) = postgresql("documents").await;
    try_on("PostgreSQL", store).await;
}

/// Takes from all terms where they stand, as versions before 26 wrote them, and what later versions
/// brought.
const OLDER: &str = "UPDATE search_docs SET terms = (SELECT array_to_tsvector(array_agg( \
    regexp_replace(term, '^[0-9]+[.][0-9]+[.]', ''))) \
    FROM unnest(tsvector_to_array(terms)) t (term)); \
    DROP TABLE kept_outputs, seals, erased_history; ALTER TABLE files DROP COLUMN keeping CASCADE, \
    DROP COLUMN field; ALTER TABLE search_docs DROP COLUMN owner; \
    UPDATE meta SET value = '25' WHERE key = 'schema_version'";

#[tokio::test]
async fn documents_of_an_older_version_are_found_after_it_was_brought_up_to_date() {
    let (store, url, schema) = postgresql("older_documents").await;
    store.migrate(&library::catalog()).await.expect("empty tables");
    store.write(fill).await.expect("documents of the library");
    let (client, connection) =
        tokio_postgres::connect(&url, tokio_postgres::NoTls).await.expect("PostgreSQL answers");
    tokio::spawn(connection);
    let statements = format!("SET search_path = {schema}; {OLDER}");
    client.batch_execute(&statements).await.expect("documents as they were");
    let applied = store.migrate(&library::catalog()).await.expect("a version before");
    let of_documents = applied.statements.iter().filter(|one| one.contains("search_docs"));
    assert_eq!((applied.from, of_documents.count()), (25, 5), "{applied:?}");
    let unnamed = "SELECT count(*) FROM search_docs WHERE owner IS NULL";
    let unnamed = client.query_one(unnamed, &[]).await.expect("documents are counted");
    assert_eq!(unnamed.get::<_, i64>(0), 0, "every document names its owner");
    store.read(|reader| ask(reader, "older")).await.expect("every question is answered");
}
