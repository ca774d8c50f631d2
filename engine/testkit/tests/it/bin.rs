//! To the bin, back, and away for good.

use access::Sees;
use kernel::Error;
use records::ListQuery;
use testkit::{conflict, library, link, scenario, text};

scenario!(library::setting(), what_is_in_the_bin_comes_back_as_it_was, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Quitt")), ("shelf", text("A"))]).await;
    let trashed = records::trash(&admin, "book", book.id, Some(1)).await.unwrap();
    assert_eq!(trashed.version, 2);
    assert!(trashed.trashed_at.is_some());
    assert!(admin.lists("book", "", "name").await.is_empty());
    let bin = ListQuery { in_bin: true, ..ListQuery::default() };
    let found = records::find(&admin, "book", &bin).await.unwrap().page.records;
    assert_eq!(found.len(), 1);
    assert!(found[0].trashed_at.is_some());
    let again = records::trash(&admin, "book", book.id, None).await;
    assert!(matches!(again, Err(Error::NotFound)));
    let edit = records::update(&admin, "book", book.id, None, records::Input::default()).await;
    assert!(matches!(edit, Err(Error::NotFound)));
    let restored = records::restore(&admin, "book", book.id).await.unwrap();
    assert_eq!((restored.version, restored.trashed_at), (3, None));
    assert_eq!(restored.values, book.values);
    assert_eq!(admin.reads("book", &book).await, restored);
    assert_eq!(admin.recalls("book", &book).await, ["restored", "trashed", "created"]);
    let twice = records::restore(&admin, "book", book.id).await;
    assert!(matches!(twice, Err(Error::NotFound)));
});

scenario!(library::setting(), a_needed_record_stays, async |scene| {
    let admin = scene.as_admin().await;
    let author = admin.saves("author", [("name", text("Fontane"))]).await;
    let values = [("name", text("Quitt")), ("author", link("author", &author))];
    let book = admin.saves("book", values).await;
    let refused = records::trash(&admin, "author", author.id, None).await;
    assert_eq!(conflict(refused), "linked");
    records::trash(&admin, "book", book.id, None).await.unwrap();
    records::trash(&admin, "author", author.id, None).await.unwrap();
});

scenario!(library::setting(), a_link_to_the_bin_does_not_hinder_saving, async |scene| {
    let admin = scene.as_admin().await;
    let mentor = admin.saves("author", [("name", text("Lehrer"))]).await;
    let values = [("name", text("Schüler")), ("mentor", link("author", &mentor))];
    let pupil = admin.saves("author", values).await;
    records::trash(&admin, "author", mentor.id, None).await.unwrap();
    let changed = admin.changes("author", &pupil, [("country", text("DE"))]).await;
    assert_eq!(changed.version, 2);
    let found = records::find(&admin, "author", &ListQuery::default()).await.unwrap();
    assert!(found.titles.is_empty());
});

scenario!(library::setting(), only_administrators_delete_for_good, async |scene| {
    let admin = scene.as_admin().await;
    let jana = scene.as_user("jana", Sees::All).await;
    let book = admin.saves("book", [("name", text("Quitt"))]).await;
    assert!(matches!(records::purge(&admin, "book", book.id).await, Err(Error::NotFound)));
    records::trash(&jana, "book", book.id, None).await.unwrap();
    let refused = records::purge(&jana, "book", book.id).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })));
    records::purge(&admin, "book", book.id).await.unwrap();
    assert!(matches!(records::get(&admin, "book", book.id).await, Err(Error::NotFound)));
    let tables = ["books", "lookup_keys", "search_docs"];
    assert_eq!(scene.dump(&tables).await, [vec![], vec![], Vec::<String>::new()]);
});

scenario!(library::setting(), a_link_is_emptied_when_its_target_goes_for_good, async |scene| {
    let admin = scene.as_admin().await;
    let mentor = admin.saves("author", [("name", text("Lehrer"))]).await;
    let values = [("name", text("Schüler")), ("mentor", link("author", &mentor))];
    let pupil = admin.saves("author", values).await;
    records::trash(&admin, "author", mentor.id, None).await.unwrap();
    records::purge(&admin, "author", mentor.id).await.unwrap();
    let read = admin.reads("author", &pupil).await;
    assert_eq!(admin.value("author", &read, "mentor"), kernel::Value::Empty);
});
