//! Documents: the editor of positions, issuing, papers, a run of subscriptions, lists of very many.
//!
//! A few thousand invoices are made through the program; the rest are copies of them,
//! written by one statement, without their electronic invoice: through the program it would take an
//! hour and give the same rows.

use std::time::{Duration, Instant};

use crate::client::{Answer, Client, Request, Session, get};
use crate::program::{ADMINISTRATOR, Program};
use crate::raw::Raw;
use crate::{at, report};

/// Contacts, and so five times as many as there are organisations.
const CONTACTS: u64 = 20_000;
/// Invoices that the program makes.
const MADE: u64 = 2_000;
/// Positions in the editor.
const POSITIONS: usize = 200;
/// Requests of a kind.
const TIMES: usize = 60;
/// Subscriptions of a run.
const SUBSCRIPTIONS: u64 = 1_000;
/// How long a run may take.
const PATIENCE: Duration = Duration::from_secs(900);

/// What is asked for, in milliseconds of p50: an edit, issuing, a paper.
const BOUNDS: [(&str, f64); 3] = [("editor", 30.0), ("issue", 20.0), ("paper", 150.0)];

/// Makes the data once, then measures; ends the process when a bound is missed.
pub fn run(size: u64, postgres: Option<String>) {
    let program = Program::find_named("faktura", size, postgres);
    let is_new = program.has_no_users();
    program.fill_with(CONTACTS);
    if is_new {
        program.add_bills(MADE, 0);
        copied(&program, size);
    }
    let token = program.token();
    let mut raw = program.raw();
    let server = program.serve();
    raw.settle();
    daily_errands_are_done(&mut raw);
    let session = Session::sign_in(ADMINISTRATOR);
    let desk = Desk { session, token };
    let measured = [desk.edits(), desk.issues(), desk.papers()];
    let mut is_missed = false;
    for ((name, bound), times) in BOUNDS.into_iter().zip(&measured) {
        let (half, most) = (at(times, 0.5), at(times, 0.99));
        println!("{name:<20} p50 {half:>7.2} ms, p99 {most:>7.2} ms, allowed {bound} ms");
        is_missed |= bound < half;
    }
    program.add_bills(0, SUBSCRIPTIONS);
    desk.bills(&mut raw);
    println!("peak of memory {} MB", server.peak() / 1024);
    lists(&desk.session, &mut raw);
    if is_missed {
        std::process::exit(1);
    }
}

struct Desk {
    session: Session,
    token: String,
}

impl Desk {
    fn program(&self, method: &'static str, path: String, body: String) -> Answer {
        let request = Request { method, path, body, coding: "identity" };
        let answer = Client::open("").ask_as_program(&request, &self.token);
        let said = String::from_utf8_lossy(&answer.content);
        assert!(answer.status < 400, "{method} {}: {} {said}", request.path, answer.status);
        answer
    }

    /// A draft with so many positions.
    fn draft(&self, n: usize) -> String {
        let account = self.first("accounts");
        let line = concat!(
            r#"{"kind":"item","name":"Position","quantity":"2","unit_price":"12.50","#,
            r#""tax_class":"standard"}"#
        );
        let lines = vec![line; n].join(",");
        let account = format!(r#""account":{{"module":"accounts","id":"{account}"}}"#);
        let fields = format!(r#"{account},"supply_from":"2026-11-20","lines":[{lines}]"#);
        let body = format!(r#"{{"fields":{{"subject":"Bench",{fields}}}}}"#);
        id_of(&self.program("POST", "/api/v1/invoices".into(), body))
    }

    fn first(&self, module: &str) -> String {
        id_of(&self.program("GET", format!("/api/v1/{module}?limit=1"), String::new()))
    }

    /// Round trips of the editor: everything in the form goes there, what follows comes back.
    fn edits(&self) -> Vec<f64> {
        let id = self.draft(POSITIONS);
        let cookie = &self.session.cookie;
        let page = get(format!("/invoices/{id}/edit"));
        let page = Client::open(cookie).ask(&Request { coding: "identity", ..page });
        let form = form_of(&String::from_utf8_lossy(&page.content));
        assert!(form.matches("lines.").count() > POSITIONS * 3, "the form has all positions");
        let path = format!("/invoices/lines?field=lines&of={id}&figures=1");
        let mut client = Client::open(cookie);
        timed(|n| {
            let body = format!("{form}&discount_rate={}", n % 9);
            let request = Request { method: "POST", path: path.clone(), body, coding: "gzip" };
            assert!(client.ask_part(&request).status < 400, "the editor answers");
        })
    }

    fn issues(&self) -> Vec<f64> {
        let drafts: Vec<String> = (0..TIMES).map(|_| self.draft(5)).collect();
        timed(|n| {
            let path = format!("/api/v1/invoices/{}/actions/issue", drafts[n]);
            self.program("POST", path, "{}".into());
        })
    }

    fn papers(&self) -> Vec<f64> {
        let issued: Vec<String> = (0..TIMES)
            .map(|_| {
                let id = self.draft(5);
                self.program("POST", format!("/api/v1/invoices/{id}/actions/issue"), "{}".into());
                id
            })
            .collect();
        timed(|n| {
            let paper = self.paper(&issued[n]);
            assert!(paper.content.starts_with(b"%PDF"), "a paper");
        })
    }

    fn paper(&self, id: &str) -> Answer {
        self.program("GET", format!("/api/v1/invoices/{id}/document.pdf"), String::new())
    }

    /// A run of subscriptions that are issued by themselves, then the paper of each.
    fn bills(&self, raw: &mut Raw) {
        let count = "SELECT CAST(COUNT(*) AS TEXT) FROM invoices \
                     WHERE kind = 'subscription' AND stage <> 'draft'";
        let before: u64 = raw.texts(count)[0].parse().expect("a number");
        let begun = Instant::now();
        let path = "/subscriptions/errands/bill".into();
        let body = format!("csrf={}", self.session.csrf);
        let request = Request { method: "POST", path, body, coding: "gzip" };
        assert!(Client::open(&self.session.cookie).ask(&request).status < 400, "the run begins");
        loop {
            let now: u64 = raw.texts(count)[0].parse().expect("a number");
            if before + SUBSCRIPTIONS <= now {
                break;
            }
            assert!(begun.elapsed() < PATIENCE, "the run takes too long");
            std::thread::sleep(Duration::from_millis(50));
        }
        let issued = begun.elapsed().as_secs_f64();
        let id = raw.id();
        let ids = raw.texts(&format!(
            "SELECT {id} FROM invoices WHERE kind = 'subscription' ORDER BY row DESC \
             LIMIT {SUBSCRIPTIONS}"
        ));
        let (half, rest) = ids.split_at(ids.len() / 2);
        std::thread::scope(|scope| {
            for part in [half, rest] {
                scope.spawn(move || part.iter().for_each(|id| drop(self.paper(id))));
            }
        });
        let all = begun.elapsed().as_secs_f64();
        let n = SUBSCRIPTIONS as f64;
        println!(
            "subscriptions: {:.0} a second issued, {:.1} with their papers",
            n / issued,
            n / all
        );
    }
}

/// What a house does every day begins when it opens, and is no part of what is measured.
fn daily_errands_are_done(raw: &mut Raw) {
    let begun = Instant::now();
    let open = "SELECT name FROM queue WHERE state IN ('waiting', 'running') LIMIT 1";
    let day = "SELECT name FROM queue WHERE name = 'run_errands' LIMIT 1";
    while raw.texts(day).is_empty() || !raw.texts(open).is_empty() {
        assert!(begun.elapsed() < PATIENCE, "what is done every day takes too long");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// The first id in an answer.
fn id_of(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(&answer.content).into_owned();
    let id = text.split("\"id\":\"").nth(1).and_then(|rest| rest.split('"').next());
    id.expect("an id").to_owned()
}

fn timed(mut once: impl FnMut(usize)) -> Vec<f64> {
    let mut times: Vec<f64> = (0..TIMES)
        .map(|n| {
            let begun = Instant::now();
            once(n);
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}

/// What the form of a page would send: hidden and other inputs, with their values.
fn form_of(page: &str) -> String {
    let form = page.split("<form").find(|form| form.contains("lines.")).expect("a form");
    let mut pairs = Vec::new();
    for tag in form.split("<input").skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let of = |name: &str| {
            let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
            rest.split('"').next().map(|text| text.replace("&amp;", "&").replace("&quot;", "\""))
        };
        let is_off = tag.contains("type=\"checkbox\"") && !tag.contains(" checked");
        if let Some(name) = of("name").filter(|_| !is_off) {
            pairs.push(format!("{name}={}", escaped(&of("value").unwrap_or_default())));
        }
    }
    pairs.join("&")
}

fn escaped(text: &str) -> String {
    let of = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(of).collect()
}

fn lists(session: &Session, raw: &mut Raw) {
    println!(
        "{:<20} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>6}",
        "", "p50 1", "p99 1", "p50 8", "p99 8", "a second", "raw", "ratio"
    );
    let page = |only: &str, sort: &str| {
        vec![format!(
            "SELECT id, title, account_id, invoice_date, due_on, total, total_currency, \
             open_amount, open_amount_currency, stage, owner_id FROM invoices \
             WHERE trashed_at IS NULL{only} ORDER BY {sort} LIMIT 51"
        )]
    };
    let open = " AND stage IN ('issued', 'partly_paid')";
    let mut line = |name: &str, statements: &[String], path: &str| {
        report(session, (raw, statements), name, &|_| get(path.into()));
    };
    line("list", &page("", "created_at DESC, row DESC"), "/invoices");
    let filter = "stage%20in%20(%22issued%22%2C%20%22partly_paid%22)";
    let path = format!("/invoices?filter={filter}&sort=due_on");
    line("open items", &page(open, "due_on_sort, row"), &path);
}

/// Makes copies of the invoices until there are so many.
fn copied(program: &Program, size: u64) {
    let mut raw = program.raw();
    let is_postgres = matches!(raw, Raw::Postgres(..));
    let columns = raw.texts(if is_postgres {
        "SELECT column_name::text FROM information_schema.columns \
         WHERE table_schema = 'kontor' AND table_name = 'invoices' ORDER BY ordinal_position"
    } else {
        "SELECT name FROM pragma_table_info('invoices')"
    });
    let (new, path) = (raw.new_id(), if is_postgres { "SET search_path = kontor; " } else { "" });
    let columns: Vec<String> = columns.into_iter().filter(|name| name != "row").collect();
    let paid = "n % 20 <> 0 AND stage = 'issued'";
    let value = |name: &String| match name.as_str() {
        "id" => new.to_owned(),
        "electronic" => "''".to_owned(),
        // Most of what was ever billed is paid.
        "stage" => format!("CASE WHEN {paid} THEN 'paid' ELSE stage END"),
        "open_amount" => format!("CASE WHEN {paid} THEN 0 ELSE open_amount END"),
        "paid_amount" => format!("CASE WHEN {paid} THEN total ELSE paid_amount END"),
        "number" => "number || '-' || n".to_owned(),
        "number_fold" => "number_fold || '-' || n".to_owned(),
        name => format!("\"{name}\""),
    };
    let into: Vec<String> = columns.iter().map(|name| format!("\"{name}\"")).collect();
    let from: Vec<String> = columns.iter().map(value).collect();
    let copies = (size / MADE).saturating_sub(1);
    let statement = format!(
        "{path}WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies \
         WHERE n < {copies}) INSERT INTO invoices ({}) SELECT {} FROM copies CROSS JOIN invoices",
        into.join(", "),
        from.join(", ")
    );
    let begun = Instant::now();
    if copies > 0 {
        raw.change(&program.file(), &format!("{statement}; ANALYZE invoices"));
    }
    println!("copied in {:.0} s", begun.elapsed().as_secs_f64());
}
