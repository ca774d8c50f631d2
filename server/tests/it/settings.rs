//! The map of the settings: what it shows exists, and words that people use lead there.

use access::Sees;
use axum::http::StatusCode;
use kernel::Language;

use crate::house::{House, Person};

/// Addresses of the part that holds the map.
async fn links(house: &House, person: &Person, address: &str) -> Vec<String> {
    let page = house.get(person, address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}");
    let (_, part) = page.text.split_once("id=\"part-settings\"").expect("the part is there");
    let found = part.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let (_, after) = part.split_once("</main>").unwrap_or((part, ""));
    let n = after.matches("href=\"").count();
    let all: Vec<String> = found.map(str::to_owned).collect();
    all[..all.len() - n].to_vec()
}

#[tokio::test]
async fn everything_on_the_map_exists() {
    let house = House::open().await;
    let jana = house.jana().await;
    let tim = house.person("tim", Language::En, Sees::Own).await;
    for person in [&jana, &tim] {
        let links = links(&house, person, "/settings").await;
        assert!(links.len() > 20, "{links:?}");
        for link in links {
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let reply = house.get(person, path).await;
            assert_eq!(reply.status, StatusCode::OK, "{link}");
            let id = format!("id=\"{anchor}\"");
            assert!(anchor.is_empty() || reply.text.contains(&id), "{link} leads past its place");
        }
    }
}

#[tokio::test]
async fn words_that_people_use_lead_there() {
    let house = House::open().await;
    let jana = house.jana().await;
    for (typed, link) in [
        ("kennwort", "/me/security#password"),
        ("kenwort", "/me/security#password"),
        ("Dunkelmodus", "/me/formats#looks"),
        ("dark+mode", "/me/formats#looks"),
        ("schluessel", "/me/programs#tokens"),
        ("newsletter", "/me/messages#digest"),
        ("mitarbeitr", "/settings/users"),
        ("papierkorb+kontakte", "/contacts/bin"),
        ("excel+kontakte", "/contacts/export.xlsx"),
    ] {
        let links = links(&house, &jana, &format!("/settings?q={typed}")).await;
        assert!(links.iter().any(|one| one == link), "{typed}: {links:?}");
        assert!(links.len() < 12, "{typed} leads everywhere: {links:?}");
        let palette = house.get(&jana, &format!("/search/palette?q=%3E{typed}")).await.text;
        assert!(palette.contains(&format!("href=\"{link}\"")), "{typed}: {palette}");
    }
    let of_all = "/settings/modules";
    for (typed, link) in [
        ("Nummernkreis", of_all),
        ("Nummern", of_all),
        ("Dubletten", of_all),
        ("Pipeline", of_all),
        ("Phasen", of_all),
        ("%C3%9Cbersetzung", of_all),
        ("Formel", of_all),
        ("Layout", of_all),
        ("number+series", of_all),
        ("duplicates", of_all),
        ("nummern+angebote", "/settings/modules/quote/numbers"),
        ("dubletten+kontakte", "/settings/modules/contact/likeness"),
        ("phasen+verkaufschancen", "/settings/modules/opportunity/stages"),
        ("layout+kontakte", "/settings/modules/contact/layout"),
        ("formel+kontakte", "/settings/modules/contact/fields/new-formula"),
    ] {
        let links = links(&house, &jana, &format!("/settings?q={typed}")).await;
        assert!(links.iter().any(|one| one == link), "{typed}: {links:?}");
        assert!(links.len() < 12, "{typed} leads everywhere: {links:?}");
        for link in links.iter().filter(|link| link.starts_with("/settings/modules/")) {
            assert_eq!(house.get(&jana, link).await.status, StatusCode::OK, "{link}");
        }
    }
    let page = house.get(&jana, "/settings").await.text;
    let before = page.split(" Einstellungen durchsuchen").next().unwrap();
    let n: usize = before.rsplit(['"', '>']).next().unwrap().parse().unwrap();
    assert_eq!(n, page.matches("class=\"map__line\"").count(), "what is there is counted");
    let nothing = house.get(&jana, "/settings?q=%3Cb%3Enirgends%3C/b%3E").await.text;
    assert!(nothing.contains("Keine Einstellung zu „&lt;b&gt;nirgends"), "{nothing}");
}
