//! One act on many records in the browser: asked for, done, told, taken back, and what is sent by
//! hand.

use std::time::Duration;

use access::{FieldRight, Rights, Sees};
use axum::http::{StatusCode, header};
use kernel::{Language, Link};
use records::ListQuery;

use crate::house::{House, Person, Reply, databases};
use crate::program::Running;

/// So many organisations; gives their ids.
async fn firms(house: &House, person: &Person, n: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for n in 0..n {
        let name = format!("Firma {n:03}");
        let made = house.post(person, "/accounts", &[("name", &name)]).await;
        ids.push(made.location().rsplit('/').next().unwrap().to_owned());
    }
    ids
}

async fn n_found(house: &House, filter: &str) -> u64 {
    let cx = house.tenant.engine.system("a test counts");
    let list = ListQuery { filter: filter.into(), ..ListQuery::default() };
    records::count(&cx, "account", &list, 10_000).await.unwrap().n
}

fn selected<'a>(ids: &'a [String], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    ids.iter().map(|id| ("id", id.as_str())).chain(more.iter().copied()).collect()
}

#[tokio::test]
async fn a_selection_is_changed_told_and_taken_back() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let ids = firms(&house, &jana, 3).await;
        let ask = house.post(&jana, "/accounts/bulk/change", &selected(&ids, &[])).await;
        assert_eq!(ask.status, StatusCode::OK);
        assert!(ask.text.contains("3 Organisationen") && ask.text.contains("value=\"industry\""));
        let chosen = selected(&ids, &[("field", "website")]);
        let editor = house.post(&jana, "/accounts/bulk/change", &chosen).await;
        assert!(editor.text.contains("name=\"value\""), "{}", editor.text);
        let set = [("field", "website"), ("value", "elbtal.example"), ("step", "do")];
        let done = house.post(&jana, "/accounts/bulk/change", &selected(&ids, &set)).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/accounts"));
        assert_eq!(n_found(&house, "website is not empty").await, 3);
        let cookie = done.headers[header::SET_COOKIE].to_str().unwrap();
        let cookie = format!("{}; {}", jana.cookie, cookie.split(';').next().unwrap());
        let told = house.get(&Person { cookie, ..jana.clone() }, "/accounts").await;
        assert!(told.text.contains("3 Organisationen geändert."), "{}", told.text);
        assert!(told.text.contains(&format!("/undo/{}", done.undo())));
        let undone = house.post(&jana, &format!("/undo/{}", done.undo()), &[]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER);
        assert_eq!(n_found(&house, "website is not empty").await, 0);
        let page = format!("/accounts/runs/{}", done.undo());
        let page = house.get(&jana, &page).await;
        assert!(page.text.contains("zurückgenommen"), "{}", page.text);
    }
}

#[tokio::test]
async fn all_that_a_list_finds_is_meant_by_its_question() {
    let house = House::open().await;
    let jana = house.jana().await;
    firms(&house, &jana, 60).await;
    let list = house.get(&jana, "/accounts").await;
    assert!(list.text.contains("part=selection"), "the list is longer than a page");
    let every = house.get(&jana, "/accounts?part=selection").await;
    assert!(every.text.contains("Alle 60 auswählen"), "{}", every.text);
    let filter = "name starts_with \"Firma 00\"";
    let act = [("all", "1"), ("filter", filter), ("tag", "Messe"), ("step", "do")];
    let done = house.post(&jana, "/accounts/bulk/tag", &act).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let line = line(&house, &done.undo()).await;
    assert_eq!((line.tally.done, line.total), (10, Some(10)));
    let search = [("all", "1"), ("q", "firma"), ("step", "do")];
    let done = house.post(&jana, "/accounts/bulk/trash", &search).await;
    assert_eq!(done.location(), "/accounts?q=firma");
    assert_eq!(n_found(&house, "").await, 0);
}

/// The page of a run without what the act says to the list.
fn page_of(begun: &Reply) -> &str {
    begun.location().split('?').next().unwrap_or_default()
}

async fn line(house: &House, run: &str) -> bulk::Line {
    let cx = house.tenant.engine.system("a test looks how far it is");
    bulk::line(&cx, run.parse().unwrap()).await.unwrap()
}

#[tokio::test]
async fn a_selection_leaves_as_a_file() {
    let house = House::open().await;
    let jana = house.jana().await;
    let ids = firms(&house, &jana, 4).await;
    let file = selected(&ids[..2], &[("step", "do")]);
    let file = house.post(&jana, "/accounts/bulk/export", &file).await;
    assert_eq!(file.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert!(file.text.contains("Firma 001") && !file.text.contains("Firma 002"));
    let all = [("all", "1"), ("filter", "name = \"Firma 003\""), ("step", "do")];
    let file = house.post(&jana, "/accounts/bulk/export", &all).await;
    assert_eq!(file.text.lines().count(), 2, "{}", file.text);
}

type Fields<'a> = &'a [(&'a str, &'a str)];

/// What is sent by hand is answered in words, at the form, and changes nothing.
#[tokio::test]
async fn posts_made_by_hand_are_refused_in_words() {
    let house = House::open().await;
    let jana = house.jana().await;
    let ids = firms(&house, &jana, 2).await;
    let record = kernel::RecordId::new().to_string();
    let nowhere = format!("account:{record}");
    let cases: &[(&str, Fields, &str)] = &[
        ("change", &[("field", "website")], "ist nichts ausgewählt"),
        ("change", &[("id", "x"), ("field", "website")], "Auswahl"),
        ("change", &[("id", &ids[0])], "Wählen Sie ein Feld"),
        ("change", &[("id", &ids[0]), ("field", "zebra")], "Ein Feld „zebra“ gibt es hier nicht"),
        ("change", &[("id", &ids[0]), ("field", "number")], "gibt es hier nicht"),
        ("change", &[("id", &ids[0]), ("field", "created_at")], "gibt es hier nicht"),
        ("change", &[("id", &ids[0]), ("field", "name")], "fehlt"),
        ("change", &[("id", &ids[0]), ("field", "industry"), ("value", "x")], "nicht in der Aus"),
        ("change", &[("id", &ids[0]), ("field", "parent"), ("value", &nowhere)], "gibt es nicht"),
        ("assign", &[("id", &ids[0]), ("value", &record)], "gibt es nicht"),
        ("assign", &[("id", &ids[0]), ("value.typed", "Niemand")], "keinen Eintrag"),
        ("tag", &[("id", &ids[0]), ("tag", " ")], "fehlt"),
        ("tag", &[("id", &ids[0]), ("tag", "a,b")], "Komma"),
        ("trash", &[("all", "1"), ("filter", "name = \"niemand\"")], "ist nichts ausgewählt"),
        ("trash", &[("all", "1"), ("filter", "zebra = 1")], "zebra"),
    ];
    let before = n_found(&house, "").await;
    for (act, fields, words) in cases {
        let fields: Vec<_> = fields.iter().copied().chain([("step", "do")]).collect();
        let reply = house.post(&jana, &format!("/accounts/bulk/{act}"), &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{act} {fields:?}");
        assert!(reply.text.contains(words), "{act} {fields:?}: {}", reply.text);
    }
    let unknown = house.post(&jana, "/accounts/bulk/explode", &[("step", "do")]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let foreign = house.get(&jana, &format!("/accounts/runs/{record}")).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    assert_eq!(n_found(&house, "").await, before);
}

#[tokio::test]
async fn what_one_may_not_do_is_neither_offered_nor_done() {
    let house = House::open().await;
    let jana = house.jana().await;
    let ids = firms(&house, &jana, 2).await;
    let hidden = Rights::ordinary().with_field("account", "website", FieldRight::Hidden);
    let tim = jana.limited(hidden);
    let ask = house.post(&tim, "/accounts/bulk/change", &selected(&ids, &[])).await;
    assert!(!ask.text.contains("value=\"website\"") && ask.text.contains("value=\"industry\""));
    let set = [("field", "website"), ("value", "x.example"), ("step", "do")];
    let refused = house.post(&tim, "/accounts/bulk/change", &selected(&ids, &set)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let all = [("all", "1"), ("filter", "website = \"x\""), ("step", "do")];
    let refused = house.post(&tim, "/accounts/bulk/trash", &all).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let eva = house.person("eva", Language::De, Sees::Own).await;
    let own = firms(&house, &eva, 1).await;
    let both: Vec<String> = ids.iter().chain(&own).cloned().collect();
    let done = house.post(&eva, "/accounts/bulk/trash", &selected(&both, &[("step", "do")])).await;
    assert!(done.location().starts_with("/accounts/runs/"), "{}", done.location());
    let page = house.get(&eva, done.location()).await;
    assert!(page.text.contains("2 abgelehnt:"), "{}", page.text);
    assert_eq!(n_found(&house, "").await, 2);
    let run = page_of(&done).rsplit('/').next().unwrap();
    let other = house.person("ida", Language::De, Sees::Own).await;
    assert_eq!(house.get(&other, done.location()).await.status, StatusCode::NOT_FOUND);
    let undone = house.post(&other, &format!("/undo/{run}"), &[]).await;
    assert_eq!(undone.status, StatusCode::NOT_FOUND);
}

/// The job follows the rights of whoever asked, and the story of each record names them.
#[tokio::test]
async fn a_long_run_is_a_job_of_the_person() {
    let house = House::open().await;
    let jana = house.jana().await;
    let ids = firms(&house, &jana, 201).await;
    let all = [("all", "1"), ("tag", "Messe"), ("step", "do")];
    let done = house.post(&jana, "/accounts/bulk/tag", &all).await;
    let page = house.get(&jana, done.location()).await;
    assert!(page.text.contains("wartet") && page.text.contains("part=state"), "{}", page.text);
    let (_keep, stop) = tokio::sync::watch::channel(false);
    server::worker(&house.tenant, stop).round().await.unwrap();
    let page = house.get(&jana, &format!("{}?part=state", page_of(&done))).await;
    assert!(page.text.contains("<strong>201</strong> erledigt"), "{}", page.text);
    let cx = house.tenant.engine.system("a test reads the history");
    let link = Link::new("account", ids[200].parse().unwrap());
    let history = records::history(&cx, "account", link.id, None, 1).await.unwrap();
    assert_eq!((history[0].kind.as_str(), history[0].via.as_str()), ("tagged", "web"));
    assert!(history[0].actor.is_some());
    let jobs = house.get(&jana, "/settings/jobs").await;
    assert!(jobs.text.contains(page_of(&done)), "the jobs lead to the run");
    let undone = house.post(&jana, &format!("{}/undo", page_of(&done)), &[]).await;
    assert_eq!(undone.location(), page_of(&done));
}

/// How many records of a run are there in the history, and how many of them more than once.
async fn touched(house: &House, run: &str) -> (usize, usize) {
    let (run, store) = (run.to_owned(), house.tenant.engine.store().clone());
    let entries = store.read(move |reader| {
        store::queries::history::of_run(reader, run.parse().unwrap(), None, 100_000)
    });
    let mut records: Vec<_> = entries.await.unwrap().iter().map(|entry| entry.record).collect();
    let all = records.len();
    records.sort_unstable();
    records.dedup();
    (records.len(), all - records.len())
}

/// The process that works on a long run is killed; whoever takes the job up after its lease goes on
/// where it was, and no record is done twice or left out.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_run_goes_on_where_it_was() {
    const FIRMS: u64 = 5000;
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        seed(&house, FIRMS).await;
        let act = [("all", "1"), ("field", "ownership"), ("value", "AG"), ("step", "do")];
        let begun = house.post(&jana, "/accounts/bulk/change", &act).await;
        let run = page_of(&begun).rsplit('/').next().unwrap().to_owned();
        let server = Running::work(&house.config);
        while line(&house, &run).await.tally.met() == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        server.kill();
        let before = line(&house, &run).await;
        let met = before.tally.met();
        assert!(before.state == "running" && met < FIRMS, "{} after {met}", before.state);
        assert_eq!(touched(&house, &run).await, (usize::try_from(met).unwrap(), 0));
        let later = house.tenant.engine.clock().now().plus_millis(120_000);
        let engine = house.tenant.engine.under_clock(kernel::Clock::fixed(later));
        let (files, vault) = (house.tenant.files.clone(), house.tenant.vault.clone());
        let outbound = house.tenant.outbound.clone();
        let tenant = server::Tenant { engine, files, vault, outbound, mail: None, post: None };
        let (_keep, stop) = tokio::sync::watch::channel(false);
        server::worker(&tenant, stop).round().await.unwrap();
        let after = line(&house, &run).await;
        assert_eq!((after.state.as_str(), after.tally.done), ("done", FIRMS));
        assert_eq!(touched(&house, &run).await, (5000, 0));
        assert_eq!(n_found(&house, "ownership = \"AG\"").await, FIRMS);
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

async fn seed(house: &House, n: u64) {
    let cx = house.tenant.engine.system("a test brings many records");
    let row = |n| records::Input::of([("name", kernel::Value::Text(format!("Firma {n:05}")))]);
    let owner = records::people(&cx).await.unwrap()[0].id;
    let cx = house.tenant.engine.in_the_name_of(owner, "a test brings many records");
    for from in (0..n).step_by(500) {
        let rows = (from..from + 500).map(row).map(records::BatchRow::Create).collect();
        let saved = records::save_batch(&cx, "account", rows).await.unwrap();
        assert!(saved.iter().all(Result::is_ok));
    }
}
