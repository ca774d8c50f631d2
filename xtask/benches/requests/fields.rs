//! Fifty fields are added to a large module while eight people save: how long a save waits at
//! most, and how long until everything can be sorted by and searched.
//!
//! Each run adds fifty further fields; remove the folder of its data to begin anew.

use std::time::{Duration, Instant};

use crate::client::{Client, Request, Session, get};
use crate::program::{ADMINISTRATOR, Program};
use crate::savers::{tell, while_people_save};

/// Fields that are added.
const FIELDS: usize = 50;
/// People who save meanwhile.
const PEOPLE: usize = 8;
/// Milliseconds that a save may take at most.
const LONGEST: f64 = 2_000.0;
/// How long the last index may take.
const PATIENCE: Duration = Duration::from_secs(900);
/// Types in turn; those with a mark are sorted by.
const KINDS: [(&str, bool); 8] = [
    ("text", false),
    ("decimal", true),
    ("date", true),
    ("bool", false),
    ("long_text", false),
    ("text", true),
    ("money", false),
    ("url", false),
];

/// Makes the data once, then measures; ends the process when a bound is missed.
pub fn run(size: u64, postgres: Option<String>) {
    let program = Program::find_named("fields", size, postgres);
    program.fill();
    let mut raw = program.raw();
    let server = program.serve();
    raw.settle();
    let ids = raw.ids("");
    drop(raw);
    let session = Session::sign_in(ADMINISTRATOR);
    let calm = while_people_save((&session, &ids), PEOPLE, Duration::ZERO, || {
        std::thread::sleep(Duration::from_secs(10))
    });
    tell("saves before", &calm.0);
    let mut added = Vec::new();
    let mut ready = Duration::ZERO;
    let (saves, failed) = while_people_save((&session, &ids), PEOPLE, Duration::ZERO, || {
        let begun = Instant::now();
        let mark = std::process::id();
        for n in 0..FIELDS {
            added.push(add(&session, (n, mark)));
        }
        println!("fifty fields stood after {:.1} s", begun.elapsed().as_secs_f64());
        let asked = Instant::now();
        while sortable(&session, mark) < sorted() {
            assert!(asked.elapsed() < PATIENCE, "the indexes were not made in time");
            std::thread::sleep(Duration::from_millis(500));
        }
        ready = asked.elapsed();
    });
    added.sort_by(f64::total_cmp);
    tell("adding a field", &added);
    tell("saves meanwhile", &saves);
    println!("all of {} sorted by: {:.1} s after the last", sorted(), ready.as_secs_f64());
    println!("resident memory after the run: {} MB", server.resident() / 1024);
    let worst = saves.last().copied().unwrap_or(f64::NAN);
    println!("{} saves, {failed} failed, the longest took {worst:.0} ms", saves.len());
    if failed > 0 || worst > LONGEST {
        std::process::exit(1);
    }
}

fn sorted() -> usize {
    (0..FIELDS).filter(|n| KINDS[n % KINDS.len()].1).count()
}

/// Adds a field; tells how many milliseconds it took.
fn add(session: &Session, (n, mark): (usize, u32)) -> f64 {
    let (kind, is_sorted) = KINDS[n % KINDS.len()];
    let sort = if is_sorted { "&sort=1" } else { "" };
    let request = Request {
        method: "POST",
        path: "/settings/modules/contact/fields/new".into(),
        body: format!(
            "csrf={}&label=Messung+{mark}+{n}&label_other=Bench+{mark}+{n}&hint=&hint_other=\
             &kind={kind}&list=&scale=2&block=general{sort}",
            session.csrf
        ),
        coding: "gzip",
    };
    let begun = Instant::now();
    let status = Client::open(&session.cookie).ask(&request).status;
    assert!(status < 400, "a new field answered {status}");
    begun.elapsed().as_secs_f64() * 1000.0
}

/// How many of the new fields lists can be sorted by.
fn sortable(session: &Session, mark: u32) -> usize {
    let request = Request { coding: "identity", ..get("/api/v1/modules/contacts".into()) };
    let answer = Client::open(&session.cookie).ask(&request);
    let told: serde_json::Value = serde_json::from_slice(&answer.content).expect("it is JSON");
    let fields = told["fields"].as_array().expect("a module has fields");
    let of_run = format!("{mark}");
    let is_there = |field: &&serde_json::Value| {
        field["name"].as_str().is_some_and(|name| name.contains(&of_run))
            && field["sortable"] == true
    };
    fields.iter().filter(is_there).count()
}
