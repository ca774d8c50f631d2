//! Files in fields of records, such as the picture of a product.

use access::{FieldRight, Rights, Sees};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use kernel::Language;
use serde_json::json;

use crate::house::{House, Person, Reply, databases};

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n0000";
const OTHER: &[u8] = b"\x89PNG\r\n\x1a\n1111";

/// A file in a form: its control, its name, its bytes.
type File<'f> = (&'f str, &'f str, &'f [u8]);

/// Posts a form in parts, as a form with a file in it is sent.
async fn posted(
    house: &House,
    who: &Person,
    to: &str,
    (fields, files): (&[(&str, &str)], &[File<'_>]),
) -> Reply {
    let mut body = Vec::new();
    for (name, value) in fields.iter().chain(&[("csrf", who.csrf.as_str())]) {
        let head = format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend_from_slice(format!("{head}{value}\r\n").as_bytes());
    }
    for (control, name, bytes) in files {
        let part = format!("form-data; name=\"{control}\"; filename=\"{name}\"");
        body.extend_from_slice(format!("--edge\r\ncontent-disposition: {part}\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    let request = House::request(who, Method::POST, to)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    house.send(request.body(Body::from(body)).unwrap()).await
}

/// What the interface says of the picture of a product.
async fn picture(house: &House, who: &Person, product: &str) -> serde_json::Value {
    house.get(who, &format!("/api/v1{product}")).await.json()["fields"]["image"].clone()
}

fn id(picture: &serde_json::Value) -> String {
    picture["id"].as_str().expect("a picture").to_owned()
}

/// A product with a picture.
async fn shown(house: &House, who: &Person, name: &str) -> String {
    let files = [("image.upload", "bild.png", PICTURE)];
    let made = posted(house, who, "/products", (&[("name", name)], &files)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    made.location().to_owned()
}

#[tokio::test]
async fn a_picture_comes_with_the_form_stays_is_replaced_and_goes() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let product = shown(&house, &jana, "Stuhl").await;
        let first = picture(&house, &jana, &product).await;
        assert_eq!(
            (&first["name"], &first["media_type"]),
            (&json!("bild.png"), &json!("image/png"))
        );
        let address = format!("/files/{}", id(&first));
        assert!(house.get(&jana, &product).await.text.contains(&format!("src=\"{address}\"")));
        assert_eq!(house.get(&jana, &address).await.headers[header::CONTENT_TYPE], "image/png");
        let beside = house.get(&jana, &format!("/api/v1{product}/files")).await.json();
        assert_eq!(beside["data"], json!([]), "it is no file beside the record");
        let gone = house.post(&jana, &format!("{address}/remove"), &[]).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND, "it goes with its field");

        let kept = [("name", "Stuhl Eiche"), ("image.keep", &id(&first))];
        let saved = posted(&house, &jana, &product, (&kept, &[])).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        assert_eq!(picture(&house, &jana, &product).await, first);
        let files = [("image.upload", "neu.png", OTHER)];
        posted(&house, &jana, &product, (&kept, &files)).await;
        assert_eq!(picture(&house, &jana, &product).await["name"], "neu.png");
        let second = id(&picture(&house, &jana, &product).await);
        let cleared = [("image.keep", second.as_str()), ("image.clear", "yes")];
        let cleared = posted(&house, &jana, &product, (&cleared, &[])).await;
        assert_eq!(picture(&house, &jana, &product).await, json!(null));
        let undone = house.post(&jana, &format!("/undo/{}", cleared.undo()), &[]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
        assert_eq!(id(&picture(&house, &jana, &product).await), second, "and is back");
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn what_came_with_a_form_that_was_refused_needs_not_be_sent_again() {
    let house = House::open().await;
    let jana = house.jana().await;
    let files = [("image.upload", "bild.png", PICTURE)];
    let refused = posted(&house, &jana, "/products", (&[("name", "")], &files)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("bild.png"), "{}", refused.text);
    let kept = crate::house::hidden(&refused.text, "image.keep").to_owned();
    let form = [("name", "Stuhl"), ("image.keep", kept.as_str())];
    let tim = house.person("tim", Language::De, Sees::All).await;
    let foreign = house.post(&tim, "/products", &form).await;
    assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody else brought it");
    let made = house.post(&jana, "/products", &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    assert_eq!(id(&picture(&house, &jana, made.location()).await), kept);
}

#[tokio::test]
async fn only_pictures_are_pictures_and_only_ones_own() {
    let house = House::open().await;
    let jana = house.jana().await;
    let script = [("image.upload", "bild.png", &b"<html><script>alert(1)</script>"[..])];
    let empty = [("image.upload", "leer.png", &b""[..])];
    for (files, said) in [(script, "Das ist kein Bild"), (empty, "Datei mit Inhalt")] {
        let refused = posted(&house, &jana, "/products", (&[("name", "Stuhl")], &files)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(said) && refused.text.contains("Stuhl"), "{}", refused.text);
    }
    let product = shown(&house, &jana, "Stuhl").await;
    let other = shown(&house, &jana, "Tisch").await;
    let (own, foreign) =
        (picture(&house, &jana, &product).await, picture(&house, &jana, &other).await);
    let set = async |picture: serde_json::Value| {
        let body = json!({"fields": {"image": picture}}).to_string();
        let kind = [("content-type", "application/json")];
        house.tell(&jana, (Method::PATCH, &format!("/api/v1{product}")), &kind, body).await
    };
    for wrong in [json!({"id": foreign["id"]}), json!({"id": jana.csrf}), json!("x"), json!({})] {
        let reply = set(wrong.clone()).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}: {}", reply.text);
    }
    let renamed = json!({"id": own["id"], "name": "<b>.exe", "size": 0, "media_type": "text/html"});
    assert_eq!(set(renamed).await.status, StatusCode::OK);
    assert_eq!(picture(&house, &jana, &product).await, own, "what is known of it is told");

    let blind = Rights::ordinary().with_field("product", "image", FieldRight::Hidden);
    let blind = jana.limited(blind);
    let hidden = house.get(&blind, &format!("/files/{}", id(&own))).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND, "a hidden field shows no file");
}

#[tokio::test]
async fn a_picture_goes_along_where_records_become_one() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let kept = house.post(&jana, "/products", &[("name", "Stuhl")]).await.location().to_owned();
        let gone = shown(&house, &jana, "Stuhl Eiche").await;
        let was = picture(&house, &jana, &gone).await;
        let of = |product: &str| product.rsplit('/').next().unwrap().to_owned();
        let (one, two) = (of(&kept), of(&gone));
        let form = [("id", one.as_str()), ("id", &two), ("from.image", &two)];
        let done = house.post(&jana, "/products/merge", &form).await;
        assert_eq!(done.location(), kept, "{}", done.text);
        assert_eq!(picture(&house, &jana, &kept).await, was);
        let shown = house.get(&jana, &format!("/files/{}", id(&was))).await;
        assert_eq!(shown.status, StatusCode::OK);
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn a_form_may_be_as_large_as_its_files_but_its_words_and_their_number_are_bounded() {
    let house = House::open().await;
    let jana = house.jana().await;
    let words = "x".repeat(33 << 20);
    let form = [("name", words.as_str())];
    let in_parts = posted(&house, &jana, "/products", (&form, &[])).await;
    let at_once = house.post(&jana, "/products", &form).await;
    for refused in [in_parts, at_once] {
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Das Formular ist zu groß."), "{}", refused.text);
    }
    let large = vec![0; 26 << 20];
    let files = [("image.upload", "bild.png", large.as_slice())];
    let refused = posted(&house, &jana, "/products", (&[("name", "Stuhl")], &files)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("25 MB") && refused.text.contains("Stuhl"), "{}", refused.text);
    let files = vec![("image.upload", "bild.png", b"few".as_slice()); 51];
    let refused = posted(&house, &jana, "/products", (&[("name", "Stuhl")], &files)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Höchstens 50 Dateien"), "{}", refused.text);
}
