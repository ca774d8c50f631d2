//! Requests over HTTP with a session, as a ratio to the raw statements in the same run.
//!
//! Run by `cargo xtask bench requests [CONTACTS] [postgres] [fill]`. On SQLite, data of that size
//! is made once and kept in `target/bench`; on PostgreSQL it is made in the database that
//! `KONTOR_TEST_POSTGRES` names, once. With `fill` nothing but the data is made, so that whoever
//! measures on a shared machine keeps it quiet for the measuring only. Prints p50 and p99 in
//! milliseconds for one client and for eight, and what the bare statements of the same page take
//! in the driver: for an administrator and for one of ten people who see their own records.
//! With `daily` a board, a long timeline and a full message centre are measured instead, with
//! `rights` people who reach a part of private records, with `load` many people at once
//! (`cargo xtask load`), with `fields` what adding fields costs those who save, with `lists`
//! groups, charts, boards and long jobs, with `import` a list of that many rows,
//! with `children` saves where a record has that many, with `faktura` what documents cost.

mod children;
mod client;
mod daily;
mod day;
mod faktura;
mod fields;
mod import;
#[path = "../import/list.rs"]
mod list;
mod lists;
mod load;
mod program;
mod raw;
mod rights;
mod savers;
mod sign_in;

use std::time::{Duration, Instant};

use client::{Client, Request, Session, get};
use program::{ADMINISTRATOR, COLLEAGUES, Program};
use raw::Raw;

const CLIENTS: [usize; 2] = [1, 8];
const SPELL: Duration = Duration::from_secs(4);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let size = words.iter().find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let postgres = words.iter().any(|word| word == "postgres").then(|| {
        std::env::var("KONTOR_TEST_POSTGRES")
            .expect("KONTOR_TEST_POSTGRES is set; run `cargo xtask postgres --synced -- …`")
    });
    let kinds =
        ["daily", "faktura", "fields", "children", "import", "lists", "load", "sign-in", "rights"];
    match words.iter().map(String::as_str).find(|word| kinds.contains(word)) {
        Some("daily") => daily::run(postgres),
        Some("faktura") => faktura::run(size, postgres),
        Some("fields") => fields::run(size, postgres),
        Some("children") => children::run(size, postgres),
        Some("import") => import::run(size, postgres),
        Some("lists") => lists::run(size, postgres),
        Some("load") => load::run(&words, postgres),
        Some("sign-in") => sign_in::run(postgres),
        Some("rights") => rights::run(size, postgres),
        _ => pages(size, postgres, words.iter().any(|word| word == "fill")),
    }
}

/// Pages of every kind, for who sees all and for who sees a tenth.
fn pages(size: u64, postgres: Option<String>, only_fill: bool) {
    let program = Program::find(size, postgres.clone());
    program.fill();
    if only_fill {
        return;
    }
    let mut raw = match &postgres {
        None => Raw::sqlite(&program.file()),
        Some(url) => Raw::postgres(url),
    };
    let server = program.serve();
    raw.settle();
    let session = Session::sign_in(ADMINISTRATOR);
    println!("\nwho sees all records:");
    measure(&session, &mut raw, &Sight::all(size));
    let own = Session::sign_in(COLLEAGUES[0]);
    let sight = Sight::own(size, raw.user(COLLEAGUES[0]));
    println!("\nwho sees a tenth of the records:");
    measure(&own, &mut raw, &sight);
    println!("\nresident memory after the run: {} MB", server.resident() / 1024);
    let weight = Client::open(&session.cookie).ask(&get("/contacts".into())).content.len();
    println!("a list of fifty on the wire: {:.1} KB", weight as f64 / 1024.0);
}

/// What somebody reaches.
struct Sight {
    /// How many contacts.
    reached: u64,
    /// The condition of bare statements.
    only: String,
}

impl Sight {
    fn all(size: u64) -> Self {
        Sight { reached: size, only: String::new() }
    }

    fn own(size: u64, user: String) -> Self {
        let reached = size / (COLLEAGUES.len() as u64 + 1);
        Sight { reached, only: format!(" AND owner_id = {user}") }
    }
}

fn measure(session: &Session, raw: &mut Raw, sight: &Sight) {
    let only = &sight.only;
    let ids = raw.ids(only);
    let words =
        raw.texts(&format!("SELECT last_name_fold FROM contacts WHERE 1 = 1{only} LIMIT 2000"));
    let cursor = raw.cursor(sight.reached / 2, only);
    let id = |n: usize| &ids[n % ids.len()];
    let word = |n: usize| words[n % words.len()].replace(' ', "+");
    println!(
        "{:<20} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>6}",
        "", "p50 1", "p99 1", "p50 8", "p99 8", "a second", "raw", "ratio"
    );
    let mut line = |name: &str, statements: &[String], request: &Asking<'_>| {
        report(session, (raw, statements), name, request);
    };
    let page = |sort: &str, more: &str| raw::list_page(sort, &format!("{only}{more}"));
    line("list", &page("last_name_sort, row", ""), &|_| get("/contacts".into()));
    line("list, by date", &page("modified_at DESC, row DESC", ""), &|_| {
        get("/contacts?sort=-modified_at".into())
    });
    line("list, filtered", &page("last_name_sort, row", " AND status = 'customer'"), &|_| {
        get("/contacts?filter=status%20%3D%20%22customer%22".into())
    });
    let beyond = raw::beyond(&cursor);
    line("list, page in the middle", &page("title_sort, row", &beyond), &|_| {
        get(format!("/contacts?sort=title&after={cursor}"))
    });
    line("list, contains", &[], &|n| get(format!("/contacts?q={}", word(n))));
    line("search", &[], &|n| get(format!("/search?q={}", word(n))));
    line("palette", &[], &|n| get(format!("/search/palette?q={}", word(n))));
    line("record", &raw::record_page(&ids[0]), &|n| get(format!("/contacts/{}", id(n))));
    line("save", &[], &|n| Request {
        method: "POST",
        path: format!("/contacts/{}/field/department", id(n)),
        body: format!("csrf={}&department=Abteilung+{}", session.csrf, n),
        coding: "gzip",
    });
}

type Asking<'a> = dyn Fn(usize) -> Request + Sync + 'a;

/// Latencies of a spell in milliseconds, sorted.
fn spell(session: &Session, clients: usize, request: &Asking<'_>) -> Vec<f64> {
    let end = Instant::now() + SPELL;
    let work = |worker: usize| {
        let mut client = Client::open(&session.cookie);
        let (mut n, mut times) = (worker, Vec::new());
        while Instant::now() < end {
            let request = request(n);
            let begun = Instant::now();
            let status = client.ask(&request).status;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
            assert!(status < 400, "{} answered {status}", request.path);
            n += clients;
        }
        times
    };
    let mut times: Vec<f64> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..clients).map(|n| scope.spawn(move || work(n))).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a worker ends")).collect()
    });
    times.sort_by(f64::total_cmp);
    times
}

fn at(times: &[f64], share: f64) -> f64 {
    let place = ((times.len() as f64 - 1.0) * share) as usize;
    times.get(place).copied().unwrap_or(f64::NAN)
}

fn report(
    session: &Session,
    (raw, statements): (&mut Raw, &[String]),
    name: &str,
    request: &Asking<'_>,
) {
    let [one, eight] = CLIENTS.map(|clients| spell(session, clients, request));
    let bare = (!statements.is_empty()).then(|| raw.time(statements));
    let shown = bare.map_or("–".into(), |ms| format!("{ms:.3}"));
    let ratio = bare.map_or("–".into(), |ms| format!("{:.1}", at(&one, 0.5) / ms));
    println!(
        "{name:<20} {:>8.2} {:>8.2} {:>8.2} {:>8.2} {:>8.0} {shown:>8} {ratio:>6}",
        at(&one, 0.5),
        at(&one, 0.99),
        at(&eight, 0.5),
        at(&eight, 0.99),
        eight.len() as f64 / SPELL.as_secs_f64(),
    );
}
