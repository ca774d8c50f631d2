//! Cells of a list that are edited where they stand, and records at a glance.

use access::{FieldRight, Right, Rights};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};

use crate::house::{House, Person, Reply, databases};

/// What the script of a list sends.
async fn send(
    house: &House,
    person: &Person,
    (method, to): (Method, &str),
    form: &[(&str, &str)],
) -> Reply {
    let body: Vec<String> =
        form.iter().map(|(n, v)| format!("{n}={}", crate::house::escaped(v))).collect();
    let request = House::request(person, method, to)
        .header("hx-request", "true")
        .header("x-csrf-token", &person.csrf)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    house.send(request.body(Body::from(body.join("&"))).unwrap()).await
}

async fn open(house: &House, person: &Person, cell: &str) -> (StatusCode, String) {
    let form = send(house, person, (Method::GET, &format!("{cell}?part=cell-edit")), &[]).await;
    let version = form.text.split("name=\"version\" value=\"").nth(1).unwrap_or_default();
    (form.status, version.split('"').next().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn every_editable_column_is_edited_in_its_cell() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        for module in house.modules() {
            let record = house.record(&jana, &module, "Probe").await;
            let list = house.get(&jana, &format!("/{}", module.plural)).await.text;
            let edited = list.split("<th ").filter_map(|head| {
                let (_, rest) = head.split('>').next()?.split_once("data-edit=\"")?;
                rest.split('"').next()
            });
            let mut n_edited = 0;
            for field in edited.map(str::to_owned).collect::<Vec<_>>() {
                let cell = format!("{record}/field/{field}");
                let (status, version) = open(&house, &jana, &cell).await;
                assert_eq!((status, version.is_empty()), (StatusCode::OK, false), "{cell}");
                let shown = format!("{cell}?part=cell");
                let shown = send(&house, &jana, (Method::GET, &shown), &[]).await;
                assert!(!shown.text.contains("<form"), "{cell}");
                n_edited += 1;
            }
            assert!(n_edited > 0, "no column of {} can be edited", module.code);
        }
    }
}

#[tokio::test]
async fn what_is_wrong_stays_typed_and_what_changed_meanwhile_is_told() {
    let house = House::open().await;
    let jana = house.jana().await;
    let made = house.post(&jana, "/accounts", &[("name", "Elbtal")]).await;
    let cell = format!("{}/field/employees", made.location());
    let to = format!("{cell}?part=cell");
    let (_, version) = open(&house, &jana, &cell).await;
    let wrong = [("version", version.as_str()), ("employees", "viele")];
    let reply = send(&house, &jana, (Method::POST, &to), &wrong).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.text.contains("value=\"viele\"") && reply.text.contains("keine Zahl"));
    let right = [("version", version.as_str()), ("employees", "12")];
    let reply = send(&house, &jana, (Method::POST, &to), &right).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(reply.text.contains(">12<") && reply.text.contains("/undo/"), "{}", reply.text);
    let late = [("version", version.as_str()), ("employees", "13")];
    let reply = send(&house, &jana, (Method::POST, &to), &late).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let tells = ["gerade geändert", "value=\"13\"", "name=\"overwrite\""];
    assert!(tells.iter().all(|words| reply.text.contains(words)), "{}", reply.text);
    let mine = [("overwrite", "1"), ("employees", "13")];
    let reply = send(&house, &jana, (Method::POST, &to), &mine).await;
    assert!(reply.text.contains(">13<"), "{}", reply.text);
}

#[tokio::test]
async fn what_one_may_not_change_is_no_cell_to_edit() {
    let house = House::open().await;
    let jana = house.jana().await;
    let made = house.post(&jana, "/accounts", &[("name", "Elbtal")]).await;
    let reads = Rights::ordinary().with_field("account", "industry", FieldRight::Read);
    let tim = jana.limited(reads);
    let list = house.get(&tim, "/accounts").await.text;
    assert!(list.contains("data-edit=\"status\"") && !list.contains("data-edit=\"industry\""));
    let cell = format!("{}/field/industry", made.location());
    assert_eq!(open(&house, &tim, &cell).await.0, StatusCode::FORBIDDEN);
    let only_looks = jana.limited(Rights::ordinary().without("account", Right::Edit));
    let list = house.get(&only_looks, "/accounts").await.text;
    assert!(!list.contains("data-edit"));
}

#[tokio::test]
async fn a_record_is_seen_at_a_glance() {
    let house = House::open().await;
    let jana = house.jana().await;
    for module in house.modules() {
        let record = house.record(&jana, &module, "Probe").await;
        let preview = format!("{record}/preview");
        let page = house.get(&jana, &preview).await;
        assert_eq!(page.location(), record, "without script it is the page itself");
        let glance = send(&house, &jana, (Method::GET, &preview), &[]).await;
        assert_eq!(glance.status, StatusCode::OK, "{preview}");
        assert!(glance.text.contains(&format!("href=\"{record}\"")), "{preview}");
        let locked = jana.limited(Rights::ordinary().without(&module.code, Right::Edit));
        let glance = send(&house, &locked, (Method::GET, &preview), &[]).await;
        assert!(!glance.text.contains("/edit\""), "{preview}");
    }
}
