//! The log of sign-ins: what it tells whom, and what it never does.

use access::Sees;
use axum::http::StatusCode;
use kernel::Language;

use crate::house::{House, PASSWORD, Person, databases};

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
