//! Programs that follow: nothing skipped, nothing twice, nothing told that must not be.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use access::{Right, Rights, Sees};
use axum::http::{Method, StatusCode};
use kernel::{Instant, Language};
use serde_json::{Value as Json, json};
use store::queries::{dump, feed};

use crate::house::{House, Person, databases};

async fn begin(house: &House, person: &Person) -> String {
    settle(house).await;
    let start = house.get(person, "/api/v1/changes").await.json();
    assert_eq!(start["data"], json!([]));
    start["next_cursor"].as_str().unwrap().to_owned()
}

/// Waits until no transaction runs that began before the last change, also in other tests that
/// use the same PostgreSQL.
pub async fn settle(house: &House) {
    let store = house.tenant.engine.store();
    let n_stored = store.read(dump::all).await.unwrap()["changes"].len();
    let told =
        |reader: &mut store::Reader<'_>| feed::after(reader, feed::Place::default(), 100_000);
    while store.read(told).await.unwrap().len() < n_stored {
        tokio::task::yield_now().await;
    }
}

/// Everything behind a cursor, in pages of a few, and where to go on.
async fn follow(house: &House, person: &Person, since: String) -> (Vec<Json>, String) {
    settle(house).await;
    read_on(house, person, since).await
}

/// What can be told by now.
async fn read_on(house: &House, person: &Person, mut since: String) -> (Vec<Json>, String) {
    let mut all = Vec::new();
    loop {
        let asked = format!("/api/v1/changes?limit=3&since={since}");
        let reply = house.get(person, &asked).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
        let page = reply.json();
        all.extend(page["data"].as_array().unwrap().iter().cloned());
        since = page["next_cursor"].as_str().unwrap().to_owned();
        if page["has_more"] == json!(false) {
            return (all, since);
        }
    }
}

async fn create(house: &House, person: &Person, name: &str) -> String {
    let body = json!({"fields": {"last_name": name}}).to_string();
    let made = house.tell(person, (Method::POST, "/api/v1/contacts"), &[], body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()["id"].as_str().unwrap().to_owned()
}

async fn change(house: &House, person: &Person, id: &str, fields: Json) {
    let to = format!("/api/v1/contacts/{id}");
    let body = json!({"fields": fields}).to_string();
    let reply = house.tell(person, (Method::PATCH, &to), &[], body).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
}

fn words(entries: &[Json]) -> Vec<(String, i64, bool)> {
    let word = |entry: &Json| {
        let kind = entry["kind"].as_str().unwrap().to_owned();
        (kind, entry["version"].as_i64().unwrap(), entry["deleted"].as_bool().unwrap())
    };
    entries.iter().map(word).collect()
}

#[tokio::test]
async fn a_life_is_told_from_the_first_day_to_the_last() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        create(&house, &jana, "Vorher").await;
        let since = begin(&house, &jana).await;
        let id = create(&house, &jana, "Probe").await;
        change(&house, &jana, &id, json!({"last_name": "Neu"})).await;
        let place = format!("/contacts/{id}");
        for act in ["trash", "restore", "trash", "purge"] {
            house.post(&jana, &format!("{place}/{act}"), &[]).await;
        }
        let (told, since) = follow(&house, &jana, since).await;
        assert!(told.iter().all(|entry| entry["id"] == id.as_str()), "{told:?}");
        assert!(told.iter().all(|entry| entry["module"] == "contacts"));
        // What is gone is told of as gone, and nothing else of it.
        assert_eq!(words(&told), [("purged".into(), 5, true)]);
        assert_eq!(follow(&house, &jana, since).await.0, Vec::<Json>::new());
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn one_hears_of_what_one_sees_and_of_what_went_out_of_sight() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let tim = house.person("tim", Language::De, Sees::Own).await;
        let (hers, his) = (begin(&house, &jana).await, begin(&house, &tim).await);
        let secret = create(&house, &jana, "Geheimnis").await;
        let own = create(&house, &tim, "Eigen").await;
        let (told, since) = follow(&house, &tim, his).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0]["id"], own.as_str());
        let tim_id = house.get(&jana, &format!("/api/v1/contacts/{own}")).await.json();
        let tim_id = tim_id["fields"]["owner"]["id"].as_str().unwrap().to_owned();
        let jana_id = house.get(&jana, &format!("/api/v1/contacts/{secret}")).await.json();
        let jana_id = jana_id["fields"]["owner"]["id"].as_str().unwrap().to_owned();
        // It comes, and it goes again.
        change(&house, &jana, &secret, json!({"owner": {"id": tim_id}})).await;
        let (told, since) = follow(&house, &tim, since).await;
        assert_eq!(words(&told), [("updated".into(), 2, false)]);
        change(&house, &jana, &secret, json!({"owner": {"id": jana_id}})).await;
        change(&house, &jana, &secret, json!({"last_name": "Weiter"})).await;
        let (told, since) = follow(&house, &tim, since).await;
        assert_eq!(words(&told), [("left".into(), 3, true)], "{told:?}");
        // What goes for good is told of to whoever owned it.
        for (id, n) in [(&secret, 0), (&own, 1)] {
            house.post(&jana, &format!("/contacts/{id}/trash"), &[]).await;
            house.post(&jana, &format!("/contacts/{id}/purge"), &[]).await;
            let (told, _) = follow(&house, &tim, since.clone()).await;
            assert_eq!(told.len(), n, "{told:?}");
        }
        let shut = jana.limited(Rights::administrator().without("contact", Right::See));
        assert_eq!(follow(&house, &shut, hers.clone()).await.0, Vec::<Json>::new());
        assert!(!follow(&house, &jana, hers).await.0.is_empty());
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn what_loses_its_link_is_told_of() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let made = house.post(&jana, "/accounts", &[("name", "Elbtal")]).await;
        let account = made.location().to_owned();
        let id = create(&house, &jana, "Probe").await;
        let link = account.rsplit('/').next().unwrap();
        change(&house, &jana, &id, json!({"account": {"module": "accounts", "id": link}})).await;
        let since = begin(&house, &jana).await;
        for act in ["trash", "purge"] {
            house.post(&jana, &format!("{account}/{act}"), &[]).await;
        }
        let (told, _) = follow(&house, &jana, since).await;
        let own: Vec<Json> = told.into_iter().filter(|entry| entry["id"] == id.as_str()).collect();
        let stored = house.get(&jana, &format!("/api/v1/contacts/{id}")).await.json();
        assert_eq!(own.last().map(|entry| &entry["version"]), Some(&stored["version"]), "{own:?}");
        assert_eq!(stored["fields"]["account"], Json::Null);
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn a_cursor_that_is_old_foreign_or_nonsense_is_refused() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let since = begin(&house, &jana).await;
        for n in 0..3 {
            create(&house, &jana, &format!("Probe {n}")).await;
        }
        let (told, last) = follow(&house, &jana, since.clone()).await;
        assert_eq!(told.len(), 3);
        for wrong in ["x", "1-2", "0-0-0-0", "zz-0-0", "aa--1-0", "%00"] {
            let reply = house.get(&jana, &format!("/api/v1/changes?since={wrong}")).await;
            assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{wrong}: {}", reply.text);
        }
        let is_gone = async |cursor: &str| {
            let reply = house.get(&jana, &format!("/api/v1/changes?since={cursor}")).await;
            assert_eq!(reply.status, StatusCode::GONE, "{cursor}: {}", reply.text);
            assert_eq!(reply.json()["code"], "cursor_gone");
        };
        is_gone(&format!("abc{since}")).await;
        let later = Instant::now().plus_millis(60_000);
        let sweep = move |tx: &mut store::Tx<'_>| feed::sweep(tx, later);
        house.tenant.engine.store().write(sweep).await.unwrap();
        is_gone(&since).await;
        create(&house, &jana, "Danach").await;
        assert_eq!(follow(&house, &jana, last.clone()).await.0.len(), 1);
        house.tenant.engine.store().write(feed::begin_anew).await.unwrap();
        is_gone(&last).await;
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

const WRITERS: usize = 6;
const EACH: usize = 25;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn while_many_write_a_follower_misses_nothing_and_hears_nothing_twice() {
    for database in databases() {
        let house = Arc::new(House::open_in(database).await);
        let jana = Arc::new(house.jana().await);
        let since = begin(&house, &jana).await;
        let is_over = Arc::new(AtomicBool::new(false));
        let writing = (0..WRITERS).map(|n| tokio::spawn(write_on(house.clone(), jana.clone(), n)));
        let writing: Vec<_> = writing.collect();
        let reading = listen(house.clone(), jana.clone(), (since, is_over.clone()));
        let reading = tokio::spawn(reading);
        let mut made = Vec::new();
        for writer in writing {
            made.extend(writer.await.unwrap());
        }
        is_over.store(true, Ordering::SeqCst);
        let heard = reading.await.unwrap();
        let unique: BTreeSet<&String> = heard.iter().collect();
        assert_eq!(unique.len(), heard.len(), "something was told twice");
        assert_eq!(unique, made.iter().collect::<BTreeSet<_>>(), "something was skipped");
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

/// Some transactions are long, some short, so that they end in another order.
async fn write_on(house: Arc<House>, person: Arc<Person>, writer: usize) -> Vec<String> {
    let mut made = Vec::new();
    for n in 0..EACH {
        made.extend(batch(&house, &person, 1 + (n * 7 + writer * 5) % 13).await);
    }
    made
}

/// Follows without a pause, and once more when everything is written.
async fn listen(
    house: Arc<House>,
    person: Arc<Person>,
    (mut since, is_over): (String, Arc<AtomicBool>),
) -> Vec<String> {
    let mut heard = Vec::new();
    loop {
        let is_last = is_over.load(Ordering::SeqCst);
        if is_last {
            settle(&house).await;
        }
        let (told, next) = read_on(&house, &person, since).await;
        heard.extend(told.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()));
        since = next;
        if is_last {
            return heard;
        }
    }
}

/// Creates some records in one transaction.
async fn batch(house: &House, person: &Person, n: usize) -> Vec<String> {
    let rows: Vec<Json> =
        (0..n).map(|n| json!({"fields": {"last_name": format!("Zeile {n}")}})).collect();
    let body = json!({"rows": rows, "atomic": true}).to_string();
    let reply = house.tell(person, (Method::POST, "/api/v1/contacts/batch"), &[], body).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    let made = reply.json();
    let ids = made["data"].as_array().unwrap().iter();
    ids.map(|row| row["record"]["id"].as_str().unwrap().to_owned()).collect()
}
