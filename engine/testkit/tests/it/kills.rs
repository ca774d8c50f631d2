//! Writers are killed at any moment: what was acknowledged is there, once, and no number of a
//! series without gaps is missing or double. `KONTOR_KILLS` sets how often.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use kernel::RecordId;
use records::ListQuery;
use store::{Store, StoreOptions};
use testkit::{Person, Scene, library};

fn kills() -> u64 {
    std::env::var("KONTOR_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(5)
}

/// What was acknowledged before a kill.
#[derive(Default)]
struct Acknowledged {
    books: Vec<RecordId>,
    loans: Vec<RecordId>,
    lent: BTreeMap<RecordId, String>,
}

impl Acknowledged {
    fn hear(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        let id = words.get(1).and_then(|id| id.parse().ok());
        match (words.first(), id) {
            (Some(&"book"), Some(id)) => self.books.push(id),
            (Some(&"loan"), Some(id)) => self.loans.push(id),
            (Some(&"lent"), Some(id)) => drop(self.lent.insert(id, words[2].to_owned())),
            _ => {}
        }
    }
}

fn start(arguments: &[&str]) -> Child {
    let mut writer = Command::new(env!("CARGO_BIN_EXE_writer"));
    writer.args(arguments).stdout(Stdio::piped()).spawn().expect("the writers start")
}

/// Lets writers work until that many milliseconds after their first word, then kills them.
fn round(arguments: &[&str], millis: u64, heard: &mut Acknowledged) {
    let mut child = start(arguments);
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    heard.hear(&lines.next().expect("a first word").expect("it can be read"));
    let end = Instant::now() + Duration::from_millis(millis);
    let mut last = Vec::new();
    for line in lines.by_ref() {
        last.push(line.expect("it can be read"));
        if end <= Instant::now() {
            break;
        }
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it has ended");
    last.extend(lines.map_while(Result::ok));
    last.iter().for_each(|line| heard.hear(line));
}

async fn verify(person: &Person, heard: &Acknowledged) {
    for (module, ids) in [("book", &heard.books), ("loan", &heard.loans)] {
        for some in ids.chunks(400) {
            let found = records::get_many(person, module, some).await.unwrap();
            assert_eq!(found.len(), some.len(), "an acknowledged {module} is lost");
        }
    }
    let mut numbers = Vec::new();
    let mut list = ListQuery { sort: "title".into(), limit: 500, ..ListQuery::default() };
    loop {
        let page = records::find(person, "loan", &list).await.unwrap().page;
        for loan in &page.records {
            let number = person.value("loan", loan, "number").as_text().to_owned();
            if let Some(said) = heard.lent.get(&loan.id) {
                assert_eq!(*said, number, "an acknowledged number changed");
            }
            numbers.extend(Some(number).filter(|number| !number.is_empty()));
        }
        match page.next {
            Some(next) => list.after = Some(next),
            None => break,
        }
    }
    numbers.sort();
    let wanted: Vec<String> = (1..=numbers.len()).map(|n| format!("L-2026-{n:04}")).collect();
    assert_eq!(numbers, wanted, "a number is missing or double");
    let (_, findings) = records::verify(person).await.unwrap();
    assert_eq!(findings, []);
    assert_eq!(person.store().verify().await.unwrap(), Vec::<String>::new());
}

fn survive(options: &StoreOptions, arguments: &[&str]) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut heard = Acknowledged::default();
    for n in 0..kills() {
        round(arguments, 150 + n * 137 % 600, &mut heard);
        runtime.block_on(async {
            let begun = Instant::now();
            let scene = Scene::set(options.clone(), library::setting()).await;
            let person = scene.as_admin().await;
            assert!(begun.elapsed() < Duration::from_secs(5), "it took long to come up again");
            verify(&person, &heard).await;
        });
    }
    assert!(!heard.lent.is_empty(), "nothing was acknowledged, so nothing was tried");
}

#[test]
fn a_killed_process_loses_nothing_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kontor.db");
    survive(&StoreOptions::file(&file), &[file.to_str().unwrap()]);
}

#[test]
fn a_killed_process_loses_nothing_on_postgres() {
    let url = std::env::var("KONTOR_TEST_POSTGRES")
        .expect("KONTOR_TEST_POSTGRES names no server; run `cargo xtask postgres -- cargo test`");
    let schema = format!("kills_{}", kernel::random_hex().to_lowercase());
    let options = StoreOptions::server(&url, &schema);
    survive(&options, &[&url, &schema]);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async { Store::open(&options).await.unwrap().erase().await.unwrap() });
}
