//! Filters answer alike in memory, on SQLite and on PostgreSQL.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::Scope;
use catalog::filter::{Resolved, evaluate, parse};
use catalog::{Catalog, Module};
use kernel::{Instant, RecordId, Result, Value};
use proptest::prelude::Strategy;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use store::records::{Query, Record, Write, insert, list, set_trashed};
use store::{Reader, Store, StoreOptions, Tx};

use crate::library::{self, Sample};
use crate::random;

const ROUNDS: usize = 20;
const FILTERS: usize = 500;
const BOOKS: usize = 30;

/// What one round asks, and of what.
struct Round {
    catalog: Catalog,
    books: Vec<Vec<Value>>,
    authors: Vec<Vec<Value>>,
    filters: Vec<(String, Resolved)>,
}

/// Records for which a filter is true, and those for which it is false.
type Answer = (BTreeSet<RecordId>, BTreeSet<RecordId>);

impl Round {
    fn new(runner: &mut TestRunner) -> Self {
        let catalog = library::catalog();
        let (book, author) = (module(&catalog, "book"), module(&catalog, "author"));
        let mut draw = |strategy: proptest::strategy::BoxedStrategy<_>| {
            let tree = strategy.new_tree(runner).expect("a strategy without rejections");
            tree.current()
        };
        let books = (0..BOOKS).map(|_| draw(random::record(&catalog, &book))).collect();
        let authors = (0..2).map(|_| draw(random::record(&catalog, &author))).collect();
        let strategy = random::filter(&catalog, &book);
        let mut text = || strategy.new_tree(runner).expect("without rejections").current();
        let filters = (0..FILTERS).map(|_| {
            let text = text();
            let filter = parse(&catalog, &book, &text).unwrap_or_else(|e| panic!("{text}: {e}"));
            (text, filter.resolve(&random::present()))
        });
        let filters = filters.collect();
        Round { catalog, books, authors, filters }
    }

    fn in_memory(&self) -> Vec<Answer> {
        let (book, author) = (module(&self.catalog, "book"), module(&self.catalog, "author"));
        // The second author is in the bin, the third one does not exist.
        let linked = BTreeMap::from([(random::record_id(1), (&*author, self.authors[0].clone()))]);
        let answer = |filter: &Resolved| {
            let mut answer = Answer::default();
            for (n, values) in (1..).zip(&self.books) {
                let id = random::record_id(n);
                match evaluate(filter, &Sample { module: &book, id, values, linked: &linked }) {
                    Some(true) => drop(answer.0.insert(id)),
                    Some(false) => drop(answer.1.insert(id)),
                    None => {}
                }
            }
            answer
        };
        self.filters.iter().map(|(_, filter)| answer(filter)).collect()
    }

    fn fill(&self, tx: &mut Tx<'_>) -> Result<()> {
        let (book, author) = (module(&self.catalog, "book"), module(&self.catalog, "author"));
        let all = [(author, &self.authors), (book, &self.books)];
        for (module, records) in &all {
            for (n, values) in (1..).zip(*records) {
                let (record, write) = stored(module, n, values);
                insert(tx, (&self.catalog, module), &record, write)?;
            }
        }
        let write = Write { at: Instant::from_millis(random::NOW), actor: None };
        set_trashed(tx, &all[0].0, (random::record_id(2), 1), Some(write))
    }

    fn ask(&self, reader: &mut Reader<'_>) -> Result<Vec<Answer>> {
        let book = module(&self.catalog, "book");
        let scope = Scope::system("test of the filter language");
        let mut found = |filter: Resolved| -> Result<BTreeSet<RecordId>> {
            let query = Query { filter: Some(filter), fields: Some(Vec::new()), ..Query::all(500) };
            let page = list(reader, &self.catalog, &book, &scope, &query)?;
            Ok(page.records.into_iter().map(|record| record.id).collect())
        };
        let filters = self.filters.iter().map(|(_, filter)| filter.clone());
        filters
            .map(|filter| Ok((found(filter.clone())?, found(Resolved::Not(Box::new(filter)))?)))
            .collect()
    }
}

/// A record whose system fields are what its random values say.
fn stored(module: &Module, n: u128, values: &[Value]) -> (Record, Write) {
    let value = |name| &values[module.position(name).expect("a system field")];
    let at = match value("created_at") {
        Value::Instant(at) => *at,
        _ => Instant::from_millis(0),
    };
    let actor = match value("created_by") {
        Value::Principal(id) => Some(*id),
        _ => None,
    };
    let title = library::title(module, values);
    let id = random::record_id(n);
    let record = Record { id, row: 0, version: 1, title, values: values.into(), trashed_at: None };
    (record, Write { at, actor })
}

/// A new record is created and changed last at one moment by one person, and always at some time.
fn settle(module: &Module, values: &mut [Value]) {
    let at = |name| module.position(name).expect("a system field");
    if values[at("created_at")].is_empty() {
        values[at("created_at")] = Value::Instant(Instant::from_millis(0));
    }
    values[at("modified_at")] = values[at("created_at")].clone();
    values[at("modified_by")] = values[at("created_by")].clone();
}

fn module(catalog: &Catalog, code: &str) -> Arc<Module> {
    catalog.module(code).expect("the library has it").clone()
}

async fn compare(name: &str, mut open: impl AsyncFnMut(usize) -> Store) {
    let mut runner = TestRunner::deterministic();
    for n in 0..ROUNDS {
        let mut round = Round::new(&mut runner);
        let (book, author) = (module(&round.catalog, "book"), module(&round.catalog, "author"));
        round.books.iter_mut().for_each(|values| settle(&book, values));
        round.authors.iter_mut().for_each(|values| settle(&author, values));
        let round = Arc::new(round);
        let store = open(n).await;
        store.migrate(&round.catalog).await.expect("empty tables");
        let filled = round.clone();
        store.write(move |tx| filled.fill(tx)).await.expect("records of the library");
        let asked = round.clone();
        let answers =
            store.read(move |reader| asked.ask(reader)).await.expect("every filter is SQL");
        for (at, expected) in round.in_memory().into_iter().enumerate() {
            let text = &round.filters[at].0;
            assert_eq!(answers[at].0, expected.0, "{name}, true for: {text}");
            assert_eq!(answers[at].1, expected.1, "{name}, false for: {text}");
        }
    }
}

#[tokio::test]
async fn ten_thousand_filters_answer_alike_in_memory_and_on_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    compare("SQLite", async |n| {
        let path = folder.path().join(format!("{n}.db"));
        Store::open(&StoreOptions::file(&path)).await.expect("a new file")
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_filters_answer_alike_in_memory_and_on_postgresql() {
    let url = std::env::var("KONTOR_TEST_POSTGRES").expect(
        "KONTOR_TEST_POSTGRES names no PostgreSQL; run the test by `cargo xtask postgres -- …`",
    );
    compare("PostgreSQL", async |n| {
        let schema = format!("filter_{}_{n}", std::process::id());
        Store::open(&StoreOptions::server(&url, &schema)).await.expect("PostgreSQL answers")
    })
    .await;
}
