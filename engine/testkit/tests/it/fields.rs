//! Every field type there and back.

use kernel::{FileId, FileRef, Value};
use testkit::{
    Person, address, codes, day, hours, library, link, moment, money, number, person,
    scenario, several, text, time, yes,
};

fn file(name: &str) -> Value {
    let media_type = "text/plain".to_owned();
    Value::File(FileRef { id: FileId::new(), name: name.into(), size: 7, media_type })
}

async fn full(admin: &Person) -> Vec<(&'static str, Value)> {
    let author = admin.saves("author", [("name", text("Fontane"))]).await;
    let home = || address("Potsdamer Straße 134c", "10785", "Berlin", "DE");
    vec![
        ("text", text("Effi Briest")),
        ("long_text", text("Erste Zeile\nZweite Zeile")),
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
        ("link", link("author", &author)),
        ("link_to_many", link("author", &author)),
        ("user", person(admin.id)),
        ("file", file("Brief.txt")),
        ("image", file("Bild.png")),
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
