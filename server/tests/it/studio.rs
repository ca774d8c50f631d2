//! Modules, fields and lists as administrators shape them in the browser.

use access::Sees;
use axum::http::{StatusCode, header};
use kernel::Language;

use crate::house::{House, Person, Reply, databases};

/// Posts a form and expects that it was taken; gives the address that follows.
pub(crate) async fn done(
    house: &House,
    admin: &Person,
    path: &str,
    form: &[(&str, &str)],
) -> String {
    let reply = house.post(admin, path, form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{path}: {}", said(&reply));
    reply.location().to_owned()
}

/// What a page says is wrong.
pub(crate) fn said(reply: &Reply) -> String {
    let signs = ["role=\"alert\"", "-problem\""];
    let parts = signs.iter().flat_map(|sign| reply.text.split(sign).skip(1));
    parts.map(|part| part.chars().take(300).collect::<String>()).collect::<Vec<_>>().join("\n")
}

pub(crate) async fn refused(
    house: &House,
    admin: &Person,
    path: &str,
    form: &[(&str, &str)],
) -> Reply {
    let reply = house.post(admin, path, form).await;
    assert!(reply.status.is_client_error(), "{path} answered {}", reply.status);
    reply
}

/// Takes back the newest act that stands, or brings back the newest that was taken back.
pub(crate) async fn turned(house: &House, admin: &Person, act: &str) {
    let page = house.get(admin, "/settings/changes").await.text;
    let end = format!("/{act}\"");
    let all = page.split("action=\"/settings/changes/").skip(1);
    let id = all.filter_map(|rest| rest.split_once(&end)).map(|(id, _)| id);
    let id = id.into_iter().find(|id| id.len() == 36).expect("there is such an act");
    done(house, admin, &format!("/settings/changes/{id}/{act}"), &[]).await;
}

const COLOUR: [(&str, &str); 7] = [
    ("label", "Lieblingsfarbe"),
    ("label_other", "Favourite colour"),
    ("hint", "Für Geschenke."),
    ("kind", "text"),
    ("block", "general"),
    ("search", "1"),
    ("sort", "1"),
];

#[tokio::test]
async fn a_field_of_ones_own_is_like_any_other() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let fields = "/settings/modules/account/fields";
        done(&house, &admin, &format!("{fields}/new"), &COLOUR).await;
        let form = house.get(&admin, "/accounts/new").await.text;
        assert!(
            form.contains("Lieblingsfarbe") && form.contains("Für Geschenke."),
            "the form shows it"
        );
        let new = [("name", "Malerei Blau"), ("x_lieblingsfarbe", "Türkis")];
        done(&house, &admin, "/accounts", &new).await;
        let found = house.get(&admin, "/search?q=turkis").await.text;
        assert!(found.contains("Malerei Blau"), "{found}");
        let sorted = house.get(&admin, "/accounts?sort=x_lieblingsfarbe").await;
        assert_eq!(sorted.status, StatusCode::OK);
        // What is demanded from now on is asked for.
        let name = format!("{fields}/x_lieblingsfarbe");
        let strict = [("label", "Farbe"), ("label_other", ""), ("required", "1"), ("unique", "1")];
        done(&house, &admin, &name, &strict).await;
        let without = refused(&house, &admin, "/accounts", &[("name", "Ohne Farbe")]).await;
        assert!(without.text.contains("Farbe fehlt."), "{}", said(&without));
        let twin = [("name", "Zweite"), ("x_lieblingsfarbe", "Türkis")];
        refused(&house, &admin, "/accounts", &twin).await;
        // Taking it back takes back the demand; what was typed stays.
        turned(&house, &admin, "undo").await;
        done(&house, &admin, "/accounts", &twin).await;
        let again = refused(&house, &admin, &name, &strict).await;
        assert!(again.text.contains("„Türkis“ kommt mehrmals vor"), "{}", said(&again));
    }
}

#[tokio::test]
async fn fields_stand_where_they_are_put() {
    let house = House::open().await;
    let admin = house.jana().await;
    let at = "/settings/modules/account";
    let hide = [("field", "website"), ("block", "")];
    done(&house, &admin, &format!("{at}/act/hide"), &hide).await;
    assert!(!house.get(&admin, "/accounts/new").await.text.contains("name=\"website\""));
    let page = house.get(&admin, at).await.text;
    assert!(page.contains("Ausgeblendete Felder"), "{page}");
    let block = [("label", "Herkunft"), ("label_other", "Origin")];
    done(&house, &admin, &format!("{at}/act/add-block"), &block).await;
    let show = [("field", "website"), ("block", "x_herkunft")];
    done(&house, &admin, &format!("{at}/act/place"), &show).await;
    let form = house.get(&admin, "/accounts/new").await.text;
    assert!(form.contains("Herkunft") && form.contains("name=\"website\""), "the form shows it");
    let full = [("block", "x_herkunft")];
    let full = refused(&house, &admin, &format!("{at}/act/remove-block"), &full).await;
    assert!(full.text.contains("Der Block enthält noch Felder."), "{}", said(&full));
    let needed = refused(&house, &admin, &format!("{at}/act/hide"), &[("field", "name")]).await;
    assert!(needed.text.contains("Ein Pflichtfeld lässt sich nicht ausblenden."));
    let order = [("block", "reach"), ("fields", "email"), ("fields", "phone")];
    let stale = refused(&house, &admin, &format!("{at}/act/order"), &order).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let order =
        [("block", "reach"), ("fields", "email_opt_out"), ("fields", "email"), ("fields", "phone")];
    done(&house, &admin, &format!("{at}/act/order"), &order).await;
    let page = house.get(&admin, at).await.text;
    let place = |name: &str| page.find(&format!("value=\"{name}\"")).expect("the field stands");
    assert!(place("email_opt_out") < place("email") && place("email") < place("phone"));
}

#[tokio::test]
async fn a_module_of_ones_own_has_what_every_module_has() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let new = [
            ("one", "Fahrzeug"),
            ("one_other", "Vehicle"),
            ("many", "Fahrzeuge"),
            ("many_other", "Vehicles"),
            ("title", "Kennzeichen"),
            ("title_other", "Plate"),
            ("area", "tools"),
            ("icon", "truck"),
        ];
        let at = done(&house, &admin, "/settings/modules/new", &new).await;
        assert_eq!(at, "/settings/modules/x_fahrzeug");
        let holder =
            [("label", "Halter"), ("kind", "link"), ("to", "account"), ("block", "general")];
        done(&house, &admin, &format!("{at}/fields/new"), &holder).await;
        let account = house.modules()[0].clone();
        let firm = house.record(&admin, &account, "Spedition Süd").await;
        let holder = format!("account:{}", firm.rsplit('/').next().unwrap());
        let truck = [("name", "KI-FZ 100"), ("x_halter", holder.as_str())];
        let record = done(&house, &admin, "/x_fahrzeuge", &truck).await;
        for path in ["/x_fahrzeuge", "/x_fahrzeuge?q=KI", "/search?q=KI-FZ", "/modules", &record] {
            let page = house.get(&admin, path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
        }
        assert!(house.get(&admin, "/x_fahrzeuge").await.text.contains("KI-FZ 100"));
        assert!(house.get(&admin, "/search?q=KI-FZ").await.text.contains("KI-FZ 100"));
        assert!(house.get(&admin, &firm).await.text.contains("Fahrzeuge"));
        let described = house.get(&admin, "/api/v1/openapi.json").await.text;
        assert!(described.contains("/x_fahrzeuge"), "the interface describes it");
        // A task of it: what links to anything links to it as well.
        let task = house.get(&admin, "/tasks/new").await.text;
        assert!(task.contains("x_fahrzeug"), "tasks lead to it");
        turned(&house, &admin, "undo").await;
        let needed = house.get(&admin, "/settings/changes").await.text;
        assert!(needed.contains("Wieder anwenden"), "{needed}");
        turned(&house, &admin, "redo").await;
        assert!(house.get(&admin, &record).await.text.contains("Halter"));
    }
}

#[tokio::test]
async fn a_list_of_ones_own_is_chosen_from() {
    let house = House::open().await;
    let admin = house.jana().await;
    let at = done(&house, &admin, "/settings/picklists", &[("label", "Antrieb")]).await;
    assert_eq!(at, "/settings/picklists/x_antrieb");
    let row = |code, de, en, hue, state| {
        [("code", code), ("label", de), ("label", en), ("hue", hue), ("state", state)]
    };
    let values = [
        row("", "Elektrisch", "Electric", "150", "on"),
        row("", "Diesel", "", "", "on"),
        row("", "", "", "", "on"),
    ];
    done(&house, &admin, &at, values.as_flattened()).await;
    let field =
        [("label", "Antrieb"), ("kind", "picklist"), ("list", "x_antrieb"), ("block", "general")];
    done(&house, &admin, "/settings/modules/account/fields/new", &field).await;
    let form = house.get(&admin, "/accounts/new").await.text;
    assert!(form.contains("Elektrisch") && form.contains("Diesel"), "both are offered");
    let new = [("name", "Altbestand"), ("x_antrieb", "x_diesel")];
    let record = done(&house, &admin, "/accounts", &new).await;
    // A value that is not offered any more stays where it is.
    let values = [
        row("x_elektrisch", "Strom", "Electric", "150", "on"),
        row("x_diesel", "Diesel", "Diesel", "", "off"),
    ];
    done(&house, &admin, &at, values.as_flattened()).await;
    assert!(!house.get(&admin, "/accounts/new").await.text.contains("Diesel"));
    assert!(house.get(&admin, &record).await.text.contains("Diesel"));
    // What is wrong is said at its row, and what was typed stays.
    let values = [row("x_elektrisch", "Strom", "", "", "on"), row("", "{böse}", "", "", "on")];
    let wrong = refused(&house, &admin, &at, values.as_flattened()).await;
    assert!(wrong.text.contains("{böse}") && wrong.text.contains("geschweifte Klammern"));
    let values = [row("fremd", "Fremd", "", "", "on")];
    let strange = refused(&house, &admin, &at, values.as_flattened()).await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND);
    let stages = house.get(&admin, "/settings/picklists").await.text;
    assert!(stages.contains("Antrieb"), "{stages}");
}

#[tokio::test]
async fn what_was_shaped_is_carried_to_another_house() {
    let (here, there) = (House::open().await, House::open().await);
    let (jana, other) = (here.jana().await, there.jana().await);
    done(&here, &jana, "/settings/modules/account/fields/new", &COLOUR).await;
    let file = here.get(&jana, "/settings/changes.json").await.text;
    done(&there, &other, "/settings/changes/bring", &[("file", &file)]).await;
    assert!(there.get(&other, "/accounts/new").await.text.contains("Lieblingsfarbe"));
    // Once more brings nothing new.
    let again = there.post(&other, "/settings/changes/bring", &[("file", &file)]).await;
    let flash = again.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(flash.contains("studio_nothing_new"), "{flash}");
    let acts = there.get(&other, "/settings/changes").await.text;
    assert_eq!(acts.matches("/undo\"").count(), 1, "{acts}");
    // What was said otherwise here meanwhile is said as in the file, whatever came in between.
    let field = "/settings/modules/account/fields/x_lieblingsfarbe";
    done(&here, &jana, field, &[("label", "Ton"), ("hint", "Für Karten.")]).await;
    done(&here, &jana, field, &[("label", "Lieblingsfarbe"), ("hint", "")]).await;
    done(&there, &other, field, &[("label", "Ton")]).await;
    let file = here.get(&jana, "/settings/changes.json").await.text;
    done(&there, &other, "/settings/changes/bring", &[("file", &file)]).await;
    let form = there.get(&other, "/accounts/new").await.text;
    assert!(form.contains("Lieblingsfarbe") && !form.contains(">Ton<"), "the file has the word");
    for house in [(&here, &jana), (&there, &other)] {
        let form = house.0.get(house.1, "/accounts/new").await.text;
        assert!(!form.contains("Für Karten.") && !form.contains("Für Geschenke."), "no hint");
    }
    let strange = [("file", "{\"kind\":\"anderes\"}")];
    let strange = refused(&there, &other, "/settings/changes/bring", &strange).await;
    assert!(strange.text.contains("keine Datei mit Änderungen"), "{}", said(&strange));
}

#[tokio::test]
async fn only_administrators_shape_and_nonsense_is_told() {
    let house = House::open().await;
    let admin = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::Own).await;
    let pages = ["modules", "modules/new", "modules/account", "picklists", "changes"];
    for page in pages {
        let reply = house.get(&tim, &format!("/settings/{page}")).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{page}");
    }
    let path = "/settings/modules/account/fields/new";
    let reply = house.post(&tim, path, &COLOUR).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    let nothing = refused(&house, &admin, path, &[("kind", "list"), ("block", "x")]).await;
    assert!(nothing.text.contains("Bezeichnung fehlt."), "{}", said(&nothing));
    let link = [("label", "Wohin"), ("kind", "link"), ("block", "general")];
    let link = refused(&house, &admin, path, &link).await;
    assert!(link.text.contains("Verknüpft mit fehlt.") && link.text.contains("Wohin"));
    let shipped = "/settings/modules/account/fields/name";
    let page = house.get(&admin, shipped).await.text;
    assert!(page.contains("Ja, weil Abläufe sich darauf verlassen"), "it cannot be unticked");
    assert!(!page.contains("name=\"required\""));
    done(&house, &admin, shipped, &[("label", "Firmenname")]).await;
    assert!(house.get(&admin, "/accounts/new").await.text.contains("Firmenname"));
    let unnamed = refused(&house, &admin, "/accounts", &[("name", "")]).await;
    assert!(unnamed.text.contains("Firmenname"), "{}", said(&unnamed));
    let lists = house.get(&admin, "/settings/picklists").await.text;
    let catalog = house.tenant.engine.catalog();
    let is_bare = |list: &&String| lists.contains(&format!(">{list}<"));
    let bare: Vec<&String> = catalog.picklists().keys().filter(is_bare).collect();
    assert!(bare.is_empty(), "without a name: {bare:?}");
    for path in ["modules/nichts", "modules/account/fields/nichts", "picklists/nichts"] {
        let reply = house.get(&admin, &format!("/settings/{path}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_address_of_an_answer_leads_back_to_its_page() {
    let house = House::open().await;
    let admin = house.jana().await;
    for at in ["bring", "01a23029-595b-7439-b196-19ff6982962e/undo"] {
        let back = house.get(&admin, &format!("/settings/changes/{at}")).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{at}");
        assert_eq!(back.location(), "/settings/changes");
    }
    let list = house.get(&admin, "/settings/picklists/industry").await.text;
    for word in [">Deutsch<", ">Englisch<", ">Farbe<", ">Verwendung<"] {
        assert!(list.contains(word), "{word}: {list}");
    }
}
