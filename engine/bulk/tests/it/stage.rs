//! What every story needs: many books, a worker, and a look at how far a run is.

use std::sync::Arc;

use ::jobs::{ContextOf, Job, Worker, WorkerParts};
use access::{Actor, Rights, Sees, Via};
use bulk::{ActOnMany, Line, Selection, UndoMany};
use kernel::{Language, Locale, RecordId, Value};
use records::{Act, BatchRow, Engine, Input, Mark, Record};
use testkit::{Person, Scene, text};
use tokio::sync::watch;
use uuid::Uuid;

/// So many books of one shelf.
pub async fn books(person: &Person, shelf: &str, n: usize) -> Vec<Record> {
    let row =
        |n| Input::of([("name", Value::Text(format!("{shelf} {n:05}"))), ("shelf", text(shelf))]);
    let mut all = Vec::new();
    for from in (0..n).step_by(500) {
        let rows = (from..n.min(from + 500)).map(row).map(BatchRow::Create).collect();
        all.extend(records::save_batch(person, "book", rows).await.expect("a batch is saved"));
    }
    all.into_iter().map(|saved| saved.expect("a book is saved")).collect()
}

pub fn these(records: &[Record]) -> Selection {
    Selection::Ids(records.iter().map(|record| record.id).collect())
}

pub fn on_shelf(shelf: &str) -> Selection {
    Selection::Question { filter: format!("shelf = \"{shelf}\""), text: String::new() }
}

pub fn set(field: &str, value: Value) -> Act {
    Act::Change([(field.to_owned(), value)].into())
}

pub fn tag(tag: &str) -> Act {
    Act::Mark(Mark::Tag(tag.into()))
}

fn context() -> ContextOf {
    Arc::new(|engine: Arc<Engine>, user| {
        let actor = Actor::person(user, Rights::administrator(), Sees::All, Via::Web);
        Box::pin(async move { Ok(engine.cx(actor, Locale::new(Language::De))) })
    })
}

/// Runs every job that is due, to its end.
pub async fn work(scene: &Scene) {
    let jobs: Vec<Arc<dyn Job>> =
        vec![Arc::new(ActOnMany { context: context() }), Arc::new(UndoMany { context: context() })];
    let engine = scene.engine.clone();
    let parts = WorkerParts {
        engine,
        jobs,
        subscribers: Vec::new(),
        listeners: Vec::new(),
        schedules: Vec::new(),
    };
    let (_keep, stop) = watch::channel(false);
    Worker::new(parts, stop).round().await.expect("a round of jobs");
}

pub async fn line(person: &Person, id: Uuid) -> Line {
    bulk::line(person, id).await.expect("the run is known")
}

/// State, and how many were done, the same, refused.
pub async fn shown(person: &Person, id: Uuid) -> String {
    let line = line(person, id).await;
    let tally = &line.tally;
    format!("{}: {} done, {} same, {} refused", line.state, tally.done, tally.same, tally.refused)
}

/// How many books fit a filter.
pub async fn n_books(person: &Person, filter: &str) -> u64 {
    let list = records::ListQuery { filter: filter.into(), ..records::ListQuery::default() };
    records::count(person, "book", &list, 100_000).await.expect("books are counted").n
}

/// How often a run touched a record.
pub async fn touched(person: &Person, id: RecordId, kind: &str) -> usize {
    let all = records::history(person, "book", id, None, 100).await.expect("a history");
    all.iter().filter(|entry| entry.kind == kind).count()
}
