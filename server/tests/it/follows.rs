//! Fields whose values follow those of others: a table of what goes with what holds everywhere.

use axum::http::{Method, StatusCode};

use crate::house::{House, Person, databases};
use crate::studio::{done, refused, said, turned};

const AT: &str = "/settings/modules/account/follows";

/// Two lists, and a field of organisations for each.
async fn furnish(house: &House, admin: &Person) {
    for (list, name, kind, values) in [
        ("Land", "x_land", "picklist", ["Inland", "Ausland", "Übersee"]),
        ("Spedition", "x_spedition", "picklist", ["Bahn", "Lkw", "Schiff"]),
        ("Papiere", "x_papiere", "multi_picklist", ["Rechnung", "Zoll", "Visum"]),
    ] {
        let at = done(house, admin, "/settings/picklists", &[("label", list)]).await;
        let rows: Vec<(&str, &str)> = values
            .iter()
            .flat_map(|value| {
                [("code", ""), ("label", value), ("label", ""), ("hue", ""), ("state", "on")]
            })
            .collect();
        done(house, admin, &at, &rows).await;
        let field = [("label", list), ("kind", kind), ("list", name), ("block", "general")];
        done(house, admin, "/settings/modules/account/fields/new", &field).await;
    }
}

/// What goes with what, as the table posts it.
const PAIRS: [(&str, &str); 6] = [
    ("on", "x_land"),
    ("pair", "x_inland:x_bahn"),
    ("pair", "x_inland:x_lkw"),
    ("pair", "x_ausland:x_bahn"),
    ("pair", "x_ausland:x_lkw"),
    ("pair", "x_ausland:x_schiff"),
];

#[tokio::test]
async fn a_value_that_does_not_go_with_another_is_refused_on_every_path() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        furnish(&house, &admin).await;
        let old = [("name", "Altbestand"), ("x_land", "x_ubersee"), ("x_spedition", "x_bahn")];
        let old = done(&house, &admin, "/accounts", &old).await;
        let begin = [("on", "x_land"), ("follows", "x_spedition")];
        let table = done(&house, &admin, AT, &begin).await;
        let page = house.get(&admin, &table).await.text;
        assert_eq!(page.matches("name=\"pair\"").count(), 9, "{page}");
        assert_eq!(page.matches(" checked").count(), 9, "all may at first");
        done(&house, &admin, &format!("{AT}/x_spedition"), &PAIRS).await;
        let page = house.get(&admin, &format!("{AT}/x_spedition")).await.text;
        assert_eq!(page.matches(" checked").count(), 5, "{page}");
        // The form: one that does not fit, one that fits, an empty set, and nothing decided.
        let deal = |land, by| {
            [("name", "Neu"), ("allow_duplicate", "1"), ("x_land", land), ("x_spedition", by)]
        };
        let wrong = refused(&house, &admin, "/accounts", &deal("x_inland", "x_schiff")).await;
        let words = "„Schiff“ passt nicht zu „Inland“ (Land).";
        assert!(wrong.text.contains(words), "{}", said(&wrong));
        refused(&house, &admin, "/accounts", &deal("x_ubersee", "x_lkw")).await;
        let fits = done(&house, &admin, "/accounts", &deal("x_ausland", "x_schiff")).await;
        done(&house, &admin, "/accounts", &deal("", "x_schiff")).await;
        // In place only what fits is offered, and the field that decides is judged as well.
        let inline = format!("{old}/field/x_spedition?part=edit");
        let options = house.part(&admin, (Method::GET, &inline), &[]).await.text;
        assert!(options.contains("Bahn") && !options.contains("Lkw"), "{options}");
        let version = [("x_land", "x_inland"), ("version", "1")];
        let inline = refused(&house, &admin, &format!("{fits}/field/x_land"), &version).await;
        assert!(inline.text.contains(words), "{}", said(&inline));
        // Programs are told the same; what stands may be changed elsewhere.
        let id = fits.rsplit('/').next().unwrap();
        let to = format!("/api/v1/accounts/{id}");
        let body = r#"{"fields":{"x_land":"x_inland"}}"#;
        let reply = house.tell(&admin, (Method::PATCH, &to), &[("if-match", "*")], body).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.text);
        assert!(reply.text.contains("does_not_follow"), "{}", reply.text);
        let renamed = [("name", "Anders"), ("version", "1")];
        done(&house, &admin, &old, &renamed).await;
        // Taking the table back lets everything go with everything.
        turned(&house, &admin, "undo").await;
        done(&house, &admin, "/accounts", &deal("x_inland", "x_schiff")).await;
    }
}

#[tokio::test]
async fn several_values_follow_and_circles_are_refused() {
    let house = House::open().await;
    let admin = house.jana().await;
    furnish(&house, &admin).await;
    let pairs = [("on", "x_spedition"), ("pair", "x_schiff:x_zoll"), ("pair", "x_schiff:x_visum")];
    done(&house, &admin, &format!("{AT}/x_papiere"), &pairs).await;
    let papers = |by, first, second| {
        [
            ("name", "Neu"),
            ("allow_duplicate", "1"),
            ("x_spedition", by),
            ("x_papiere", first),
            ("x_papiere", second),
        ]
    };
    let mixed = papers("x_schiff", "x_zoll", "x_rechnung");
    let wrong = refused(&house, &admin, "/accounts", &mixed).await;
    assert!(wrong.text.contains("„Rechnung“ passt nicht zu „Schiff“"), "{}", said(&wrong));
    done(&house, &admin, "/accounts", &papers("x_schiff", "x_zoll", "x_visum")).await;
    // Nothing goes with a column that is empty.
    refused(&house, &admin, "/accounts", &papers("x_bahn", "x_zoll", "x_visum")).await;
    done(&house, &admin, &format!("{AT}/x_spedition"), &PAIRS).await;
    let circle = [("on", "x_spedition"), ("follows", "x_land")];
    let circle = refused(&house, &admin, AT, &circle).await;
    assert!(circle.text.contains("gegenseitig bestimmen"), "{}", said(&circle));
    let several = [("on", "x_papiere"), ("follows", "x_land")];
    refused(&house, &admin, AT, &several).await;
    let itself = [("on", "x_land"), ("follows", "x_land")];
    refused(&house, &admin, AT, &itself).await;
    for path in ["x_land?on=x_spedition", "name?on=x_land", "nichts"] {
        let reply = house.get(&admin, &format!("{AT}/{path}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
    }
    let page = house.get(&admin, AT).await.text;
    assert!(page.contains("Papiere") && page.contains("Spedition"), "{page}");
    done(&house, &admin, &format!("{AT}/x_papiere/end"), &[]).await;
    done(&house, &admin, "/accounts", &papers("x_bahn", "x_zoll", "x_visum")).await;
}
