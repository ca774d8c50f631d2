//! Invoices that a mail server hands over.

use access::{Right, Rights};
use axum::http::{Method, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::house::{House, Person, Reply, databases};

const TO: &str = "/api/v1/incoming_invoices/from_mail";

/// The file of an electronic invoice.
async fn invoice(house: &House) -> (String, Vec<u8>) {
    let cx = house.tenant.engine.system("a supplier writes an invoice");
    billing::bought::fill(&[cx]).await.unwrap().pop().expect("an invoice")
}

/// An e-mail with some files, as it travels.
fn mail(files: &[(&str, &[u8])]) -> String {
    let mut mail =
        "From: Stadtwerke <rechnung@stadtwerke.example>\r\nTo: invoices@firma.example\r\n\
        Subject: =?utf-8?q?Ihre_Rechnung_f=C3=BCr_Oktober?=\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=\"edge\"\r\n\r\n\
        --edge\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nAnbei die Rechnung.\r\n"
            .to_owned();
    for (name, bytes) in files {
        mail += &format!(
            "--edge\r\nContent-Type: application/octet-stream\r\n\
             Content-Disposition: attachment; filename=\"{name}\"\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            STANDARD.encode(bytes)
        );
    }
    mail + "--edge--\r\n"
}

async fn handed(house: &House, who: &Person, mail: String, key: &str) -> Reply {
    let headers = [("content-type", "message/rfc822"), ("idempotency-key", key)];
    house.tell(who, (Method::POST, TO), &headers, mail).await
}

#[tokio::test]
async fn an_invoice_comes_by_mail_with_what_else_was_sent() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let company = [("name", "Birkenau Systemhaus GmbH"), ("vat_id", "DE136695976")];
        house.post(&jana, "/companies", &company).await;
        let (name, bytes) = invoice(&house).await;
        let files: [(&str, &[u8]); 3] =
            [("AGB.txt", b"Es gilt"), (name.as_str(), &bytes), ("kaputt.xml", b"<Invoice>")];
        let first = handed(&house, &jana, mail(&files), "eins").await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.text);
        let told = first.json()["files"].clone();
        let of = |at: usize, name: &str| told[at][name].clone();
        assert_eq!((of(0, "file"), of(0, "status")), (name.as_str().into(), 201.into()));
        assert_eq!((of(1, "file"), of(1, "status")), ("kaputt.xml".into(), 422.into()));
        assert!(told[2].is_null(), "what nobody reads is passed over");
        let id = of(0, "id").as_str().unwrap().to_owned();
        let kept = house.get(&jana, &format!("/api/v1/incoming_invoices/{id}/files")).await.json();
        assert_eq!(kept["data"][0]["name"], name.as_str());

        let again = handed(&house, &jana, mail(&files), "eins").await;
        assert_eq!(again.text, first.text, "the same key is answered the same");
        let twice = handed(&house, &jana, mail(&files), "zwei").await;
        assert_eq!(twice.json()["errors"][0]["code"], "read_already", "{}", twice.text);
        let all = house.get(&jana, "/api/v1/incoming_invoices").await.json();
        assert_eq!(all["data"].as_array().unwrap().len(), 1);
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn a_mail_of_which_nothing_comes_is_refused() {
    let house = House::open().await;
    let jana = house.jana().await;
    let (name, bytes) = invoice(&house).await;
    for (nth, wrong) in [mail(&[]), mail(&[("AGB.txt", b"Es gilt")]), String::new(), "\0".into()]
        .into_iter()
        .enumerate()
    {
        let refused = handed(&house, &jana, wrong, &format!("k{nth}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    }
    let entity = b"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\
        <Invoice>&e;</Invoice>";
    let refused = handed(&house, &jana, mail(&[("a.xml", entity)]), "xxe").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    assert!(!refused.text.contains("root:"));
    let none = Rights::administrator().without("incoming_invoice", Right::Create);
    let whole = mail(&[(name.as_str(), &bytes)]);
    let forbidden = handed(&house, &jana.limited(none), whole.clone(), "nobody").await;
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
    let headers = [("content-type", "message/rfc822")];
    let elsewhere = "/api/v1/contacts/from_mail";
    let elsewhere = house.tell(&jana, (Method::POST, elsewhere), &headers, whole).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
}
