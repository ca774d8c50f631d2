//! Every module renders its list, record, form and bin, in both languages and on both databases.

use access::Sees;
use axum::http::StatusCode;
use kernel::Language;

use crate::house::{House, Person, databases};

#[tokio::test]
async fn every_page_of_every_module_is_drawn_in_both_languages() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let john = house.person("john", Language::En, Sees::All).await;
        for module in house.modules() {
            let list = format!("/{}", module.plural);
            let is_empty = house.get(&jana, &list).await;
            assert_eq!(is_empty.status, StatusCode::OK, "{list} when it is empty");
            let record = house.record(&jana, &module, "Probe").await;
            let gone = house.record(&jana, &module, "Entsorgt").await;
            house.post(&jana, &format!("{gone}/trash"), &[]).await;
            let pages = [
                list.clone(),
                format!("{list}?q=pro&count=1"),
                format!("{list}/new"),
                format!("{list}/bin"),
                format!("{list}/import"),
                record.clone(),
                format!("{record}/edit"),
                gone,
            ];
            for page in pages {
                is_whole(&house, (&jana, "de"), &page).await;
                is_whole(&house, (&john, "en"), &page).await;
            }
        }
    }
}

#[tokio::test]
async fn every_other_page_is_drawn_in_both_languages() {
    let house = House::open().await;
    let jana = house.jana().await;
    let john = house.person("john", Language::En, Sees::All).await;
    let pages = web::ROUTES.iter().filter(|(method, path)| {
        let is_page =
            !["/login", "/setup", "/session", "/favicon.ico", "/search/options", "/search/people"]
                .contains(path);
        *method == "GET" && !path.contains('{') && is_page
    });
    for (_, page) in pages {
        is_whole(&house, (&jana, "de"), page).await;
        is_whole(&house, (&john, "en"), page).await;
    }
}

async fn is_whole(house: &House, (person, language): (&Person, &str), page: &str) {
    let reply = house.get(person, page).await;
    assert_eq!(reply.status, StatusCode::OK, "{page} in {language}");
    let begin = format!("<!DOCTYPE html><html lang=\"{language}\"");
    assert!(reply.text.starts_with(&begin), "{page} is not a page in {language}");
    assert!(reply.text.ends_with("</html>"), "{page} in {language} breaks off");
    for area in ["ui.", "web.", "filter.", "transfer.", "field.", "problem."] {
        let shown = [format!(">{area}"), format!("=\"{area}")];
        let missing = shown.iter().find(|key| reply.text.contains(*key));
        assert!(
            missing.is_none(),
            "{page} in {language} shows a key instead of words: {missing:?}"
        );
    }
}

#[tokio::test]
async fn an_error_stands_in_the_frame_of_its_reader() {
    let house = House::open().await;
    let jana = house.jana().await;
    let reply = house.get(&jana, "/nirgends").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert!(reply.text.contains("id=\"sidebar\""), "{}", reply.text);
    assert!(reply.text.contains("Nicht gefunden"));
}
