//! Tokens of programs: what they leave open, when they end, how fast they may ask.

use access::Sees;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use identity::{NewToken, NewUser, TokenScopes};
use kernel::{Instant, Language};

use crate::house::{House, Person, Reply, databases};

async fn token(house: &House, scopes: &[&str], expires_at: Option<Instant>) -> String {
    let engine = &house.tenant.engine;
    let user = identity::find_user(engine, "jana").await.unwrap().id;
    let scopes = TokenScopes::parse(scopes.iter().copied(), &engine.catalog()).unwrap();
    let new = NewToken { label: "Probe".into(), expires_at, scopes };
    identity::create_token(engine, user, new).await.unwrap()
}

async fn ask(house: &House, token: &str, (method, to): (&str, &str), body: &str) -> Reply {
    let request = Request::builder().method(method).uri(to);
    let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    let request = request.header(header::CONTENT_TYPE, "application/json");
    house.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

#[tokio::test]
async fn a_token_opens_what_it_is_for_and_nothing_else() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let new = r#"{"fields":{"last_name":"Probe"}}"#;
        let made = house.tell(&jana, (Method::POST, "/api/v1/contacts"), &[], new).await;
        let record = made.location().to_owned();
        let comments = format!("{record}/comments");
        let asked = [
            ("GET", "/api/v1/contacts", ""),
            ("GET", record.as_str(), ""),
            ("POST", "/api/v1/contacts", new),
            ("PATCH", &record, r#"{"fields":{"first_name":"Ida"}}"#),
            ("POST", &comments, r#"{"text":"Hallo"}"#),
            ("GET", "/api/v1/accounts", ""),
            ("POST", "/api/v1/accounts", r#"{"fields":{"name":"Elbtal"}}"#),
        ];
        for (scopes, open) in [
            (&[][..], [200, 200, 201, 200, 201, 200, 201]),
            (&["read"], [200, 200, 403, 403, 403, 200, 403]),
            (&["write"], [200, 200, 201, 200, 201, 200, 201]),
            (&["module:contacts:read"], [200, 200, 403, 403, 403, 403, 403]),
            (&["module:contacts:write"], [200, 200, 201, 200, 201, 403, 403]),
            (&["read", "module:contacts:write"], [200, 200, 201, 200, 201, 200, 403]),
            (&["module:accounts:write"], [403, 403, 403, 403, 403, 200, 201]),
        ] {
            let token = token(&house, scopes, None).await;
            let mut seen = Vec::new();
            for (method, to, body) in asked {
                let reply = ask(&house, &token, (method, to), body).await;
                seen.push(reply.status.as_u16());
            }
            assert_eq!(seen, open, "{scopes:?}");
        }
        let narrow = token(&house, &["module:accounts:read"], None).await;
        let described = ask(&house, &narrow, ("GET", "/api/v1/openapi.json"), "").await.json();
        let paths = described["paths"].as_object().unwrap();
        assert!(paths.contains_key("/api/v1/accounts") && !paths.contains_key("/api/v1/contacts"));
        let found = ask(&house, &narrow, ("GET", "/api/v1/search?q=probe"), "").await;
        assert!(!found.text.contains("Probe"), "{}", found.text);
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn a_token_ends_on_its_day() {
    let house = House::open().await.at_rest();
    house.jana().await;
    let engine = house.tenant.engine.clone();
    let end = engine.clock().now().plus_millis(1000);
    let token = token(&house, &[], Some(end)).await;
    let get = ("GET", "/api/v1/contacts");
    assert_eq!(ask(&house, &token, get, "").await.status, StatusCode::OK);
    engine.clock().advance(1000);
    assert_eq!(ask(&house, &token, get, "").await.status, StatusCode::UNAUTHORIZED);
    let user = identity::find_user(&engine, "jana").await.unwrap().id;
    let late = NewToken { label: "x".into(), expires_at: Some(end), ..NewToken::default() };
    let refused = identity::create_token(&engine, user, late).await;
    assert!(matches!(refused, Err(kernel::Error::Invalid(_))));
}

#[tokio::test]
async fn a_token_is_made_limited_and_ended_in_ones_own_settings() {
    let house = House::open().await;
    let jana = house.jana().await;
    let form = [
        ("label", "Kassenbuch"),
        ("reach", "read"),
        ("module", "contacts"),
        ("until", "2099-12-31"),
    ];
    let page = house.post(&jana, "/me/tokens", &form).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let (_, rest) = page.text.split_once("kontor_").unwrap();
    let secret = format!("kontor_{}", rest.split('<').next().unwrap());
    assert_eq!(ask(&house, &secret, ("GET", "/api/v1/contacts"), "").await.status, 200);
    assert_eq!(ask(&house, &secret, ("GET", "/api/v1/accounts"), "").await.status, 403);
    let page = house.get(&jana, "/me/programs").await.text;
    assert!(page.contains("Kontakte: Nur lesen") && page.contains("2100"), "{page}");
    assert!(!page.contains(&secret));
    for (field, value, says) in [
        ("label", "", "fehlt"),
        ("until", "2001-01-01", "Vergangenheit"),
        ("until", "bald", "passt nicht"),
        ("reach", "alles", "gibt es hier nicht"),
        ("module", "zebras", "gibt es hier nicht"),
    ] {
        let mut typed = vec![("label", "Kassenbuch"), ("reach", "read"), ("until", "")];
        typed.retain(|(name, _)| *name != field);
        typed.push((field, value));
        let page = house.post(&jana, "/me/tokens", &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(page.text.contains(says), "{field}: {}", page.text);
        assert!(field == "label" || page.text.contains("value=\"Kassenbuch\""), "{field}");
    }
}

#[tokio::test]
async fn who_asks_too_fast_waits_and_nobody_else_does() {
    let house = House::open_as(|config| config.api_rate = 5).await;
    let jana = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::All).await;
    let (one, two) = (token(&house, &[], None).await, token(&house, &[], None).await);
    let get = ("GET", "/api/v1/modules");
    let mut seen = Vec::new();
    for _ in 0..7 {
        seen.push(ask(&house, &one, get, "").await.status.as_u16());
    }
    assert_eq!(seen, [200, 200, 200, 200, 200, 429, 429]);
    let refused = ask(&house, &one, get, "").await;
    let wait: u32 = refused.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait));
    assert_eq!(refused.json()["code"], "too_many");
    assert_eq!(ask(&house, &two, get, "").await.status, StatusCode::OK);
    for person in [&jana, &tim] {
        assert_eq!(house.get(person, "/api/v1/modules").await.status, StatusCode::OK);
    }
    // Whoever guesses uses up the allowance of their address; a valid token goes on from there.
    let mut guesses = Vec::new();
    for n in 0..7 {
        let guess = format!("kontor_geraten{n}");
        guesses.push(ask(&house, &guess, get, "").await.status.as_u16());
    }
    assert_eq!(guesses, [401, 401, 401, 401, 401, 429, 429]);
    assert_eq!(house.get(&Person::default(), "/api/v1/modules").await.status, 429);
    assert_eq!(ask(&house, &two, get, "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_account_of_a_program_acts_by_its_token_and_never_stands_at_a_browser() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let engine = &house.tenant.engine;
        let new = || NewUser { login: "kasse".into(), sees: Sees::Own, ..NewUser::default() };
        let kasse = identity::add_machine(engine, new()).await.unwrap();
        assert!(identity::is_machine(engine, kasse.id).await.unwrap());
        assert!(identity::add_machine(engine, new()).await.is_err(), "the name is taken");
        let token = NewToken { label: "Kasse".into(), ..NewToken::default() };
        let token = identity::create_token(engine, kasse.id, token).await.unwrap();
        let body = r#"{"fields":{"last_name":"Probe"}}"#;
        let made = ask(&house, &token, ("POST", "/api/v1/contacts"), body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let owner = made.json()["fields"]["owner"]["id"].clone();
        assert_eq!(owner, kasse.id.to_string());
        house.tell(&jana, (Method::POST, "/api/v1/contacts"), &[], body).await;
        let seen = ask(&house, &token, ("GET", "/api/v1/contacts"), "").await.json();
        assert_eq!(seen["data"].as_array().unwrap().len(), 1);
        for password in ["", "drei Äpfel im Schrank"] {
            let form = [("name", "kasse"), ("password", password)];
            let reply = house.post(&Person::default(), "/login", &form).await;
            assert!(!reply.headers.contains_key(header::LOCATION), "{}", reply.text);
        }
        let set = identity::set_password(engine, kasse.id, "drei Birnen im Schrank".into()).await;
        assert!(matches!(set, Err(kernel::Error::Conflict { .. })), "{set:?}");
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}
