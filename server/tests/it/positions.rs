//! Positions of documents, as browsers and programs write them.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::house::{House, Person, databases};

/// A form with two positions, the second of which is open.
const FORM: [(&str, &str); 13] = [
    ("subject", "Erneuerung"),
    ("lines.open", "1"),
    ("lines.0.kind", "item"),
    ("lines.0.name", "Beratung"),
    ("lines.0.quantity", "1.234,5"),
    ("lines.0.unit_price", "2"),
    ("lines.0.tax_class", "standard"),
    ("lines.1.kind", "item"),
    ("lines.1.name", "Reise"),
    ("lines.1.quantity", "2"),
    ("lines.1.unit_price", "10,50"),
    ("lines.1.tax_class", "reduced"),
    ("discount_rate", "10"),
];

fn with<'f>(more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let is_other = |(name, _): &&(&str, &str)| more.iter().all(|(other, _)| other != name);
    FORM.iter().filter(is_other).copied().chain(more.iter().copied()).collect()
}

async fn part(house: &House, who: &Person, act: &str) -> String {
    let form = with(&[("lines.act", act)]);
    house.part(who, (Method::POST, "/quotes/lines?field=lines"), &form).await.text
}

#[tokio::test]
async fn something_is_done_to_lines_and_what_follows_is_told_without_saving() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let told = house
            .part(&jana, (Method::POST, "/quotes/lines?field=lines&figures=1"), &FORM)
            .await
            .text;
        assert!(told.contains("data-of=\"0.net\""), "{told}");
        assert!(told.contains("2.469,00") && told.contains("21,00"), "{told}");
        // 2,490.00 less 10 % are 2,241.00: 2,222.10 at 19 % and 18.90 at 7 %.
        assert!(told.contains("2.241,00\u{a0}€") && told.contains("422,20"), "{told}");
        assert!(told.contains("hx-target=\"#part-edit-aside\""), "{told}");
        let added = part(&house, &jana, "add:group").await;
        assert!(added.contains("name=\"lines.2.kind\" value=\"group\""), "{added}");
        assert!(added.contains("name=\"lines.open\" value=\"2\""), "the new one is open");
        let up = part(&house, &jana, "up:1").await;
        let at = |key: &str| up.find(&format!("data-key=\"{key}\"")).expect("it is there");
        assert!(at("1") < at("0"), "{up}");
        let copied = part(&house, &jana, "copy:0").await;
        assert_eq!(copied.matches("Beratung").count(), 3, "twice, one of them open: {copied}");
        let dropped = part(&house, &jana, "drop:0").await;
        assert!(!dropped.contains("Beratung") && dropped.contains("Reise"), "{dropped}");
        let nothing = part(&house, &jana, "nonsense:7:8").await;
        assert!(nothing.contains("Beratung") && nothing.contains("Reise"), "{nothing}");
        let unknown = house.part(&jana, (Method::POST, "/quotes/lines?field=subject"), &FORM).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        assert!(house.get(&jana, "/quotes").await.text.contains("Noch keine"), "nothing is saved");
    }
}

#[tokio::test]
async fn without_script_the_page_comes_back_with_everything_typed() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let form = with(&[("lines.act", "open:0"), ("lines.1.quantity", "viele")]);
        let page = house.post(&jana, "/quotes/lines?field=lines", &form).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("value=\"Erneuerung\""), "{}", page.text);
        assert!(page.text.contains("value=\"viele\""), "what cannot be read stays as typed");
        assert!(page.text.contains("name=\"lines.open\" value=\"0\""), "{}", page.text);
    }
}

async fn furnished(house: &House, who: &Person) -> String {
    let company = json!({"fields": {"name": "Birkenau GmbH", "vat_id": "DE136695976"}});
    let made = house.tell(who, (Method::POST, "/api/v1/companies"), &[], company.to_string()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let account = json!({"fields": {"name": "Elbtal GmbH"}});
    let made = house.tell(who, (Method::POST, "/api/v1/accounts"), &[], account.to_string()).await;
    made.json()["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn problems_stand_at_their_cell_and_what_is_right_is_saved() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let account = format!("account:{}", furnished(&house, &jana).await);
        let account = ("account", account.as_str());
        let wrong = with(&[account, ("lines.0.discount", "120"), ("lines.1.name", "")]);
        let refused = house.post(&jana, "/quotes", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert!(refused.text.contains("id=\"field-lines.1.name-problem\""), "{}", refused.text);
        assert!(refused.text.contains("Positionen 2, Bezeichnung fehlt."), "{}", refused.text);
        let wrong = with(&[account, ("lines.0.discount", "120")]);
        let refused = house.post(&jana, "/quotes", &wrong).await;
        assert!(refused.text.contains("zwischen 0 und 100"), "{}", refused.text);
        let saved = house.post(&jana, "/quotes", &with(&[account])).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let page = house.get(&jana, saved.location()).await.text;
        assert!(page.contains("2.469,00") && page.contains("2.664,52\u{a0}€"), "{page}");
        let paper = house.get(&jana, &format!("{}/out/document.pdf", saved.location())).await;
        assert_eq!(paper.status, StatusCode::OK);
        let none = house.get(&jana, &format!("{}/out/nothing.pdf", saved.location())).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn programs_write_positions_and_fetch_what_documents_give_out() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let account = furnished(&house, &jana).await;
        let line = json!({"name": "Beratung", "tax_class": "standard", "quantity": "3",
            "unit_price": "100", "net": "1"});
        let fields = json!({"fields": {"subject": "A", "account": account, "lines": [line],
            "supply_from": "2026-11-20"}});
        let made =
            house.tell(&jana, (Method::POST, "/api/v1/invoices"), &[], fields.to_string()).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let record = made.json();
        let first: &Json = &record["fields"]["lines"][0];
        assert_eq!(first["net"], "300", "what rules fill is not taken from programs: {first}");
        assert_eq!(first["kind"], "item");
        assert_eq!(record["fields"]["total"]["amount"], "357.00");
        let place = format!("/api/v1/invoices/{}", record["id"].as_str().expect("an id"));
        let early = house.get(&jana, &format!("{place}/einvoice.xml")).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text);
        let wrong = json!({"fields": {"lines": [{"quantity": true}]}});
        let refused = house.tell(&jana, (Method::PATCH, &place), &[], wrong.to_string()).await;
        assert!(refused.text.contains("lines.0.quantity"), "{}", refused.text);
        let issued =
            house.tell(&jana, (Method::POST, &format!("{place}/actions/issue")), &[], "{}").await;
        assert_eq!(issued.status, StatusCode::OK, "{}", issued.text);
        let xml = house.get(&jana, &format!("{place}/einvoice.xml")).await;
        assert!(xml.text.contains("CrossIndustryInvoice"), "{}", xml.text);
        let ubl = house.get(&jana, &format!("{place}/einvoice.xml?syntax=ubl")).await;
        assert!(ubl.text.contains("urn:oasis:names"), "{}", ubl.text);
        let unknown = house.get(&jana, &format!("{place}/einvoice.xml?form=ubl")).await;
        assert_eq!(unknown.status, StatusCode::BAD_REQUEST, "{}", unknown.text);
        let paper = house.get(&jana, &format!("{place}/document.pdf?profile=basic")).await;
        assert_eq!(paper.status, StatusCode::OK, "{}", paper.text);
        let frozen = json!({"fields": {"subject": "B"}});
        let refused = house.tell(&jana, (Method::PATCH, &place), &[], frozen.to_string()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        let gone = house.tell(&jana, (Method::DELETE, &place), &[], "").await;
        assert_eq!(gone.status, StatusCode::CONFLICT, "{}", gone.text);
    }
}
