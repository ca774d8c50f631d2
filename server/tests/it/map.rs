//! Lists as maps: records of a list as points.

use access::{FieldRight, Rights, Sees};
use axum::http::StatusCode;
use kernel::Language;

use crate::house::{House, Person, databases};
use crate::studio::done;

async fn account(house: &House, who: &Person, name: &str, at: &str) -> String {
    done(house, who, "/accounts", &[("name", name), ("location", at)]).await
}

async fn map(house: &House, who: &Person, query: &str) -> String {
    let page = house.get(who, &format!("/accounts/map?{query}")).await;
    assert_eq!(page.status, StatusCode::OK, "{query}");
    page.text
}

/// The marks of a map: where each leads, and what it says.
fn marks(page: &str) -> Vec<(String, String)> {
    let picture = page.split("<svg class=\"earth__picture\"").nth(1).expect("a map");
    let picture = picture.split("</svg>").next().unwrap_or_default();
    let between = |text: &str, from: &str| {
        let rest = text.split(from).nth(1).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().replace("&amp;", "&")
    };
    let links = picture.split("<a ").skip(1);
    links.map(|link| (between(link, "href=\""), between(link, "aria-label=\""))).collect()
}

#[tokio::test]
async fn records_stand_where_they_are() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let berlin = account(&house, &admin, "Spree GmbH", "52.52, 13.405").await;
        account(&house, &admin, "Isar & Söhne", "48°9'N 11°34'34\"O").await;
        account(&house, &admin, "Isar zwei", "48,1372; 11,5762").await;
        account(&house, &admin, "Isar drei", "geo:48.1372,11.5762").await;
        account(&house, &admin, "Ohne Ort", "").await;
        let page = map(&house, &admin, "").await;
        let shown = marks(&page);
        assert_eq!(shown.len(), 2, "{shown:?}");
        assert_eq!(shown[0], (berlin.clone(), "Spree GmbH".into()), "from north to south");
        assert_eq!(shown[1].1, "3 Datensätze, näher ansehen");
        assert!(page.contains("4 in diesem Ausschnitt") && page.contains("1 ohne Lage"));
        assert!(page.contains("48,15° N, 11,57611° O"), "in words as well");
        assert!(page.contains("class=\"earth__land\"") && page.contains("class=\"earth__border\""));
        assert!(!page.contains("//tile") && !page.contains(" style="), "nobody else is asked");
        let closer = house.get(&admin, &shown[1].0).await;
        assert_eq!(closer.status, StatusCode::OK);
        let near = marks(&closer.text);
        assert_eq!(near.len(), 2, "{near:?}");
        let together = near.iter().find(|(_, label)| label.starts_with("2 Datensätze an diesem"));
        let (list, _) = together.unwrap_or_else(|| panic!("{near:?}"));
        assert!(list.starts_with("/accounts?"), "{list}");
        let list = house.get(&admin, list).await.text;
        assert!(list.contains("Isar zwei") && list.contains("Isar drei"), "{list}");
        assert!(!list.contains("Isar &amp; Söhne") && !list.contains("Spree GmbH"), "{list}");
        let narrowed = marks(&map(&house, &admin, "q=spree").await);
        assert_eq!(narrowed, [(berlin.clone(), "Spree GmbH".into())]);
        let filter = "filter=location+within+%2250%2C+13.5%2C+300+km%22";
        assert_eq!(marks(&map(&house, &admin, filter).await).len(), 2);
        let beside = map(&house, &admin, "at=40.7,-74.0,20").await;
        assert!(marks(&beside).is_empty() && beside.contains("liegt nichts"), "{beside}");
    }
}

#[tokio::test]
async fn odd_sights_are_answered() {
    let house = House::open().await;
    let admin = house.jana().await;
    account(&house, &admin, "Spree GmbH", "52.52, 13.405").await;
    for odd in ["x", "91,0,9", "52.5,13.4,99", "52.5,13.4", "NaN,NaN,9", "%22%3E%3Cscript%3E", ""] {
        let page = map(&house, &admin, &format!("at={odd}")).await;
        assert_eq!(marks(&page).len(), 1, "{odd} is all of them");
        assert!(!page.contains("<script>") && !page.contains("at=x"), "{odd} is not carried along");
    }
    for edge in ["85,180,3", "-85,-180,28", "90,0,28", "0,0,3"] {
        map(&house, &admin, &format!("at={edge}")).await;
    }
    for wrong in ["/accounts/map?by=name", "/accounts/map?by=nothing", "/tasks/map"] {
        assert_eq!(house.get(&admin, wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn somebody_elses_records_are_on_no_map() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let tim = house.person("tim", Language::En, Sees::Own).await;
        account(&house, &jana, "Spree GmbH", "52.52, 13.405").await;
        account(&house, &jana, "Ohne Ort", "").await;
        let own = account(&house, &tim, "Isar GmbH", "48.137, 11.576").await;
        let page = map(&house, &tim, "").await;
        assert_eq!(marks(&page), [(own, "Isar GmbH".into())]);
        assert!(page.contains("1 in view") && !page.contains("without a place"), "{page}");
        assert!(!page.contains("Spree") && page.contains("48.137° N, 11.576° E"), "{page}");
        assert_eq!(marks(&map(&house, &jana, "").await).len(), 2);
        let blind = Rights::administrator().with_field("account", "location", FieldRight::Hidden);
        let refused = house.get(&jana.limited(blind), "/accounts/map").await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "a hidden place is no place");
    }
}

#[tokio::test]
async fn a_view_is_kept_as_a_map() {
    let house = House::open().await;
    let admin = house.jana().await;
    let view = [("name", "Kunden"), ("map", "location"), ("filter", "status = \"customer\"")];
    let to = done(&house, &admin, "/accounts/views", &view).await;
    assert!(to.starts_with("/accounts/map?view="), "{to}");
    account(&house, &admin, "Spree GmbH", "52.52, 13.405").await;
    assert!(marks(&house.get(&admin, &to).await.text).is_empty(), "it is no customer");
    let list = house.get(&admin, "/accounts").await.text;
    assert!(list.contains(&to.replace('&', "&amp;")), "its tab leads to the map");
    assert!(list.contains("href=\"/accounts/map\""), "every list has a way to its map");
    let wrong = [("name", "x"), ("map", "name")];
    let refused = house.post(&admin, "/accounts/views", &wrong).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
}

#[tokio::test]
async fn a_place_that_is_none_stays_in_its_input() {
    let house = House::open().await;
    let admin = house.jana().await;
    let form = [("name", "Spree GmbH"), ("location", "neben der Post")];
    let refused = house.post(&admin, "/accounts", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("„neben der Post“ ist keine Lage"), "{}", refused.text);
    assert!(refused.text.contains("value=\"neben der Post\""), "{}", refused.text);
}
