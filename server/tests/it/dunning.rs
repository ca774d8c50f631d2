//! Dunning in the browser: a run from the menu of the list, letters approved together, on paper.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::house::{House, Person, databases};

/// An invoice that was due long ago; gives the id of its organisation.
async fn owed(house: &House, jana: &Person, name: &str) {
    let made = house.post(jana, "/accounts", &[("name", name), ("allow_duplicate", "1")]).await;
    let account = made.location().rsplit('/').next().expect("an id").to_owned();
    let line = json!({"name": "Beratung", "tax_class": "standard", "quantity": "1",
        "unit_price": "100"});
    let fields = json!({"fields": {"subject": "Beratung", "account": account, "lines": [line],
        "supply_from": "2020-01-07", "invoice_date": "2020-01-07"}});
    let made = house.tell(jana, (Method::POST, "/api/v1/invoices"), &[], fields.to_string()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let id = made.json()["id"].as_str().expect("an id").to_owned();
    let issue = format!("/api/v1/invoices/{id}/actions/issue");
    let issued = house.tell(jana, (Method::POST, &issue), &[], "{}").await;
    assert_eq!(issued.status, StatusCode::OK, "{}", issued.text);
}

#[tokio::test]
async fn a_run_is_proposed_approved_together_and_printed() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let company = [("name", "Birkenau GmbH"), ("country", "de"), ("vat_id", "DE136695976")];
        house.post(&jana, "/companies", &company).await;
        for name in ["Elbtal GmbH", "Weser KG"] {
            owed(&house, &jana, name).await;
        }
        let empty = house.get(&jana, "/dunning_letters").await.text;
        assert!(empty.contains("/dunning_letters/errands/propose"), "{empty}");
        let ran = house.post(&jana, "/dunning_letters/errands/propose", &[]).await;
        assert_eq!((ran.status, ran.location()), (StatusCode::SEE_OTHER, "/dunning_letters"));
        let found = house.get(&jana, "/api/v1/dunning_letters?fields=stage,total").await.json();
        let letters = found["data"].as_array().expect("letters").clone();
        assert_eq!(letters.len(), 2);
        let ids: Vec<&str> = letters.iter().map(|one| one["id"].as_str().expect("an id")).collect();
        let form: Vec<(&str, &str)> = ids.iter().map(|id| ("id", *id)).collect();
        let mailing = house.post(&jana, "/dunning_letters/bulk/mail", &form).await;
        let told = "An, Kopie an, Betreff, Text: jeweils wie vorgeschlagen.";
        assert!(mailing.text.contains(told), "{}", mailing.text);
        let asked = house.post(&jana, "/dunning_letters/bulk/approve", &form).await;
        assert!(asked.text.contains("2 Mahnungen"), "{}", asked.text);
        let form = [form, vec![("step", "do")]].concat();
        let done = house.post(&jana, "/dunning_letters/bulk/approve", &form).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/dunning_letters"));
        let found = house.get(&jana, "/api/v1/dunning_letters?filter=stage%20=%20%22approved%22");
        assert_eq!(found.await.json()["data"].as_array().map(Vec::len), Some(2));
        let again = house.post(&jana, "/dunning_letters/bulk/approve", &form).await;
        let run = house.get(&jana, again.location()).await.text;
        assert!(run.contains("abgelehnt"), "a run tells what was refused: {run}");
        let sent = house.post(&jana, "/dunning_letters/bulk/mail", &form).await;
        let sent = house.get(&jana, sent.location()).await.text;
        assert!(sent.contains("An fehlt."), "without an address nothing is sent: {sent}");
        let undo = again.location().split('?').next().unwrap_or_default().to_owned();
        let undo = house.post(&jana, &format!("{undo}/undo"), &[]).await;
        assert_eq!(undo.status, StatusCode::CONFLICT, "what was approved is reopened instead");
        let paper = format!("/dunning_letters/{}/out/document.pdf", ids[0]);
        assert_eq!(house.get(&jana, &paper).await.status, StatusCode::OK);
        let unknown = house.post(&jana, "/dunning_letters/errands/nothing", &[]).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_run_comes_by_itself_and_begins_with_the_usual_levels() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let company = [("name", "Birkenau GmbH"), ("country", "de"), ("vat_id", "DE136695976")];
        house.post(&jana, "/companies", &company).await;
        owed(&house, &jana, "Elbtal GmbH").await;
        for _ in 0..2 {
            let (_keep, stop) = tokio::sync::watch::channel(false);
            server::worker(&house.tenant, stop).round().await.unwrap();
        }
        for (module, n) in [("dunning_levels", 4), ("base_rates", 15), ("dunning_letters", 1)] {
            let found = house.get(&jana, &format!("/api/v1/{module}")).await.json();
            assert_eq!(found["data"].as_array().map(Vec::len), Some(n), "{module}");
        }
    }
}
