//! Numbers of the side bar: one's own, of what one may see, and of views kept at hand.

use access::{FieldRight, Rights, Sees};
use axum::http::StatusCode;
use kernel::Language;
use serde_json::json;

use crate::house::{House, Person, databases};

async fn counts(house: &House, person: &Person) -> serde_json::Value {
    let reply = house.get(person, "/search/counts").await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    reply.json()
}

#[tokio::test]
async fn everybody_is_told_how_many_of_their_own_wait() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let tim = house.person("tim", Language::De, Sees::Own).await;
        assert_eq!(counts(&house, &jana).await, json!({}));
        let today = [("subject", "Anrufen"), ("due_on", "01.01.2020"), ("stage", "open")];
        let done = [("subject", "Erledigt"), ("due_on", "01.01.2020"), ("stage", "done")];
        let later = [("subject", "Später"), ("due_on", "01.01.2099"), ("stage", "open")];
        for task in [today, done, later] {
            let reply = house.post(&jana, "/tasks", &task).await;
            assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
        }
        assert_eq!(counts(&house, &jana).await, json!({"/tasks": "1"}));
        assert_eq!(counts(&house, &tim).await, json!({}));
        let page = house.get(&jana, "/").await.text;
        assert!(page.contains("data-source=\"/search/counts\""), "the page asks for them later");
    }
}

#[tokio::test]
async fn views_kept_at_hand_are_counted_as_far_as_one_may_ask() {
    let house = House::open().await;
    let jana = house.jana().await;
    for name in ["Deich", "Watt"] {
        house.post(&jana, "/accounts", &[("name", name), ("website", "https://a.example")]).await;
    }
    let filter = "website is not empty";
    let view = [("name", "Mit Seite"), ("filter", filter), ("sort", ""), ("columns", "")];
    let made = house.post(&jana, "/accounts/views", &view).await;
    let (_, id) = made.location().split_once("view=").expect("it leads to the view");
    house.post(&jana, &format!("/accounts/views/{id}/mark"), &[]).await;
    let href = format!("/accounts?view={id}");
    assert_eq!(counts(&house, &jana).await, json!({href: "2"}));
    let blind = Rights::administrator().with_field("account", "website", FieldRight::Hidden);
    assert_eq!(counts(&house, &jana.limited(blind)).await, json!({}), "it would tell");
}
