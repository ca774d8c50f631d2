//! Requests over HTTP with a session, as a ratio to the raw statements in the same run.
//!
//! Run by `cargo xtask bench requests [CONTACTS]`; data of that size is made once and kept in
//! `target/bench`. Prints p50 and p99 in milliseconds for one client and for eight.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

const ADDRESS: &str = "127.0.0.1:8197";
const PASSWORD: &str = "eine Bank im Schatten der Linden";
const CLIENTS: [usize; 2] = [1, 8];
const SPELL: Duration = Duration::from_secs(4);

fn main() {
    let size: u64 = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let program = PathBuf::from(std::env::var("KONTOR_PROGRAM").expect("KONTOR_PROGRAM is set"));
    let folder = program.parent().expect("it lies in a folder").join(format!("../bench/{size}"));
    fill(&program, &folder, size);
    let mut server = serve(&program, &folder);
    let session = Session::sign_in();
    measure(&session, &folder.join("kontor.db"), size);
    println!("resident memory after the run: {} MB", resident(server.id()) / 1024);
    server.kill().expect("it can be ended");
    server.wait().expect("it has ended");
}

fn kontor(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("--data").arg(folder).env("KONTOR_LOG", "warn");
    command
}

/// Makes the data once: one user, a fifth as many organisations as contacts.
fn fill(program: &Path, folder: &Path, size: u64) {
    if folder.join("kontor.db").exists() {
        return;
    }
    let mut add = kontor(program, folder)
        .args(["user", "add", "--name", "bench", "--admin"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = add.stdin.take().expect("it is piped");
    input.write_all(PASSWORD.as_bytes()).expect("it reads");
    drop(input);
    assert!(add.wait().expect("it ends").success());
    let begun = Instant::now();
    let amounts = [size.to_string(), (size / 5).to_string()];
    let seeded = kontor(program, folder)
        .args(["seed", "--contacts", &amounts[0], "--accounts", &amounts[1]])
        .status();
    assert!(seeded.expect("the program starts").success());
    let rate = (size + size / 5) as f64 / begun.elapsed().as_secs_f64();
    println!("seeded {size} contacts: {rate:.0} records a second with every rule applied");
}

fn serve(program: &Path, folder: &Path) -> Child {
    let begun = Instant::now();
    let child = kontor(program, folder)
        .args(["serve", "--listen", ADDRESS])
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    while TcpStream::connect(ADDRESS).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(30), "it does not start");
        std::thread::sleep(Duration::from_millis(2));
    }
    println!("start: {:.2} s", begun.elapsed().as_secs_f64());
    println!("resident memory after the start: {} MB", resident(child.id()) / 1024);
    child
}

fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// A connection that is kept open.
struct Client {
    stream: BufReader<TcpStream>,
    cookie: String,
}

impl Client {
    fn open(cookie: &str) -> Self {
        let stream = TcpStream::connect(ADDRESS).expect("it listens");
        stream.set_nodelay(true).expect("it is a socket");
        Client { stream: BufReader::new(stream), cookie: cookie.into() }
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> (u16, Vec<String>, Vec<u8>) {
        let form = "application/x-www-form-urlencoded";
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {ADDRESS}\r\ncookie: {}\r\ncontent-type: {form}\r\n\
             sec-fetch-site: same-origin\r\ncontent-length: {}\r\n\r\n{body}",
            self.cookie,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).expect("it can be written");
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).expect("it answers");
            let line = line.trim_end().to_owned();
            if line.is_empty() {
                break;
            }
            lines.push(line);
        }
        let status = lines[0].split(' ').nth(1).and_then(|n| n.parse().ok()).unwrap_or(0);
        let length = lines.iter().find_map(|line| {
            line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok()
        });
        let mut content = vec![0; length.unwrap_or(0)];
        self.stream.read_exact(&mut content).expect("it answers whole");
        (status, lines, content)
    }
}

/// A signed-in browser.
struct Session {
    cookie: String,
    csrf: String,
}

impl Session {
    fn sign_in() -> Self {
        let mut client = Client::open("");
        let password = PASSWORD.replace(' ', "+");
        let body = format!("name=bench&password={password}");
        let (_, lines, _) = client.ask("POST", "/login", &body);
        let cookie = lines.iter().find_map(|line| {
            let value = line.strip_prefix("set-cookie: ")?;
            value.starts_with("kontor=").then(|| value.split(';').next().unwrap_or_default())
        });
        let cookie = cookie.expect("the sign-in works").to_owned();
        let (_, _, page) = Client::open(&cookie).ask("GET", "/me", "");
        let page = String::from_utf8_lossy(&page).into_owned();
        let csrf =
            page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        Session { cookie, csrf: csrf.expect("the page holds a token").to_owned() }
    }
}

/// Latencies of a spell, sorted.
fn spell(
    session: &Session,
    clients: usize,
    request: &(dyn Fn(usize) -> Request + Sync),
) -> Vec<f64> {
    let end = Instant::now() + SPELL;
    let mut times: Vec<f64> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..clients)
            .map(|worker| {
                scope.spawn(move || {
                    let mut client = Client::open(&session.cookie);
                    let (mut n, mut times) = (worker, Vec::new());
                    while Instant::now() < end {
                        let Request { method, path, body } = request(n);
                        let begun = Instant::now();
                        let (status, _, _) = client.ask(method, &path, &body);
                        times.push(begun.elapsed().as_secs_f64() * 1000.0);
                        assert!(status < 400, "{path} answered {status}");
                        n += clients;
                    }
                    times
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a worker ends")).collect()
    });
    times.sort_by(f64::total_cmp);
    times
}

struct Request {
    method: &'static str,
    path: String,
    body: String,
}

fn get(path: String) -> Request {
    Request { method: "GET", path, body: String::new() }
}

fn at(times: &[f64], share: f64) -> f64 {
    let place = ((times.len() as f64 - 1.0) * share) as usize;
    times.get(place).copied().unwrap_or(f64::NAN)
}

fn measure(session: &Session, database: &Path, size: u64) {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let raw = Connection::open_with_flags(database, flags).expect("the database opens");
    let ids: Vec<String> = texts(&raw, "SELECT lower(hex(id)) FROM contacts LIMIT 2000");
    let words: Vec<String> = texts(&raw, "SELECT last_name_fold FROM contacts LIMIT 2000");
    let deep = size as i64 / 2;
    let cursor: String = raw
        .query_row(
            "SELECT 'b' || lower(hex(title_sort)) || '.' || row FROM contacts \
             WHERE trashed_at IS NULL ORDER BY title_sort, row LIMIT 1 OFFSET ?",
            [deep],
            |row| row.get(0),
        )
        .expect("there is a place in the middle");
    let id = |n: usize| dashed(&ids[n % ids.len()]);
    let word = |n: usize| words[n % words.len()].replace(' ', "+");
    println!(
        "{:<28} {:>9} {:>9} {:>9} {:>9} {:>9} {:>7}",
        "", "p50 1", "p99 1", "p50 8", "p99 8", "raw", "ratio"
    );
    let list = "SELECT * FROM contacts WHERE trashed_at IS NULL ORDER BY ";
    let line =
        |name: &str, statement: Option<String>, request: &(dyn Fn(usize) -> Request + Sync)| {
            report(session, &raw, (name, statement), request);
        };
    line(
        "list",
        Some(format!("{list} last_name_sort, row LIMIT 51")),
        &|_| get("/contacts".into()),
    );
    line("list, by date", Some(format!("{list} modified_at DESC, row DESC LIMIT 51")), &|_| {
        get("/contacts?sort=-modified_at".into())
    });
    line("list, filtered", None, &|_| get("/contacts?filter=status%20%3D%20%22customer%22".into()));
    line("list, in the middle", None, &|_| get(format!("/contacts?sort=title&after={cursor}")));
    line("list, contains", None, &|n| get(format!("/contacts?q={}", word(n))));
    line("search", None, &|n| get(format!("/search?part=palette&q={}", word(n))));
    line("record", Some(format!("SELECT * FROM contacts WHERE id = x'{}'", ids[0])), &|n| {
        get(format!("/contacts/{}", id(n)))
    });
    line("save", None, &|n| Request {
        method: "POST",
        path: format!("/contacts/{}/field/department", id(n)),
        body: format!("csrf={}&department=Abteilung+{}", session.csrf, n),
    });
}

fn report(
    session: &Session,
    raw: &Connection,
    (name, statement): (&str, Option<String>),
    request: &(dyn Fn(usize) -> Request + Sync),
) {
    let [one, eight] = CLIENTS.map(|clients| spell(session, clients, request));
    let (p50, p99) = (at(&one, 0.5), at(&one, 0.99));
    let (many50, many99) = (at(&eight, 0.5), at(&eight, 0.99));
    let bare = statement.map(|statement| run_raw(raw, &statement));
    let shown = bare.map_or("–".into(), |ms| format!("{ms:.3}"));
    let ratio = bare.map_or("–".into(), |ms| format!("{:.1}", p50 / ms));
    println!("{name:<28} {p50:>9.2} {p99:>9.2} {many50:>9.2} {many99:>9.2} {shown:>9} {ratio:>7}");
    let rate = eight.len() as f64 / SPELL.as_secs_f64();
    println!("{:<28} {rate:>9.0} a second with eight clients", "");
}

/// The same rows read by the bare statement, p50 of two hundred.
fn run_raw(raw: &Connection, statement: &str) -> f64 {
    let mut times: Vec<f64> = (0..200)
        .map(|_| {
            let begun = Instant::now();
            let mut prepared = raw.prepare_cached(statement).expect("it is a statement");
            let mut rows = prepared.query([]).expect("it runs");
            while let Some(row) = rows.next().expect("it goes on") {
                std::hint::black_box(row.get_ref(3).expect("it has a title"));
            }
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    at(&times, 0.5)
}

fn texts(raw: &Connection, statement: &str) -> Vec<String> {
    let mut prepared = raw.prepare(statement).expect("it is a statement");
    let rows = prepared.query_map([], |row| row.get(0)).expect("it runs");
    rows.map(|row| row.expect("it is a text")).collect()
}

fn dashed(hex: &str) -> String {
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    parts.join("-")
}
