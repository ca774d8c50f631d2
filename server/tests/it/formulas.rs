//! Fields that follow from others, and conditions of fields, as administrators make them.

use axum::http::{Method, StatusCode};

use crate::house::{House, Person, Reply, databases};

async fn done(house: &House, admin: &Person, path: &str, form: &[(&str, &str)]) -> String {
    let reply = house.post(admin, path, form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{path}: {}", said(&reply));
    reply.location().to_owned()
}

/// What a page says is wrong.
fn said(reply: &Reply) -> String {
    let signs = ["role=\"alert\"", "-problem\"", "formula-said"];
    let parts = signs.iter().flat_map(|sign| reply.text.split(sign).skip(1));
    parts.map(|part| part.chars().take(400).collect::<String>()).collect::<Vec<_>>().join("\n")
}

async fn refused(house: &House, admin: &Person, path: &str, form: &[(&str, &str)]) -> Reply {
    let reply = house.post(admin, path, form).await;
    assert!(reply.status.is_client_error(), "{path} answered {}", reply.status);
    reply
}

/// Does what is owed, as the job would.
async fn worked_off(house: &House) {
    let system = house.tenant.engine.system("the test does what is owed");
    while records::follow::calculate(&system).await.expect("it can be calculated").is_some() {}
}

const FIELDS: &str = "/settings/modules/account/fields";

const SHOUT: [(&str, &str); 6] = [
    ("label", "Ruf"),
    ("kind", "text"),
    ("formula", "UPPER(name) & \"!\""),
    ("block", "general"),
    ("search", "1"),
    ("sort", "1"),
];

/// A form with one of its fields said otherwise.
fn with<'a>(form: &[(&'a str, &'a str)], name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let others = form.iter().copied().filter(|(known, _)| *known != name);
    others.chain([(name, value)]).collect()
}

/// What is said while one types, and without script when one asks.
async fn typed(house: &House, admin: &Person, new: &str) {
    let check = "/settings/modules/account/formula/new-formula";
    let tried = [("kind", "text"), ("formula", "UPPER(name)"), ("try", "Kölner")];
    let part = house.post(admin, check, &tried).await;
    assert!(part.text.contains("Für „Kölner Glas“:") && part.text.contains("KÖLNER GLAS"));
    let page = house.post(admin, new, &with(&tried, "act", "try")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("KÖLNER GLAS") && page.text.contains("<html"), "{}", page.text);
    let wrong = with(&tried, "formula", "UPPER(name) & nmae");
    let part = house.post(admin, check, &wrong).await.text;
    assert!(part.contains("Ein Feld „nmae“ (Stelle 15) gibt es hier nicht."), "{part}");
    assert!(part.contains("<mark>nmae</mark>"), "{part}");
    let other = with(&tried, "formula", "LEN(name) + name");
    let part = house.post(admin, check, &other).await.text;
    assert!(part.contains("passt nicht zwischen Zahl und Text"), "{part}");
    let wrong = refused(house, admin, new, &with(&SHOUT, "formula", "UPPER(")).await;
    assert!(wrong.text.contains("bricht an Stelle 7 ab"), "{}", said(&wrong));
    assert!(wrong.text.contains("value=\"Ruf\""), "what was typed stays");
}

#[tokio::test]
async fn a_formula_is_made_tried_and_changed() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        done(&house, &admin, "/accounts", &[("name", "Kölner Glas")]).await;
        let new = format!("{FIELDS}/new-formula");
        let page = house.get(&admin, &new).await.text;
        for word in
            ["word-box", "data-value=\"UPPER(\"", "in Großbuchstaben", "data-value=\"name\""]
        {
            assert!(page.contains(word), "{word}");
        }
        typed(&house, &admin, &new).await;
        done(&house, &admin, &new, &SHOUT).await;
        let record = done(&house, &admin, "/accounts", &[("name", "Rheinstahl")]).await;
        assert!(house.get(&admin, &record).await.text.contains("RHEINSTAHL!"));
        assert!(house.get(&admin, "/accounts?sort=x_ruf").await.text.contains("Rheinstahl"));
        assert!(!house.get(&admin, "/accounts/new").await.text.contains("name=\"x_ruf\""));
        // What stood before is owed until the job was there.
        worked_off(&house).await;
        let found =
            house.get(&admin, "/api/v1/accounts?filter=x_ruf%20=%20%22K%C3%96LNER%20GLAS!%22");
        assert!(found.await.text.contains("Kölner Glas"), "the job was there");
        let round = with(&SHOUT, "formula", "name & x_ruf");
        let round = refused(&house, &admin, &format!("{FIELDS}/x_ruf"), &round).await;
        assert!(round.text.contains("account.x_ruf → account.x_ruf"), "{}", said(&round));
        let quiet = with(&SHOUT, "formula", "LOWER(name)");
        done(&house, &admin, &format!("{FIELDS}/x_ruf"), &quiet).await;
        worked_off(&house).await;
        assert!(house.get(&admin, &record).await.text.contains("rheinstahl"));
        // It is carried to another house like everything that is shaped.
        let file = house.get(&admin, "/settings/changes.json").await.text;
        let there = House::open().await;
        let other = there.jana().await;
        done(&there, &other, "/settings/changes/bring", &[("file", &file)]).await;
        let record = done(&there, &other, "/accounts", &[("name", "Neu")]).await;
        assert!(there.get(&other, &record).await.text.contains("neu"));
        let page = there.get(&other, &format!("{FIELDS}/x_ruf")).await.text;
        assert!(page.contains("LOWER(name)"), "{page}");
    }
}

#[tokio::test]
async fn a_roll_up_counts_what_links_to_a_record() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let people = [
            ("label", "Anzahl Ansprechpersonen"),
            ("kind", "decimal"),
            ("scale", "0"),
            ("relation", "contacts"),
            ("op", "count"),
            ("where", ""),
            ("block", "general"),
        ];
        let new = format!("{FIELDS}/new-rollup");
        assert!(house.get(&admin, &new).await.text.contains("Kontakte"));
        let wrong = with(&people, "where", "owner = me");
        let wrong = refused(&house, &admin, &new, &wrong).await;
        assert!(wrong.text.contains("hängt vom Tag oder von der Person ab"), "{}", said(&wrong));
        let wrong = with(&people, "kind", "text");
        let wrong = refused(&house, &admin, &new, &wrong).await;
        assert!(wrong.text.contains("passt nicht zu dem"), "{}", said(&wrong));
        done(&house, &admin, &new, &people).await;
        let firm = done(&house, &admin, "/accounts", &[("name", "Spedition Süd")]).await;
        let id = firm.rsplit('/').next().expect("it has an id");
        let link = format!("account:{id}");
        for name in ["Anna", "Berta"] {
            let new = [("last_name", name), ("account", link.as_str())];
            done(&house, &admin, "/contacts", &new).await;
        }
        let api = house.get(&admin, &format!("/api/v1/accounts/{id}")).await.text;
        assert!(api.contains("\"x_anzahl_ansprechpersonen\":\"2\""), "{api}");
    }
}

#[tokio::test]
async fn a_roll_up_offers_the_fields_of_the_list_that_was_chosen() {
    let house = House::open().await;
    let admin = house.jana().await;
    let new = format!("{FIELDS}/new-rollup");
    let chosen = [("relation", "opportunities"), ("op", "sum"), ("act", "choose")];
    let page = house.post(&admin, &new, &chosen).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.contains("value=\"opportunity.amount\""), "{}", page.text);
    for other in ["value=\"opportunity.name\"", "value=\"contact.", "value=\"quote."] {
        assert!(!page.text.contains(other), "{other}: {}", page.text);
    }
    let foreign = [
        ("label", "Summe"),
        ("kind", "decimal"),
        ("relation", "contacts"),
        ("op", "sum"),
        ("field", "opportunity.amount"),
    ];
    let refused = refused(&house, &admin, &new, &foreign).await;
    assert!(refused.text.contains("gehört nicht zu Kontakte"), "{}", said(&refused));
}

#[tokio::test]
async fn fields_are_shown_needed_and_valid_under_conditions() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let rule = [
            ("label", "Website"),
            ("visible_if", "name contains \"glas\""),
            ("required_if", "name starts_with \"Glas\""),
            ("valid_if", "website contains \".de\""),
            ("rule", "Nur Adressen mit .de."),
        ];
        let at = format!("{FIELDS}/website");
        let wrong = refused(&house, &admin, &at, &with(&rule, "visible_if", "name +")).await;
        assert!(wrong.text.contains("bricht an Stelle 7 ab"), "{}", said(&wrong));
        let silent = refused(&house, &admin, &at, &with(&rule, "rule", "")).await;
        assert!(silent.text.contains("was bei einem Verstoß zu tun ist"), "{}", said(&silent));
        done(&house, &admin, &at, &rule).await;
        let ask = |name: &'static str| [("name", name)];
        let part = house.post(&admin, "/accounts/conditions", &ask("Stahl")).await.text;
        assert!(part.contains("data-hidden=\"website dunning_stop_until"), "{part}");
        let part = house.post(&admin, "/accounts/conditions", &ask("Glashaus")).await.text;
        assert!(part.contains("data-hidden=\"dunning_stop_until dunning_stop_reason\""), "{part}");
        assert!(part.contains("data-needed=\"website\""), "{part}");
        // Nothing is asked for that nobody sees, and what is wrong is said in the house's words.
        done(&house, &admin, "/accounts", &ask("Stahl")).await;
        let missing = refused(&house, &admin, "/accounts", &ask("Glashaus")).await;
        assert!(missing.text.contains("Website fehlt."), "{}", said(&missing));
        let wrong = [("name", "Glashaus"), ("website", "https://glas.example.fr")];
        let wrong = refused(&house, &admin, "/accounts", &wrong).await;
        assert!(wrong.text.contains("Nur Adressen mit .de."), "{}", said(&wrong));
        let right = [("name", "Glashaus"), ("website", "https://glas.example.de")];
        let record = done(&house, &admin, "/accounts", &right).await;
        let form = house.get(&admin, &format!("{record}/edit")).await.text;
        assert!(form.contains("data-field=\"website\""), "{form}");
        let page = house.get(&admin, &record).await.text;
        assert!(page.contains("glas.example.de"), "{page}");
        let other = [("name", "Stahlbau"), ("website", "https://glas.example.de")];
        done(&house, &admin, &record, &other).await;
        let page = house.get(&admin, &record).await.text;
        assert!(
            !page.contains("href=\"https://glas.example.de"),
            "what is not shown is on no page"
        );
        let body = r#"{"fields":{"name":"Glaswerk","website":"https://glas.example.fr"}}"#;
        let to = (Method::POST, "/api/v1/accounts");
        let api = house.tell(&admin, to, &[], body).await;
        assert_eq!(api.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", api.text);
        assert!(api.text.contains("account.rule.website"), "{}", api.text);
    }
}
