//! Lines of documents in the older web service: sent, read back, changed.

use serde_json::{Value as Json, json};

use crate::house::{House, databases};
use crate::older::{Program, id};

/// A customer, a product for 300 and a service for 120, by their ids.
async fn shop(program: &Program<'_>) -> [String; 3] {
    program.create("cf_companies", json!({"cf_name": "Birkenau GmbH"})).await.unwrap();
    let account = program.create("Accounts", json!({"accountname": "Elbtal GmbH"})).await.unwrap();
    let product = json!({"productname": "Monitor", "unit_price": "300"});
    let product = program.create("Products", product).await.unwrap();
    let service = json!({"servicename": "Schulung", "unit_price": "120"});
    let service = program.create("Services", service).await.unwrap();
    [account, product, service].map(|record| id(&record).to_owned())
}

fn cells(record: &Json, cell: &str) -> Vec<String> {
    let items = record["LineItems"].as_array().unwrap().iter();
    items.map(|item| item[cell].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_quote_is_sent_with_its_lines_and_read_back() {
    for database in databases() {
        let house = House::open_in(database).await;
        house.jana().await;
        let program = Program::of(&house, "jana").await;
        let [account, product, service] = shop(&program).await;
        let items = json!([
            {"productid": product, "quantity": "2", "listprice": "10.50"},
            {"productid": service, "quantity": "3", "discount_percent": "10", "comment": "vor Ort"},
            {"cf_kind": "text", "comment": "Gern auch sonst."},
        ]);
        let quote = json!({"subject": "Angebot", "account_id": account, "LineItems": items});
        let quote = program.create("Quotes", quote).await.unwrap();
        assert_eq!(cells(&quote, "listprice"), ["10.5", "120", ""]);
        assert_eq!(cells(&quote, "product_name"), ["Monitor", "Schulung", ""]);
        assert_eq!(cells(&quote, "sequence_no"), ["1", "2", "3"]);
        assert_eq!(cells(&quote, "comment")[1..], ["vor Ort", "Gern auch sonst."]);
        assert_eq!(cells(&quote, "parent_id")[0], id(&quote));
        assert_eq!(quote["cf_net"], json!("345.00000000"));
        assert!(cells(&quote, "id").iter().all(|id| id.starts_with("33x")));

        let mut changed = quote["LineItems"].as_array().unwrap().clone();
        changed.remove(0);
        changed[0] = json!({"id": changed[0]["id"], "quantity": "1"});
        let revised = json!({"id": id(&quote), "LineItems": changed}).to_string();
        let revised = program.post("revise", &[("element", &revised)]).await.unwrap();
        assert_eq!(cells(&revised, "id"), cells(&quote, "id")[1..], "they are the same lines");
        assert_eq!(cells(&revised, "comment"), ["vor Ort", "Gern auch sonst."]);
        assert_eq!(revised["cf_net"], json!("108.00000000"));
        let same = json!({"id": id(&quote), "subject": "Anderes"}).to_string();
        let same = program.post("revise", &[("element", &same)]).await.unwrap();
        assert_eq!(cells(&same, "id"), cells(&revised, "id"), "what is not sent stays");
        let read = program.get("retrieve", &[("id", id(&quote))]).await.unwrap();
        assert_eq!(read["LineItems"], same["LineItems"]);
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn lines_that_do_not_fit_are_refused() {
    let house = House::open().await;
    house.jana().await;
    let program = Program::of(&house, "jana").await;
    let [account, product, _] = shop(&program).await;
    let fault = async |items: Json| {
        let quote = json!({"subject": "Angebot", "account_id": account, "LineItems": items});
        program.create("Quotes", quote).await.unwrap_err().0
    };
    assert_eq!(fault(json!("kein Feld")).await, "FAILED_TO_CREATE");
    assert_eq!(fault(json!(["keine Zeile"])).await, "FAILED_TO_CREATE");
    let item = |cell: &str, value: &str| json!([{"productid": product, cell: value}]);
    assert_eq!(fault(item("quantity", "viele")).await, "FAILED_TO_CREATE");
    assert_eq!(fault(item("discount_percent", "101")).await, "FAILED_TO_CREATE");
    assert_eq!(fault(item("cf_kind", "unbekannt")).await, "FAILED_TO_CREATE");
    assert_eq!(fault(json!([{"productid": "1x1"}])).await, "REFERENCE_INVALID");
    assert_eq!(fault(json!([{"productid": account}])).await, "REFERENCE_INVALID");
    assert!(program.query("select * from Quotes;").await.is_empty(), "nothing was made");
}
