//! Changes that somebody else wants a signed-in person to make.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};

use crate::house::{House, PASSWORD, Person, encoded, filled};

#[tokio::test]
async fn no_form_is_taken_without_its_token() {
    let house = House::open().await;
    let jana = house.jana().await;
    let module = house.modules()[0].clone();
    let record = house.record(&jana, &module, "Probe").await;
    let id = record.rsplit('/').next().unwrap();
    // Ways in are for people without a session, and so without a token of one.
    let is_way_in =
        |path: &str| path.starts_with("/login") || path.starts_with("/p/") || path == "/setup";
    let posts = web::ROUTES.iter().filter(|(method, path)| *method == "POST" && !is_way_in(path));
    for (_, path) in posts {
        let to = filled(path, &module.plural, id);
        for form in [vec![], vec![("csrf", "")], vec![("csrf", "forged"), ("name", "Eve")]] {
            let reply = house.post_bare(&jana, &to, &form).await;
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{to} takes {form:?}");
        }
    }
    assert!(house.get(&jana, &record).await.text.contains("Probe"));
}

#[tokio::test]
async fn other_origins_change_nothing() {
    let house = House::open().await;
    let jana = house.jana().await;
    let forged = [
        (header::ORIGIN.as_str(), "https://evil.example"),
        (header::ORIGIN.as_str(), "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ];
    for (name, value) in forged {
        let request = House::request(&jana, Method::POST, "/accounts")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(name, value);
        let form = encoded(&[("csrf", &jana.csrf), ("name", "Untergeschoben")]);
        let reply = house.send(request.body(Body::from(form)).unwrap()).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    assert!(!house.get(&jana, "/accounts").await.text.contains("Untergeschoben"));
}

#[tokio::test]
async fn programs_need_a_token_or_the_header_of_the_session() {
    let house = House::open().await;
    let jana = house.jana().await;
    for kind in ["application/json", "text/plain"] {
        let request = House::request(&jana, Method::POST, "/api/v1/accounts")
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(r#"{"fields":{"name":"Untergeschoben"}}"#));
        let status = house.send(request.unwrap()).await.status;
        assert!(status.is_client_error(), "{kind} answers {status}");
    }
    assert!(!house.get(&jana, "/accounts").await.text.contains("Untergeschoben"));
}

#[tokio::test]
async fn reading_changes_nothing() {
    let house = House::open().await;
    let jana = house.jana().await;
    let status = house.get(&jana, "/logout").await.status;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    let request = House::request(&jana, Method::GET, "/logout")
        .header("x-http-method-override", "POST")
        .body(Body::empty());
    house.send(request.unwrap()).await;
    assert_eq!(house.get(&jana, "/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_way_after_the_sign_in_stays_inside() {
    let house = House::open().await;
    house.jana().await;
    let ways = ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"];
    for next in ways {
        let form = [("name", "jana"), ("password", PASSWORD), ("next", next)];
        let reply = house.post(&Person::default(), "/login", &form).await;
        assert_eq!(reply.location(), "/", "{next} leads away");
        let asked = format!("/login?{}", encoded(&[("next", next)]));
        let page = house.get(&Person::default(), &asked).await.text;
        assert!(!page.contains("evil.example") && !page.contains("javascript:"), "{next}");
    }
}

#[tokio::test]
async fn a_forged_host_does_not_reach_the_page() {
    let house = House::open().await;
    let jana = house.jana().await;
    let request = House::request(&jana, Method::GET, "/accounts")
        .header("x-forwarded-host", "evil.example")
        .header("forwarded", "host=evil.example")
        .body(Body::empty());
    assert!(!house.send(request.unwrap()).await.text.contains("evil.example"));
}
