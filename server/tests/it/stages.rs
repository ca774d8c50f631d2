//! Stages of a pipeline, as administrators set them up.

use axum::http::StatusCode;

use crate::house::{House, Person, databases};

const AT: &str = "/settings/modules/opportunity/stages";

type Fields<'a> = &'a [(&'a str, &'a str)];

async fn deal(house: &House, person: &Person, name: &str, stage: &str) -> String {
    let deal = [("name", name), ("stage", stage)];
    let made = house.post(person, "/opportunities", &deal).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    made.location().to_owned()
}

/// Tries to move a deal to a stage; tells where it is then.
async fn moved(house: &House, person: &Person, (deal, stage): (&str, &str)) -> String {
    house.post(person, &format!("{deal}/move/stage/{stage}"), &[]).await;
    let cx = house.tenant.engine.system("a test looks where it is");
    let id = deal.rsplit('/').next().unwrap().parse().unwrap();
    let record = records::get(&cx, "opportunity", id).await.unwrap();
    record.value(&cx.module("opportunity").unwrap(), "stage").as_text().to_owned()
}

const TRIAL: Fields = &[
    ("label", "Teststellung"),
    ("label_other", "Trial"),
    ("kind", "open"),
    ("probability", "60 %"),
    ("stale_after", "10"),
    ("hue", "200"),
    ("after", "proposal"),
    ("next", "negotiation"),
    ("next", "lost"),
    ("asks", "next_step"),
];

#[tokio::test]
async fn a_stage_is_made_stands_in_its_place_and_asks() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let old = deal(&house, &admin, "Deich", "proposal").await;
        let page = house.get(&admin, AT).await;
        assert!(page.text.contains("Verhandlung") && page.text.contains("Neue Phase"));
        let made = house.post(&admin, &format!("{AT}/new"), TRIAL).await;
        assert_eq!(made.location(), AT, "{}", made.text);
        let board = house.get(&admin, "/opportunities/kanban").await.text;
        let (trial, later) = (board.find("Teststellung"), board.find("Verhandlung"));
        assert!(trial.is_some() && trial < later, "it stands before what follows");
        // It asks for the next step, then only what may follow follows.
        assert_eq!(moved(&house, &admin, (&old, "x_teststellung")).await, "proposal");
        let step = [("next_step", "Gerät liefern")];
        house.post(&admin, &format!("{old}/field/next_step"), &step).await;
        assert_eq!(moved(&house, &admin, (&old, "x_teststellung")).await, "x_teststellung");
        let shown = house.get(&admin, &old).await.text;
        assert!(shown.contains("Teststellung"), "{shown}");
        assert_eq!(moved(&house, &admin, (&old, "won")).await, "x_teststellung");
        assert_eq!(moved(&house, &admin, (&old, "negotiation")).await, "negotiation");
        // No longer offered: what is there stays, nothing else comes.
        let stays = deal(&house, &admin, "Siel", "proposal").await;
        house.post(&admin, &format!("{stays}/field/next_step"), &step).await;
        assert_eq!(moved(&house, &admin, (&stays, "x_teststellung")).await, "x_teststellung");
        let retired: Vec<_> = TRIAL.iter().copied().chain([("retired", "1")]).collect();
        house.post(&admin, &format!("{AT}/x_teststellung"), &retired).await;
        let name = [("name", "Sielbau")];
        let named = house.post(&admin, &format!("{stays}/field/name"), &name).await;
        assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.text);
        assert!(house.get(&admin, &stays).await.text.contains("Teststellung"));
        assert_eq!(moved(&house, &admin, (&old, "x_teststellung")).await, "negotiation");
        let log = house.get(&admin, "/settings/changes").await.text;
        assert!(log.contains("Phase „Teststellung“ eingerichtet"), "{log}");
    }
}

#[tokio::test]
async fn what_makes_no_pipeline_is_said_at_its_field() {
    let house = House::open().await;
    let admin = house.jana().await;
    let cases: [(&str, Fields, &str); 8] = [
        ("new", &[("label", ""), ("kind", "open")], "fehlt"),
        ("new", &[("label", "A"), ("kind", "zebra")], "fehlt"),
        ("new", &[("label", "A"), ("kind", "open"), ("probability", "viel")], "ganze Zahl"),
        ("new", &[("label", "A"), ("kind", "open"), ("probability", "101")], "0 bis 100"),
        ("new", &[("label", "A"), ("kind", "open"), ("next", "zebra")], "nicht in der Auswahl"),
        ("new", &[("label", "A"), ("kind", "open"), ("asks", "owner; --")], "nicht in der Auswahl"),
        ("new", &[("label", "A"), ("kind", "open"), ("within", "zebra")], "nicht in der Auswahl"),
        ("won", &[("label", "Gewonnen"), ("kind", "done"), ("retired", "1")], "erfolgreiche Phase"),
    ];
    for (stage, fields, words) in cases {
        let reply = house.post(&admin, &format!("{AT}/{stage}"), fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}: {}", reply.text);
        assert!(reply.text.contains(words), "{fields:?}: {}", reply.text);
    }
    let fixed = [("label", "Gewonnen"), ("kind", "open"), ("after", "lost")];
    let reply = house.post(&admin, &format!("{AT}/won"), &fixed).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.text);
    for nowhere in ["/settings/modules/account/stages", &format!("{AT}/zebra")] {
        assert_eq!(house.get(&admin, nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}
