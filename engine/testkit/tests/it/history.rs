//! What happened, and taking it back.

use access::{Right, Rights, Sees};
use kernel::{Error, Value};
use records::{Answers, HistoryEntry, Record};
use testkit::{Person, conflict, library, link, number, scenario, text};

async fn newest(who: &Person, record: &Record) -> HistoryEntry {
    records::history(who, "book", record.id, None, 1).await.unwrap().remove(0)
}

scenario!(library::setting(), history_tells_who_did_what_when, async |scene| {
    let admin = scene.as_admin().await;
    let jana = scene.as_user("jana", Sees::All).await;
    let book = admin.saves("book", [("name", text("Quitt")), ("pages", number("1"))]).await;
    scene.after_hours(3);
    jana.changes("book", &book, [("pages", number("2")), ("name", text("Quitt"))]).await;
    let entries = records::history(&admin, "book", book.id, None, 10).await.unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!((entries[0].actor, entries[1].actor), (Some(jana.id), Some(admin.id)));
    assert_eq!(entries[0].at.millis() - entries[1].at.millis(), 3 * 3_600_000);
    assert_eq!((entries[0].via.as_str(), entries[0].kind.as_str()), ("web", "updated"));
    let change = &entries[0].changes[..];
    assert_eq!(change.len(), 1);
    assert_eq!((&change[0].old, &change[0].new), (&number("1"), &number("2")));
    let older = records::history(&admin, "book", book.id, Some(entries[0].seq), 10).await.unwrap();
    assert_eq!(older, entries[1..]);
});

scenario!(library::setting(), a_save_that_changes_nothing_is_no_history, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Quitt"))]).await;
    let same = admin.changes("book", &book, [("name", text(" Quitt "))]).await;
    assert_eq!(same.version, 1);
    assert_eq!(admin.recalls("book", &book).await, ["created"]);
});

scenario!(library::setting(), every_kind_of_change_can_be_taken_back, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Quitt")), ("pages", number("1"))]).await;
    admin.changes("book", &book, [("pages", number("2"))]).await;
    let undone = records::undo(&admin, newest(&admin, &book).await.id).await.unwrap();
    assert_eq!(admin.value("book", &undone, "pages"), number("1"));
    let redone = records::undo(&admin, newest(&admin, &book).await.id).await.unwrap();
    assert_eq!(admin.value("book", &redone, "pages"), number("2"));
    records::trash(&admin, "book", book.id, None).await.unwrap();
    let back = records::undo(&admin, newest(&admin, &book).await.id).await.unwrap();
    assert_eq!(back.trashed_at, None);
    let gone = records::undo(&admin, newest(&admin, &book).await.id).await.unwrap();
    assert!(gone.trashed_at.is_some());
    records::restore(&admin, "book", book.id).await.unwrap();
    let first = records::history(&admin, "book", book.id, None, 100).await.unwrap().pop().unwrap();
    assert_eq!(first.kind, "created");
    assert!(records::undo(&admin, first.id).await.unwrap().trashed_at.is_some());
    assert!(admin.searches("book", "quitt").await.is_empty());
});

scenario!(library::setting(), what_changed_since_is_not_overwritten, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Quitt")), ("pages", number("1"))]).await;
    admin.changes("book", &book, [("pages", number("2"))]).await;
    let second = newest(&admin, &book).await.id;
    admin.changes("book", &book, [("shelf", text("A"))]).await;
    let undone = records::undo(&admin, second).await.unwrap();
    assert_eq!(admin.value("book", &undone, "pages"), number("1"));
    assert_eq!(admin.value("book", &undone, "shelf"), text("A"));
    assert_eq!(conflict(records::undo(&admin, second).await), "changed_since");
    records::trash(&admin, "book", book.id, None).await.unwrap();
    let bin = newest(&admin, &book).await.id;
    assert_eq!(conflict(records::undo(&admin, second).await), "changed_since");
    records::restore(&admin, "book", book.id).await.unwrap();
    assert_eq!(conflict(records::undo(&admin, bin).await), "changed_since");
});

scenario!(library::setting(), undo_obeys_rights_and_rules, async |scene| {
    let admin = scene.as_admin().await;
    let rights = Rights::ordinary().without("book", Right::Delete);
    let jana = scene.enter("jana", Sees::All, rights).await;
    let book = admin.saves("book", [("name", text("Quitt")), ("isbn", text("1"))]).await;
    let created = newest(&admin, &book).await.id;
    let refused = records::undo(&jana, created).await;
    assert!(matches!(refused, Err(Error::Forbidden { right }) if right == "book.delete"));
    admin.changes("book", &book, [("isbn", text("2"))]).await;
    let changed = newest(&admin, &book).await.id;
    admin.saves("book", [("name", text("Dieb")), ("isbn", text("1"))]).await;
    let refused = records::undo(&jana, changed).await;
    assert_eq!(testkit::problems(refused), ["isbn: taken"]);
    let nobody = records::undo(&jana, uuid::Uuid::now_v7()).await;
    assert!(matches!(nobody, Err(Error::NotFound)));
});

scenario!(library::setting(), an_action_stands, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Quitt"))]).await;
    let values = [("reader", text("Ida")), ("book", link("book", &book))];
    let loan = admin.saves("loan", values).await;
    records::act(&admin, "loan", (loan.id, None), "lend", Answers::default()).await.unwrap();
    let entries = records::history(&admin, "loan", loan.id, None, 1).await.unwrap();
    assert_eq!((entries[0].kind.as_str(), entries[0].undo), ("lend", None));
    assert_eq!(conflict(records::undo(&admin, entries[0].id).await), "not_reversible");
});

scenario!(library::setting(), computed_fields_follow_an_undo, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Ein Wort"))]).await;
    let longer = admin.changes("book", &book, [("name", text("Noch ein Wort"))]).await;
    assert_eq!(admin.value("book", &longer, "n_words"), number("3"));
    let undone = records::undo(&admin, newest(&admin, &book).await.id).await.unwrap();
    assert_eq!(admin.value("book", &undone, "n_words"), number("2"));
    assert_eq!(admin.value("book", &undone, "printed_in"), Value::Empty);
});
