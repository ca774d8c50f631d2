//! Runs that are jobs: followed, stopped, taken up by another worker, taken back.

use access::Sees;
use bulk::{cancel, start, undo};
use kernel::Error;
use records::Act;
use testkit::{conflict, library, scenario, text};

use crate::stage::{books, line, n_books, on_shelf, set, shown, touched, work};

scenario!(library::setting(), five_hundred_records_change_as_a_job_and_come_back, async |scene| {
    let admin = scene.as_admin().await;
    let all = books(&admin, "A", 500).await;
    let run = start(&admin, "book", set("shelf", text("B")), on_shelf("A")).await.unwrap();
    assert!(!run.is_ended);
    assert_eq!(shown(&admin, run.id).await, "waiting: 0 done, 0 same, 0 refused");
    assert_eq!(line(&admin, run.id).await.total, Some(500));
    assert_eq!(conflict(undo(&admin, run.id).await), "bulk_running");
    work(&scene).await;
    assert_eq!(shown(&admin, run.id).await, "done: 500 done, 0 same, 0 refused");
    assert_eq!(n_books(&admin, "shelf = \"B\"").await, 500);
    assert!(!undo(&admin, run.id).await.unwrap());
    assert_eq!(conflict(undo(&admin, run.id).await), "bulk_undone");
    work(&scene).await;
    let known = line(&admin, run.id).await;
    assert_eq!((known.state.as_str(), known.undone), ("undone", Some((500, 0))));
    assert_eq!(n_books(&admin, "shelf = \"A\"").await, 500);
    for book in [&all[0], &all[250], &all[499]] {
        assert_eq!(touched(&admin, book.id, "updated").await, 2, "once there, once back");
    }
});

scenario!(library::setting(), a_job_that_is_repeated_does_nothing_twice, async |scene| {
    let admin = scene.as_admin().await;
    let all = books(&admin, "A", 201).await;
    let run = start(&admin, "book", Act::Trash, on_shelf("A")).await.unwrap();
    work(&scene).await;
    let job = jobs::lines(&admin).await.unwrap()[0].id;
    records::restore(&admin, "book", all[0].id).await.unwrap();
    jobs::repeat(&admin, job).await.unwrap();
    work(&scene).await;
    assert_eq!(shown(&admin, run.id).await, "done: 201 done, 0 same, 0 refused");
    assert_eq!(n_books(&admin, "").await, 1, "what came back is left alone");
});

scenario!(library::setting(), a_run_that_waits_is_stopped, async |scene| {
    let admin = scene.as_admin().await;
    books(&admin, "A", 201).await;
    let run = start(&admin, "book", Act::Trash, on_shelf("A")).await.unwrap();
    let tim = scene.as_user("tim", Sees::All).await;
    assert!(matches!(cancel(&tim, run.id).await, Err(Error::NotFound)));
    cancel(&admin, run.id).await.unwrap();
    work(&scene).await;
    assert_eq!(shown(&admin, run.id).await, "cancelled: 0 done, 0 same, 0 refused");
    assert_eq!(n_books(&admin, "").await, 201);
});

scenario!(library::setting(), records_made_meanwhile_are_left_alone, async |scene| {
    let admin = scene.as_admin().await;
    books(&admin, "A", 201).await;
    let run = start(&admin, "book", set("shelf", text("B")), on_shelf("A")).await.unwrap();
    scene.after_hours(1);
    books(&admin, "A", 3).await;
    work(&scene).await;
    assert_eq!(shown(&admin, run.id).await, "done: 201 done, 0 same, 0 refused");
    assert_eq!(n_books(&admin, "shelf = \"A\"").await, 3);
});
