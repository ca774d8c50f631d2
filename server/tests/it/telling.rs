//! By what records are told from others, as administrators say it.

use axum::http::StatusCode;

use crate::house::{House, Person, databases};
use crate::studio::{done, refused, said, turned};

const AT: &str = "/settings/modules/account/likeness";
const NEW: &str = "/accounts/duplicates";

/// What somebody who is about to make a record is warned of.
async fn warned(house: &House, person: &Person, site: &str) -> String {
    house.post(person, NEW, &[("name", "Etwas Neues"), ("website", site)]).await.text
}

#[tokio::test]
async fn a_rule_of_ones_own_also_finds_what_stood_before() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let site = "https://feld.example";
        let stands = [("name", "Feldmann"), ("website", site)];
        done(&house, &admin, "/accounts", &stands).await;
        assert!(!warned(&house, &admin, site).await.contains("Feldmann"), "no rule says so yet");
        let page = house.get(&admin, AT).await.text;
        assert!(page.contains("value=\"name:3\" selected"), "what came along stands: {page}");
        let rule = [("from", "50"), ("weight", "website:3"), ("set", "1:website")];
        done(&house, &admin, AT, &rule).await;
        assert!(warned(&house, &admin, site).await.contains("Feldmann"), "it is found by the site");
        let other = [("name", "Ganz anders"), ("website", site), ("allow_duplicate", "1")];
        done(&house, &admin, "/accounts", &other).await;
        done(&house, &admin, &format!("{NEW}/search"), &[]).await;
        let (_keep, stop) = tokio::sync::watch::channel(false);
        server::worker(&house.tenant, stop).round().await.unwrap();
        let found = house.get(&admin, NEW).await.text;
        assert!(found.contains("Feldmann") && found.contains("Ganz anders"), "{found}");
        // Names tell nothing any more, until the rule is taken back.
        let same = [("name", "Feldmann")];
        assert!(!house.post(&admin, NEW, &same).await.text.contains("Feldmann"));
        turned(&house, &admin, "undo").await;
        assert!(house.post(&admin, NEW, &same).await.text.contains("Feldmann"));
        assert!(!warned(&house, &admin, site).await.contains("Feldmann"));
        turned(&house, &admin, "redo").await;
        let page = house.get(&admin, AT).await.text;
        assert!(page.contains("Zurücksetzen") && page.contains("value=\"50\""), "{page}");
        done(&house, &admin, &format!("{AT}/shipped"), &[]).await;
        assert!(house.post(&admin, NEW, &same).await.text.contains("Feldmann"));
        assert!(!house.get(&admin, AT).await.text.contains("Zurücksetzen"));
    }
}

#[tokio::test]
async fn rules_that_tell_nothing_are_refused_and_kept() {
    let house = House::open().await;
    let admin = house.jana().await;
    let cases = [
        (("from", "0"), "Möglich sind 1 bis 100."),
        (("from", "viel"), "Möglich sind 1 bis 100."),
        (("set", "2:industry"), "Ein Datum, eine Verknüpfung oder ein Listenwert"),
        (("set", "0:description"), "Ein Datum, eine Verknüpfung oder ein Listenwert"),
        (("weight", "description:3"), "lassen sich nicht vergleichen"),
        (("weight", "nonsense:3"), "lassen sich nicht vergleichen"),
    ];
    for (wrong, reason) in cases {
        let form = [("from", "70"), wrong, ("weight", "website:1")];
        let form = if wrong.0 == "from" { &form[1..] } else { &form[..] };
        let reply = refused(&house, &admin, AT, form).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.text.contains(reason), "{wrong:?}: {}", said(&reply));
    }
    let typed = [("from", "70"), ("weight", "website:1"), ("set", "2:industry")];
    let kept = refused(&house, &admin, AT, &typed).await.text;
    assert!(kept.contains("value=\"70\"") && kept.contains("value=\"website:1\" selected"));
    let ben = house.person("ben", kernel::Language::De, access::Sees::Own).await;
    assert_eq!(house.get(&ben, AT).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.post(&ben, AT, &typed).await.status, StatusCode::FORBIDDEN);
}
