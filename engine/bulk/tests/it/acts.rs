//! Every act, done to a few records at once and taken back as one.

use access::{Right, Rights, Sees};
use bulk::{Selection, start, undo};
use kernel::{Error, Value};
use records::{Act, Mark};
use testkit::{conflict, library, link, none, scenario, text};

use crate::stage::{books, line, n_books, on_shelf, set, shown, tag, these, touched};

scenario!(library::setting(), a_field_is_changed_and_taken_back_as_one, async |scene| {
    let admin = scene.as_admin().await;
    let some = books(&admin, "A", 5).await;
    books(&admin, "B", 2).await;
    let run = start(&admin, "book", set("genre", text("poem")), these(&some[..3])).await.unwrap();
    assert!(run.is_ended);
    assert_eq!(shown(&admin, run.id).await, "done: 3 done, 0 same, 0 refused");
    assert_eq!(n_books(&admin, "genre = \"poem\"").await, 3);
    let all = start(&admin, "book", set("genre", text("poem")), on_shelf("A")).await.unwrap();
    assert_eq!(shown(&admin, all.id).await, "done: 2 done, 3 same, 0 refused");
    assert!(undo(&admin, all.id).await.unwrap());
    assert_eq!(line(&admin, all.id).await.undone, Some((2, 0)));
    assert_eq!(n_books(&admin, "genre = \"poem\"").await, 3);
    assert!(undo(&admin, run.id).await.unwrap());
    assert_eq!(n_books(&admin, "genre = \"poem\"").await, 0);
    assert_eq!(admin.recalls("book", &some[0]).await, ["updated", "updated", "created"]);
    assert_eq!(conflict(undo(&admin, run.id).await), "bulk_undone");
});

scenario!(library::setting(), a_question_that_the_act_answers_meets_every_record, async |scene| {
    let admin = scene.as_admin().await;
    books(&admin, "A", 150).await;
    let away = set("shelf", text("B"));
    let run = start(&admin, "book", away, on_shelf("A")).await.unwrap();
    assert_eq!(shown(&admin, run.id).await, "done: 150 done, 0 same, 0 refused");
    assert_eq!(n_books(&admin, "shelf = \"A\"").await, 0);
});

scenario!(library::setting(), records_found_by_a_search_are_meant, async |scene| {
    let admin = scene.as_admin().await;
    books(&admin, "Regal", 3).await;
    books(&admin, "Kiste", 4).await;
    let found = Selection::Question { filter: String::new(), text: "kist".into() };
    let run = start(&admin, "book", set("genre", text("novel")), found).await.unwrap();
    assert_eq!(shown(&admin, run.id).await, "done: 4 done, 0 same, 0 refused");
    assert_eq!(n_books(&admin, "genre = \"novel\" and shelf = \"Kiste\"").await, 4);
});

scenario!(library::setting(), tags_are_put_on_and_taken_off, async |scene| {
    let admin = scene.as_admin().await;
    let some = books(&admin, "A", 3).await;
    let first = start(&admin, "book", tag("Messe"), these(&some[..1])).await.unwrap();
    let run = start(&admin, "book", tag("Messe"), these(&some)).await.unwrap();
    assert_eq!(shown(&admin, run.id).await, "done: 2 done, 1 same, 0 refused");
    let off = start(&admin, "book", Act::Mark(Mark::Untag("Messe".into())), these(&some));
    let off = off.await.unwrap();
    assert_eq!(shown(&admin, off.id).await, "done: 3 done, 0 same, 0 refused");
    undo(&admin, off.id).await.unwrap();
    undo(&admin, run.id).await.unwrap();
    let tags = scene.dump(&["tags"]).await;
    assert_eq!(tags[0].len(), 1, "the tag that was there before stays: {tags:?}");
    undo(&admin, first.id).await.unwrap();
    assert!(scene.dump(&["tags"]).await[0].is_empty());
    assert_eq!(touched(&admin, some[1].id, "tagged").await, 2);
});

scenario!(library::setting(), following_is_everybodys_own, async |scene| {
    let admin = scene.as_admin().await;
    let some = books(&admin, "A", 2).await;
    let rights = Rights::ordinary().without("book", Right::Edit);
    let tim = scene.enter("tim", Sees::All, rights).await;
    let run = start(&tim, "book", Act::Mark(Mark::Follow), these(&some)).await.unwrap();
    assert_eq!(shown(&tim, run.id).await, "done: 2 done, 0 same, 0 refused");
    undo(&admin, run.id).await.unwrap();
    assert_eq!(line(&admin, run.id).await.undone, Some((0, 2)), "others cannot end that");
    let refused = start(&tim, "book", tag("Messe"), these(&some)).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })));
});

scenario!(library::setting(), deleted_records_come_back_as_one, async |scene| {
    let admin = scene.as_admin().await;
    let some = books(&admin, "A", 4).await;
    let changed = admin.changes("book", &some[0], [("isbn", text("1"))]).await;
    let run = start(&admin, "book", Act::Trash, on_shelf("A")).await.unwrap();
    assert_eq!(n_books(&admin, "").await, 0);
    undo(&admin, run.id).await.unwrap();
    assert_eq!(line(&admin, run.id).await.undone, Some((4, 0)));
    let back = admin.reads("book", &changed).await;
    assert_eq!((back.trashed_at, back.values), (None, changed.values));
});

scenario!(library::setting(), what_changed_since_stays_and_is_counted, async |scene| {
    let admin = scene.as_admin().await;
    let some = books(&admin, "A", 3).await;
    let run = start(&admin, "book", set("shelf", text("B")), these(&some)).await.unwrap();
    admin.changes("book", &some[1], [("shelf", text("C"))]).await;
    undo(&admin, run.id).await.unwrap();
    assert_eq!(line(&admin, run.id).await.undone, Some((2, 1)));
    assert_eq!(admin.lists("book", "shelf = \"C\"", "name").await, ["A 00001"]);
    assert_eq!(n_books(&admin, "shelf = \"A\"").await, 2);
});

scenario!(library::setting(), a_field_is_emptied, async |scene| {
    let admin = scene.as_admin().await;
    let some = books(&admin, "A", 2).await;
    start(&admin, "book", set("shelf", none()), these(&some)).await.unwrap();
    let read = admin.reads("book", &some[0]).await;
    assert_eq!(admin.value("book", &read, "shelf"), Value::Empty);
});

scenario!(library::setting(), an_action_is_done_to_many_and_each_record_answers, async |scene| {
    let admin = scene.as_admin().await;
    let mut loans = Vec::new();
    for book in books(&admin, "A", 3).await {
        let values = [("reader", text("Jana")), ("book", link("book", &book))];
        loans.push(admin.saves("loan", values).await);
    }
    let lends = Act::Do("lend".into());
    let first = start(&admin, "loan", lends.clone(), these(&loans[..2])).await.unwrap();
    assert_eq!(shown(&admin, first.id).await, "done: 2 done, 0 same, 0 refused");
    let lent = admin.lists("loan", r#"stage = "lent""#, "title").await;
    assert!(lent[0].starts_with("L-2026-0001") && lent[1].starts_with("L-2026-0002"), "{lent:?}");
    let again = start(&admin, "loan", lends, these(&loans)).await.unwrap();
    assert_eq!(shown(&admin, again.id).await, "done: 1 done, 0 same, 2 refused");
    let line = line(&admin, again.id).await;
    assert_eq!(line.tally.reasons[0].key, "conflict.wrong_stage");
    assert!(!line.is_reversible(), "an action that says nothing else stands");
    assert_eq!(conflict(undo(&admin, again.id).await), "not_reversible");
    for unknown in ["give_back", "nothing"] {
        let refused = start(&admin, "loan", Act::Do(unknown.into()), these(&loans)).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{unknown} is not for many");
    }
    let reading = Rights::ordinary().without("loan", Right::Edit);
    let eva = scene.enter("eva", Sees::All, reading).await;
    let refused = start(&eva, "loan", Act::Do("lend".into()), these(&loans)).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })));
});
