//! Fields that stand are found otherwise: sorted by and searched, while people work.

use catalog::{Change, CustomField};
use kernel::Error;
use records::{Cx, ListQuery};
use testkit::{
    FieldRight, Person, Rights, Scene, Sees, library, money, none, problems, scenario, text,
};

fn find(field: &str, search: bool, sort: bool) -> Change {
    Change::Find { module: "book".into(), field: field.into(), search, sort }
}

/// Does what the job does.
async fn worked_off(scene: &Scene) {
    let system = || scene.engine.system("what is owed is made");
    while records::follow::calculate(&system()).await.unwrap().is_some() {}
    scene.engine.make_ready().await.unwrap();
}

async fn sorted(cx: &Cx, sort: &str) -> Result<Vec<String>, Error> {
    let list = ListQuery { sort: sort.into(), limit: 500, ..ListQuery::default() };
    let found = records::find(cx, "book", &list).await?;
    Ok(found.page.records.into_iter().map(|record| record.title).collect())
}

/// Titles by what a book is worth; those that are worth nothing come first.
fn by_worth(books: &[(String, i64)]) -> Vec<String> {
    let mut books = books.to_vec();
    books.sort_by_key(|(_, worth)| *worth);
    books.into_iter().map(|(title, _)| title).collect()
}

async fn shelved(admin: &Person, n: i64) -> Vec<(String, i64)> {
    let mut books = Vec::new();
    for at in 0..n {
        let (title, worth) = (format!("Buch {at}"), (at * 37) % 1009 + 1);
        let book = [
            ("name", text(&title)),
            ("value", money(&worth.to_string(), "EUR")),
            ("remark", text(&format!("steht im Regal r{at}x"))),
        ];
        admin.saves("book", book).await;
        books.push((title, worth));
    }
    books
}

scenario!(library::setting(), few_records_are_found_otherwise_at_once, async |scene| {
    let admin = scene.as_admin().await;
    let books = shelved(&admin, 40).await;
    assert!(admin.searches("book", "r7x").await.is_empty());
    assert_eq!(problems(sorted(&admin, "value").await), ["sort: not_sortable"]);
    let changes = vec![find("remark", true, false), find("value", false, true)];
    let act = scene.engine.shape(&admin, changes).await.unwrap();
    let admin = admin.again();
    assert_eq!(admin.searches("book", "r7x").await, ["Buch 7"]);
    assert_eq!(sorted(&admin, "value").await.unwrap(), by_worth(&books));
    let reopened = scene.reopened().await.unwrap();
    let later = reopened.as_admin().await;
    assert_eq!(sorted(&later, "value").await.unwrap(), by_worth(&books));
    // Taken back, the search forgets the words, and what is written meanwhile is known again
    // when it is brought back.
    scene.engine.take_back(&admin, act).await.unwrap();
    let admin = admin.again();
    assert!(admin.searches("book", "r7x").await.is_empty());
    let late = [("name", text("Spät")), ("value", money("2000", "EUR")), ("remark", text("neu"))];
    admin.saves("book", late).await;
    scene.engine.bring_back(&admin, act).await.unwrap();
    let admin = admin.again();
    assert_eq!(admin.searches("book", "neu").await, ["Spät"]);
    assert_eq!(sorted(&admin, "-value").await.unwrap()[0], "Spät");
});

fn added(sort_and_search: bool) -> Change {
    let field = CustomField {
        name: "x_place".into(),
        kind: "text".into(),
        sort: sort_and_search,
        search: sort_and_search,
        ..CustomField::default()
    };
    Change::AddField { module: "book".into(), field }
}

scenario!(library::setting(), a_field_that_is_new_asks_for_nothing_but_its_index, async |scene| {
    let admin = scene.as_admin().await;
    shelved(&admin, 40).await;
    scene.engine.shape(&admin, vec![added(true)]).await.unwrap();
    let admin = admin.again();
    let system = scene.engine.system("a test looks for what is owed");
    assert!(records::follow::calculate(&system).await.unwrap().is_none(), "nothing is owed");
    let placed = [("name", text("Placed")), ("x_place", text("Aachen"))];
    admin.saves("book", placed).await;
    assert_eq!(sorted(&admin, "-x_place").await.unwrap()[0], "Placed");
    assert_eq!(admin.searches("book", "aachen").await, ["Placed"]);
});

scenario!(library::setting(), a_field_that_is_added_again_finds_what_it_held, async |scene| {
    let admin = scene.as_admin().await;
    let act = scene.engine.shape(&admin, vec![added(false)]).await.unwrap();
    let admin = admin.again();
    for (title, place) in [("Far", "Zwickau"), ("Near", "Aachen")] {
        admin.saves("book", [("name", text(title)), ("x_place", text(place))]).await;
    }
    scene.engine.take_back(&admin, act).await.unwrap();
    let admin = admin.again();
    scene.engine.shape(&admin, vec![added(true)]).await.unwrap();
    let admin = admin.again();
    assert_eq!(sorted(&admin, "x_place").await.unwrap(), ["Near", "Far"]);
    assert_eq!(admin.searches("book", "aachen").await, ["Near"]);
});

scenario!(library::setting(), many_records_are_made_ready_while_people_save, async |scene| {
    let admin = scene.as_admin().await;
    let mut books = shelved(&admin, 230).await;
    let gone = admin.saves("book", [("name", text("Weg")), ("value", money("5000", "EUR"))]).await;
    records::trash(&admin, "book", gone.id, None).await.unwrap();
    let first = admin.lists("book", "name = \"Buch 0\"", "title").await;
    assert_eq!(first, ["Buch 0"]);
    scene.engine.shape(&admin, vec![find("value", false, true)]).await.unwrap();
    let admin = admin.again();
    assert_eq!(problems(sorted(&admin, "value").await), ["sort: not_sortable"]);
    let field = admin.module("book").unwrap().field("value").cloned().unwrap();
    assert!(field.soon.sort && !field.sort, "it is not offered before it is made");
    let late = admin.saves("book", [("name", text("Spät")), ("value", money("3000", "EUR"))]).await;
    let scene = scene.reopened().await.unwrap();
    let admin = scene.as_admin().await;
    admin.changes("book", &late, [("value", money("3001", "EUR"))]).await;
    worked_off(&scene).await;
    let admin = admin.again();
    books.push(("Spät".into(), 3001));
    assert_eq!(sorted(&admin, "value").await.unwrap(), by_worth(&books));
    records::restore(&admin, "book", gone.id).await.unwrap();
    assert_eq!(sorted(&admin, "-value").await.unwrap()[..2], ["Weg", "Spät"]);
    admin.changes("book", &late, [("value", none())]).await;
    assert_eq!(sorted(&admin, "value").await.unwrap()[0], "Spät");
    assert!(!scene.engine.store().lacks_indexes(&admin.catalog).await.unwrap());
});

scenario!(library::setting(), a_new_sorted_field_of_many_records_gets_its_index, async |scene| {
    let admin = scene.as_admin().await;
    shelved(&admin, 130).await;
    let field = catalog::CustomField {
        name: "x_rank".into(),
        kind: "decimal".into(),
        sort: true,
        ..catalog::CustomField::default()
    };
    let add = Change::AddField { module: "book".into(), field };
    scene.engine.change(&admin, add).await.unwrap();
    let admin = admin.again();
    assert!(scene.engine.store().lacks_indexes(&scene.engine.catalog()).await.is_ok());
    let first = admin.saves("book", [("name", text("A")), ("x_rank", testkit::number("-3"))]).await;
    worked_off(&scene).await;
    let admin = admin.again();
    let last = sorted(&admin, "-x_rank").await.unwrap().pop();
    assert_ne!(last, Some(first.title), "nothing sorts before what is small");
    assert!(!scene.engine.store().lacks_indexes(&admin.catalog).await.unwrap());
    let hidden =
        Change::Find { module: "book".into(), field: "x_rank".into(), search: false, sort: false };
    scene.engine.change(&admin, hidden).await.unwrap();
    worked_off(&scene).await;
    let admin = admin.again();
    assert_eq!(problems(sorted(&admin, "x_rank").await), ["sort: not_sortable"]);
    admin.saves("book", [("name", text("B")), ("x_rank", testkit::number("1"))]).await;
});

scenario!(library::setting(), what_the_search_forgets_is_not_guessed_meanwhile, async |scene| {
    let admin = scene.as_admin().await;
    shelved(&admin, 20).await;
    let act = scene.engine.shape(&admin, vec![find("remark", true, false)]).await.unwrap();
    let rights = Rights::ordinary().with_field("book", "remark", FieldRight::Hidden);
    let clerk = scene.enter("clerk", Sees::All, rights).await.again();
    assert!(clerk.searches("book", "r3x").await.is_empty());
    scene.engine.take_back(&admin, act).await.unwrap();
    assert!(clerk.again().searches("book", "r3x").await.is_empty());
    assert!(admin.again().searches("book", "r3x").await.is_empty());
});

scenario!(library::setting(), what_is_shipped_stays_found, async |scene| {
    let admin = scene.as_admin().await;
    for change in [
        find("name", false, true),
        find("pages", false, false),
        find("value", true, false),
        find("author", false, true),
        find("nothing", true, true),
    ] {
        let refused = scene.engine.change(&admin, change.clone()).await;
        assert_eq!(problems(refused), [": change_refused"], "{change:?}");
    }
});
