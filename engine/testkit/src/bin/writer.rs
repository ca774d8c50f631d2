//! Writers that save as fast as they can and say on standard output what they begin and what was
//! acknowledged, until somebody kills them. A save that the database did not answer is tried again
//! with the same key. `KONTOR_WRITERS` sets how many, `KONTOR_ROUNDS` how long,
//! `KONTOR_UNFINISHED` what an earlier process began and nobody acknowledged.

use std::collections::VecDeque;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use access::{Rights, Sees};
use kernel::{Error, Link, RecordId, Result, Value};
use records::{Answers, Cx, Input, Once, Record};
use store::StoreOptions;
use testkit::{Scene, Step, library};

/// A database that is silent for longer has not come up again.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

fn main() {
    let mut words = std::env::args().skip(1);
    let place = words.next().expect("a file, or the address of a server");
    let options = match words.next() {
        Some(schema) => StoreOptions::server(&place, &schema),
        None => StoreOptions::file(std::path::Path::new(&place)),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime starts").block_on(write_for_ever(options));
}

async fn write_for_ever(options: StoreOptions) {
    let scene = Scene::set(options, library::setting()).await;
    let person = scene.enter("writer", Sees::All, Rights::administrator()).await;
    let cx: Arc<Cx> = Arc::new((*person).clone());
    let unfinished = std::env::var("KONTOR_UNFINISHED").unwrap_or_default();
    let unfinished = unfinished.lines().map(|line| line.parse().expect("a step"));
    let unfinished: Arc<Mutex<VecDeque<Step>>> = Arc::new(Mutex::new(unfinished.collect()));
    let writers = (0..number("KONTOR_WRITERS", 8))
        .map(|writer| tokio::spawn(write(cx.clone(), writer, unfinished.clone())));
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("a writer goes on until it is killed");
    }
}

/// A book, a loan of it, and the lending; first what was left unfinished.
async fn write(cx: Arc<Cx>, writer: usize, unfinished: Arc<Mutex<VecDeque<Step>>>) {
    for _ in 0..number("KONTOR_ROUNDS", usize::MAX) {
        let left = unfinished.lock().expect("no writer panics while it holds it").pop_front();
        let mut repeated = left.is_some();
        let mut next = Some(left.unwrap_or_else(Step::first));
        while let Some(step) = next {
            say(&format!("begin {writer} {step}"));
            let (record, result) = persist(&cx, &step, repeated).await;
            say(&format!("done {writer} {step} {result}"));
            next = step.next(record);
            repeated = false;
        }
    }
}

/// Saves, again and again with the same key while the database does not answer.
async fn persist(cx: &Cx, step: &Step, mut repeated: bool) -> (RecordId, String) {
    let begun = Instant::now();
    loop {
        match save(cx, step, repeated).await {
            Ok(saved) => return saved,
            Err(Error::Unavailable { .. }) if begun.elapsed() < PATIENCE => {}
            Err(error) => {
                eprintln!("{step}: {error:?}");
                std::process::exit(1);
            }
        }
        repeated = true;
        tokio::time::sleep(PAUSE).await;
    }
}

/// The record and what its reader is told: its id, or the number it was given.
async fn save(cx: &Cx, step: &Step, repeated: bool) -> Result<(RecordId, String)> {
    let created = match step {
        Step::Book { key } => {
            let values = [("name", Value::Text(format!("Band {key}")))];
            records::create(cx, "book", keyed(step, Input::of(values))).await?
        }
        Step::Loan { key, book } => {
            let book = Value::Link(Link::new("book", *book));
            let values = [("reader", Value::Text(key.clone())), ("book", book)];
            records::create(cx, "loan", keyed(step, Input::of(values))).await?
        }
        Step::Lend { loan } => return lend(cx, *loan, repeated).await,
    };
    Ok((created.id, created.id.to_string()))
}

fn keyed(step: &Step, input: Input) -> Input {
    let request = step.to_string();
    Input { once: Some(Once { key: request.clone(), request: request.into() }), ..input }
}

/// The version says whether an earlier try went through.
async fn lend(cx: &Cx, loan: RecordId, repeated: bool) -> Result<(RecordId, String)> {
    let lent: Record =
        match records::act(cx, "loan", (loan, Some(1)), "lend", Answers::default()).await {
            Err(Error::Conflict { code, .. }) if repeated && code == "stale" => {
                records::get(cx, "loan", loan).await?
            }
            other => other?,
        };
    let module = cx.module("loan")?;
    Ok((loan, lent.value(&module, "number").as_text().to_owned()))
}

fn number(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable).ok().and_then(|n| n.parse().ok()).unwrap_or(otherwise)
}

/// One line, written whole, so that what was read was acknowledged.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).expect("somebody listens");
}
