//! Messages in the browser: told while a page is open, and nobody else's business.

use std::time::Duration;

use access::Sees;
use axum::body::{Body, BodyDataStream};
use axum::http::{Method, StatusCode, header};
use futures_util::StreamExt;
use kernel::Language;
use tower::ServiceExt;

use crate::house::{House, Person, databases};

const SOON: Duration = Duration::from_secs(10);

/// What a page hears that waits for events.
struct Ear(BodyDataStream);

impl Ear {
    async fn open(house: &House, person: &Person) -> Ear {
        let request = House::request(person, Method::GET, "/messages/live")
            .header(header::ACCEPT, "text/event-stream")
            .body(Body::empty())
            .unwrap();
        let response = house.app.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        Ear(response.into_body().into_data_stream())
    }

    /// The next number, or nothing at the end.
    async fn hears(&mut self) -> Option<String> {
        loop {
            let next = tokio::time::timeout(SOON, self.0.next()).await.expect("it says something");
            let text = String::from_utf8(next?.unwrap().to_vec()).unwrap();
            if let Some((_, n)) = text.split_once("data: ") {
                return Some(n.trim().to_owned());
            }
        }
    }
}

async fn two(house: &House) -> (Person, Person, String) {
    let jana = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::All).await;
    let module = house.modules()[0].clone();
    let record = house.record(&jana, &module, "Deich").await;
    (jana, tim, record)
}

#[tokio::test]
async fn an_open_page_hears_of_a_mention() {
    for database in databases() {
        let house = House::open_in(database).await;
        let (jana, tim, record) = two(&house).await;
        assert_eq!(house.get(&tim, "/messages/live").await.text, "0");
        let mut ear = Ear::open(&house, &tim).await;
        assert_eq!(ear.hears().await.as_deref(), Some("0"));
        house.post(&jana, &format!("{record}/comments"), &[("text", "@tim, schau")]).await;
        assert_eq!(ear.hears().await.as_deref(), Some("1"));
        assert_eq!(house.get(&tim, "/messages/live").await.text, "1");
        house.post(&tim, "/messages/read", &[("all", "1")]).await;
        assert_eq!(ear.hears().await.as_deref(), Some("0"));
    }
}

#[tokio::test]
async fn what_another_process_wrote_is_told_as_well() {
    for database in databases() {
        let house = House::open_in(database).await;
        let (jana, tim, record) = two(&house).await;
        let other = House::enter(house.config.clone()).await;
        let mut ear = Ear::open(&other, &tim).await;
        assert_eq!(ear.hears().await.as_deref(), Some("0"));
        house.post(&jana, &format!("{record}/comments"), &[("text", "@tim, schau")]).await;
        assert_eq!(ear.hears().await.as_deref(), Some("1"));
    }
}

#[tokio::test]
async fn only_so_many_pages_of_a_person_are_told() {
    let house = House::open().await;
    let (_, tim, _) = two(&house).await;
    let mut ears = Vec::new();
    for _ in 0..9 {
        let mut ear = Ear::open(&house, &tim).await;
        assert_eq!(ear.hears().await.as_deref(), Some("0"));
        ears.push(ear);
    }
    assert_eq!(ears[0].hears().await, None, "the oldest makes way");
}

#[tokio::test]
async fn messages_are_nobody_elses_business() {
    let house = House::open().await;
    let (jana, tim, record) = two(&house).await;
    house.post(&jana, &format!("{record}/comments"), &[("text", "@tim <b>geheim</b>")]).await;
    let page = house.get(&tim, "/messages").await.text;
    assert!(page.contains("@tim &lt;b&gt;geheim&lt;/b&gt;"), "{page}");
    assert!(!house.get(&jana, "/messages?show=all").await.text.contains("geheim"));
    let id = record.rsplit('/').next().unwrap();
    house.post(&jana, "/messages/read", &[("about", id)]).await;
    assert_eq!(house.get(&tim, "/messages/live").await.text, "1");
    for nonsense in ["x", "", "00000000-0000-0000-0000-000000000000"] {
        let reply = house.post(&tim, "/messages/read", &[("about", nonsense)]).await;
        assert!(!reply.status.is_server_error(), "{nonsense}: {}", reply.status);
        let reply = house.get(&tim, &format!("/messages?before={nonsense}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{nonsense}");
    }
    let away = [("about", id), ("back", "https://evil.example")];
    assert_eq!(house.post(&tim, "/messages/read", &away).await.location(), "/");
    assert_eq!(house.get(&tim, "/messages/live").await.text, "0");
}

#[tokio::test]
async fn a_comment_that_is_refused_keeps_what_was_typed() {
    let house = House::open().await;
    let (jana, _, record) = two(&house).await;
    let to = format!("{record}/comments");
    let long = "ä".repeat(10_001);
    let reply = house.post(&jana, &to, &[("text", &long), ("mention", "x")]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.text.contains(&long) && reply.text.contains("comment-text-problem"));
    let made_up = uuid::Uuid::nil().to_string();
    let typed = [("text", "@niemand"), ("mention", made_up.as_str())];
    assert_eq!(house.post(&jana, &to, &typed).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn digests_are_ordered_only_where_letters_can_leave() {
    let mail = mail::Settings {
        url: "smtp://127.0.0.1:9?tls=none".into(),
        from: "kontor@example.de".into(),
        ..mail::Settings::default()
    };
    let public = Some("https://kontor.example.de".to_owned());
    for (mail, public_url, why) in [
        (None, public.clone(), "E-Mails sind nicht eingerichtet"),
        (Some(mail.clone()), None, "Es fehlt die Adresse, unter der Kontor erreichbar ist"),
        (Some(mail), public, "Für Sie ist keine E-Mail-Adresse hinterlegt"),
    ] {
        let house = House::open_as(|config| {
            config.mail = mail;
            config.public_url = public_url;
        })
        .await;
        let jana = house.jana().await;
        let page = house.get(&jana, "/me/messages").await.text;
        assert!(page.contains(why), "{why}");
        let order = |word: &'static str| [("kind", "mentioned"), ("digest", word)];
        let reply = house.post(&jana, "/me/messages", &order("hourly")).await;
        assert_eq!(reply.status, StatusCode::CONFLICT, "{why}");
        let reply = house.post(&jana, "/me/messages", &order("never")).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{why}");
        let reply = house.post(&jana, "/me/messages", &order("daily")).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
    }
}

#[tokio::test]
async fn whoever_waits_without_a_session_is_refused_instead_of_led_to_the_sign_in() {
    let house = House::open().await;
    let request = axum::http::Request::get("/messages/live")
        .header(header::ACCEPT, "text/event-stream")
        .body(Body::empty())
        .unwrap();
    let response = house.app.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
}
