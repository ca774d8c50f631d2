//! What lists of any size cost: groups with sums, a chart, a board, the search for duplicates, a
//! bulk edit, an export; each as a ratio to the bare statement, with the peak of memory.

use std::time::{Duration, Instant};

use crate::client::{Client, Request, Session, get};
use crate::program::{ADMINISTRATOR, Program, Server};
use crate::raw::{self, Raw};
use crate::report;

/// Opportunities beside the contacts.
const DEALS: u64 = 100_000;
/// Contacts that one bulk edit changes.
const CHANGED: u64 = 100_000;
/// How long a job may take.
const PATIENCE: Duration = Duration::from_secs(3600);

/// Makes the data once, then measures.
pub fn run(size: u64, postgres: Option<String>) {
    let program = Program::find_named("lists", size, postgres);
    if program.has_no_users() {
        program.fill();
        program.add_deals(DEALS);
    }
    let mut raw = program.raw();
    let server = program.serve();
    raw.settle();
    let session = Session::sign_in(ADMINISTRATOR);
    println!(
        "{:<20} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>6}",
        "", "p50 1", "p99 1", "p50 8", "p99 8", "a second", "raw", "ratio"
    );
    pages(&session, &mut raw);
    println!("peak of memory after the pages: {} MB", server.memory("VmHWM:") / 1024);
    println!("\n{:<20} {:>9} {:>9} {:>6} {:>9}", "", "seconds", "raw", "ratio", "peak MB");
    jobs((&session, &server), (&mut raw, &program), size);
}

/// Pages of many records: what each answers and the statement that adds it up.
fn pages(session: &Session, raw: &mut Raw) {
    let by_stage = "SELECT stage, amount_currency, COUNT(*), SUM(amount), MIN(amount), \
                    MAX(amount) FROM opportunities WHERE trashed_at IS NULL GROUP BY 1, 2";
    let by_status = "SELECT status, COUNT(*) FROM contacts WHERE trashed_at IS NULL GROUP BY 1";
    let cases: [(&str, &str, Vec<String>); 4] = [
        ("groups with sums", "/opportunities?group=stage", vec![by_stage.into()]),
        ("groups of contacts", "/contacts?group=status", vec![by_status.into()]),
        ("chart", "/opportunities?group=stage&chart=bar", vec![by_stage.into()]),
        ("board", "/opportunities/kanban", raw::board()),
    ];
    for (name, path, statements) in cases {
        report(session, (raw, &statements), name, &|_| get(path.into()));
    }
}

fn jobs((session, server): (&Session, &Server), (raw, program): (&mut Raw, &Program), size: u64) {
    let line = |name: &str, asked: &dyn Fn(), bare: f64| {
        let begun = Instant::now();
        asked();
        let ours = worked_off(program, begun);
        let peak = server.memory("VmHWM:") / 1024;
        println!("{name:<20} {ours:>9.1} {bare:>9.1} {:>6.1} {peak:>9}", ours / bare);
    };
    let twins = "SELECT COUNT(*) FROM (SELECT key FROM lookup_keys WHERE module = 'contact' \
                 GROUP BY field, key HAVING COUNT(*) > 1) twins";
    let bare = seconds(raw, twins);
    line("duplicates", &|| post(session, "/contacts/duplicates/search", ""), bare);
    let last = (CHANGED.min(size) - 1).to_string();
    let name = raw.texts(&format!(
        "SELECT last_name FROM contacts ORDER BY last_name_sort, row LIMIT 1 OFFSET {last}"
    ));
    let set = format!(
        "BEGIN; UPDATE contacts SET department = 'Einkauf', version = version + 1 \
         WHERE last_name_sort <= (SELECT last_name_sort FROM contacts WHERE last_name = '{}' \
         LIMIT 1); ROLLBACK",
        name[0]
    );
    let begun = Instant::now();
    raw.change(&program.file(), &set);
    let bare = begun.elapsed().as_secs_f64();
    let filter = encoded(&format!("last_name <= \"{}\"", name[0]));
    let edit = format!("&all=1&filter={filter}&field=department&value=Einkauf&step=do");
    line("bulk edit", &|| post(session, "/contacts/bulk/change", &edit), bare);
    let bare = seconds(raw, "SELECT * FROM contacts WHERE trashed_at IS NULL ORDER BY row");
    line("export", &|| post(session, "/contacts/export", "&format=csv&which=all"), bare);
}

/// A value as a form sends it.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn seconds(raw: &mut Raw, statement: &str) -> f64 {
    let begun = Instant::now();
    raw.once(statement);
    begun.elapsed().as_secs_f64()
}

fn post(session: &Session, path: &str, more: &str) {
    let body = format!("csrf={}{more}", session.csrf);
    let request = Request { method: "POST", path: path.into(), body, coding: "gzip" };
    let status = Client::open(&session.cookie).ask(&request).status;
    assert!(status < 400, "{path} answered {status}");
}

/// Waits until no job is waiting or at work; tells how many seconds it was since a moment.
fn worked_off(program: &Program, begun: Instant) -> f64 {
    let mut raw = program.raw();
    let open = "SELECT state FROM queue WHERE state IN ('waiting', 'running') AND name IN \
                ('find_alike', 'act_on_many', 'export_records') LIMIT 1";
    while !raw.texts(open).is_empty() {
        assert!(begun.elapsed() < PATIENCE, "a job takes too long");
        std::thread::sleep(Duration::from_millis(100));
    }
    begun.elapsed().as_secs_f64()
}
