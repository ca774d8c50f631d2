//! A list that comes in as people send it, by the page of imports, while others save: rows a
//! second, what the others wait, and the peak of memory.
//!
//! Each run imports further people; remove the folder of its data to begin anew.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::at;
use crate::client::{ADDRESS, Client, Request, Session, get};
use crate::list;
use crate::program::{ADMINISTRATOR, Program};
use crate::savers::{tell, while_people_save};

/// Contacts that stand before, which the others save.
const STANDING: u64 = 1_000;
/// People who save meanwhile.
const PEOPLE: usize = 4;
/// How long each of them waits after a save.
const PAUSE: Duration = Duration::from_millis(200);
/// Milliseconds within which 19 of 20 saves are to be done.
const WITHIN: f64 = 500.0;
/// Megabytes that the program may take at most.
const MEMORY: u64 = 300;
/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(3600);

/// Imports, then tells; ends the process when a bound is missed.
pub fn run(size: u64, postgres: Option<String>) {
    let program = Program::find_named("import", size, postgres);
    program.fill_with(STANDING);
    let mut raw = program.raw();
    let server = program.serve();
    raw.settle();
    let ids = raw.ids("");
    let session = Session::sign_in(ADMINISTRATOR);
    let rows = i64::try_from(size).expect("it is a number of rows");
    let text = list::made_up(rows, std::process::id());
    println!("a list of {size} rows, {} MB", text.len() >> 20);
    let calm = while_people_save((&session, &ids), PEOPLE, PAUSE, || {
        std::thread::sleep(Duration::from_secs(10));
    });
    tell("saves before", &calm.0);
    let mut took = Duration::ZERO;
    let (saves, failed) = while_people_save((&session, &ids), PEOPLE, PAUSE, || {
        let begun = Instant::now();
        let place = upload(&session, &text);
        println!("sent and kept after {:.1} s", begun.elapsed().as_secs_f64());
        let body = format!("csrf={}&step=start", session.csrf);
        let run = follow(&session, &Request { method: "POST", path: place, body, coding: "gzip" });
        await_end(&session, &run);
        took = begun.elapsed();
    });
    tell("saves meanwhile", &saves);
    let (seconds, peak) = (took.as_secs_f64(), server.memory("VmHWM:") / 1024);
    println!("{:.0} s, {:.0} rows a second, peak {peak} MB", seconds, size as f64 / seconds);
    println!("{} saves, {failed} failed", saves.len());
    if failed > 0 || at(&saves, 0.95) > WITHIN || peak > MEMORY {
        std::process::exit(1);
    }
}

/// Sends the list as a browser does; where its columns are decided over.
fn upload(session: &Session, text: &str) -> String {
    let part = |name: &str, more: &str| {
        format!("--border\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n")
    };
    let head = format!("{}{}\r\n", part("csrf", ""), session.csrf);
    let head = head + &part("file", "; filename=\"list.csv\"");
    let end = "\r\n--border--\r\n";
    let length = head.len() + text.len() + end.len();
    let mut stream = TcpStream::connect(ADDRESS).expect("it listens");
    write!(
        stream,
        "POST /contacts/import HTTP/1.1\r\nhost: {ADDRESS}\r\ncookie: {}\r\nconnection: close\r\n\
         content-type: multipart/form-data; boundary=border\r\nsec-fetch-site: same-origin\r\n\
         content-length: {length}\r\n\r\n{head}",
        session.cookie
    )
    .and_then(|()| stream.write_all(text.as_bytes()))
    .and_then(|()| stream.write_all(end.as_bytes()))
    .expect("it takes the list");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    location(answer.lines().map(str::to_owned)).expect("it goes on to the columns")
}

fn location(mut lines: impl Iterator<Item = String>) -> Option<String> {
    lines.find_map(|line| line.strip_prefix("location: ").map(|to| to.trim_end().to_owned()))
}

fn follow(session: &Session, request: &Request) -> String {
    let answer = Client::open(&session.cookie).ask(request);
    let to = location(answer.lines.iter().cloned());
    to.unwrap_or_else(|| panic!("{} answered {}", request.path, answer.status))
}

fn await_end(session: &Session, run: &str) {
    let begun = Instant::now();
    let state = Request { coding: "identity", ..get(format!("{run}?part=state")) };
    loop {
        std::thread::sleep(Duration::from_secs(1));
        let page = Client::open(&session.cookie).ask(&state).content;
        let page = String::from_utf8_lossy(&page);
        if !page.contains("/cancel") {
            assert!(page.contains("/undo"), "the import did not end well: {page}");
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "it takes too long");
    }
}
