//! Passkeys: who comes in with which, what is refused, and what is left when one is lost.

use access::Sees;
use axum::http::StatusCode;
use kernel::Language;
use serde_json::Value as Json;

use crate::authenticator::{Device, ORIGIN};
use crate::house::{House, PASSWORD, Person, Reply, cookie, databases, hidden};

const PAGE: &str = "/me/passkeys";
const SESSION: &str = "__Host-kontor";

async fn house_in(database: Option<String>) -> House {
    let house = House::open_as(|config| {
        config.database_url = database;
        config.public_url = Some(ORIGIN.into());
    });
    house.await.at_rest()
}

/// Proves with the password who somebody is.
async fn prove(house: &House, person: &Person) {
    let reply = house.post(person, "/me/passkeys/prove", &[("password", PASSWORD)]).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
}

/// Sets a passkey up.
async fn set_up(house: &House, person: &Person, name: &str) -> Device {
    prove(house, person).await;
    let mut device = Device::new();
    let asked = house.post(person, "/me/passkeys/ask", &[]).await.json();
    let answer = device.make(&asked);
    let form = [("name", name), ("answer", answer.as_str())];
    let reply = house.post(person, PAGE, &form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    device.counter = 1;
    device
}

/// A browser that was asked for a passkey, and what it was asked.
async fn asked(house: &House) -> (Person, Json) {
    let reply = house.post(&Person::default(), "/login/passkey/ask", &[]).await;
    let cookie = cookie(&reply, "kontor_ask").expect("a cookie");
    (Person { cookie, ..Person::default() }, reply.json())
}

async fn enter(house: &House, browser: &Person, answer: &str) -> Reply {
    house.post(browser, "/login/passkey", &[("answer", answer), ("next", "/accounts")]).await
}

fn is_in(reply: &Reply) -> bool {
    reply.status == StatusCode::SEE_OTHER && cookie(reply, SESSION).is_some()
}

fn session(reply: &Reply) -> Person {
    Person { cookie: cookie(reply, SESSION).unwrap(), ..Person::default() }
}

/// Types a password; gives the browser that is asked for more.
async fn password(house: &House, login: &str) -> Person {
    let form = [("name", login), ("password", PASSWORD)];
    let reply = house.post(&Person::default(), "/login", &form).await;
    assert!(reply.location().starts_with("/login/code?"), "{} {}", reply.status, reply.text);
    assert_eq!(cookie(&reply, SESSION), None, "there is a session before the passkey");
    Person { cookie: cookie(&reply, "kontor_step").unwrap(), ..Person::default() }
}

#[tokio::test]
async fn a_passkey_alone_opens_the_house() {
    for database in databases() {
        let house = house_in(database).await;
        let jana = house.jana().await;
        let mut device = set_up(&house, &jana, "Laptop").await;
        let (browser, question) = asked(&house).await;
        assert_eq!(question["userVerification"], "required");
        assert_eq!(question["rpId"], "crm.example", "the name came with the request");
        let reply = enter(&house, &browser, &device.answer(&question)).await;
        assert!(is_in(&reply), "{} {}", reply.status, reply.text);
        assert_eq!(reply.location(), "/accounts");
        let page = house.get(&session(&reply), PAGE).await.text;
        assert!(page.contains("Laptop") && page.contains("zuletzt verwendet"), "{page}");
        device.counter = 2;
        let (browser, question) = asked(&house).await;
        assert!(is_in(&enter(&house, &browser, &device.answer(&question)).await));
    }
}

#[tokio::test]
async fn an_answer_works_once_in_one_browser_and_not_for_long() {
    for database in databases() {
        let house = house_in(database).await;
        let jana = house.jana().await;
        let mut device = set_up(&house, &jana, "Laptop").await;
        let (browser, question) = asked(&house).await;
        let answer = device.answer(&question);
        assert!(is_in(&enter(&house, &browser, &answer).await));
        let reply = enter(&house, &browser, &answer).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "a replayed answer opens the house");
        device.counter = 2;
        let ((one, first), (other, _)) = (asked(&house).await, asked(&house).await);
        let answer = device.answer(&first);
        for browser in [&other, &Person::default()] {
            assert!(!is_in(&enter(&house, browser, &answer).await), "a foreign challenge fits");
        }
        let (a, b) = tokio::join!(enter(&house, &one, &answer), enter(&house, &one, &answer));
        assert_eq!(u8::from(is_in(&a)) + u8::from(is_in(&b)), 1, "of two at once not one is in");
        device.counter = 3;
        let (browser, question) = asked(&house).await;
        let house = house.later(301);
        assert!(!is_in(&enter(&house, &browser, &device.answer(&question)).await), "a stale one");
    }
}

#[tokio::test]
async fn what_another_house_or_another_person_signed_is_refused() {
    for database in databases() {
        let house = house_in(database).await;
        let (jana, bob) = (house.jana().await, house.person("bob", Language::De, Sees::Own).await);
        let mut device = set_up(&house, &jana, "Laptop").await;
        let other = set_up(&house, &bob, "Telefon").await;
        let tried = async |device: &Device, what: &str| {
            let (browser, question) = asked(&house).await;
            let reply = enter(&house, &browser, &device.answer(&question)).await;
            assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{what}: {}", reply.text);
            assert!(reply.text.contains("Der Passkey passt zu keinem Zugang"), "{what}");
        };
        for origin in
            ["https://crm.example.evil.example", "http://crm.example", "https://crm.example:8443"]
        {
            device.origin = origin.into();
            tried(&device, origin).await;
        }
        device.origin = ORIGIN.into();
        device.house = "evil.example".into();
        tried(&device, "another name").await;
        device.house = "crm.example".into();
        device.is_verified = false;
        tried(&device, "nobody proved to the device who they are").await;
        device.is_verified = true;
        let owner = std::mem::replace(&mut device.owner, other.owner.clone());
        tried(&device, "a passkey of somebody else").await;
        device.owner = Vec::new();
        tried(&device, "a passkey of nobody").await;
        device.owner = owner;
        let id = std::mem::replace(&mut device.id, other.id.clone());
        tried(&device, "signed by another passkey").await;
        device.id = b"unknown".to_vec();
        tried(&device, "an unknown passkey").await;
        device.id = id;
        for nonsense in ["", "x", "{}", "[]"] {
            let (browser, _) = asked(&house).await;
            assert_eq!(enter(&house, &browser, nonsense).await.status, StatusCode::UNAUTHORIZED);
        }
        let (browser, question) = asked(&house).await;
        assert!(
            is_in(&enter(&house, &browser, &device.answer(&question)).await),
            "and then it fits"
        );
    }
}

#[tokio::test]
async fn a_counter_that_goes_back_is_refused() {
    for database in databases() {
        let house = house_in(database).await;
        let jana = house.jana().await;
        let mut device = set_up(&house, &jana, "Laptop").await;
        device.counter = 7;
        let (browser, question) = asked(&house).await;
        assert!(is_in(&enter(&house, &browser, &device.answer(&question)).await));
        for counter in [7, 6, 0] {
            device.counter = counter;
            let (browser, question) = asked(&house).await;
            let reply = enter(&house, &browser, &device.answer(&question)).await;
            assert!(!is_in(&reply), "a copy that counts {counter} opens the house");
        }
    }
}

#[tokio::test]
async fn it_is_the_second_half_after_the_password() {
    for database in databases() {
        let house = house_in(database).await;
        let (jana, bob) = (house.jana().await, house.person("bob", Language::De, Sees::Own).await);
        let mut device = set_up(&house, &jana, "Laptop").await;
        let other = set_up(&house, &bob, "Telefon").await;
        let browser = password(&house, "jana").await;
        let page = house.get(&browser, "/login/code").await.text;
        assert!(page.contains("/login/code/ask") && !page.contains("name=\"code\""), "{page}");
        let question = house.post(&browser, "/login/code/ask", &[]).await.json();
        let step = async |browser: &Person, answer: &str| {
            house.post(browser, "/login/code", &[("answer", answer)]).await
        };
        let reply = step(&browser, &other.answer(&question)).await;
        assert!(!is_in(&reply), "the passkey of somebody else is enough");
        let (elsewhere, foreign) = asked(&house).await;
        let both =
            Person { cookie: format!("{}; {}", browser.cookie, elsewhere.cookie), ..elsewhere };
        assert!(!is_in(&step(&both, &device.answer(&foreign)).await), "another question fits");
        let question = house.post(&browser, "/login/code/ask", &[]).await.json();
        let reply = step(&browser, &device.answer(&question)).await;
        assert!(is_in(&reply), "{} {}", reply.status, reply.text);
        assert!(!is_in(&step(&browser, &device.answer(&question)).await), "the step works twice");
        device.counter += 1;
        assert_eq!(
            house.post(&Person::default(), "/login/code/ask", &[]).await.status,
            StatusCode::UNAUTHORIZED
        );
    }
}

#[tokio::test]
async fn who_changes_them_proves_first_who_they_are() {
    let house = house_in(None).await;
    let jana = house.jana().await;
    assert_eq!(house.post(&jana, "/me/passkeys/ask", &[]).await.status, StatusCode::CONFLICT);
    let reply = house.post(&jana, "/me/passkeys/prove", &[("password", "falsch")]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut device = set_up(&house, &jana, "Laptop").await;
    let page = house.get(&jana, PAGE).await.text;
    let (_, id) = page.split_once("/me/passkeys/").unwrap();
    let (_, id) = id.split_once("action=\"/me/passkeys/").unwrap_or(("", id));
    let id = id.split(['/', '"']).next().unwrap().to_owned();
    let house = house.later(601);
    let remove = format!("/me/passkeys/{id}/remove");
    assert_eq!(house.post(&jana, &remove, &[]).await.status, StatusCode::CONFLICT);
    let form = [("name", ""), ("answer", "x")];
    assert_eq!(house.post(&jana, PAGE, &form).await.status, StatusCode::CONFLICT);
    let question = house.post(&jana, "/me/passkeys/prove/ask", &[]).await.json();
    let answer = device.answer(&question);
    let reply = house.post(&jana, "/me/passkeys/prove", &[("answer", &answer)]).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    device.counter = 2;
    let renamed = house.post(&jana, &format!("/me/passkeys/{id}"), &[("name", "Büro")]).await;
    assert_eq!(renamed.status, StatusCode::SEE_OTHER);
    assert!(house.get(&jana, PAGE).await.text.contains("Büro"));
    let bob = house.person("bob", Language::De, Sees::Own).await;
    prove(&house, &bob).await;
    assert_eq!(house.post(&bob, &remove, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.post(&jana, &remove, &[]).await.status, StatusCode::SEE_OTHER);
    let (browser, question) = asked(&house).await;
    assert!(!is_in(&enter(&house, &browser, &device.answer(&question)).await), "a removed one");
}

#[tokio::test]
async fn a_role_that_demands_one_leads_there_and_keeps_the_last() {
    for database in databases() {
        let house = house_in(database).await;
        let (jana, bob) = (house.jana().await, house.person("bob", Language::De, Sees::Own).await);
        let reply = house.post(&jana, "/settings/sign-in", &[("strength", "passkey")]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
        let reply = house.get(&jana, "/accounts").await;
        assert_eq!(reply.location(), "/me/passkeys?next=/accounts");
        assert_eq!(house.get(&jana, "/me/second-factor").await.status, StatusCode::SEE_OTHER);
        let page = house.get(&jana, PAGE).await.text;
        let jana = Person { csrf: hidden(&page, "csrf").into(), ..jana };
        let device = set_up(&house, &jana, "Laptop").await;
        assert_eq!(house.get(&jana, "/accounts").await.status, StatusCode::OK);
        let page = house.get(&jana, PAGE).await.text;
        let (_, id) = page.split_once("action=\"/me/passkeys/").unwrap();
        let remove = format!("/me/passkeys/{}/remove", id.split('"').next().unwrap());
        assert_eq!(house.post(&jana, &remove, &[]).await.status, StatusCode::CONFLICT);
        assert!(house.get(&jana, PAGE).await.text.contains("Laptop"), "it is gone all the same");
        assert_eq!(house.get(&bob, "/accounts").await.location(), "/me/passkeys?next=/accounts");
        let id = identity::find_user(&house.tenant.engine, "jana").await.unwrap().id;
        let take = format!("/settings/sign-in/{id}/passkeys");
        let reply = house.post(&bob, &take, &[]).await;
        assert!(!reply.status.is_success() && !reply.location().ends_with("/sign-in"));
        assert_eq!(house.post(&jana, &take, &[]).await.location(), "/settings/sign-in");
        assert_eq!(house.get(&jana, "/accounts").await.location(), "/login?next=/accounts");
        let (browser, question) = asked(&house).await;
        assert!(!is_in(&enter(&house, &browser, &device.answer(&question)).await));
    }
}

#[tokio::test]
async fn where_browsers_know_none_nothing_speaks_of_them() {
    let house = House::open().await;
    let jana = house.jana().await;
    assert!(!house.get(&Person::default(), "/login").await.text.contains("pass-key"));
    let ask = house.post(&Person::default(), "/login/passkey/ask", &[]).await;
    assert_eq!(ask.status, StatusCode::NOT_FOUND);
    assert!(house.get(&jana, PAGE).await.text.contains("KONTOR_PUBLIC_URL"));
    let reply = house.post(&jana, "/settings/sign-in", &[("strength", "passkey")]).await;
    assert_eq!(reply.status, StatusCode::CONFLICT, "everybody is shut out");
}
