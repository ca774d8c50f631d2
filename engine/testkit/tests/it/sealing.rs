//! The history and its seals, and what becomes of somebody who writes over it.

use records::seal::{seal, verify_seals};
use testkit::{Person, Scene, Sees, library, scenario, text};

async fn books(who: &Person, names: &[&str]) {
    for name in names {
        who.saves("book", [("name", text(name))]).await;
    }
}

async fn sealed(scene: &Scene) -> usize {
    let system = scene.engine.system("a test seals");
    seal(&system).await.expect("it is sealed")
}

async fn faults(scene: &Scene) -> Vec<String> {
    let system = scene.engine.system("a test verifies");
    verify_seals(&system).await.expect("it is verified").faults
}

scenario!(library::setting(), what_happened_is_sealed_once_and_each_seal_follows, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    assert_eq!(sealed(&scene).await, 0, "nothing happened yet");
    books(&jana, &["Deichgraf", "Schimmel", "Hallig"]).await;
    settled(&scene, 3).await;
    assert_eq!(sealed(&scene).await, 0);
    scene.after_hours(1);
    books(&jana, &["Watt"]).await;
    settled(&scene, 1).await;
    let system = scene.engine.system("a test verifies");
    let verified = verify_seals(&system).await.expect("it is verified");
    assert_eq!((verified.n_sealed, verified.n_erased), (4, 0));
    assert_eq!(verified.faults, Vec::<String>::new());
    let last = verified.last.expect("a seal");
    assert_eq!((last.number, last.n_entries, last.hash.len()), (2, 1, 64));
    assert_eq!(last.at, scene.engine.clock().now());
    let reopened = scene.reopened().await.expect("it opens again");
    assert_eq!(faults(&reopened).await, Vec::<String>::new());
});

/// Seals until so many entries are: other scenarios may write in the same server, and nothing is
/// sealed while a transaction is under way that began before.
async fn settled(scene: &Scene, n: usize) {
    let mut n_sealed = 0;
    for _ in 0..10_000 {
        n_sealed += sealed(scene).await;
        if n <= n_sealed {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(n_sealed, n);
}

scenario!(library::setting(), the_first_entry_that_was_written_over_is_named, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    books(&jana, &["Deichgraf", "Schimmel", "Hallig"]).await;
    settled(&scene, 3).await;
    let done = scene.forges(("history", "seq >= 2"), "changes = '[]'").await;
    assert_eq!(done.expect("nothing keeps it from being written over"), 2);
    let found = faults(&scene).await;
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("entry 2 of book ") && found[0].contains("changed"), "{found:?}");
});

scenario!(library::setting(), the_first_entry_that_was_taken_away_is_named, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    books(&jana, &["Deichgraf", "Schimmel", "Hallig"]).await;
    settled(&scene, 3).await;
    scene.erases("history", "seq = 3").await.expect("it is taken away");
    assert_eq!(faults(&scene).await, ["entry 3 was removed after seal 1"]);
    scene.erases("history", "seq = 1").await.expect("it is taken away");
    assert_eq!(faults(&scene).await, ["entry 1 was removed after seal 1"]);
});

scenario!(library::setting(), an_entry_that_was_put_in_later_is_named, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    books(&jana, &["Deichgraf", "Schimmel", "Hallig"]).await;
    scene.erases("history", "seq = 2").await.expect("a place becomes free");
    settled(&scene, 2).await;
    scene.puts_in_history(2).await;
    let found = faults(&scene).await;
    assert!(found.len() == 1 && found[0].starts_with("entry 2 of book "), "{found:?}");
    assert!(found[0].contains("inserted"), "{found:?}");
});

scenario!(library::setting(), seals_themselves_stay_and_follow_each_other, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    for name in ["Deichgraf", "Schimmel", "Hallig"] {
        books(&jana, &[name]).await;
        settled(&scene, 1).await;
    }
    for forged in ["at = 0", "until_seq = 7", "hash = entries", "keeping = ''"] {
        let refused = scene.forges(("seals", "number = 2"), forged).await;
        assert!(refused.is_err(), "{forged}");
    }
    assert!(scene.erases("seals", "number = 2").await.is_err());
    scene.unguards("seals").await;
    scene.forges(("seals", "number = 2"), "at = at + 1").await.expect("the guard is gone");
    let found = faults(&scene).await;
    assert_eq!(found, ["seal 2 was changed"]);
    scene.erases("seals", "number = 2").await.expect("the guard is gone");
    assert_eq!(faults(&scene).await[0], "seal 2 is missing");
});

scenario!(library::setting(), what_goes_for_good_leaves_its_marks, async |scene| {
    let admin = scene.as_admin().await;
    books(&admin, &["Deichgraf"]).await;
    let gone = admin.saves("book", [("name", text("Schimmel"))]).await;
    settled(&scene, 2).await;
    records::trash(&admin, "book", gone.id, None).await.expect("into the bin");
    records::purge(&admin, "book", gone.id).await.expect("away for good");
    let system = scene.engine.system("a test verifies");
    let verified = verify_seals(&system).await.expect("it is verified");
    assert_eq!((verified.n_sealed, verified.n_erased), (2, 1), "it was made, that was sealed");
    assert_eq!(verified.faults, Vec::<String>::new());
    // Whoever takes the history of a living record away and leaves marks is found out.
    let living = admin.saves("book", [("name", text("Watt"))]).await;
    books(&admin, &["Hallig"]).await;
    // That it went for good stays said, as nothing else stood behind what was sealed.
    settled(&scene, 3).await;
    scene.marks_as_erased(living.id).await;
    let found = faults(&scene).await;
    assert!(found.len() == 1 && found[0].contains("was removed"), "{found:?}");
});
