//! Writers that save as fast as they can and say on standard output what was acknowledged, until
//! somebody kills them. `KONTOR_WRITERS` sets how many, `KONTOR_ROUNDS` how long.

use std::io::Write;
use std::sync::Arc;

use access::{Rights, Sees};
use kernel::{Link, RecordId, Value};
use records::{Cx, Input};
use store::StoreOptions;
use testkit::{Scene, library};

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
    let writers = (0..number("KONTOR_WRITERS", 8)).map(|_| tokio::spawn(write(cx.clone())));
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("a writer goes on until it is killed");
    }
}

/// A book, a loan of it, and the lending, which takes a number without gaps.
async fn write(cx: Arc<Cx>) {
    for _ in 0..number("KONTOR_ROUNDS", usize::MAX) {
        let book = RecordId::new();
        let name = Value::Text(format!("Band {book}"));
        let input = Input { id: Some(book), ..Input::of([("name", name)]) };
        records::create(&cx, "book", input).await.expect("a book is saved");
        say(&format!("book {book}"));
        let loan = RecordId::new();
        let values =
            [("reader", Value::Text("Ida".into())), ("book", Value::Link(Link::new("book", book)))];
        let input = Input { id: Some(loan), ..Input::of(values) };
        records::create(&cx, "loan", input).await.expect("a loan is saved");
        say(&format!("loan {loan}"));
        let lent = records::act(&cx, "loan", loan, "lend", Some(1)).await.expect("it is lent");
        say(&format!("lent {loan} {}", lent.title));
    }
}

fn number(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable).ok().and_then(|n| n.parse().ok()).unwrap_or(otherwise)
}

/// One line, written whole, so that what was read was acknowledged.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).expect("somebody listens");
}
