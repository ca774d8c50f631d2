//! What people do all day: a board of 100,000 opportunities, the page of a record with 5,000
//! entries, and a message centre with 100,000 messages.

use crate::client::{Client, Request, Session, get};
use crate::program::{ADMINISTRATOR, Program};
use crate::raw::{self, Raw};
use crate::{Asking, at, spell};

/// Opportunities on the board, contacts beside them.
const DEALS: u64 = 100_000;
const CONTACTS: u64 = 5_000;
/// Entries in the timeline of one record.
const ENTRIES: usize = 5_000;
/// Messages to one person.
const MESSAGES: u64 = 100_000;

/// Makes the data once, then measures.
pub fn run(postgres: Option<String>) {
    let program = Program::find(CONTACTS, postgres.clone());
    program.fill();
    let mut raw = match &postgres {
        None => Raw::sqlite(&program.file()),
        Some(url) => Raw::postgres(url),
    };
    if raw.texts("SELECT title FROM opportunities LIMIT 1").is_empty() {
        program.add_deals(DEALS);
    }
    let server = program.serve();
    raw.settle();
    raw.add_messages(&program.file(), (ADMINISTRATOR, MESSAGES));
    let session = Session::sign_in(ADMINISTRATOR);
    let ids = raw.ids("");
    talk_about(&session, &ids[0]);
    println!(
        "{:<24} {:>8} {:>8} {:>8} {:>8} {:>8} {:>6}",
        "", "p50 1", "p99 1", "p50 8", "p99 8", "raw", "ratio"
    );
    let board = raw::board();
    report(&session, (&mut raw, &board), "board", &|_| get("/opportunities/kanban".into()));
    let filter = "amount%20%3E%20100000";
    let narrow = format!("/opportunities/kanban?filter={filter}");
    report(&session, (&mut raw, &[]), "board, filtered", &|_| get(narrow.clone()));
    let record = raw::record_page(&ids[0]);
    let talked = format!("/contacts/{}", ids[0]);
    report(&session, (&mut raw, &record), "record, 5,000 entries", &|_| get(talked.clone()));
    let plain = format!("/contacts/{}", ids[1]);
    report(&session, (&mut raw, &record), "record, few entries", &|_| get(plain.clone()));
    tell_of_messages(&session, &mut raw, &ids);
    println!("resident memory after the run: {} MB", server.resident() / 1024);
}

/// The message centre of somebody with many messages, of which they read some and open them again.
fn tell_of_messages(session: &Session, raw: &mut Raw, ids: &[String]) {
    let user = raw.user(ADMINISTRATOR);
    let place = raw.message(&user, MESSAGES / 2);
    let first = raw::messages(&user, "");
    report(session, (raw, &first), "messages", &|_| get("/messages".into()));
    let later = raw::messages(&user, &raw::before(&place));
    report(session, (raw, &later), "messages, in the middle", &|_| {
        get(format!("/messages?before={place}"))
    });
    report(session, (raw, &first), "messages, in a drawer", &|_| {
        get("/messages?frame=drawer".into())
    });
    report(session, (raw, &[raw::unread(&user)]), "messages, number", &|_| {
        get("/messages/live".into())
    });
    report(session, (raw, &[]), "messages, done and open", &|n| {
        let is_even = (n / ids.len()).is_multiple_of(2);
        let undo = if is_even { "" } else { "&undo=1" };
        Request {
            method: "POST",
            path: "/messages/read".into(),
            body: format!("csrf={}&about={}{undo}", session.csrf, ids[n % ids.len()]),
            coding: "gzip",
        }
    });
    report(session, (raw, &[]), "numbers of the side bar", &|_| get("/search/counts".into()));
}

/// Writes comments and tasks about a record until it has as many entries as wanted.
fn talk_about(session: &Session, id: &str) {
    let mut client = Client::open(&session.cookie);
    let page = client.ask(&Request { coding: "identity", ..get(format!("/contacts/{id}")) });
    if String::from_utf8_lossy(&page.content).contains("Eintrag") {
        return;
    }
    for n in 0..ENTRIES / 2 {
        let comment = Request {
            method: "POST",
            path: format!("/contacts/{id}/comments"),
            body: format!("csrf={}&text=Eintrag+{n}", session.csrf),
            coding: "gzip",
        };
        let day = 1 + n % 28;
        let task = Request {
            method: "POST",
            path: "/tasks".into(),
            body: format!(
                "csrf={}&subject=Eintrag+{n}&about=contact:{id}&due_on={day}.{}.20{}&stage={}",
                session.csrf,
                1 + n % 12,
                20 + n % 6,
                if n % 500 == 0 { "open" } else { "done" }
            ),
            coding: "gzip",
        };
        for request in [comment, task] {
            let status = client.ask(&request).status;
            assert!(status < 400, "{} answered {status}", request.path);
        }
    }
}

fn report(
    session: &Session,
    (raw, statements): (&mut Raw, &[String]),
    name: &str,
    request: &Asking<'_>,
) {
    let [one, eight] = [1, 8].map(|clients| spell(session, clients, request));
    let bare = (!statements.is_empty()).then(|| raw.time(statements));
    let shown = bare.map_or("–".into(), |ms| format!("{ms:.3}"));
    let ratio = bare.map_or("–".into(), |ms| format!("{:.1}", at(&one, 0.5) / ms));
    println!(
        "{name:<24} {:>8.2} {:>8.2} {:>8.2} {:>8.2} {shown:>8} {ratio:>6}",
        at(&one, 0.5),
        at(&one, 0.99),
        at(&eight, 0.5),
        at(&eight, 0.99),
    );
}
