//! What modules do as a whole: every day by themselves, and when a person asks.

use std::sync::Arc;

use jobs::{RunErrands, Schedule, Worker, WorkerParts};
use kernel::{Error, Value};
use records::{Behavior, Cx, Input, Running, Turn, run_errand};
use testkit::{Right, Rights, Scene, Sees, Setting, library, scenario};
use tokio::sync::watch;

const DAY: i64 = 86_400_000;

/// The library, which finds a book every day, and an author who never comes.
fn setting() -> Setting {
    let mut setting = library::setting();
    setting.behaviors.push(Behavior::of("author").errand("invite", Turn::Daily, invite));
    setting.behaviors.push(Behavior::of("book").errand("find", Turn::Daily, find));
    setting.behaviors.push(Behavior::of("book").errand("burn", Turn::Asked, invite));
    setting
}

fn find(cx: Cx) -> Running {
    Box::pin(async move {
        let people = records::owners(&cx).await?;
        let owner = people.first().map_or(Value::Empty, |one| Value::Principal(one.id));
        let book = Input::of([("name", Value::text("Fund")), ("owner", owner)]);
        records::create(&cx, "book", book).await.map(|_| 1)
    })
}

fn invite(_: Cx) -> Running {
    Box::pin(async { Err(Error::conflict("nobody_comes")) })
}

async fn work(scene: &Scene) {
    let parts = WorkerParts {
        engine: scene.engine.clone(),
        jobs: vec![Arc::new(RunErrands)],
        subscribers: Vec::new(),
        listeners: Vec::new(),
        schedules: vec![Schedule { job: "run_errands", every: DAY }],
    };
    let (_keep, stop) = watch::channel(false);
    Worker::new(parts, stop).round().await.expect("a round of jobs");
}

scenario!(setting(), errands_are_done_every_day_and_one_that_breaks_keeps_none, async |scene| {
    let admin = scene.as_admin().await;
    work(&scene).await;
    work(&scene).await;
    assert_eq!(admin.lists("book", "", "name").await, ["Fund"], "it was done once that day");
    scene.after_hours(25);
    work(&scene).await;
    assert_eq!(admin.lists("book", "", "name").await, ["Fund", "Fund"]);
    let tried = jobs::lines(&admin).await.expect("jobs are listed");
    assert!(tried.iter().all(|job| job.state == "failed"), "what broke is told: {tried:?}");
});

scenario!(setting(), a_person_sets_off_errands_of_what_they_may_make, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let book = jana.module("book").expect("books are known");
    assert_eq!(records::errands(&jana, &book), ["find", "burn"]);
    assert_eq!(run_errand(&jana, "book", "find").await.expect("it is done"), 1);
    assert_eq!(jana.lists("book", "created_by = me", "name").await, ["Fund"]);
    assert!(matches!(run_errand(&jana, "book", "none").await, Err(Error::NotFound)));
    let reading = Rights::ordinary().without("book", Right::Create);
    let eva = scene.enter("eva", Sees::All, reading).await;
    assert!(records::errands(&eva, &book).is_empty());
    let refused = run_errand(&eva, "book", "find").await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })));
});
