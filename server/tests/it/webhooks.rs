//! Webhooks against a receiver that listens on this machine.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::routing::post;
use outbound::Ranges;
use tokio::sync::watch;

use crate::house::{House, Person, databases};

/// What a receiver heard, and what it answers next.
#[derive(Clone, Default)]
struct Ear {
    heard: Arc<Mutex<Vec<(HeaderMap, String)>>>,
    refuses: Arc<Mutex<usize>>,
}

impl Ear {
    async fn open() -> (Ear, String) {
        let ear = Ear::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/haken", listener.local_addr().unwrap());
        let app = axum::Router::new().route("/haken", post(hear)).with_state(ear.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        (ear, address)
    }

    fn ids(&self) -> Vec<String> {
        let id = |headers: &HeaderMap| headers["webhook-id"].to_str().unwrap().to_owned();
        self.heard.lock().unwrap().iter().map(|(headers, _)| id(headers)).collect()
    }

    fn said(&self) -> Vec<serde_json::Value> {
        let heard = self.heard.lock().unwrap();
        heard.iter().map(|(_, body)| serde_json::from_str(body).unwrap()).collect()
    }
}

async fn hear(State(ear): State<Ear>, headers: HeaderMap, body: String) -> StatusCode {
    ear.heard.lock().unwrap().push((headers, body));
    let mut refuses = ear.refuses.lock().unwrap();
    let is_refused = 0 < *refuses;
    *refuses = refuses.saturating_sub(1);
    if is_refused { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::NO_CONTENT }
}

/// Hands on what waits and does what is due, once.
async fn work(house: &House) {
    let (_stop, stopped) = watch::channel(false);
    server::worker(&house.tenant, stopped).round().await.unwrap();
}

async fn hook(house: &House, person: &Person, url: &str, set: &[(&str, &str)]) -> (String, String) {
    let mut form = vec![("name", "Lager"), ("url", url)];
    form.extend_from_slice(set);
    let page = house.post(person, "/settings/webhooks", &form).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let (_, rest) = page.text.split_once("whsec_").unwrap();
    let secret = format!("whsec_{}", rest.split('<').next().unwrap());
    let (_, rest) = page.text.split_once("action=\"/settings/webhooks/").unwrap();
    (rest.split(['"', '/']).next().unwrap().to_owned(), secret)
}

async fn open(database: Option<String>, ranges: &str) -> (House, Person) {
    let ranges = Ranges::parse(ranges).unwrap();
    let house = House::open_as(|config| {
        config.database_url = database;
        config.outbound_allow = ranges;
    });
    let house = house.await.at_rest();
    let jana = house.jana().await;
    (house, jana)
}

async fn create(house: &House, person: &Person, name: &str) -> String {
    let body = format!(r#"{{"fields":{{"last_name":"{name}"}}}}"#);
    let made = house.tell(person, (Method::POST, "/api/v1/contacts"), &[], body).await;
    made.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_happens_is_told_signed_and_told_again_until_it_is_taken() {
    for database in databases() {
        let (house, jana) = open(database, "127.0.0.1").await;
        let (ear, url) = Ear::open().await;
        let (id, secret) = hook(&house, &jana, &url, &[("module", "contact")]).await;
        *ear.refuses.lock().unwrap() = 2;
        let record = create(&house, &jana, "Probe").await;
        house.post(&jana, "/accounts", &[("name", "Elbtal")]).await;
        for wait in [0, 10_000, 20_000, 40_000] {
            house.tenant.engine.clock().advance(wait);
            work(&house).await;
        }
        let ids = ear.ids();
        assert_eq!(ids.len(), 3, "two were refused, the third was taken, and that is the end");
        assert!(ids.iter().all(|id| *id == ids[0]), "every try has the same id");
        let said = ear.said();
        assert_eq!(said[0]["type"], "contacts.created");
        assert_eq!(said[0]["data"]["id"], record.as_str());
        assert!(!said[0].to_string().contains("Probe"), "what stands in a record is not told");
        {
            let heard = ear.heard.lock().unwrap();
            let (headers, body) = heard.last().unwrap();
            let text = |name: &str| headers[name].to_str().unwrap().to_owned();
            let seconds: i64 = text("webhook-timestamp").parse().unwrap();
            let signed = hooks::signature(&secret, &ids[0], seconds, body).unwrap();
            assert_eq!(text("webhook-signature"), signed);
        }
        let page = house.get(&jana, &format!("/settings/webhooks/{id}")).await.text;
        assert!(page.contains("Zugestellt") && page.contains("204") && page.contains("3×"));
        assert!(!page.contains(&secret));
        let of_hook = format!("/settings/webhooks/{id}/messages/");
        let (_, rest) = page.split_once(&of_hook).unwrap();
        let message = rest.split('"').next().unwrap();
        house.post(&jana, &format!("/settings/webhooks/{id}/messages/{message}"), &[]).await;
        work(&house).await;
        assert_eq!(ear.ids().len(), 4, "a person repeats it");
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn only_what_meets_the_condition_is_told_and_nothing_while_paused() {
    for database in databases() {
        let (house, jana) = open(database, "127.0.0.0/8").await;
        let (ear, url) = Ear::open().await;
        let set = [
            ("module", "contact"),
            ("kinds", "created, trashed"),
            ("filter", "last_name = \"Ida\""),
        ];
        let (id, _) = hook(&house, &jana, &url, &set).await;
        create(&house, &jana, "Ole").await;
        let ida = create(&house, &jana, "Ida").await;
        let to = format!("/api/v1/contacts/{ida}");
        let change = r#"{"fields":{"first_name":"A"}}"#;
        house.tell(&jana, (Method::PATCH, &to), &[], change).await;
        work(&house).await;
        house.tell(&jana, (Method::DELETE, &to), &[], "").await;
        work(&house).await;
        let kinds: Vec<_> = ear.said().iter().map(|said| said["type"].clone()).collect();
        assert_eq!(kinds, ["contacts.created", "contacts.trashed"]);
        house.post(&jana, &format!("/settings/webhooks/{id}/pause"), &[]).await;
        create(&house, &jana, "Ida").await;
        work(&house).await;
        house.post(&jana, &format!("/settings/webhooks/{id}/resume"), &[]).await;
        work(&house).await;
        assert_eq!(ear.said().len(), 2);
        create(&house, &jana, "Ida").await;
        work(&house).await;
        assert_eq!(ear.said().len(), 3);
        house.post(&jana, &format!("/settings/webhooks/{id}/remove"), &[]).await;
        let gone = house.get(&jana, &format!("/settings/webhooks/{id}")).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        let list = house.get(&jana, "/settings/webhooks").await.text;
        assert!(!list.contains(&format!("/settings/webhooks/{id}\"")), "it is still listed");
        create(&house, &jana, "Ida").await;
        work(&house).await;
        assert_eq!(ear.said().len(), 3, "what was taken away is told no more");
        let back = format!("/settings/webhooks/{id}/restore");
        assert_eq!(house.post(&jana, &back, &[]).await.status, StatusCode::SEE_OTHER);
        create(&house, &jana, "Ida").await;
        work(&house).await;
        assert_eq!(ear.said().len(), 4);
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn this_machine_is_out_of_reach_unless_it_is_named() {
    let (house, jana) = open(None, "").await;
    let (ear, url) = Ear::open().await;
    let (id, _) = hook(&house, &jana, &url, &[]).await;
    create(&house, &jana, "Probe").await;
    work(&house).await;
    assert!(ear.ids().is_empty(), "a private address was asked");
    let page = house.get(&jana, &format!("/settings/webhooks/{id}")).await.text;
    assert!(page.contains("127.0.0.1 must not be reached"), "{page}");
}

#[tokio::test]
async fn what_cannot_be_told_is_said_where_it_was_typed() {
    let (house, jana) = open(None, "").await;
    for (field, value, says) in [
        ("name", "", "fehlt"),
        ("url", "ftp://lager.example", "keine Webadresse"),
        ("url", "http://u:p@lager.example", "keine Webadresse"),
        ("module", "zebra", "steht nicht in der Auswahl"),
        ("kinds", "Angelegt!", "steht nicht in der Auswahl"),
        ("filter", "zebra = 1", "zebra"),
    ] {
        let mut form =
            vec![("name", "Lager"), ("url", "https://lager.example/haken"), ("module", "contact")];
        form.retain(|(name, _)| *name != field);
        form.push((field, value));
        let page = house.post(&jana, "/settings/webhooks", &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", page.text);
        assert!(page.text.contains(says), "{field} {value}");
        assert!(field == "url" || page.text.contains("lager.example/haken"), "typed text is kept");
    }
    let all = [("name", "x"), ("url", "https://a.example"), ("filter", "last_name = \"a\"")];
    let page = house.post(&jana, "/settings/webhooks", &all).await;
    assert!(page.text.contains("einen Bereich"), "a condition needs a module");
}
