//! Every field type there and back.

use kernel::{FileId, FileRef, Value};
use store::queries::file::{File, add};
use testkit::{
    Person, address, codes, day, hours, library, link, moment, money, number, person, point,
    scenario, several, text, time, yes,
};

/// A file that somebody has just brought; where its bytes lie is of no interest here.
async fn file(who: &Person, name: &str, media_type: &str) -> Value {
    let told =
        FileRef { id: FileId::new(), name: name.into(), size: 7, media_type: media_type.into() };
    let known = File {
        id: told.id,
        module: None,
        record: None,
        name: told.name.clone(),
        media_type: told.media_type.clone(),
        size: 7,
        sha256: Vec::new(),
        created_at: who.now(),
        created_by: Some(who.id),
        field: None,
    };
    who.store().write(move |tx| add(tx, &known)).await.unwrap();
    Value::File(told)
}

async fn full(admin: &Person) -> Vec<(&'static str, Value)> {
    let author = admin.saves("author", [("name", text("Fontane"))]).await;
    let home = || address("Potsdamer Straße 134c", "10785", "Berlin", "DE");
    vec![
        ("text", text("Effi Briest")),
        ("long_text", text("Erste Zeile\nZweite Zeile")),
        ("rich_text", Value::rich("<h2>Effi</h2><ul><li>eins <b>fett</b></li></ul>")),
        ("decimal", number("-12.345")),
        ("percent", number("19.5")),
        ("money", money("1234.5678", "CHF")),
        ("date", day("1895-10-01")),
        ("datetime", moment("1895-10-01T11:59:59.123Z")),
        ("time", time("08:30:15")),
        ("duration", hours(-3)),
        ("bool", yes()),
        ("picklist", text("green")),
        ("multi_picklist", codes(&["red", "blue"])),
        ("stage", text("begun")),
        ("email", text("effi@briest.example")),
        ("emails", several([("home", text("a@b.example")), ("work", text("c@d.example"))])),
        ("phone", text("030 23125 114")),
        ("phones", several([("work", text("+43 512 5550 21")), ("home", text("040 123456"))])),
        ("url", text("https://briest.example/?a=b#c")),
        ("address", home()),
        ("addresses", several([("home", home()), ("work", address("", "8001", "Zürich", "CH"))])),
        ("geo", point("-33.850000, 151.209999")),
        ("link", link("author", &author)),
        ("link_to_many", link("author", &author)),
        ("user", person(admin.id)),
        ("file", file(admin, "Brief.txt", "text/plain").await),
        ("image", file(admin, "Bild.png", "image/png").await),
    ]
}

scenario!(library::setting(), every_field_type_comes_back_as_it_went, async |scene| {
    let admin = scene.as_admin().await;
    let values = full(&admin).await;
    let saved = admin.saves("specimen", values.clone()).await;
    let read = admin.reads("specimen", &saved).await;
    let module = admin.module("specimen").unwrap();
    for field in module.fields.iter().filter(|field| field.is_editable()) {
        let given = values.iter().find(|(name, _)| *name == field.name);
        let (_, given) = given.unwrap_or_else(|| panic!("{} is not tried", field.name));
        assert_eq!(read.value(&module, &field.name), given, "{}", field.name);
    }
    assert_eq!(saved.values, read.values);
    let page = records::find(&admin, "specimen", &records::ListQuery::default()).await.unwrap();
    assert_eq!(page.page.records, [read]);
});

scenario!(library::setting(), the_history_of_every_field_type_can_be_read, async |scene| {
    let admin = scene.as_admin().await;
    let values = full(&admin).await;
    let saved = admin.saves("specimen", values.clone()).await;
    let history = records::history(&admin, "specimen", saved.id, None, 10).await.unwrap();
    for (name, value) in &values {
        let change = history[0].changes.iter().find(|change| change.field == *name);
        let change = change.unwrap_or_else(|| panic!("{name} is not in the history"));
        assert_eq!((&change.old, &change.new), (&Value::Empty, value), "{name}");
    }
});

scenario!(library::setting(), every_field_type_can_be_emptied_and_brought_back, async |scene| {
    let admin = scene.as_admin().await;
    let values = full(&admin).await;
    let saved = admin.saves("specimen", values.clone()).await;
    let nothing = values.iter().map(|(name, _)| (*name, Value::Empty));
    let emptied = admin.changes("specimen", &saved, nothing).await;
    for (name, _) in &values {
        assert_eq!(admin.value("specimen", &emptied, name), Value::Empty, "{name}");
    }
    let history = records::history(&admin, "specimen", saved.id, None, 10).await.unwrap();
    assert_eq!(history[0].changes.len(), values.len());
    let undone = records::undo(&admin, history[0].id).await.unwrap();
    let read = admin.reads("specimen", &undone).await;
    for (name, value) in &values {
        assert_eq!(&admin.value("specimen", &read, name), value, "{name}");
    }
});

scenario!(library::setting(), the_json_of_every_field_type_is_read_back, async |scene| {
    let admin = scene.as_admin().await;
    let module = admin.module("specimen").unwrap();
    for (name, value) in full(&admin).await {
        let field = module.field(name).unwrap();
        let json = catalog::to_json(&value);
        assert_eq!(catalog::from_json(field, &json), Ok(value), "{name}: {json}");
        assert_eq!(catalog::from_json(field, &catalog::to_json(&Value::Empty)), Ok(Value::Empty));
    }
});

scenario!(library::setting(), what_does_not_fit_a_field_is_refused_at_once, async |scene| {
    let admin = scene.as_admin().await;
    let long = "x".repeat(300);
    let values = [
        ("text", text(&long)),
        ("rich_text", Value::rich(&"<b>x</b>".repeat(100_001))),
        ("decimal", number("1.2345")),
        ("percent", number("99999999999999999999")),
        ("date", text("2026-11-23")),
        ("picklist", text("yellow")),
        ("multi_picklist", codes(&["red", "yellow"])),
        ("email", text("effi@briest")),
        ("emails", several([("moon", text("a@b.example"))])),
        ("phone", text("bitte anrufen")),
        ("url", text("javascript:alert(1)")),
        ("link", text("nobody")),
        ("link_to_many", testkit::nowhere("author")),
        ("user", person(kernel::PrincipalId::new())),
        ("colour", text("red")),
        ("number", text("S-9")),
        ("created_at", moment("2020-01-01T00:00:00Z")),
    ];
    let refused = records::create(&admin, "specimen", records::Input::of(values)).await;
    let mut problems = testkit::problems(refused);
    problems.sort();
    assert_eq!(
        problems,
        [
            "colour: unknown_field",
            "created_at: read_only",
            "date: wrong_type",
            "decimal: too_many_places",
            "email: not_email",
            "emails: not_in_list",
            "link: wrong_type",
            "link_to_many: target_not_found",
            "multi_picklist: not_in_list",
            "number: read_only",
            "percent: out_of_range",
            "phone: not_phone",
            "picklist: not_in_list",
            "rich_text: too_long",
            "text: too_long",
            "url: not_url",
            "user: target_not_found",
        ]
    );
});

scenario!(
    library::setting(),
    every_text_that_a_person_can_type_is_kept_or_refused,
    async |scene| {
        let admin = scene.as_admin().await;
        for typed in ["İstanbul", "𝔐oby 🐳", "a\u{301}", "\"'; DELETE books; --", "%_*", "\\x00"]
        {
            let saved = admin.saves("specimen", [("text", text(typed))]).await;
            let read = admin.reads("specimen", &saved).await;
            assert_eq!(read.title, typed);
            assert!(
                !admin.searches("specimen", typed).await.is_empty() || typed == "%_*",
                "{typed}"
            );
        }
        for typed in ["NUL \0", "Glocke \u{7}", "zwei\nZeilen"] {
            let values = records::Input::of([("text", text(typed))]);
            let refused = records::create(&admin, "specimen", values).await;
            assert_eq!(testkit::problems(refused), ["text: control_character"]);
        }
    }
);
