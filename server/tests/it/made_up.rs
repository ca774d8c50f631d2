//! A module that is a definition and words and nothing else: everything comes by itself.

use access::Sees;
use axum::http::{Method, StatusCode};
use kernel::Language;
use records::{Behavior, Offer, Shipped};
use serde_json::json;

use crate::house::{House, Person, databases, encoded};

const DEFINITION: &str = r#"
module = "machine"
plural = "machines"
title = "{name}"
area = "sales"
icon = "wrench"
number = { series = "machine", form = "M-{counter}", start = 7 }
quick_create = ["name", "keeper"]
duplicates = [["name"]]

[fields]
number = { type = "number", search = true }
name = { type = "text", required = true, search = true, sort = true, headings = ["Gerät"] }
serial = { type = "text", unique = true }
keeper = { type = "link", to = "contact", related_list = "machines" }
value = { type = "money" }
bought_on = { type = "date", sort = true }
state = { type = "picklist", list = "machine_state", sort = true }
owner = { type = "user", required = true, default = "actor" }

[[block]]
name = "general"
fields = ["number", "name", "serial", "keeper", "value", "bought_on", "state", "owner"]

[list]
columns = ["number", "keeper", "value", "state"]
sort = "name"

[picklist]
machine_state = ["new", "used", { code = "scrap", hue = 10 }]
"#;

const WORDS: &str = r#"
machine.name = { one = "Maschine", other = "Maschinen" }
contact.related.machines = "Maschinen"
[machine.field]
number = "Maschinennummer"
name = "Bezeichnung"
serial = "Seriennummer"
keeper = "Betreuer"
value = "Wert"
bought_on = "Gekauft am"
state = "Zustand"
owner = "Zuständig"
[machine.block]
general = "Allgemein"
[picklist.machine_state]
new = "Neu"
used = "Gebraucht"
scrap = "Schrott"
"#;

fn offers() -> Vec<Offer> {
    let machine = Shipped::new((DEFINITION, Behavior::of("machine")), WORDS, WORDS);
    let made_up = Offer { modules: vec![machine], ..Offer::default() };
    server::offers().into_iter().chain([made_up]).collect()
}

async fn bought(house: &House, person: &Person, form: &[(&str, &str)]) -> String {
    let reply = house.post(person, "/machines", form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    reply.location().to_owned()
}

#[tokio::test]
async fn list_form_record_and_bin_come_by_themselves() {
    for database in databases() {
        let house = House::open_with(database, &offers()).await;
        let jana = house.jana().await;
        let form = house.get(&jana, "/machines/new").await.text;
        for name in ["name", "serial", "keeper", "value.amount", "bought_on", "state"] {
            assert!(form.contains(&format!("name=\"{name}\"")), "the form lacks {name}");
        }
        let reply = house.post(&jana, "/machines", &[("serial", "A1")]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "a name is required");
        let keeper = house.post(&jana, "/contacts", &[("last_name", "Brandt")]).await;
        let keeper = keeper.location().to_owned();
        let link = format!("contact:{}", keeper.rsplit('/').next().unwrap());
        let lathe = [
            ("name", "Drehbank"),
            ("serial", "A1"),
            ("keeper", link.as_str()),
            ("value.amount", "1.234,50"),
            ("value.currency", "EUR"),
            ("state", "used"),
        ];
        let record = bought(&house, &jana, &lathe).await;
        let page = house.get(&jana, &record).await.text;
        for text in ["Drehbank", "M-", "Brandt", "1.234,50", "Gebraucht", "Maschinennummer"] {
            assert!(page.contains(text), "the record lacks {text}");
        }
        let list = house.get(&jana, "/machines").await.text;
        assert!(list.contains("Drehbank") && list.contains("Brandt"), "the list lacks the record");
        assert!(house.get(&jana, &keeper).await.text.contains("Drehbank"), "no related list");
        let twin = [("name", "Fräse"), ("serial", "A1")];
        let reply = house.post(&jana, "/machines", &twin).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "a serial is unique");
        let export = house.get(&jana, "/machines/export.csv").await.text;
        assert!(export.contains("Drehbank") && export.contains("Seriennummer"), "{export}");
        house.post(&jana, &format!("{record}/trash"), &[]).await;
        assert!(!house.get(&jana, "/machines").await.text.contains("Drehbank"));
        assert!(house.get(&jana, "/machines/bin").await.text.contains("Drehbank"));
        house.post(&jana, &format!("{record}/restore"), &[]).await;
        assert!(house.get(&jana, "/machines").await.text.contains("Drehbank"));
    }
}

#[tokio::test]
async fn import_comes_by_itself() {
    for database in databases() {
        let house = House::open_with(database, &offers()).await;
        let jana = house.jana().await;
        let rows = "Gerät;Seriennummer;Betreuer;Wert;Gekauft am;Zustand\r\n\
                    Drehbank;A1;;1.234,50;03.05.2024;Gebraucht\r\n\
                    ;A2;;;;\r\n\
                    Fräse;A3;;;gestern;Neu\r\n";
        let reply =
            house.upload(&jana, "/machines/import", ("m.csv", "text/csv", rows.as_bytes())).await;
        let map = reply.location().to_owned();
        let preview = house.get(&jana, &map).await;
        assert_eq!(preview.status, StatusCode::OK);
        assert!(preview.text.contains("Drehbank"), "the preview lacks the row");
        let reply = house.post(&jana, &map, &[("step", "start")]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
        let run = reply.location().to_owned();
        let (_, stopped) = tokio::sync::watch::channel(false);
        server::worker(&house.tenant, stopped).round().await.unwrap();
        let list = house.get(&jana, "/machines").await.text;
        assert!(list.contains("Drehbank") && list.contains("1.234,50"), "nothing came in");
        assert!(!list.contains("Fräse"), "a row with a wrong date came in");
        let errors = house.get(&jana, &format!("{run}/errors.csv")).await;
        assert!(errors.text.contains("Fräse") && errors.text.contains("A2"), "{}", errors.text);
    }
}

#[tokio::test]
async fn the_interface_search_and_history_come_by_themselves() {
    for database in databases() {
        let house = House::open_with(database, &offers()).await;
        let jana = house.jana().await;
        let document = house.get(&jana, "/api/v1/openapi.json").await.json();
        let paths = document["paths"].as_object().unwrap();
        assert!(paths.keys().any(|path| path.starts_with("/api/v1/machines")), "no description");
        let lathe = json!({"fields": {"name": "Drehbank", "value": {"amount": "10", "currency":
            "EUR"}, "bought_on": "2024-05-03", "state": "new"}});
        let to = (Method::POST, "/api/v1/machines");
        let reply = house.tell(&jana, to, &[], lathe.to_string()).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text);
        let place = reply.location().to_owned();
        let change = json!({"fields": {"state": "scrap"}});
        let reply = house.tell(&jana, (Method::PATCH, &place), &[], change.to_string()).await;
        assert_eq!(reply.json()["fields"]["state"], "scrap");
        let asked = [("filter", "state = \"scrap\" and bought_on < \"2025-01-01\"")];
        let list = format!("/api/v1/machines?{}", encoded(&asked));
        let list = house.get(&jana, &list).await.json();
        assert_eq!(list["data"][0]["number"], "M-7");
        for asked in ["drehbank", "drehb", "Drehbnak", "m-7"] {
            let found = house.get(&jana, &format!("/api/v1/search?q={asked}")).await;
            assert!(found.text.contains("Drehbank"), "{asked} finds nothing");
            let page = house.get(&jana, &format!("/search?q={asked}")).await;
            assert!(page.text.contains("Drehbank"), "{asked} finds nothing");
        }
        let history = house.get(&jana, &format!("{place}/history")).await.json();
        let change = &history["data"][0]["changes"][0];
        assert_eq!(*change, json!({"field": "state", "old": "new", "new": "scrap"}));
        let page = house.get(&jana, place.trim_start_matches("/api/v1")).await.text;
        assert!(page.contains("Schrott") && page.contains("Neu"), "the page tells no history");
    }
}

#[tokio::test]
async fn of_two_with_one_unique_value_one_is_saved() {
    for database in databases() {
        let house = House::open_with(database, &offers()).await;
        let jana = house.jana().await;
        let tell = async |name: &str| {
            let body = json!({"fields": {"name": name, "serial": "A1"}}).to_string();
            house.tell(&jana, (Method::POST, "/api/v1/machines"), &[], body).await.status.as_u16()
        };
        for round in 0..5 {
            let (one, two) = tokio::join!(tell("Eins"), tell("Zwei"));
            let saved = [one, two].into_iter().filter(|status| *status == 201).count();
            assert_eq!(saved, usize::from(round == 0), "{one} {two}");
            assert!([one, two].iter().all(|status| [201, 409, 422].contains(status)));
        }
    }
}

#[tokio::test]
async fn rights_come_by_themselves() {
    for database in databases() {
        let house = House::open_with(database, &offers()).await;
        let jana = house.jana().await;
        let tim = house.person("tim", Language::De, Sees::Own).await;
        let hers = bought(&house, &jana, &[("name", "Geheimnis")]).await;
        let his = bought(&house, &tim, &[("name", "Hobel")]).await;
        for door in ["/machines", "/api/v1/machines", "/machines/export.csv"] {
            let text = house.get(&tim, door).await.text;
            assert!(text.contains("Hobel") && !text.contains("Geheimnis"), "{door}");
            let text = house.get(&jana, door).await.text;
            assert!(text.contains("Hobel") && text.contains("Geheimnis"), "{door}");
        }
        for door in ["/search?q=geheimnis", "/api/v1/search?q=geheimnis"] {
            assert!(!house.get(&tim, door).await.text.contains("Geheimnis"), "{door}");
        }
        assert_eq!(house.get(&tim, &his).await.status, StatusCode::OK);
        for door in [hers.clone(), format!("/api/v1{hers}"), format!("/api/v1{hers}/history")] {
            assert_eq!(house.get(&tim, &door).await.status, StatusCode::NOT_FOUND, "{door}");
        }
        let change = json!({"fields": {"name": "Meins"}});
        let door = format!("/api/v1{hers}");
        let reply = house.tell(&tim, (Method::PATCH, &door), &[], change.to_string()).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn addresses_of_the_program_are_no_modules() {
    for (_, path) in web::ROUTES.iter().chain(api::ROUTES).chain(webservice::ROUTES) {
        let path = path.trim_start_matches("/api/v1");
        let first = path.split('/').nth(1).unwrap_or_default();
        let is_name = first.bytes().all(|byte| byte.is_ascii_lowercase());
        if first.is_empty() || !is_name {
            continue;
        }
        let taken = DEFINITION.replace("\"machines\"\n", &format!("\"{first}\"\n"));
        let read = catalog::Catalog::read(&[&taken]);
        let told = read.err().unwrap_or_default();
        assert!(told.contains("is reserved for the program"), "{path} can become a module: {told}");
    }
}
