//! Lists in groups in the browser: opened, drawn, kept in a view, and refused where they are none.

use axum::http::StatusCode;

use crate::house::{House, databases};

const LIST: &str = "/accounts?group=status,created_at.month";

#[tokio::test]
async fn a_list_stands_in_groups_that_open_and_is_kept_so() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        for (name, status) in [("Anker", "customer"), ("Boje", "customer"), ("Kai", "prospect")] {
            house.post(&jana, "/accounts", &[("name", name), ("status", status)]).await;
        }
        let page = house.get(&jana, LIST).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.text.matches("<details class=\"groups__group\"").count(), 2);
        assert!(!page.text.contains("Anker"), "records stand inside their groups");
        house.post(&jana, "/accounts", &[("name", "Mole"), ("status", "former")]).await;
        let page = house.get(&jana, LIST).await;
        assert_eq!(page.text.matches("status--ring").count(), 1, "as in the list of records");
        let inside = "/accounts?filter=status+%3D+%22customer%22&group=created_at.month&part=group";
        let inside = house.get(&jana, inside).await;
        assert_eq!(inside.text.matches("<details").count(), 1, "{}", inside.text);
        let rows = "/accounts?filter=status+%3D+%22customer%22&part=rows";
        let rows = house.get(&jana, rows).await;
        assert!(rows.text.contains("Anker") && rows.text.contains("Boje"));
        assert!(!rows.text.contains("Kai") && !rows.text.contains("<html"));
        for form in ["bar", "line", "pie", "funnel"] {
            let page = house.get(&jana, &format!("{LIST}&chart={form}")).await;
            let figure = format!("chart--{form}");
            assert!(page.text.contains(&figure) && page.text.contains("<svg"), "{form}");
            assert!(page.text.contains("Anzahl nach Status") && !page.text.contains("style="));
        }
        let view = [("name", "Nach Status"), ("group", "status"), ("chart", "pie")];
        let kept = house.post(&jana, "/accounts/views", &view).await;
        let page = house.get(&jana, kept.location()).await;
        assert!(page.text.contains("chart--pie"), "{}", page.text);
        let id = kept.location().split_once("view=").unwrap().1.to_owned();
        let plain = house.get(&jana, &format!("/accounts?view={id}&group=")).await;
        assert!(!plain.text.contains("groups__group") && plain.text.contains("Anker"));
    }
}

#[tokio::test]
async fn what_makes_no_groups_is_said() {
    let house = House::open().await;
    let jana = house.jana().await;
    house.post(&jana, "/accounts", &[("name", "Anker")]).await;
    for wrong in ["nonsense", "website", "created_at.fortnight", "status.month"] {
        let page = house.get(&jana, &format!("/accounts?group={wrong}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(page.text.contains(wrong), "{}", page.text);
        let kept = [("name", "Falsch"), ("group", wrong)];
        let kept = house.post(&jana, "/accounts/views", &kept).await;
        assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let none = house.get(&jana, "/accounts?group=status&chart=bar&filter=name+%3D+%22Zz%22").await;
    assert_eq!(none.status, StatusCode::OK);
    assert!(!none.text.contains("<figure"), "nothing is drawn of nothing");
    let filtered = "/accounts?filter=created_at+%3D+last_7_days";
    let page = house.get(&jana, filtered).await;
    assert!(page.text.contains("letzte 7 Tage") && page.text.contains("Anker"), "{}", page.text);
}
