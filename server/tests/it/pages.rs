//! Every module renders its list, record, form and bin, in both languages and on both databases.

use access::Sees;
use axum::http::StatusCode;
use catalog::FieldType;
use kernel::Language;

use crate::house::{House, Person, databases, encoded};

#[tokio::test]
async fn every_page_of_every_module_is_drawn_in_both_languages() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let john = house.person("john", Language::En, Sees::All).await;
        let cx = house.tenant.engine.system("a test looks for views that come along");
        let views = social::all_views(&cx).await.unwrap();
        let n_shipped: usize = house.modules().iter().map(|module| module.views.len()).sum();
        assert_eq!(views.len(), n_shipped);
        for module in house.modules() {
            let list = format!("/{}", module.plural);
            let is_empty = house.get(&jana, &list).await;
            assert_eq!(is_empty.status, StatusCode::OK, "{list} when it is empty");
            let record = house.record(&jana, &module, "Probe").await;
            let gone = house.record(&jana, &module, "Entsorgt").await;
            house.post(&jana, &format!("{gone}/trash"), &[]).await;
            let lanes = module.fields.iter().filter(|field| module.has_lanes(&field.name));
            let boards = lanes.map(|field| format!("{list}/kanban?by={}", field.name));
            let acts = asking(&module).map(|action| format!("{record}/act/{action}"));
            let views = views.iter().filter(|view| view.module == module.code).map(|view| {
                let form = view.definition.lanes.as_ref().map_or("", |_| "/kanban");
                format!("{list}{form}?view={}", view.id)
            });
            // What has no lanes has no board.
            let board = module.default_kanban().map(|_| format!("{list}/kanban"));
            let points = module.fields.iter().filter(|field| field.kind == FieldType::Geo);
            let maps = points.map(|field| format!("{list}/map?by={}", field.name));
            let more = boards.chain(board).chain(acts).chain(views).chain(maps);
            let more: Vec<String> = more.collect();
            let pages = [
                list.clone(),
                format!("{list}/calendar"),
                format!("{list}?q=pro&count=1"),
                format!("{list}/new"),
                format!("{list}/bin"),
                format!("{list}/import"),
                record.clone(),
                format!("{record}?show=told"),
                format!("{record}/edit"),
                gone,
            ];
            for page in pages.into_iter().chain(more) {
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
        let ways_in = ["/login", "/login/code", "/login/forgotten", "/login/link", "/setup"];
        let is_page = !ways_in.contains(path)
            && !["/session", "/messages/live"].contains(path)
            && !path.contains('.')
            && !path.starts_with("/search/");
        *method == "GET" && !path.contains('{') && is_page
    });
    for (_, page) in pages {
        is_whole(&house, (&jana, "de"), page).await;
        is_whole(&house, (&john, "en"), page).await;
    }
}

/// Actions of a module that ask something and are open to a record that was just made.
fn asking(module: &catalog::Module) -> impl Iterator<Item = &str> {
    let begins = module.stage_field().and_then(|field| match &field.default {
        Some(catalog::Default::Fixed(stage)) => stage.as_str(),
        _ => None,
    });
    let is_open = move |from: &[String]| {
        from.is_empty() || from.iter().any(|stage| Some(stage.as_str()) == begins)
    };
    let asking = module.actions.iter().filter(|action| !action.asks.is_empty());
    asking.filter(move |action| is_open(&action.from)).map(|action| action.name.as_str())
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

#[tokio::test]
async fn a_day_lies_before_another_and_a_number_is_smaller() {
    let house = House::open().await;
    let jana = house.jana().await;
    for (filter, said) in [("created_at < today", "vor"), ("employees < 10", "kleiner als")] {
        let address = format!("/accounts?{}", encoded(&[("filter", filter)]));
        let page = house.get(&jana, &address).await.text;
        let (_, chip) = page.split_once("chip__operator\">").unwrap();
        assert!(chip.starts_with(&format!("{said}<")), "{filter}: {chip:.40}");
    }
}

#[tokio::test]
async fn older_entries_stay_those_that_were_asked_for() {
    let house = House::open().await;
    let jana = house.jana().await;
    let record = house.record(&jana, &house.modules()[0], "Probe").await;
    for n in 0..50 {
        let form = [("employees", n.to_string())];
        let form: Vec<(&str, &str)> = form.iter().map(|(f, v)| (*f, v.as_str())).collect();
        let reply = house.post(&jana, &format!("{record}/field/employees"), &form).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
    }
    let older = |page: &str| page.split("timeline__older").nth(1).map(str::to_owned);
    let all = older(&house.get(&jana, &record).await.text).unwrap();
    assert!(all.contains(&format!("href=\"{record}?before=")), "{all:.300}");
    let changes = older(&house.get(&jana, &format!("{record}?show=changes")).await.text).unwrap();
    assert!(changes.contains(&format!("href=\"{record}?show=changes&amp;before=")));
    let comments = house.get(&jana, &format!("{record}?show=comments")).await.text;
    assert!(older(&comments).is_none(), "comments all stand on the first page");
}

#[tokio::test]
async fn what_lies_in_the_bin_is_only_brought_back() {
    let house = House::open().await;
    let jana = house.jana().await;
    let record = house.record(&jana, &house.modules()[0], "Probe").await;
    house.post(&jana, &format!("{record}/comments"), &[("text", "Erledigt")]).await;
    let removes = format!("action=\"{record}/comments/");
    assert!(house.get(&jana, &record).await.text.contains(&removes));
    house.post(&jana, &format!("{record}/trash"), &[]).await;
    let page = house.get(&jana, &record).await.text;
    assert!(page.contains("Erledigt") && page.contains(&format!("{record}/restore")));
    assert!(!page.contains(&removes), "a comment can be removed in the bin");
}

#[tokio::test]
async fn hits_of_one_name_are_told_apart_by_their_numbers() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let module = house.modules()[0].clone();
        let records = [
            house.record(&jana, &module, "Zwilling").await,
            house.record(&jana, &module, "Zwilling").await,
        ];
        for address in ["/search?q=zwilling", "/search/palette?q=zwilling"] {
            let page = house.get(&jana, address).await.text;
            let notes: Vec<&str> = records
                .iter()
                .filter_map(|record| page.split(&format!("href=\"{record}\"")).nth(1))
                .filter_map(|rest| rest.split("</a>").next())
                .filter_map(|hit| hit.rsplit("\">").next())
                .collect();
            assert_eq!(notes.len(), 2, "{address}");
            assert!(notes.iter().all(|note| note.contains("ORG-")), "{address}: {notes:?}");
            assert_ne!(notes[0], notes[1], "{address}");
        }
    }
}

#[tokio::test]
async fn signs_that_are_no_word_find_no_command() {
    let house = House::open().await;
    let jana = house.jana().await;
    let create = "/accounts/new";
    let asked = |q: &str| format!("/search/palette?q={q}");
    let word = house.get(&jana, &asked("anlegen")).await.text;
    assert!(word.contains(create), "{word}");
    for signs in ["%F0%9F%98%80", "%25_%25", "%26"] {
        let page = house.get(&jana, &asked(signs)).await.text;
        assert!(!page.contains(create), "{signs}: {page}");
    }
}
