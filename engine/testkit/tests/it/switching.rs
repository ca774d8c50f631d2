//! Modules that are switched off and on again.

use access::Sees;
use catalog::{Arrangement, Change};
use kernel::{Error, Value};
use records::{Input, ListQuery};
use testkit::{Person, Scene, library, link, problems, scenario, text};

async fn switch(scene: &Scene, module: &str, is_on: bool) {
    let admin = scene.as_admin().await;
    let part = Arrangement::Switch { module: module.into(), is_on };
    let done = scene.engine.change(&admin, Change::Arrange { part }).await;
    done.unwrap_or_else(|error| panic!("{error}"));
}

fn is_gone<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::NotFound))
}

async fn is_shut(person: &Person, module: &str, record: &records::Record) {
    let list = ListQuery::default();
    assert!(is_gone(records::find(person, module, &list).await), "it is listed");
    assert!(is_gone(records::count(person, module, &list, 10).await), "it is counted");
    assert!(is_gone(records::get(person, module, record.id).await), "it is read");
    assert!(is_gone(records::history(person, module, record.id, None, 10).await));
    let input = || Input::of([("name", text("Storm"))]);
    assert!(is_gone(records::create(person, module, input()).await), "it is created");
    assert!(is_gone(records::update(person, module, record.id, None, input()).await));
    assert!(is_gone(records::trash(person, module, record.id, None).await), "it is binned");
}

scenario!(library::setting(), a_module_that_is_off_is_there_for_nobody, async |scene| {
    let admin = scene.as_admin().await;
    let author = admin.saves("author", [("name", text("Fontane"))]).await;
    let values = [("name", text("Effi Briest")), ("author", link("author", &author))];
    let book = admin.saves("book", values).await;
    switch(&scene, "author", false).await;
    let jana = scene.as_user("jana", Sees::All).await;
    for person in [&scene.as_admin().await, &jana] {
        is_shut(person, "author", &author).await;
        assert!(person.searches("author", "fontane").await.is_empty());
        // The way to it is hidden as if it did not exist; everything else goes on.
        let read = person.reads("book", &book).await;
        assert_eq!(person.value("book", &read, "author"), Value::Empty);
        let by_author = ListQuery { filter: "author is empty".into(), ..ListQuery::default() };
        let unknown = records::find(person, "book", &by_author).await;
        assert_eq!(problems(unknown), ["filter: filter_unknown_field"]);
        person.changes("book", &book, [("shelf", text("A"))]).await;
        assert_eq!(person.lists("book", "", "name").await, ["Effi Briest"]);
    }
    let kept = scene.reopened().await.unwrap();
    is_shut(&kept.as_admin().await, "author", &author).await;
    switch(&scene, "author", true).await;
    let jana = scene.as_user("jana", Sees::All).await;
    assert_eq!(jana.lists("author", "", "title").await, ["Fontane"]);
    assert_eq!(jana.searches("author", "fontane").await, ["Fontane"]);
    let read = jana.reads("book", &book).await;
    assert_eq!(jana.value("book", &read, "author"), link("author", &author));
});

scenario!(library::setting(), links_to_several_modules_lead_to_those_that_are_on, async |scene| {
    let admin = scene.as_admin().await;
    let author = admin.saves("author", [("name", text("Fontane"))]).await;
    let book = admin.saves("book", [("name", text("Effi Briest"))]).await;
    let values = [
        ("reader", text("Jana")),
        ("book", link("book", &book)),
        ("subject", link("author", &author)),
    ];
    let loan = admin.saves("loan", values).await;
    switch(&scene, "author", false).await;
    let jana = scene.as_user("jana", Sees::All).await;
    let kept = jana.changes("loan", &loan, [("reader", text("Ben"))]).await;
    let anew = jana.changes("loan", &kept, [("subject", link("book", &book))]).await;
    assert_eq!(jana.value("loan", &anew, "subject"), link("book", &book));
    let refused = Input::of([("subject", link("author", &author))]);
    let refused = records::update(&jana, "loan", loan.id, None, refused).await;
    assert!(refused.is_err(), "nothing leads to what is off");
});
