//! Records of other people: not seen, not changed, not guessed.

use access::Sees;
use axum::body::Body;
use axum::http::{StatusCode, header};
use kernel::Language;

use crate::house::{House, Person, Reply, filled};

#[tokio::test]
async fn the_record_of_another_person_is_not_there() {
    let house = House::open().await;
    let jana = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::Own).await;
    for module in house.modules() {
        let record = house.record(&jana, &module, "Geheimnis").await;
        let id = record.rsplit('/').next().unwrap();
        let before = house.get(&jana, &format!("{record}/edit")).await.without_token();
        let nobody = uuid::Uuid::now_v7().to_string();
        let routes = web::ROUTES.iter().chain(api::ROUTES).chain(webservice::ROUTES);
        for (method, path) in routes.filter(|(_, path)| path.contains("{modules}/{id}")) {
            let asked = ask(&house, &tim, method, &filled(path, &module.plural, id)).await;
            let missing = ask(&house, &tim, method, &filled(path, &module.plural, &nobody)).await;
            assert_eq!(asked.status, missing.status, "{method} {path} tells what is there");
            // What one has followed or marked oneself can be let go without being seen.
            let lets_go = path.ends_with("/unfollow") || path.ends_with("/unmark");
            let shut = lets_go || asked.status.is_client_error();
            assert!(shut, "{method} {path} answers {}", asked.status);
            assert!(!asked.text.contains("Geheimnis"), "{method} {path} tells the title");
        }
        let after = house.get(&jana, &format!("{record}/edit")).await.without_token();
        assert_eq!(after, before);
    }
}

async fn ask(house: &House, person: &Person, method: &str, to: &str) -> Reply {
    let (kind, body) = match to.starts_with("/api/") {
        true => ("application/json", r#"{"fields":{}}"#),
        false => ("application/x-www-form-urlencoded", "name=Eve&text=Eve&tag=Eve&version=1"),
    };
    let request = House::request(person, method.parse().unwrap(), to)
        .header("x-csrf-token", &person.csrf)
        .header(header::CONTENT_TYPE, kind);
    house.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn lists_search_and_warnings_tell_nothing_of_other_people() {
    let house = House::open().await;
    let jana = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::Own).await;
    for module in house.modules() {
        let record = house.record(&jana, &module, "Geheimnis").await;
        let list = format!("/{}", module.plural);
        let asked = [
            list.clone(),
            format!("{list}?q=geheim"),
            format!("{list}/bin"),
            format!("{list}/export.csv"),
            "/search?q=geheim".into(),
            "/search/palette?q=geheim".into(),
            format!("/search/options?to={}&q=geheim", module.code),
            format!("/api/v1{list}?q=geheim"),
        ];
        for address in asked {
            let reply = house.get(&tim, &address).await;
            assert!(!reply.status.is_server_error(), "{address} answers {}", reply.status);
            assert!(!reply.text.contains("Geheimnis"), "{address} tells of others");
            assert!(!reply.text.contains(&record), "{address} leads to others");
        }
        let form = [("name", "Geheimnis"), ("last_name", "Geheimnis")];
        let reply = house.post(&tim, &format!("{list}/duplicates"), &form).await;
        assert!(!reply.text.contains(&record), "the warning leads to others");
    }
}

#[tokio::test]
async fn a_file_follows_its_record() {
    let house = House::open().await;
    let jana = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::Own).await;
    let record = house.record(&jana, &house.modules()[0], "Geheimnis").await;
    let file = ("vertrag.txt", "text/plain", b"streng geheim".as_slice());
    house.upload(&jana, &format!("{record}/files"), file).await;
    let page = house.get(&jana, &record).await.text;
    let (_, rest) = page.split_once("href=\"/files/").expect("the file stands at its record");
    let id = rest.split('"').next().unwrap();
    assert_eq!(house.get(&jana, &format!("/files/{id}")).await.text, "streng geheim");
    assert_eq!(house.get(&tim, &format!("/files/{id}")).await.status, StatusCode::NOT_FOUND);
    let reply = house.post(&tim, &format!("/files/{id}/remove"), &[]).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&jana, &format!("/files/{id}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn settings_are_for_the_administration() {
    let house = House::open().await;
    let _jana = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::Own).await;
    assert_eq!(house.get(&tim, "/settings/users").await.status, StatusCode::FORBIDDEN);
    let form = [("name", "Eve"), ("login", "eve"), ("admin", "1")];
    let reply = house.post(&tim, "/settings/users", &form).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
}
