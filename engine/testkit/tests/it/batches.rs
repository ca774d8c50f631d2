//! Many rows at once, and taking a run back.

use kernel::Value;
use records::{BatchRow, Input};
use testkit::{library, link, number, problems, scenario, several, text};
use uuid::Uuid;

fn book(name: &str, isbn: &str) -> BatchRow {
    BatchRow::Create(Input::of([("name", text(name)), ("isbn", text(isbn))]))
}

scenario!(library::setting(), a_refused_row_leaves_the_others, async |scene| {
    let admin = scene.as_admin().await;
    let known = admin.saves("book", [("name", text("Bekannt")), ("isbn", text("1"))]).await;
    let rows = vec![
        book("Eins", "2"),
        book("", "3"),
        book("Doppelt", "1"),
        book("Auch doppelt", "2"),
        BatchRow::Update(known.id, Input::of([("pages", number("7"))])),
        BatchRow::Update(kernel::RecordId::new(), Input::default()),
        book("Zwei", "4"),
    ];
    let results = records::save_batch(&admin, "book", rows).await.unwrap();
    let worked: Vec<bool> = results.iter().map(Result::is_ok).collect();
    assert_eq!(worked, [true, false, false, false, true, false, true]);
    let mut results = results.into_iter().skip(1);
    assert_eq!(problems(results.next().unwrap()), ["name: required"]);
    assert_eq!(problems(results.next().unwrap()), ["isbn: taken"]);
    assert_eq!(problems(results.next().unwrap()), ["isbn: taken"]);
    assert_eq!(admin.lists("book", "", "name").await, ["Bekannt", "Eins", "Zwei"]);
    assert_eq!(admin.searches("book", "doppelt").await, Vec::<String>::new());
});

scenario!(library::setting(), all_or_none_means_none, async |scene| {
    let admin = scene.as_admin().await;
    let refused = records::save_all(&admin, "book", vec![book("Eins", "1"), book("", "2")]).await;
    assert_eq!(problems(refused), ["rows[1].name: required"]);
    assert!(admin.lists("book", "", "name").await.is_empty());
    let rows = vec![book("Eins", "1"), book("Zwei", "2")];
    assert_eq!(records::save_all(&admin, "book", rows).await.unwrap().len(), 2);
});

/// Tables that a run must leave as it found them. Counters move on, events have gone out, and
/// the words that typing errors are compared with are a dictionary, so those may differ.
const KEPT: [&str; 7] =
    ["authors", "books", "lookup_keys", "search_docs", "history", "relations", "comments"];

scenario!(library::setting(), a_run_of_new_records_leaves_no_trace, async |scene| {
    let admin = scene.as_admin().await;
    let kept = admin.saves("book", [("name", text("Bleibt")), ("isbn", text("0"))]).await;
    let before = scene.dump(&KEPT).await;
    let run = Uuid::now_v7();
    let in_run = admin.in_run(run);
    for portion in 0..3 {
        let author = |n: usize| {
            let phone = several([("work", text(&format!("030 555{portion}{n:03}")))]);
            let values = [("name", text(&format!("Autor {portion} {n}"))), ("phone", phone)];
            BatchRow::Create(Input::of(values))
        };
        let rows = (0..150).map(author).collect();
        let authors = records::save_batch(&in_run, "author", rows).await.unwrap();
        let books = authors.into_iter().enumerate().map(|(n, author)| {
            let name = text(&format!("Buch {portion} {n}"));
            let author = link("author", &author.unwrap());
            BatchRow::Create(Input::of([("name", name), ("author", author)]))
        });
        let saved = records::save_batch(&in_run, "book", books.collect()).await.unwrap();
        assert!(saved.iter().all(Result::is_ok));
    }
    assert_ne!(scene.dump(&KEPT).await, before);
    let (undone, left) = records::undo_run(&admin, run).await.unwrap();
    assert_eq!((undone, left), (900, 0));
    assert_eq!(scene.dump(&KEPT).await, before);
    assert_eq!(admin.reads("book", &kept).await.version, 1);
});

scenario!(library::setting(), a_run_takes_its_changes_back, async |scene| {
    let admin = scene.as_admin().await;
    let first = admin.saves("book", [("name", text("Eins")), ("pages", number("1"))]).await;
    let second = admin.saves("book", [("name", text("Zwei"))]).await;
    let run = Uuid::now_v7();
    let rows = vec![
        BatchRow::Update(first.id, Input::of([("pages", number("2")), ("shelf", text("A"))])),
        BatchRow::Update(first.id, Input::of([("pages", number("3"))])),
        BatchRow::Update(second.id, Input::of([("pages", number("9"))])),
        book("Neu", "1"),
    ];
    let saved = records::save_batch(&admin.in_run(run), "book", rows).await.unwrap();
    assert!(saved.iter().all(Result::is_ok));
    admin.changes("book", &second, [("pages", number("10"))]).await;
    assert_eq!(records::undo_run(&admin, run).await.unwrap(), (3, 1));
    let read = admin.reads("book", &first).await;
    assert_eq!(admin.value("book", &read, "pages"), number("1"));
    assert_eq!(admin.value("book", &read, "shelf"), Value::Empty);
    let read = admin.reads("book", &second).await;
    assert_eq!(admin.value("book", &read, "pages"), number("10"));
    assert_eq!(admin.lists("book", "", "name").await, ["Eins", "Zwei"]);
});

scenario!(library::setting(), what_others_built_on_a_run_stays, async |scene| {
    let admin = scene.as_admin().await;
    let run = Uuid::now_v7();
    let row = |name: &str| BatchRow::Create(Input::of([("name", text(name))]));
    let rows = vec![row("Gebraucht"), row("Geändert"), row("Unberührt")];
    let saved = records::save_batch(&admin.in_run(run), "author", rows).await.unwrap();
    let saved: Vec<_> = saved.into_iter().map(Result::unwrap).collect();
    admin.saves("author", [("name", text("Neu")), ("mentor", link("author", &saved[0]))]).await;
    admin.changes("author", &saved[1], [("country", text("DE"))]).await;
    assert_eq!(records::undo_run(&admin, run).await.unwrap(), (1, 2));
    assert_eq!(admin.lists("author", "", "title").await, ["Geändert", "Gebraucht", "Neu"]);
});
