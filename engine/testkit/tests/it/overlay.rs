//! What administrators change while the program runs.

use catalog::{Change, CustomField, FieldType};
use kernel::{Error, Value};
use records::Input;
use testkit::{Person, Scene, library, problems, scenario, text};

fn colour() -> Change {
    let field = CustomField {
        name: "x_colour".into(),
        kind: "text".into(),
        search: true,
        sort: true,
        ..CustomField::default()
    };
    Change::AddField { module: "book".into(), field }
}

async fn change(scene: &Scene, admin: &Person, change: Change) {
    scene.engine.change(admin, change).await.unwrap_or_else(|error| panic!("{error}"));
}

scenario!(library::setting(), a_field_is_added_while_others_work, async |scene| {
    let admin = scene.as_admin().await;
    let old = admin.saves("book", [("name", text("Alt"))]).await;
    change(&scene, &admin, colour()).await;
    // A request that began before the change ends as it began.
    admin.changes("book", &old, [("shelf", text("A"))]).await;
    let admin = admin.again();
    let red = [("name", text("Neu")), ("x_colour", text("Röte"))];
    let new = admin.saves("book", red).await;
    assert_eq!(admin.value("book", &new, "x_colour"), text("Röte"));
    assert_eq!(admin.searches("book", "rote").await, ["Neu"]);
    assert_eq!(admin.lists("book", "x_colour contains \"rot\"", "name").await, ["Neu"]);
    assert_eq!(admin.lists("book", "x_colour is empty", "name").await, ["Alt"]);
    assert_eq!(admin.lists("book", "", "x_colour").await, ["Alt", "Neu"]);
    admin.changes("book", &old, [("x_colour", text("Blau"))]).await;
    assert_eq!(admin.lists("book", "", "-x_colour").await, ["Neu", "Alt"]);
    let again = scene.reopened().await.unwrap().as_admin().await;
    assert_eq!(again.lists("book", "", "x_colour").await, ["Alt", "Neu"]);
});

scenario!(library::setting(), a_change_that_fits_nothing_is_refused, async |scene| {
    let admin = scene.as_admin().await;
    let jana = scene.as_user("jana", access::Sees::All).await;
    let refused = scene.engine.change(&jana, colour()).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })));
    change(&scene, &admin, colour()).await;
    assert_eq!(problems(scene.engine.change(&admin, colour()).await), [": change_refused"]);
    let hide = |field: &str| Change::HideField { module: "book".into(), field: field.into() };
    assert_eq!(problems(scene.engine.change(&admin, hide("name")).await), [": change_refused"]);
    let wrong = CustomField { name: "colour".into(), kind: "text".into(), ..Default::default() };
    let wrong = Change::AddField { module: "book".into(), field: wrong };
    assert_eq!(problems(scene.engine.change(&admin, wrong).await), [": change_refused"]);
    let wrong = CustomField { name: "x_to".into(), kind: "link".into(), ..Default::default() };
    let wrong = Change::AddField { module: "book".into(), field: wrong };
    assert_eq!(problems(scene.engine.change(&admin, wrong).await), [": change_refused"]);
    assert!(scene.reopened().await.is_ok());
});

scenario!(library::setting(), every_type_can_be_added, async |scene| {
    let admin = scene.as_admin().await;
    let kinds = [
        "text",
        "long_text",
        "rich_text",
        "decimal",
        "percent",
        "money",
        "date",
        "datetime",
        "time",
        "duration",
        "bool",
        "picklist",
        "multi_picklist",
        "email",
        "phone",
        "url",
        "address",
        "geo",
        "link",
        "user",
        "file",
        "image",
    ];
    admin.saves("book", [("name", text("Alt"))]).await;
    for kind in kinds {
        let field = CustomField {
            name: format!("x_{kind}"),
            kind: kind.into(),
            list: Some("genre".into()),
            to: vec!["author".into()],
            sort: FieldType::of(kind).is_none_or(|kind| kind.is_sortable())
                && !["multi_picklist", "link"].contains(&kind),
            ..CustomField::default()
        };
        change(&scene, &admin, Change::AddField { module: "book".into(), field }).await;
    }
    let admin = admin.again();
    admin.saves("book", [("name", text("Neu"))]).await;
    for kind in kinds {
        let empty = format!("x_{kind} is empty");
        assert_eq!(admin.lists("book", &empty, "name").await, ["Alt", "Neu"], "{kind}");
    }
    assert_eq!(admin.lists("book", "", "x_decimal").await.len(), 2);
    assert!(scene.reopened().await.is_ok());
});

scenario!(library::setting(), a_pick_list_gets_another_order, async |scene| {
    let admin = scene.as_admin().await;
    for (name, genre) in [("a", "novel"), ("b", "poem"), ("c", "essay")] {
        admin.saves("book", [("name", text(name)), ("genre", text(genre))]).await;
    }
    assert_eq!(admin.lists("book", "", "genre").await, ["a", "b", "c"]);
    let codes = ["diary", "poem", "novel"].map(str::to_owned).to_vec();
    change(&scene, &admin, Change::PicklistValues { list: "genre".into(), codes }).await;
    let admin = admin.again();
    admin.saves("book", [("name", text("d")), ("genre", text("diary"))]).await;
    assert_eq!(admin.lists("book", "", "genre").await, ["d", "b", "a", "c"]);
    let retired = admin.catalog.picklist("genre").unwrap().value("essay").unwrap().retired;
    assert!(retired);
});

scenario!(library::setting(), a_hidden_field_keeps_its_values, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("a")), ("isbn", text("1"))]).await;
    let hide = Change::HideField { module: "book".into(), field: "isbn".into() };
    change(&scene, &admin, hide).await;
    let admin = admin.again();
    let module = admin.module("book").unwrap();
    assert!(module.blocks.iter().all(|block| !block.fields.contains(&"isbn".to_owned())));
    let read = admin.reads("book", &book).await;
    assert_eq!(admin.value("book", &read, "isbn"), text("1"));
});

scenario!(library::setting(), labels_can_be_changed, async |scene| {
    let admin = scene.as_admin().await;
    let (key, language) = ("problem.required".to_owned(), "de".to_owned());
    change(&scene, &admin, Change::Relabel { key, language, text: "Fehlt.".into() }).await;
    assert_eq!(admin.again().text("problem.required"), "Fehlt.");
    assert_eq!(admin.text("problem.required"), "{field} fehlt.");
});

scenario!(library::setting(), a_new_required_field_is_asked_for, async |scene| {
    let admin = scene.as_admin().await;
    let old = admin.saves("book", [("name", text("Alt"))]).await;
    let field = CustomField {
        name: "x_need".into(),
        kind: "text".into(),
        required: true,
        ..CustomField::default()
    };
    change(&scene, &admin, Change::AddField { module: "book".into(), field }).await;
    let admin = admin.again();
    let values = Input::of([("shelf", Value::text("A"))]);
    let refused = records::update(&admin, "book", old.id, None, values).await;
    assert_eq!(problems(refused), ["x_need: required"]);
});

scenario!(library::setting(), numbers_without_gaps_stay_as_they_are, async |scene| {
    let admin = scene.as_admin().await;
    let number = |module: &str| Change::Number {
        module: module.into(),
        prefix: "N-{year}{month}-".into(),
        digits: 3,
        at_least: [].into(),
    };
    assert_eq!(problems(scene.engine.change(&admin, number("loan")).await), [": change_refused"]);
    change(&scene, &admin, number("book")).await;
    let book = admin.again().saves("book", [("name", text("Quitt"))]).await;
    assert_eq!(admin.value("book", &book, "number"), text("N-202611-001"));
});
