//! What every story needs: authors, and a worker.

use std::sync::Arc;

use ::jobs::{ContextOf, Job, Worker, WorkerParts};
use access::{Actor, Rights, Sees, Via};
use kernel::{Language, Locale};
use records::{Engine, Record};
use testkit::{Person, Scene, day, several, text};
use tokio::sync::watch;
use twins::{FindAlike, MergeOn, UnmergeOn};

fn context() -> ContextOf {
    Arc::new(|engine: Arc<Engine>, user| {
        let actor = Actor::person(user, Rights::administrator(), Sees::All, Via::Web);
        Box::pin(async move { Ok(engine.cx(actor, Locale::new(Language::De))) })
    })
}

/// Runs every job that is due, to its end.
pub async fn work(scene: &Scene) {
    let jobs: Vec<Arc<dyn Job>> = vec![
        Arc::new(FindAlike),
        Arc::new(MergeOn { context: context() }),
        Arc::new(UnmergeOn { context: context() }),
    ];
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

/// An author with a day of birth and a mail address.
pub async fn author(who: &Person, name: &str, born_on: &str, mail: &str) -> Record {
    let mail = several([("work", text(mail))]);
    let values = [("name", text(name)), ("born_on", day(born_on)), ("email", mail)];
    who.saves("author", values).await
}

/// Titles of the groups that were found.
pub async fn found(who: &Person) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for group in twins::found(who, "author").await.unwrap() {
        let records = records::get_many(who, "author", &group.ids).await.unwrap();
        let mut titles: Vec<String> = records.into_iter().map(|record| record.title).collect();
        titles.sort();
        all.push(titles);
    }
    all.sort();
    all
}
