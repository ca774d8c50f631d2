//! What answers carry on their way, and what is believed of where a request comes from.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, StatusCode, header};

use crate::house::{House, PASSWORD, Person, encoded};

fn cookies(reply: &crate::house::Reply) -> Vec<String> {
    let all = reply.headers.get_all(header::SET_COOKIE).iter();
    all.map(|cookie| cookie.to_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn cookies_and_answers_stay_on_https() {
    let house =
        House::open_as(|config| config.public_url = Some("https://kontor.test".into())).await;
    let jana = house.jana().await;
    for page in ["/login", "/", "/api/v1/modules", "/api/nowhere", "/healthz", "/assets/x"] {
        let reply = house.get(&jana, page).await;
        let head = |name: header::HeaderName| {
            reply.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned()
        };
        assert!(head(header::STRICT_TRANSPORT_SECURITY).contains("max-age=31536000"), "{page}");
        assert_eq!(head(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{page}");
        assert!(cookies(&reply).iter().all(|cookie| cookie.ends_with("; Secure")), "{page}");
    }
    let form = [("name", "jana"), ("password", PASSWORD)];
    let reply = house.post(&Person::default(), "/login", &form).await;
    let session = cookies(&reply).into_iter().find(|c| c.starts_with("__Host-kontor="));
    let session = session.expect("a session");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Secure"] {
        assert!(session.contains(part), "{session}");
    }
    let reply = house.post(&jana, "/logout", &[]).await;
    let gone = cookies(&reply);
    assert!(gone.iter().any(|c| c.contains("Max-Age=0") && c.contains("Secure")), "{gone:?}");
    assert_eq!(house.get(&jana, "/").await.status, StatusCode::SEE_OTHER, "the session lives on");
}

#[tokio::test]
async fn a_stranger_cannot_send_much() {
    let house = House::open().await;
    house.jana().await;
    let long = "x".repeat(2_000_000);
    for to in ["/login", "/setup?key=x"] {
        let form = [("name", "jana"), ("password", long.as_str())];
        let reply = house.post(&Person::default(), to, &form).await;
        assert!(reply.status.is_client_error(), "{to} answers {}", reply.status);
        assert_ne!(reply.status, StatusCode::UNAUTHORIZED, "{to} reads all of it");
    }
}

#[tokio::test]
async fn only_a_trusted_proxy_says_where_somebody_is() {
    for (trusted, told) in [(vec![], "192.0.2.9"), (vec!["192.0.2.9".to_owned()], "203.0.113.5")] {
        let house = House::open_as(|config| config.trusted_proxies = trusted).await;
        house.jana().await;
        let peer: SocketAddr = "[::ffff:192.0.2.9]:4711".parse().unwrap();
        let request = House::request(&Person::default(), Method::POST, "/login")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("x-forwarded-for", "198.51.100.1")
            .header("x-forwarded-for", "198.51.100.1, 203.0.113.5")
            .extension(ConnectInfo(peer));
        let form = encoded(&[("name", "jana"), ("password", PASSWORD)]);
        let reply = house.send(request.body(Body::from(form)).unwrap()).await;
        let cookie = cookies(&reply)[0].split(';').next().unwrap().to_owned();
        let page = house.get(&Person { cookie, ..Person::default() }, "/me/security").await.text;
        assert!(page.contains(told), "the sign-in did not come from {told}");
        assert!(!page.contains("198.51.100.1"), "a forged address was believed");
    }
}

#[tokio::test]
async fn a_session_set_by_somebody_else_is_worth_nothing() {
    let house = House::open().await;
    let jana = house.jana().await;
    let eve = house.person("eve", kernel::Language::De, access::Sees::Own).await;
    let fixed = Person { cookie: "kontor=fixed".into(), ..Person::default() };
    let form = [("name", "jana"), ("password", PASSWORD)];
    let reply = house.post(&fixed, "/login", &form).await;
    assert!(!cookies(&reply)[0].contains("fixed"));
    assert_eq!(house.get(&fixed, "/").await.status, StatusCode::SEE_OTHER);
    let mixed = Person { cookie: jana.cookie.clone(), csrf: eve.csrf.clone(), limits: None };
    let reply = house.post(&mixed, "/accounts", &[("name", "Untergeschoben")]).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN, "the token of another session counts");
    let body = r#"{"fields":{"name":"Untergeschoben"}}"#;
    let reply = house.tell(&mixed, (Method::POST, "/api/v1/accounts"), &[], body).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN, "the token of another session counts");
}

#[tokio::test]
async fn what_was_typed_passes_through_the_sign_in_whole() {
    let house = House::open().await;
    house.jana().await;
    let long = "ä & ".repeat(15_000);
    let typed = encoded(&[("last_name", "Brandt"), ("description", &long)]);
    let request = House::request(&Person::default(), Method::POST, "/contacts")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::CONTENT_LENGTH, typed.len())
        .header("sec-fetch-site", "same-origin");
    let reply = house.send(request.body(Body::from(typed)).unwrap()).await;
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{:.200}", reply.text);
    assert!(reply.text.contains("name=\"kept.description\""), "nothing is carried");
    let form = [
        ("name", "jana"),
        ("password", PASSWORD),
        ("kept", "/contacts"),
        ("kept.last_name", "Brandt"),
        ("kept.description", &long),
    ];
    let reply = house.post(&Person::default(), "/login", &form).await;
    assert_eq!(reply.status, StatusCode::OK, "{:.200}", reply.text);
    assert!(reply.text.contains(&"ä &amp; ".repeat(15_000)), "something was lost");
}
