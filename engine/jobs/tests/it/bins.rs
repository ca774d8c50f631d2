//! What lies in the bin goes for good after its time, and not what others must not lose.

use std::sync::Arc;

use jobs::{EmptyBins, Job, Schedule, Worker, WorkerParts};
use records::ListQuery;
use testkit::{Person, Scene, library, link, scenario, text};
use tokio::sync::watch;

const DAY: i64 = 86_400_000;

/// Runs what is due, the emptying of the bins once a day among it.
async fn work(scene: &Scene) {
    let jobs: Vec<Arc<dyn Job>> = vec![Arc::new(EmptyBins)];
    let parts = WorkerParts {
        engine: scene.engine.clone(),
        jobs,
        subscribers: Vec::new(),
        listeners: Vec::new(),
        schedules: vec![Schedule { job: "empty_bins", every: DAY }],
    };
    let (_keep, stop) = watch::channel(false);
    Worker::new(parts, stop).round().await.expect("a round of jobs");
}

/// Titles of what lies in the bin of a module.
async fn bin(person: &Person, module: &str) -> Vec<String> {
    let list = ListQuery { in_bin: true, limit: 500, ..ListQuery::default() };
    let found = records::find(person, module, &list).await.expect("a bin is read");
    found.page.records.into_iter().map(|record| record.title).collect()
}

scenario!(library::setting(), a_record_goes_for_good_after_thirty_days, async |scene| {
    let admin = scene.as_admin().await;
    let old = admin.saves("book", [("name", text("Alt")), ("shelf", text("A"))]).await;
    let kept = admin.saves("book", [("name", text("Behalten"))]).await;
    social::tag(&admin, &admin.link("book", &old), "Messe").await.unwrap();
    records::trash(&admin, "book", old.id, None).await.unwrap();
    scene.after_hours(24 * 10);
    let young = admin.saves("book", [("name", text("Jung"))]).await;
    records::trash(&admin, "book", young.id, None).await.unwrap();
    scene.after_hours(24 * 20);
    work(&scene).await;
    assert_eq!(bin(&admin, "book").await, ["Alt", "Jung"], "thirty days are not yet over");
    scene.after_hours(25);
    work(&scene).await;
    assert_eq!(bin(&admin, "book").await, ["Jung"]);
    let tables = scene.dump(&["tags", "books"]).await;
    assert_eq!((tables[0].len(), tables[1].len()), (0, 2), "something is left of it");
    assert!(admin.recalls("book", &kept).await.contains(&"created".to_owned()));
    scene.after_hours(24 * 10);
    work(&scene).await;
    assert!(bin(&admin, "book").await.is_empty());
    assert_eq!(admin.lists("book", "", "name").await, ["Behalten"]);
});

scenario!(library::setting(), what_another_record_in_the_bin_needs_goes_with_it, async |scene| {
    let admin = scene.as_admin().await;
    let author = admin.saves("author", [("name", text("Fontane"))]).await;
    let values = [("name", text("Quitt")), ("author", link("author", &author))];
    let book = admin.saves("book", values).await;
    records::trash(&admin, "book", book.id, None).await.unwrap();
    records::trash(&admin, "author", author.id, None).await.unwrap();
    scene.after_hours(24 * 10);
    records::restore(&admin, "book", book.id).await.unwrap();
    records::trash(&admin, "book", book.id, None).await.unwrap();
    scene.after_hours(24 * 25);
    work(&scene).await;
    assert_eq!(bin(&admin, "author").await, ["Fontane"], "a book in the bin still needs it");
    assert_eq!(bin(&admin, "book").await, ["Quitt"]);
    scene.after_hours(24 * 10);
    work(&scene).await;
    assert!(bin(&admin, "author").await.is_empty() && bin(&admin, "book").await.is_empty());
});

scenario!(library::setting(), a_full_bin_is_emptied_in_portions, async |scene| {
    let admin = scene.as_admin().await;
    let row = |n| records::Input::of([("name", kernel::Value::Text(format!("Band {n:03}")))]);
    let rows = (0..120).map(row).map(records::BatchRow::Create).collect();
    for book in records::save_batch(&admin, "book", rows).await.unwrap() {
        records::trash(&admin, "book", book.unwrap().id, None).await.unwrap();
    }
    scene.after_hours(24 * 31);
    work(&scene).await;
    assert!(bin(&admin, "book").await.is_empty());
    let line = &jobs::lines(&admin).await.unwrap()[0];
    assert_eq!(line.result, Some(serde_json::json!({"purged": 120, "kept": 0, "modules": 0})));
});
