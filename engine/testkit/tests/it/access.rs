//! Who sees which records and which fields.

use access::{FieldRight, Right, Rights, Sees};
use kernel::{Error, Value};
use records::{Input, ListQuery};
use testkit::{library, link, number, person, problems, scenario, several, text};

scenario!(library::setting(), who_sees_their_own_reaches_nothing_else, async |scene| {
    let admin = scene.as_admin().await;
    let jana = scene.as_user("jana", Sees::Own).await;
    for n in 0..200 {
        admin.saves("book", [("name", text(&format!("Fremdes Buch {n:03}")))]).await;
    }
    let foreign = admin.saves("book", [("name", text("Fremd")), ("isbn", text("1"))]).await;
    let own = jana.saves("book", [("name", text("Eigenes Buch"))]).await;
    let given = [("name", text("Geschenktes Buch")), ("owner", person(jana.id))];
    let given = admin.saves("book", given).await;
    for sort in ["name", "-name", "title", "-modified_at", "pages"] {
        let mut titles = jana.lists("book", "", sort).await;
        titles.sort();
        assert_eq!(titles, ["Eigenes Buch", "Geschenktes Buch"], "{sort}");
    }
    assert_eq!(jana.searches("book", "buch").await.len(), 2);
    let count = records::count(&jana, "book", &ListQuery::default(), 1000).await.unwrap();
    assert_eq!(count.n, 2);
    assert!(matches!(records::get(&jana, "book", foreign.id).await, Err(Error::NotFound)));
    let values = Input::of([("pages", number("1"))]);
    let changed = records::update(&jana, "book", foreign.id, None, values).await;
    assert!(matches!(changed, Err(Error::NotFound)));
    assert!(matches!(records::trash(&jana, "book", foreign.id, None).await, Err(Error::NotFound)));
    let history = records::history(&jana, "book", foreign.id, None, 10).await;
    assert!(matches!(history, Err(Error::NotFound)));
    let entry = records::history(&admin, "book", foreign.id, None, 10).await.unwrap()[0].id;
    assert!(matches!(records::undo(&jana, entry).await, Err(Error::NotFound)));
    let many = records::get_many(&jana, "book", &[own.id, given.id, foreign.id]).await.unwrap();
    assert_eq!(many.len(), 2);
});

scenario!(library::setting(), a_link_to_a_record_out_of_reach_shows_no_title, async |scene| {
    let admin = scene.as_admin().await;
    let jana = scene.as_user("jana", Sees::Own).await;
    let author = admin.saves("author", [("name", text("Geheim"))]).await;
    let values = [("name", text("Buch")), ("author", link("author", &author))];
    let book = admin.saves("book", values.into_iter().chain([("owner", person(jana.id))])).await;
    let found = records::find(&jana, "book", &ListQuery::default()).await.unwrap();
    assert_eq!(found.page.records.len(), 1);
    assert!(found.titles.is_empty());
    let values = Input::of([("name", text("Neu")), ("author", link("author", &author))]);
    let refused = records::create(&jana, "book", values).await;
    assert_eq!(problems(refused), ["author: target_not_found"]);
    // What was linked by others may stay when something else changes.
    jana.changes("book", &book, [("pages", number("3"))]).await;
});

scenario!(library::setting(), a_filter_over_a_link_reveals_nothing_out_of_reach, async |scene| {
    let admin = scene.as_admin().await;
    let jana = scene.as_user("jana", Sees::Own).await;
    let author = admin.saves("author", [("name", text("Geheim"))]).await;
    let values =
        [("name", text("Buch")), ("author", link("author", &author)), ("owner", person(jana.id))];
    admin.saves("book", values).await;
    assert_eq!(admin.lists("book", "author.name = \"Geheim\"", "name").await, ["Buch"]);
    assert!(jana.lists("book", "author.name = \"Geheim\"", "name").await.is_empty());
    assert!(jana.lists("book", "author.name starts_with \"G\"", "name").await.is_empty());
});

scenario!(library::setting(), a_hidden_field_does_not_exist, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin
        .saves("book", [("name", text("Buch")), ("shelf", text("A7")), ("pages", number("7"))])
        .await;
    let rights = Rights::ordinary().with_field("book", "shelf", FieldRight::Hidden).with_field(
        "book",
        "pages",
        FieldRight::Read,
    );
    let jana = scene.enter("jana", Sees::All, rights).await;
    let read = jana.reads("book", &book).await;
    assert_eq!(jana.value("book", &read, "shelf"), Value::Empty);
    assert_eq!(jana.value("book", &read, "pages"), number("7"));
    let list = |list: ListQuery| {
        let jana = jana.clone();
        async move { records::find(&jana, "book", &list).await }
    };
    let sort = ListQuery { sort: "-shelf".into(), ..ListQuery::default() };
    assert_eq!(problems(list(sort).await), ["sort: not_sortable"]);
    let filter = ListQuery { filter: "shelf = \"A7\"".into(), ..ListQuery::default() };
    let hidden = list(filter).await.unwrap_err();
    let unknown = ListQuery { filter: "shelx = \"A7\"".into(), ..ListQuery::default() };
    let unknown = list(unknown).await.unwrap_err();
    assert_eq!(hidden.to_string().replace("shelf", "shelx"), unknown.to_string());
    let fields = ListQuery { fields: vec!["shelf".into()], ..ListQuery::default() };
    assert_eq!(problems(list(fields).await), ["fields: unknown_field"]);
    let history = records::history(&jana, "book", book.id, None, 10).await.unwrap();
    assert!(history[0].changes.iter().all(|change| change.field != "shelf"));
    let write = |name: &str| Input::of([(name, text("B8"))]);
    let refused = records::update(&jana, "book", book.id, None, write("shelf")).await;
    assert_eq!(problems(refused), ["shelf: unknown_field"]);
    let refused = records::update(&jana, "book", book.id, None, write("pages")).await;
    assert_eq!(problems(refused), ["pages: read_only"]);
    let changed = jana.changes("book", &book, [("name", text("Band"))]).await;
    assert_eq!(jana.value("book", &changed, "shelf"), Value::Empty);
    let kept = admin.reads("book", &book).await;
    assert_eq!(admin.value("book", &kept, "shelf"), text("A7"));
});

scenario!(library::setting(), a_hidden_field_is_not_searched, async |scene| {
    let admin = scene.as_admin().await;
    let values = [("name", text("Fontane")), ("phone", several([("home", text("030 7654321"))]))];
    admin.saves("author", values).await;
    let rights = Rights::ordinary().with_field("author", "phone", FieldRight::Hidden);
    let jana = scene.enter("jana", Sees::All, rights).await;
    assert_eq!(admin.searches("author", "7654321").await, ["Fontane"]);
    assert!(jana.searches("author", "7654321").await.is_empty());
    assert_eq!(jana.searches("author", "fontane").await, ["Fontane"]);
});

scenario!(library::setting(), a_denied_module_is_closed_at_every_door, async |scene| {
    let admin = scene.as_admin().await;
    let author = admin.saves("author", [("name", text("Fontane"))]).await;
    let rights = Rights::ordinary().without("author", Right::See).without("book", Right::Edit);
    let jana = scene.enter("jana", Sees::All, rights).await;
    let forbidden = |result: Result<(), Error>| match result {
        Err(Error::Forbidden { right }) => right,
        other => panic!("{other:?}"),
    };
    let list = ListQuery::default();
    let found = records::find(&jana, "author", &list).await.map(drop);
    assert_eq!(forbidden(found), "author.see");
    let read = records::get(&jana, "author", author.id).await.map(drop);
    assert_eq!(forbidden(read), "author.see");
    let made = records::create(&jana, "author", Input::default()).await.map(drop);
    assert_eq!(forbidden(made), "author.create");
    assert!(jana.searches("author", "fontane").await.is_empty());
    let book = admin.saves("book", [("name", text("Quitt"))]).await;
    let edit = records::update(&jana, "book", book.id, None, Input::default()).await.map(drop);
    assert_eq!(forbidden(edit), "book.edit");
    let filter = ListQuery { filter: "author.name = \"x\"".into(), ..ListQuery::default() };
    let asked = records::find(&jana, "book", &filter).await;
    assert_eq!(problems(asked), ["filter: filter_unknown_field"]);
});
