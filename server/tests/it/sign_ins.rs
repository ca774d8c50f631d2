//! The log of sign-ins: what it tells whom, and what it never does.

use access::Sees;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use identity::NewToken;
use kernel::{Date, Language, Locale};

use crate::house::{House, PASSWORD, Person, databases, hidden};

const PAGE: &str = "/settings/sign-ins";

#[tokio::test]
async fn administrators_read_who_came_and_who_tried() {
    for database in databases() {
        let house = House::open_in(database).await.at_rest();
        let jana = house.jana().await;
        let tim = house.person("tim", Language::De, Sees::Own).await;
        let wrong = [("name", "tim"), ("password", "geraten und falsch")];
        house.post(&Person::default(), "/login", &wrong).await;
        house.post(&tim, "/logout", &[]).await;
        let text = house.get(&jana, PAGE).await.text;
        for said in ["Angemeldet", "Falscher Name oder falsches Passwort", "Abgemeldet"] {
            assert!(text.contains(&format!(">{said}<")), "{said}: {text}");
        }
        let id = identity::find_user(&house.tenant.engine, "tim").await.unwrap().id;
        let rows = |text: &str| text.matches("<td class=\"tnum\">").count() / 2;
        let of_tim = house.get(&jana, &format!("{PAGE}?person={id}")).await.text;
        assert_eq!(rows(&of_tim), 3, "{of_tim}");
        let wrong = house.get(&jana, &format!("{PAGE}?person={id}&outcome=wrong")).await.text;
        assert_eq!(rows(&wrong), 1);
        let nonsense = house.get(&jana, &format!("{PAGE}?person=x&outcome=%27&before=y")).await;
        assert_eq!((nonsense.status, rows(&nonsense.text)), (StatusCode::OK, 4));
    }
}

#[tokio::test]
async fn a_password_typed_as_a_name_is_not_shown() {
    for database in databases() {
        let house = House::open_in(database).await.at_rest();
        let jana = house.jana().await;
        let form = [("name", PASSWORD), ("password", "jana")];
        house.post(&Person::default(), "/login", &form).await;
        let text = house.get(&jana, PAGE).await.text;
        assert!(text.contains("d… ("), "{text}");
        assert!(!text.to_lowercase().contains("äpfel"), "{text}");
    }
}

#[tokio::test]
async fn others_see_their_own_alone() {
    let house = House::open().await.at_rest();
    let jana = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::Own).await;
    assert_eq!(house.get(&tim, PAGE).await.status, StatusCode::FORBIDDEN);
    let wrong = [("name", "jana"), ("password", "geraten und falsch")];
    house.post(&Person::default(), "/login", &wrong).await;
    let of_tim = house.get(&tim, "/me/security").await.text;
    assert!(of_tim.contains("Letzte Anmeldungen") && of_tim.contains("Angemeldet"), "{of_tim}");
    assert!(!of_tim.contains("Falscher Name"), "the failures of others");
    assert!(
        house.get(&jana, "/me/security").await.text.contains("Falscher Name"),
        "one's own are missing"
    );
}

#[tokio::test]
async fn a_full_page_leads_to_the_older_ones() {
    let house = House::open().await.at_rest();
    let jana = house.jana().await;
    for n in 0..60 {
        let name = format!("niemand{n}");
        let form = [("name", name.as_str()), ("password", "geraten und falsch")];
        house.post(&Person::default(), "/login", &form).await;
    }
    let rows = |text: &str| text.matches("<td class=\"tnum\">").count() / 2;
    let first = house.get(&jana, PAGE).await.text;
    assert_eq!(rows(&first), 50);
    let (_, older) = first.split_once("&amp;before=").unwrap();
    let older = older.split('"').next().unwrap();
    let second = house.get(&jana, &format!("{PAGE}?before={older}")).await.text;
    assert!(rows(&second) > 0 && !second.contains("before="), "{second}");
}

#[tokio::test]
async fn ended_sessions_links_and_tokens_stand_in_the_log() {
    for database in databases() {
        let house = House::open_in(database).await.at_rest();
        let jana = house.jana().await;
        let tim = house.person("tim", Language::De, Sees::Own).await;
        let id = identity::find_user(&house.tenant.engine, "tim").await.unwrap().id;
        let other = house.person("eva", Language::De, Sees::Own).await;
        let form = [("name", "tim"), ("password", PASSWORD)];
        house.post(&Person::default(), "/login", &form).await;
        house.post(&tim, "/me/sessions/end", &[]).await;
        let new = NewToken { label: "Bericht".into(), ..NewToken::default() };
        let token = identity::create_token(&house.tenant.engine, id, new).await.unwrap();
        for _ in 0..2 {
            let told = Request::get("/api/v1/modules")
                .header("authorization", format!("Bearer {token}"))
                .body(Body::empty());
            assert_eq!(house.send(told.unwrap()).await.status, StatusCode::OK);
        }
        house.post(&jana, &format!("/settings/sign-in/{id}/sessions"), &[]).await;
        assert_eq!(house.get(&tim, "/").await.status, StatusCode::SEE_OTHER, "the session went on");
        assert_eq!(house.get(&other, "/").await.status, StatusCode::OK, "of somebody else");
        // The use of a token is noted beside the request.
        let mut text = String::new();
        for _ in 0..100 {
            text = house.get(&jana, &format!("{PAGE}?person={id}")).await.text;
            if text.contains("Zugangsschlüssel eines Programms") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        let n = |said: &str| text.matches(&format!("<td>{said}</td>")).count();
        assert_eq!(n("Sitzung selbst beendet"), 1, "{text}");
        assert_eq!(n("Sitzung von der Verwaltung beendet"), 1, "{text}");
        assert_eq!(n("Zugangsschlüssel eines Programms"), 1, "once a day: {text}");
    }
}

#[tokio::test]
async fn the_log_is_found_by_days_and_forgotten_after_those_of_the_house() {
    for database in databases() {
        let house = House::open_in(database).await.at_rest();
        let jana = house.jana().await;
        let wrong = [("name", "jana"), ("password", "geraten und falsch")];
        house.post(&Person::default(), "/login", &wrong).await;
        let began = house.tenant.engine.clock().now();
        let day =
            |n: i64| Date::from_days(began.in_zone(&Locale::new(Language::De).zone).0.days() + n);
        let house = house.later(10 * 86_400);
        let form = [("name", "jana"), ("password", PASSWORD)];
        let reply = house.post(&Person::default(), "/login", &form).await;
        let cookie = reply.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap();
        let again = Person { cookie: cookie.into(), ..Person::default() };
        let home = house.get(&again, "/").await;
        let jana_later = Person { csrf: hidden(&home.text, "csrf").into(), ..again };
        let seen = async |question: &str| {
            let text = house.get(&jana_later, &format!("{PAGE}?{question}")).await.text;
            text.matches("<td class=\"tnum\">").count() / 2
        };
        assert_eq!(seen("").await, 3);
        assert_eq!(seen(&format!("from={}", day(5))).await, 1);
        assert_eq!(seen(&format!("to={}", day(5))).await, 2);
        assert_eq!(seen(&format!("from={}&to={}", day(2), day(5))).await, 0);
        assert_eq!(seen("from=gestern&to=%27").await, 3, "what makes no sense asks for nothing");
        for nonsense in ["", "sechs", "6", "731", "-1", "9999999999999999999999"] {
            let reply = house.post(&jana_later, PAGE, &[("days", nonsense)]).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{nonsense}");
            assert!(
                reply.text.contains(&format!("value=\"{nonsense}\"")),
                "what was typed is gone"
            );
        }
        let kept = house.post(&jana_later, PAGE, &[("days", "7")]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
        assert!(house.get(&jana_later, PAGE).await.text.contains("nach 7 Tagen"));
        let (_go, stopped) = tokio::sync::watch::channel(false);
        server::worker(&house.tenant, stopped).round().await.unwrap();
        assert_eq!(seen("").await, 1, "what is older than seven days stayed");
        drop(jana);
    }
}
