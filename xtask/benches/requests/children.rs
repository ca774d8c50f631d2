//! Saves of one child where a record has very many and roll-ups over them, beside saves of a child
//! that has few brothers and sisters.
//!
//! The children are given to their record once, by one statement: through the program it would take
//! an hour and give the same rows.

use std::time::{Duration, Instant};

use crate::at;
use crate::client::{Client, Request, Session};
use crate::program::{ADMINISTRATOR, Program};
use crate::raw::Raw;

/// Contacts, and so five times as many as there are organisations.
const CONTACTS: u64 = 1_000;
/// Opportunities that stay where they were made.
const OTHERS: u64 = 2_000;
/// Saves of a kind.
const SAVES: usize = 400;
/// A save among many takes at most so many times that of one among few.
const AT_MOST: f64 = 1.5;
/// How long the first calculation may take.
const PATIENCE: Duration = Duration::from_secs(900);
/// Labels of roll-ups, with what they ask for.
const ROLLUPS: [(&str, &str); 4] = [
    ("Bench Summe", "kind=money&scale=2&op=sum&field=opportunity.amount&where="),
    ("Bench Anzahl", "kind=decimal&scale=0&op=count&field=&where=probability+%3E+20"),
    ("Bench Spitze", "kind=money&scale=2&op=max&field=opportunity.amount&where="),
    (
        "Bench zuletzt",
        "kind=money&scale=2&op=latest&field=opportunity.amount&by=opportunity.close_on&where=",
    ),
];

/// Makes the data once, then measures; ends the process when the bound is missed.
pub fn run(size: u64, postgres: Option<String>) {
    let program = Program::find_named("children", size, postgres);
    let is_new = program.has_no_users();
    program.fill_with(CONTACTS);
    if is_new {
        program.add_deals(size + OTHERS);
        gather(&program, size);
    }
    let mut raw = program.raw();
    let server = program.serve();
    raw.settle();
    let session = Session::sign_in(ADMINISTRATOR);
    if is_new {
        ROLLUPS.iter().for_each(|(label, asked)| add(&session, label, asked));
        let begun = Instant::now();
        await_jobs(&mut raw);
        println!("{} roll-ups stood after {:.1} s", ROLLUPS.len(), begun.elapsed().as_secs_f64());
    }
    let few = spell(&session, &ids(&mut raw, "<>"));
    let many = spell(&session, &ids(&mut raw, "="));
    tell("among few", &few);
    tell(&format!("among {size}"), &many);
    let ratio = at(&many, 0.5) / at(&few, 0.5);
    println!("ratio {ratio:.2}, resident memory {} MB", server.resident() / 1024);
    if ratio > AT_MOST {
        std::process::exit(1);
    }
}

/// The record that has the many children.
const PARENT: &str = "(SELECT account_id FROM opportunities WHERE account_id IS NOT NULL \
                      GROUP BY account_id ORDER BY COUNT(*) DESC LIMIT 1)";

fn gather(program: &Program, size: u64) {
    let mut raw = program.raw();
    let path =
        if matches!(raw, Raw::Postgres(..)) { "SET search_path = kontor, public; " } else { "" };
    let statement = format!(
        "{path}UPDATE opportunities SET account_id = (SELECT id FROM accounts LIMIT 1) \
         WHERE row <= (SELECT MIN(row) FROM opportunities) + {size}"
    );
    raw.change(&program.file(), &statement);
}

fn ids(raw: &mut Raw, sign: &str) -> Vec<String> {
    let id = raw.id();
    raw.texts(&format!(
        "SELECT {id} FROM opportunities WHERE account_id {sign} {PARENT} LIMIT 2000"
    ))
}

fn add(session: &Session, label: &str, asked: &str) {
    let label = label.replace(' ', "+");
    let body = format!(
        "csrf={}&label={label}&label_other={label}&relation=opportunities&block=general&{asked}",
        session.csrf
    );
    let path = "/settings/modules/account/fields/new-rollup".into();
    let request = Request { method: "POST", path, body, coding: "identity" };
    let answer = Client::open(&session.cookie).ask(&request);
    assert!(answer.status < 400, "{label}: {}", String::from_utf8_lossy(&answer.content));
}

fn await_jobs(raw: &mut Raw) {
    let begun = Instant::now();
    let open = "SELECT state FROM queue WHERE state IN ('waiting', 'running') \
                AND name = 'calculate' LIMIT 1";
    while !raw.texts(open).is_empty() {
        assert!(begun.elapsed() < PATIENCE, "the roll-ups take too long");
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn spell(session: &Session, ids: &[String]) -> Vec<f64> {
    let mut client = Client::open(&session.cookie);
    let save = |n: usize| {
        let request = Request {
            method: "POST",
            path: format!("/opportunities/{}/field/amount", ids[n * 7 % ids.len()]),
            body: format!("csrf={}&amount={}", session.csrf, 1_000 + n * 37 % 90_000),
            coding: "gzip",
        };
        let begun = Instant::now();
        let status = client.ask(&request).status;
        assert!(status < 400, "a save answered {status}");
        begun.elapsed().as_secs_f64() * 1000.0
    };
    let mut times: Vec<f64> = (0..SAVES).map(save).collect();
    times.sort_by(f64::total_cmp);
    times
}

fn tell(name: &str, times: &[f64]) {
    println!("{name:<14} p50 {:>6.2} ms, p99 {:>7.2} ms", at(times, 0.5), at(times, 0.99));
}
