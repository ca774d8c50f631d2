//! What hangs on a record, as programs bring, fetch and take it.

use axum::http::{Method, StatusCode, header};
use kernel::Language;

use crate::house::{House, Person, Reply, databases};

async fn contact(house: &House, person: &Person) -> String {
    let to = (Method::POST, "/api/v1/contacts");
    let made = house.tell(person, to, &[], r#"{"fields":{"last_name":"Probe"}}"#).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.location().to_owned()
}

async fn bring(house: &House, person: &Person, to: &str, bytes: &[u8]) -> Reply {
    let kind = [("content-type", "text/plain")];
    house.tell(person, (Method::POST, to), &kind, bytes.to_vec()).await
}

#[tokio::test]
async fn a_file_comes_goes_and_is_fetched_in_parts() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let record = contact(&house, &jana).await;
        let files = format!("{record}/files");
        let made =
            bring(&house, &jana, &format!("{files}?name=Brief%20%C3%A4.txt"), b"0123456789").await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        assert_eq!(made.json()["name"], "Brief ä.txt");
        let place = made.location().to_owned();
        let listed = house.get(&jana, &files).await.json();
        assert_eq!(listed["data"][0]["size"], 10, "{listed}");
        let whole = house.get(&jana, &place).await;
        assert_eq!((whole.status, whole.text.as_str()), (StatusCode::OK, "0123456789"));
        assert_eq!(whole.headers[header::CONTENT_TYPE], "application/octet-stream");
        assert_eq!(whole.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        let name = whole.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert_eq!(name, "attachment; filename*=UTF-8''Brief%20%C3%A4.txt");
        for (range, status, text, told) in [
            ("bytes=2-4", 206, "234", Some("bytes 2-4/10")),
            ("bytes=7-", 206, "789", Some("bytes 7-9/10")),
            ("bytes=-2", 206, "89", Some("bytes 8-9/10")),
            ("bytes=0-1,4-5", 200, "0123456789", None),
        ] {
            let part = house.tell(&jana, (Method::GET, &place), &[("range", range)], "").await;
            assert_eq!((part.status.as_u16(), part.text.as_str()), (status, text), "{range}");
            let said = part.headers.get(header::CONTENT_RANGE).map(|said| said.to_str().unwrap());
            assert_eq!(said, told, "{range}");
        }
        let beyond = house.tell(&jana, (Method::GET, &place), &[("range", "bytes=10-")], "").await;
        assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(beyond.headers[header::CONTENT_RANGE], "bytes */10");
        let gone = house.tell(&jana, (Method::DELETE, &place), &[], "").await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text);
        assert_eq!(house.get(&jana, &place).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_file_is_brought_once_under_a_key_and_refused_when_it_is_none() {
    let house = House::open().await;
    let jana = house.jana().await;
    let files = format!("{}/files", contact(&house, &jana).await);
    let key = [("content-type", "text/plain"), ("idempotency-key", "einmal")];
    let to = format!("{files}?name=a.txt");
    let first = house.tell(&jana, (Method::POST, &to), &key, "eins").await;
    let again = house.tell(&jana, (Method::POST, &to), &key, "eins").await;
    assert_eq!(first.location(), again.location());
    let other = house.tell(&jana, (Method::POST, &to), &key, "zwei").await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = [("content-type", "multipart/form-data; boundary=e")];
    let part = |name: &str| {
        format!(
            "--e\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"b.txt\"\r\n\r\n\
             drei\r\n--e--\r\n"
        )
    };
    let made = house.tell(&jana, (Method::POST, &files), &form, part("file")).await;
    assert_eq!((made.status, &made.json()["name"]), (StatusCode::CREATED, &"b.txt".into()));
    for (to, kind, body, status) in [
        (&files, "text/plain", "ohne Namen".to_owned(), 422),
        (&to, "text/plain", String::new(), 422),
        (&files, form[0].1, part("other"), 422),
        (&files, form[0].1, "kein Formular".to_owned(), 400),
        (&files, "multipart/form-data", part("file"), 400),
        (&to, "text/plain", "x".repeat(27 << 20), 413),
        (&to, "text/plain", "x".repeat((25 << 20) + 1), 422),
    ] {
        let reply = house.tell(&jana, (Method::POST, to), &[("content-type", kind)], body).await;
        assert_eq!(reply.status.as_u16(), status, "{kind}: {:.300}", reply.text);
        assert_eq!(reply.headers[header::CONTENT_TYPE], "application/problem+json");
    }
    let listed = house.get(&jana, &files).await.json();
    assert_eq!(listed["data"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_file_hangs_on_one_record_only() {
    let house = House::open().await;
    let jana = house.jana().await;
    let (one, two) = (contact(&house, &jana).await, contact(&house, &jana).await);
    let made = bring(&house, &jana, &format!("{one}/files?name=a.txt"), b"geheim").await;
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let elsewhere = format!("{two}/files/{id}");
    for method in [Method::GET, Method::DELETE] {
        let reply = house.tell(&jana, (method, &elsewhere), &[], "").await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
    }
    let tim = house.person("tim", Language::De, access::Sees::Own).await;
    assert_eq!(house.get(&tim, made.location()).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&jana, made.location()).await.text, "geheim");
}

#[tokio::test]
async fn comments_are_written_changed_and_taken_away() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let record = contact(&house, &jana).await;
        let comments = format!("{record}/comments");
        let key = [("idempotency-key", "einmal")];
        let to = || (Method::POST, comments.as_str());
        let made = house.tell(&jana, to(), &key, r#"{"text":"Erster"}"#).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let again = house.tell(&jana, to(), &key, r#"{"text":"Erster"}"#).await;
        assert_eq!(again.location(), made.location());
        for wrong in [r#"{}"#, r#"{"text":""}"#, r#"{"text":1}"#, r#"{"text":"a","x":1}"#] {
            let reply = house.tell(&jana, to(), &[], wrong).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
        let place = made.location().to_owned();
        let changed = house.tell(&jana, (Method::PATCH, &place), &[], r#"{"text":"Neu"}"#).await;
        assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.text);
        let listed = house.get(&jana, &comments).await.json();
        assert_eq!(listed["data"][0]["text"], "Neu", "{listed}");
        assert_eq!(listed["data"].as_array().unwrap().len(), 1);
        let gone = house.tell(&jana, (Method::DELETE, &place), &[], "").await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        assert_eq!(house.get(&jana, &comments).await.json()["data"], serde_json::json!([]));
    }
}
