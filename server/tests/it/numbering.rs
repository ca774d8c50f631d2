//! What numbers look like, as administrators say it.

use axum::http::StatusCode;

use crate::house::{House, Person, databases};
use crate::studio::{done, refused, said, turned};

const AT: &str = "/settings/modules/account/numbers";

/// The number of a new organisation.
async fn number(house: &House, person: &Person, name: &str) -> String {
    let at = done(house, person, "/accounts", &[("name", name)]).await;
    let record = house.get(person, &format!("/api/v1{at}")).await.json();
    record["number"].as_str().expect("it has a number").to_owned()
}

fn form<'a>(prefix: &'a str, digits: &'a str, next: &'a str) -> [(&'a str, &'a str); 3] {
    [("prefix", prefix), ("digits", digits), ("next", next)]
}

#[tokio::test]
async fn numbers_look_as_they_are_wanted() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let zone = &house.tenant.engine.own_locale().zone;
        let (year, ..) = house.tenant.engine.clock().now().in_zone(zone).0.ymd();
        assert_eq!(number(&house, &admin, "Erste").await, "ORG-10001");
        let page = house.get(&admin, AT).await.text;
        assert!(page.contains("value=\"ORG-\"") && page.contains("ORG-10002, ORG-10003"), "{page}");
        // What is typed is shown ahead and changes nothing yet.
        let wanted = form("KD-{year}-", "5", "1");
        let ahead = house.post(&admin, &format!("{AT}/preview"), &wanted).await;
        assert_eq!(ahead.status, StatusCode::OK);
        assert!(
            ahead.text.contains(&format!("KD-{year}-00001, KD-{year}-00002")),
            "{}",
            ahead.text
        );
        assert!(ahead.text.contains("value=\"KD-{year}-\""), "what was typed stays");
        assert_eq!(number(&house, &admin, "Zweite").await, "ORG-10002");
        done(&house, &admin, AT, &wanted).await;
        assert_eq!(number(&house, &admin, "Dritte").await, format!("KD-{year}-00001"));
        let low = refused(&house, &admin, AT, &form("KD-{year}-", "5", "1")).await;
        assert!(low.text.contains("Mindestens 2,"), "{}", said(&low));
        done(&house, &admin, AT, &form("KD-{year}-", "5", "500")).await;
        assert_eq!(number(&house, &admin, "Vierte").await, format!("KD-{year}-00500"));
        assert_eq!(number(&house, &admin, "Fünfte").await, format!("KD-{year}-00501"));
        // Taken back, numbers go on where they were before.
        turned(&house, &admin, "undo").await;
        let back = number(&house, &admin, "Siebte").await;
        assert!(back.starts_with(&format!("KD-{year}-")), "{back}");
        turned(&house, &admin, "undo").await;
        assert_eq!(number(&house, &admin, "Achte").await, "ORG-10003");
    }
}

#[tokio::test]
async fn numbers_that_could_repeat_are_refused() {
    let house = House::open().await;
    let admin = house.jana().await;
    let cases = [
        (form("{month}-", "4", "1"), "Zum Monat gehört das Jahr"),
        (form("{tag}-", "4", "1"), "Geschweifte Klammern"),
        (form("R2", "4", "20000"), "keine Ziffer stehen"),
        (form("R-", "40", "20000"), "Möglich sind 1 bis 12."),
        (form("R-", "vier", "20000"), "Möglich sind 1 bis 12."),
        (form("R-", "4", "0"), "eine ganze Zahl ab 1"),
        (form("R-", "4", "7"), "Mindestens 10001,"),
    ];
    for (sent, reason) in cases {
        for path in [AT.to_owned(), format!("{AT}/preview")] {
            let reply = refused(&house, &admin, &path, &sent).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(reply.text.contains(reason), "{sent:?}: {}", said(&reply));
            assert!(reply.text.contains(&format!("value=\"{}\"", sent[0].1)), "it is kept");
        }
    }
    let none = house.get(&admin, "/settings/modules/task/numbers").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND, "tasks have no numbers");
    let ben = house.person("ben", kernel::Language::De, access::Sees::Own).await;
    assert_eq!(house.post(&ben, AT, &form("R-", "4", "1")).await.status, StatusCode::FORBIDDEN);
}
