//! What is refused: before anything happens, or record by record with the reason.

use access::{FieldRight, Right, Rights, Sees};
use bulk::{Selection, line, start, undo};
use kernel::{Error, RecordId};
use records::Act;
use testkit::{library, link, none, nowhere, number, problems, scenario, text};

use crate::stage::{books, n_books, on_shelf, set, shown, tag, these};

scenario!(library::setting(), wrong_input_is_refused_before_anything_happens, async |scene| {
    let admin = scene.as_admin().await;
    let some = books(&admin, "A", 2).await;
    for (field, value, problem) in [
        ("genre", text("opera"), "genre: not_in_list"),
        ("author", nowhere("author"), "author: target_not_found"),
        ("owner", testkit::person(kernel::PrincipalId::new()), "owner: target_not_found"),
        ("name", none(), "name: required"),
        ("n_words", number("3"), "n_words: read_only"),
        ("number", text("B-1"), "number: read_only"),
        ("created_at", none(), "created_at: read_only"),
        ("colour", text("rot"), "colour: unknown_field"),
    ] {
        let refused = start(&admin, "book", set(field, value), these(&some)).await;
        assert_eq!(problems(refused), [problem]);
    }
    let nobody = Selection::Ids(Vec::new());
    let refused = start(&admin, "book", Act::Trash, nobody).await;
    assert_eq!(problems(refused), ["id: nothing_selected"]);
    let refused = start(&admin, "book", Act::Trash, on_shelf("Z")).await;
    assert_eq!(problems(refused), ["id: nothing_selected"]);
    let wrong = Selection::Question { filter: "shelf <> 1".into(), text: String::new() };
    let refused = start(&admin, "book", Act::Trash, wrong).await;
    assert!(problems(refused)[0].starts_with("filter: "));
    let many = Selection::Ids((0..1001).map(|_| RecordId::new()).collect());
    let refused = start(&admin, "book", Act::Trash, many).await;
    assert_eq!(problems(refused), ["id: too_many_selected"]);
    let missing = start(&admin, "zebra", Act::Trash, these(&some)).await;
    assert!(matches!(missing, Err(Error::NotFound)));
    assert!(scene.dump(&["runs"]).await[0].is_empty(), "a run is left of what was refused");
});

scenario!(library::setting(), hidden_fields_do_not_exist_and_rights_are_asked, async |scene| {
    let admin = scene.as_admin().await;
    let some = books(&admin, "A", 2).await;
    let hidden = Rights::ordinary().with_field("book", "shelf", FieldRight::Hidden);
    let tim = scene.enter("tim", Sees::All, hidden).await;
    let refused = start(&tim, "book", set("shelf", text("B")), these(&some)).await;
    assert_eq!(problems(refused), ["shelf: unknown_field"]);
    let refused = start(&tim, "book", tag("x"), on_shelf("A")).await;
    assert_eq!(problems(refused), ["filter: filter_unknown_field"]);
    let reading = Rights::ordinary().with_field("book", "shelf", FieldRight::Read);
    let eva = scene.enter("eva", Sees::All, reading.without("book", Right::Delete)).await;
    let refused = start(&eva, "book", set("shelf", text("B")), these(&some)).await;
    assert_eq!(problems(refused), ["shelf: read_only"]);
    let refused = start(&eva, "book", Act::Trash, these(&some)).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })));
});

scenario!(library::setting(), records_out_of_reach_are_counted_and_not_told, async |scene| {
    let admin = scene.as_admin().await;
    let others = books(&admin, "A", 2).await;
    let tim = scene.as_user("tim", Sees::Own).await;
    let own = books(&tim, "A", 3).await;
    let mut ids: Vec<RecordId> = others.iter().chain(&own).map(|record| record.id).collect();
    ids.push(RecordId::new());
    let run = start(&tim, "book", set("shelf", text("B")), Selection::Ids(ids)).await.unwrap();
    assert_eq!(shown(&tim, run.id).await, "done: 3 done, 0 same, 3 refused");
    let known = line(&tim, run.id).await.unwrap();
    assert_eq!(known.tally.reasons[0].key, "problem.out_of_reach");
    assert!(known.tally.examples.iter().all(|one| one.title.is_empty()));
    let all = start(&tim, "book", set("shelf", text("C")), on_shelf("B")).await.unwrap();
    assert_eq!(shown(&tim, all.id).await, "done: 3 done, 0 same, 0 refused");
    assert_eq!(n_books(&admin, "shelf = \"A\"").await, 2);
    let eva = scene.as_user("eva", Sees::All).await;
    assert!(matches!(line(&eva, run.id).await, Err(Error::NotFound)));
    assert!(matches!(undo(&eva, run.id).await, Err(Error::NotFound)));
});

scenario!(library::setting(), rules_refuse_one_record_and_leave_the_others, async |scene| {
    let admin = scene.as_admin().await;
    let some = books(&admin, "A", 3).await;
    let run = start(&admin, "book", set("isbn", text("978")), these(&some)).await.unwrap();
    assert_eq!(shown(&admin, run.id).await, "done: 1 done, 0 same, 2 refused");
    let known = line(&admin, run.id).await.unwrap();
    let reason = &known.tally.reasons[0];
    assert_eq!(
        (reason.field.as_str(), reason.key.as_str(), reason.n),
        ("isbn", "problem.taken", 2)
    );
    assert_eq!(known.tally.examples.len(), 2);
    let run = start(&admin, "book", set("pages", number("-1")), these(&some)).await.unwrap();
    assert_eq!(shown(&admin, run.id).await, "done: 0 done, 0 same, 3 refused");
});

scenario!(library::setting(), a_needed_record_is_not_deleted, async |scene| {
    let admin = scene.as_admin().await;
    let author = admin.saves("author", [("name", text("Fontane"))]).await;
    let other = admin.saves("author", [("name", text("Storm"))]).await;
    admin.saves("book", [("name", text("Quitt")), ("author", link("author", &author))]).await;
    let run = start(&admin, "author", Act::Trash, these(&[author, other])).await.unwrap();
    assert_eq!(shown(&admin, run.id).await, "done: 1 done, 0 same, 1 refused");
    let known = line(&admin, run.id).await.unwrap();
    assert_eq!(known.tally.reasons[0].key, "conflict.linked");
    assert_eq!(known.tally.examples[0].title, "Fontane");
});
