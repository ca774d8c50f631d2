//! Questions of lists as people ask them: numbers in their own way, and what does not fit is said
//! where one is, with a way on.

use access::{FieldRight, Rights, Sees};
use axum::http::StatusCode;
use kernel::Language;

use crate::house::{House, Person, databases, escaped};

const EDIT: &str = "/accounts/views/edit";

async fn accounts(house: &House, person: &Person) {
    for (name, employees, revenue) in [("Anker", "10", "1000,5"), ("Boje", "2.000", "27.073,48")] {
        let form = [("name", name), ("employees", employees), ("annual_revenue.amount", revenue)];
        let made = house.post(person, "/accounts", &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    }
}

/// One condition, as the form of the editor sends it.
async fn asked(house: &House, person: &Person, said: (&str, &str, &str)) -> crate::house::Reply {
    let (field, operator, value) = said;
    let form = [
        ("node", "g.r"),
        ("node", "c.r-0"),
        ("was.r-0", field),
        ("field.r-0", field),
        ("operator.r-0", operator),
        ("value.r-0", value),
        ("do", "show"),
    ];
    house.post(person, EDIT, &form).await
}

#[tokio::test]
async fn numbers_of_conditions_are_typed_as_in_forms() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let john = house.person("john", Language::En, Sees::All).await;
        accounts(&house, &jana).await;
        for (person, value) in [(&jana, "1.500"), (&jana, "1 500"), (&john, "1,500")] {
            let shown = asked(&house, person, ("employees", "less", value)).await;
            assert!(
                shown.location().ends_with(&escaped("employees < 1500")),
                "{value}: {} {}",
                shown.location(),
                shown.text
            );
            let list = house.get(person, shown.location()).await.text;
            assert!(list.contains(">Anker<") && !list.contains(">Boje<"), "{value}");
            let quick = "/accounts?filter_field=employees&filter_operator=less&filter_value=";
            let quick = house.get(person, &format!("{quick}{}", escaped(value))).await;
            assert!(quick.location().ends_with(&escaped("employees < 1500")), "{value}");
        }
        let shown = asked(&house, &jana, ("annual_revenue", "greater", "1.000,50 €")).await;
        let list = house.get(&jana, shown.location()).await.text;
        assert!(list.contains(">Boje<") && !list.contains(">Anker<"), "{}", shown.location());
        assert!(list.contains("1.000,5") && !list.contains("1000.5<"), "it is told as it is read");
        let again = shown.location().replace("/accounts?", &format!("{EDIT}?"));
        let again = house.get(&jana, &again).await;
        assert!(again.text.contains("value=\"1000,5\""), "it is drawn as it is typed");
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn what_is_no_number_is_said_and_kept() {
    let house = House::open().await;
    let jana = house.jana().await;
    let wrong = asked(&house, &jana, ("employees", "less", "zehn")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("„zehn“ ist keine Zahl"), "{}", wrong.text);
    assert!(wrong.text.contains("value=\"zehn\""), "what was typed is kept");
    let quick = "/accounts?filter_field=employees&filter_operator=less&filter_value=zehn";
    let quick = house.get(&jana, quick).await;
    assert_eq!(quick.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(quick.text.contains("„zehn“ ist keine Zahl"), "{}", quick.text);
}

#[tokio::test]
async fn a_question_that_does_not_fit_is_said_in_its_list_with_a_way_on() {
    let house = House::open().await;
    let jana = house.jana().await;
    accounts(&house, &jana).await;
    let view = [("name", "Viele"), ("filter", "employees > 100")];
    let view = house.post(&jana, "/accounts/views", &view).await.location().to_owned();
    let hidden = Rights::ordinary().with_field("account", "employees", FieldRight::Hidden);
    let blind = jana.limited(hidden);
    let questions = [
        (&blind, view.clone(), "employees"),
        (&jana, format!("/accounts?filter={}", escaped("zebra = 1")), "zebra"),
        (&jana, "/accounts?sort=zebra".to_owned(), "nicht sortieren"),
        (&jana, "/accounts?after=zebra".to_owned(), "ersten Seite"),
    ];
    for (person, question, said) in questions {
        let refused = house.get(person, &question).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{question}");
        assert!(refused.text.contains(said), "{question}: {}", refused.text);
        assert!(refused.text.contains("Viele"), "the views of the list stay");
        assert!(!refused.text.contains(">Anker<"), "nothing is shown that nobody asked for");
        let (before, _) = refused.text.split_once("Ohne das zeigen").expect("a way on");
        let onward = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
        let onward = house.get(person, &onward.replace("&amp;", "&")).await;
        assert_eq!(onward.status, StatusCode::OK, "{question}: {}", onward.text);
        assert!(onward.text.contains(">Anker<"), "{question}");
    }
    let board = format!("/accounts/kanban?filter={}", escaped("zebra = 1"));
    let board = house.get(&jana, &board).await;
    assert_eq!(board.status, StatusCode::SEE_OTHER);
    assert!(house.get(&jana, board.location()).await.text.contains("zebra"));
    let part = format!("/accounts?part=selection&filter={}", escaped("zebra = 1"));
    let part = house.get(&jana, &part).await;
    assert_eq!(part.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!part.text.contains("Ohne das zeigen"), "a part is no page");
}

#[tokio::test]
async fn a_wrong_time_of_day_is_named_and_not_the_day_beside_it() {
    let house = House::open().await;
    let jana = house.jana().await;
    let form = [("starts_at.date", "24.12.2026"), ("starts_at.time", "25:99")];
    let refused = house.post(&jana, "/events", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("„25:99“ ist keine"), "{}", refused.text);
    assert!(!refused.text.contains("„24.12.2026“"), "the day is right");
}
