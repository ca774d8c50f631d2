//! What must be true after every death.

use std::collections::BTreeMap;

use kernel::RecordId;
use records::{ListQuery, Record};
use store::queries::dump;
use testkit::Person;

use crate::heard::Heard;

/// Everything acknowledged is there once, numbers have no gaps, and nothing is broken.
pub async fn all(person: &Person, heard: &Heard) {
    settled(person).await;
    let books = records(person, "book").await;
    let keyed = |book: &Record| {
        let name = person.value("book", book, "name").as_text().to_owned();
        name.strip_prefix("Band ").expect("a book is named after its key").to_owned()
    };
    there_once("book", books.iter().map(|book| (keyed(book), book.id)), &heard.books);
    let loans = records(person, "loan").await;
    let text = |loan: &Record, field| person.value("loan", loan, field).as_text().to_owned();
    let keyed = loans.iter().map(|loan| (text(loan, "reader"), loan.id));
    there_once("loan", keyed, &heard.loans);
    let numbered = loans.iter().map(|loan| (loan, text(loan, "number")));
    let numbered: Vec<_> = numbered.filter(|(_, number)| !number.is_empty()).collect();
    for (loan, _) in &numbered {
        assert_eq!(loan.version, 2, "a loan was changed twice");
    }
    let by_loan: BTreeMap<RecordId, &str> =
        numbered.iter().map(|(loan, number)| (loan.id, number.as_str())).collect();
    for (loan, number) in &heard.numbers {
        assert_eq!(by_loan.get(loan), Some(&number.as_str()), "an acknowledged number is lost");
    }
    let authors = records(person, "author").await;
    let n_records = books.len() + loans.len() + authors.len();
    // Lending changes the book as well.
    saved_together(person, n_records, 2 * by_loan.len()).await;
    let mut numbers: Vec<&str> = by_loan.into_values().collect();
    numbers.sort_unstable();
    let mut wanted: Vec<_> = (1..=numbers.len()).map(|n| format!("L-2026-{n:04}")).collect();
    wanted.sort_unstable();
    assert_eq!(numbers, wanted, "a number is missing or double");
    let (n_verified, findings) = records::verify(person).await.unwrap();
    assert_eq!(findings, []);
    assert_eq!(n_verified, n_records as u64, "not every record was verified");
    assert_eq!(person.store().verify().await.unwrap(), Vec::<String>::new());
}

/// What was on its way to the database when its writer died may still arrive there; it is awaited,
/// so that all that is counted is counted at one moment.
async fn settled(person: &Person) {
    let (mut before, mut n_same) = (0, 0);
    for _ in 0..1_000 {
        let now = person.store().read(dump::all).await.unwrap()["history"].len();
        n_same = if now == before { n_same + 1 } else { 0 };
        if n_same == 20 {
            return;
        }
        before = now;
    }
    panic!("somebody goes on writing");
}

/// History, events and search hold as much as the records: each save was there whole or not at all.
async fn saved_together(person: &Person, n_records: usize, n_changes: usize) {
    let stored = person.store().read(dump::all).await.unwrap();
    assert_eq!(stored["history"].len(), n_records + n_changes, "history is no part of a save");
    assert_eq!(stored["outbox"].len(), n_records + n_changes, "an event is no part of a save");
    assert_eq!(stored["search_docs"].len(), n_records, "search is no part of a save");
}

/// No key has two records, and each acknowledged one has the record that was told.
fn there_once(
    module: &str,
    found: impl Iterator<Item = (String, RecordId)>,
    acknowledged: &BTreeMap<String, RecordId>,
) {
    let mut by_key = BTreeMap::new();
    for (key, id) in found {
        let other = by_key.insert(key, id);
        assert_eq!(other, None, "one save made two records of {module}");
    }
    for (key, id) in acknowledged {
        assert_eq!(by_key.get(key), Some(id), "an acknowledged {module} is lost");
    }
}

async fn records(person: &Person, module: &str) -> Vec<Record> {
    let mut list = ListQuery { sort: "title".into(), limit: 500, ..ListQuery::default() };
    let mut all = Vec::new();
    loop {
        let page = records::find(person, module, &list).await.unwrap().page;
        all.extend(page.records);
        match page.next {
            Some(next) => list.after = Some(next),
            None => return all,
        }
    }
}
