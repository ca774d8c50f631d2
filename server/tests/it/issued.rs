//! What was issued stays as it is, on every way into the house.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::house::{House, Person, Reply, databases};

/// An issued invoice over a consultation; gives its id.
async fn issued(house: &House, jana: &Person, name: &str) -> String {
    let made = house.post(jana, "/accounts", &[("name", name), ("allow_duplicate", "1")]).await;
    let account = made.location().rsplit('/').next().expect("an id").to_owned();
    let line = json!({"name": "Beratung", "tax_class": "standard", "quantity": "1",
        "unit_price": "100"});
    let fields = json!({"fields": {"subject": "Beratung", "account": account, "lines": [line],
        "supply_from": "2026-01-07", "invoice_date": "2026-01-07"}});
    let made = asked(house, jana, Method::POST, "/api/v1/invoices", &fields).await;
    let id = made.json()["id"].as_str().expect("an id").to_owned();
    let issue = format!("/api/v1/invoices/{id}/actions/issue");
    let issued = asked(house, jana, Method::POST, &issue, &json!({})).await;
    assert_eq!(issued.status, StatusCode::OK, "{}", issued.text);
    id
}

async fn asked(house: &House, who: &Person, method: Method, to: &str, said: &Json) -> Reply {
    house.tell(who, (method, to), &[], said.to_string()).await
}

async fn firm(database: Option<String>) -> (House, Person) {
    let house = House::open_in(database).await;
    let jana = house.jana().await;
    let company = [("name", "Birkenau GmbH"), ("country", "de"), ("vat_id", "DE136695976")];
    house.post(&jana, "/companies", &company).await;
    (house, jana)
}

/// The record as programs read it, without what is free.
async fn held(house: &House, who: &Person, id: &str) -> Json {
    house.get(who, &format!("/api/v1/invoices/{id}")).await.json()
}

#[tokio::test]
async fn no_form_changes_what_was_issued() {
    for database in databases() {
        let (house, jana) = firm(database).await;
        let id = issued(&house, &jana, "Elbtal GmbH").await;
        let before = held(&house, &jana, &id).await;
        let page = format!("/invoices/{id}");
        let version = before["version"].to_string();
        for (field, value) in [("subject", "Anders"), ("invoice_date", "08.01.2026")] {
            let form = [(field, value), ("version", &version)];
            let refused = house.post(&jana, &page, &form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(refused.text.contains("ausgestellt"), "{}", crate::studio::said(&refused));
        }
        let line = [("lines.0.kind", "item"), ("lines.0.name", "Mehr"), ("version", &version)];
        let refused = house.post(&jana, &page, &line).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let cell = [("value", "Anders"), ("version", &version)];
        let refused = house.post(&jana, &format!("{page}/field/subject"), &cell).await;
        assert!(refused.status.is_client_error(), "{}", refused.status);
        let gone = house.post(&jana, &format!("{page}/trash"), &[("version", &version)]).await;
        assert!(gone.status.is_client_error(), "{}", gone.status);
        assert_eq!(held(&house, &jana, &id).await, before);
    }
}

#[tokio::test]
async fn no_program_changes_what_was_issued() {
    for database in databases() {
        let (house, jana) = firm(database).await;
        let id = issued(&house, &jana, "Elbtal GmbH").await;
        let before = held(&house, &jana, &id).await;
        let at = format!("/api/v1/invoices/{id}");
        for fields in [
            json!({"subject": "Anders"}),
            json!({"lines": []}),
            json!({"stage": "draft"}),
            json!({"number": "RE-1"}),
            json!({"account": null}),
        ] {
            let said = json!({"fields": fields});
            let refused = asked(&house, &jana, Method::PATCH, &at, &said).await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{said}: {}",
                refused.text
            );
        }
        let gone = asked(&house, &jana, Method::DELETE, &at, &json!({})).await;
        assert_eq!(gone.status, StatusCode::CONFLICT, "{}", gone.text);
        let batch = json!({"atomic": true, "rows": [{"id": id, "fields": {"subject": "Anders"}}]});
        let to = "/api/v1/invoices/batch";
        let refused = asked(&house, &jana, Method::POST, to, &batch).await;
        assert!(refused.status.is_client_error(), "{}", refused.text);
        assert_eq!(held(&house, &jana, &id).await, before);
        let free = json!({"fields": {"note": "Kunde ruft an", "dunning_stop": true}});
        let changed = asked(&house, &jana, Method::PATCH, &at, &free).await;
        assert_eq!(changed.status, StatusCode::OK, "what is ours stays free: {}", changed.text);
    }
}

#[tokio::test]
async fn no_import_and_no_bulk_edit_changes_what_was_issued() {
    for database in databases() {
        let (house, jana) = firm(database).await;
        let id = issued(&house, &jana, "Elbtal GmbH").await;
        let before = held(&house, &jana, &id).await;
        for (field, value) in [("subject", "Anders"), ("invoice_date", "2026-02-01")] {
            let form = [("id", id.as_str()), ("field", field), ("value", value), ("step", "do")];
            let done = house.post(&jana, "/invoices/bulk/change", &form).await;
            let run = house.get(&jana, done.location()).await.text;
            let is_told = run.contains("abgelehnt") || done.status.is_client_error();
            assert!(is_told, "{field}: {} {run}", done.status);
        }
        let cx = house.tenant.engine.system("a test imports");
        let row = records::BatchRow::Update(
            id.parse().expect("an id"),
            records::Input::of([("subject", kernel::Value::text("Anders"))]),
        );
        let fates = records::save_batch(&cx, "invoice", vec![row]).await.expect("a portion");
        assert!(fates.iter().all(Result::is_err), "rows of an import are refused as well");
        assert_eq!(held(&house, &jana, &id).await, before);
    }
}

#[tokio::test]
async fn neither_merging_nor_the_studio_changes_what_was_issued() {
    for database in databases() {
        let (house, jana) = firm(database).await;
        let id = issued(&house, &jana, "Elbtal GmbH").await;
        let other = issued(&house, &jana, "Weser KG").await;
        let before = [held(&house, &jana, &id).await, held(&house, &jana, &other).await];
        let merged = format!("/api/v1/invoices/{id}/merge");
        let said = json!({"records": [other]});
        let refused = asked(&house, &jana, Method::POST, &merged, &said).await;
        assert!(refused.status.is_client_error(), "{}", refused.text);
        let both = [("value_from", "de"), ("value_to", "en")];
        house.post(&jana, "/settings/picklists/document_language/exchange", &both).await;
        let (_keep, stop) = tokio::sync::watch::channel(false);
        server::worker(&house.tenant, stop).round().await.expect("a round");
        let fields = "/settings/modules/invoice/fields";
        let kind = [("kind", "decimal"), ("scale", "2")];
        let refused = house.post(&jana, &format!("{fields}/subject/type/do"), &kind).await;
        assert!(refused.status.is_client_error(), "{}", refused.status);
        let shout = [("label", "Ruf"), ("kind", "text"), ("formula", "UPPER(subject)")];
        let form = [&shout[..], &[("block", "general"), ("search", "1")]].concat();
        let made = house.post(&jana, &format!("{fields}/new"), &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", crate::studio::said(&made));
        for (id, before) in [&id, &other].into_iter().zip(before) {
            let now = held(&house, &jana, id).await;
            for (name, value) in before["fields"].as_object().expect("fields") {
                assert_eq!(now["fields"][name], *value, "{name}");
            }
        }
    }
}
