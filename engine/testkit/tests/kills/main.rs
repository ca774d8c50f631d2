//! Kontor is killed at any moment while eight writers write, PostgreSQL too: what was acknowledged
//! is there, once, and no number of a series without gaps is missing or double.
//!
//! `cargo xtask kills` brings the PostgreSQL that may be killed; `KONTOR_KILLS` sets how often.
#![expect(clippy::unwrap_used, reason = "a failed step is what a test reports")]

mod heard;
mod server;
mod verify;
mod writers;

use std::time::{Duration, Instant};

use store::{Store, StoreOptions};
use testkit::{Scene, library};
use tokio::runtime::Runtime;

use heard::Heard;
use server::{Death, Server};
use writers::Writers;

/// How soon everything must be up again.
const SOON: Duration = Duration::from_secs(5);
/// Even a busy machine brings a server back within this.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks whether the server is back.
const PAUSE: Duration = Duration::from_millis(20);
/// How many write at the same time.
const WRITERS: usize = 8;

/// What is written to, and what can be killed besides the writers.
struct Place {
    name: &'static str,
    options: StoreOptions,
    arguments: Vec<String>,
    server: Option<Server>,
}

fn kills() -> u32 {
    std::env::var("KONTOR_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(5)
}

fn random_moment() -> Duration {
    let random = u64::from_str_radix(&kernel::random_hex(), 16).unwrap();
    Duration::from_millis(50 + random % 800)
}

/// What happened in a round, and how long it took.
#[derive(Default)]
struct Times {
    /// Until something died.
    alive: Duration,
    /// Until the server was there again, which is not our doing.
    server_away: Duration,
    /// From then on until every writer had saved again.
    writers_away: Duration,
}

/// Writers work until a random moment; then the server dies and they go on, or they die.
fn round(runtime: &Runtime, place: &Place, death: Option<Death>, heard: &mut Heard) -> Times {
    let mut writers = Writers::start(&place.arguments, heard);
    let mut times = Times { alive: random_moment(), ..Times::default() };
    writers.listen(heard, times.alive);
    if let (Some(server), Some(death)) = (&place.server, death) {
        let before = server.pid();
        let begun = Instant::now();
        server.die(&before, death);
        while runtime.block_on(Store::open(&place.options)).is_err() {
            assert!(begun.elapsed() < PATIENCE, "PostgreSQL does not come back");
            writers.listen(heard, PAUSE);
        }
        times.server_away = begun.elapsed();
        times.writers_away = writers.listen_until_all_go_on(heard);
        assert_ne!(server.pid(), before, "the server did not die");
        let away = times.writers_away;
        assert!(away < SOON, "PostgreSQL was back, and writers went on only after {away:?}");
    }
    writers.die(heard);
    times
}

fn survive(place: &Place) {
    let runtime = Runtime::new().unwrap();
    let mut heard = Heard::default();
    let n_rounds = kills();
    for n in 1..=n_rounds {
        let death = place.server.as_ref().and_then(|_| Death::of_round(n));
        let times = round(&runtime, place, death, &mut heard);
        let begun = Instant::now();
        let up = runtime.block_on(async {
            let scene = Scene::set(place.options.clone(), library::setting()).await;
            let person = scene.as_admin().await;
            person.saves("author", [("name", testkit::text("Wieder da"))]).await;
            let up = begun.elapsed();
            verify::all(&person, &heard).await;
            up
        });
        let who = death.map_or("writers".into(), |death| format!("{death:?} and writers"));
        println!(
            "{}, round {n} of {n_rounds}: {who} killed after {} ms; {} writes acknowledged, {} in \
             flight at once; server back after {} ms, writers {} ms later; Kontor up after {} ms",
            place.name,
            times.alive.as_millis(),
            heard.n_acknowledged(),
            heard.most_in_flight(),
            times.server_away.as_millis(),
            times.writers_away.as_millis(),
            up.as_millis()
        );
        assert!(up < SOON, "it took {up:?} to come up again");
    }
    assert_eq!(heard.most_in_flight(), WRITERS, "not all wrote at the same time");
    assert!(heard.n_numbers() > 0, "no number was taken, so nothing was tried");
}

#[test]
fn what_is_killed_loses_and_doubles_nothing_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kontor.db");
    survive(&Place {
        name: "SQLite",
        options: StoreOptions::file(&file),
        arguments: vec![file.to_str().unwrap().to_owned()],
        server: None,
    });
}

#[test]
fn what_is_killed_loses_and_doubles_nothing_on_postgres() {
    let server = Server::of_environment();
    let schema = format!("kills_{}", kernel::random_hex().to_lowercase());
    let options = StoreOptions::server(&server.url, &schema);
    survive(&Place {
        name: "PostgreSQL",
        options: options.clone(),
        arguments: vec![server.url.clone(), schema],
        server: Some(server),
    });
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async { Store::open(&options).await.unwrap().erase().await.unwrap() });
}
