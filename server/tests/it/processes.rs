//! The server as a process: killed, told to stop, with and without jobs.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use server::Config;

use crate::house::{House, Person, databases};
use crate::program::{Running, ask, done, eventually, kontor};

const WRITERS: usize = 8;
const ROUNDS: u64 = 3;
/// How soon a killed server is there again.
const SOON: Duration = Duration::from_secs(5);
/// How soon a server ends that is told to.
const END: Duration = Duration::from_secs(10);

/// What writers asked for, by key: the id that was told, when it was.
type Asked = Arc<Mutex<BTreeMap<String, Option<String>>>>;

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_keeps_what_it_acknowledged_once() {
    for database in databases() {
        let house = House::open_in(database).await;
        house.jana().await;
        let token = done(&kontor(&house.config, &["token", "create", "--user", "jana"]));
        let asked = Asked::default();
        for round in 0..ROUNDS {
            let server = Running::serve(&house.config, &[]);
            write_until_killed(server, token.trim(), (round, &asked));
        }
        let begun = Instant::now();
        let server = Running::serve(&house.config, &[]);
        assert!(begun.elapsed() < SOON, "it took {:?} to come up again", begun.elapsed());
        let asked = asked.lock().unwrap().clone();
        assert!(asked.values().flatten().count() > WRITERS, "too little was acknowledged");
        for (key, told) in &asked {
            let (status, id) = create(&server.address, token.trim(), key).unwrap();
            assert!(told.as_ref().is_none_or(|told| *told == id), "{key} was told another id");
            assert_eq!(status, 201, "{key}");
        }
        assert_eq!(named(&server, token.trim()), asked.keys().cloned().collect::<Vec<_>>());
        assert_eq!(server.stop().0, Some(0));
        assert!(done(&kontor(&house.config, &["check"])).contains("0 faults found"));
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_company_to_look_at_shows_something_in_every_module() {
    let house = House::open().await;
    let server = Running::serve(&house.config, &["--demo", "--no-jobs"]);
    assert_eq!(server.stop().0, Some(0));
    let cx = house.tenant.engine.system("what was loaded is looked at");
    let mut empty = Vec::new();
    for module in house.modules() {
        let found = records::find(&cx, &module.code, &records::ListQuery::default()).await;
        if found.expect("a list").page.records.is_empty() {
            empty.push(module.code.clone());
        }
    }
    assert_eq!(empty, Vec::<String>::new(), "nothing to look at");
}

/// Eight clients write until the server dies under them.
fn write_until_killed(server: Running, token: &str, (round, asked): (u64, &Asked)) {
    let is_over = Arc::new(AtomicBool::new(false));
    let writers = (0..WRITERS).map(|writer| {
        let (address, token) = (server.address.clone(), token.to_owned());
        let (asked, is_over) = (asked.clone(), is_over.clone());
        std::thread::spawn(move || {
            for n in 0.. {
                let key = format!("R{round}-W{writer}-N{n:04}");
                asked.lock().unwrap().insert(key.clone(), None);
                let reply = create(&address, &token, &key);
                let Ok((201, id)) = reply else {
                    let was_killed = is_over.load(Ordering::Relaxed);
                    assert!(was_killed, "{key} failed while the server lived: {reply:?}");
                    break;
                };
                asked.lock().unwrap().insert(key, Some(id));
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    let random = u64::from_str_radix(&kernel::random_hex(), 16).unwrap();
    std::thread::sleep(Duration::from_millis(300 + random % 700));
    is_over.store(true, Ordering::Relaxed);
    server.kill();
    writers.into_iter().for_each(|writer| writer.join().unwrap());
}

/// Asks for an organisation named after its key; gives the status and the id.
fn create(address: &str, token: &str, key: &str) -> std::io::Result<(u16, String)> {
    let bearer = format!("Bearer {token}");
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", key),
    ];
    let body = format!("{{\"fields\":{{\"name\":\"{key}\"}}}}");
    let (status, body) = ask(address, ("POST", "/api/v1/accounts"), &headers, &body)?;
    let record: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
    Ok((status, record["id"].as_str().unwrap_or_default().to_owned()))
}

/// Names of all organisations, in order.
fn named(server: &Running, token: &str) -> Vec<String> {
    let bearer = format!("Bearer {token}");
    let (mut names, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/accounts?limit=500{cursor}");
        let (_, body) = server.ask("GET", &path, &[("authorization", &bearer)], "").unwrap();
        let page: serde_json::Value = serde_json::from_str(&body).unwrap();
        let records = page["data"].as_array().unwrap().iter();
        names.extend(records.map(|record| record["fields"]["name"].as_str().unwrap().to_owned()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    names.sort();
    names
}

/// Brings a list of so many organisations; gives the address of its import, which waits.
async fn bring(house: &House, jana: &Person, n_rows: usize) -> String {
    let rows = (0..n_rows).map(|n| format!("Firma {n:06};firma-{n}.example;{n}\n"));
    let list = format!("Organisationsname;Webseite;Mitarbeiter\n{}", rows.collect::<String>());
    let to = "/accounts/import";
    let taken = house.upload(jana, to, ("liste.csv", "text/csv", list.as_bytes())).await;
    let started = house.post(jana, taken.location(), &[("step", "start")]).await;
    assert!(started.location().contains("/runs/"), "{}", started.status);
    started.location().rsplit('/').next().unwrap().to_owned()
}

async fn import(house: &House, run: &str) -> transfer::ImportLine {
    let cx = house.tenant.engine.system("a test looks how far it is");
    transfer::import(&cx, run.parse().unwrap()).await.unwrap()
}

async fn becomes(house: &House, run: &str, is_so: impl Fn(&transfer::ImportLine) -> bool) {
    let end = Instant::now() + Duration::from_secs(120);
    while !is_so(&import(house, run).await) {
        assert!(Instant::now() < end, "the import stands still: {:?}", import(house, run).await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_told_ends_soon_and_its_import_goes_on() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let run = bring(&house, &jana, 6000).await;
        let server = Running::serve(&house.config, &[]);
        becomes(&house, &run, |import| import.tally.rows() > 0).await;
        let mut slow = TcpStream::connect(&server.address).unwrap();
        slow.write_all(b"GET /login HTTP/1.1\r\nhost: ").unwrap();
        let (code, time) = tokio::task::spawn_blocking(|| server.stop()).await.unwrap();
        assert_eq!(code, Some(0));
        assert!(time < END, "it took {time:?} to end");
        let before = import(&house, &run).await;
        assert_eq!((before.state.as_str(), before.tally.rows() < 6000), ("interrupted", true));
        let worker = Running::work(&house.config);
        becomes(&house, &run, |import| import.state == "done").await;
        assert_eq!(worker.stop().0, Some(0));
        let tally = import(&house, &run).await.tally;
        assert_eq!((tally.created, tally.rows()), (6000, 6000));
        assert_eq!(exported(&house.config), 6000);
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

fn exported(config: &Config) -> usize {
    done(&kontor(config, &["export", "accounts"])).lines().count() - 1
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_jobs_leaves_them_to_workers() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let server = Running::serve(&house.config, &["--no-jobs"]);
        let run = bring(&house, &jana, 20).await;
        let quiet = Instant::now() + Duration::from_secs(1);
        eventually(|| {
            let (status, _) = server.ask("GET", "/healthz", &[], "").unwrap();
            assert_eq!(status, 200);
            quiet < Instant::now()
        });
        assert_eq!(import(&house, &run).await.state, "waiting");
        let worker = Running::work(&house.config);
        becomes(&house, &run, |import| import.state == "done").await;
        assert_eq!((worker.stop().0, server.stop().0), (Some(0), Some(0)));
        assert_eq!(exported(&house.config), 20);
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}
