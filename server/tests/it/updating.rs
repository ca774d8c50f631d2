//! Lists that change what is there, and mappings that are kept for the next one.

use axum::http::StatusCode;
use kernel::Language;

use crate::house::{House, Person, databases};

const LIST: &str = "Kundennummer;Ort;Wer ist es\nORG-10001;Bonn;\nORG-77;Bonn;\n";

pub(crate) async fn uploaded(house: &House, person: &Person, list: &str) -> String {
    let file = ("liste.csv", "text/csv", list.as_bytes());
    let taken = house.upload(person, "/accounts/import", file).await;
    taken.location().to_owned()
}

#[tokio::test]
async fn a_list_changes_what_its_key_finds() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let account = house.modules().into_iter().find(|m| m.code == "account").unwrap();
        let record = house.record(&jana, &account, "Weiß & Söhne").await;
        let to = uploaded(&house, &jana, LIST).await;
        let page = house.get(&jana, &to).await;
        assert!(page.text.contains("Vorhandene erkennen an"), "{}", page.text);
        let form = [
            ("step", "preview"),
            ("duplicates", "only"),
            ("key", "id"),
            ("column.0", "number"),
            ("column.1", "address[billing].city"),
            ("column.2", ""),
        ];
        let wrong = house.post(&jana, &to, &form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("id=\"choice-key-problem\""), "it is told at its place");
        assert!(wrong.text.contains("value=\"only\" selected"), "what was chosen stays");
        let mut form = form;
        form[2].1 = "number";
        let page = house.post(&jana, &to, &form).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("Weiß &amp; Söhne"), "the title of the record that is meant");
        assert!(page.text.contains("Zu „ORG-77“ gibt es keinen Datensatz."));
        form[0].1 = "start";
        let begun = house.post(&jana, &to, &form).await;
        assert!(begun.location().contains("/runs/"));
        assert_eq!(house.get(&jana, &record).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_mapping_is_kept_and_taken_up() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let to = uploaded(&house, &jana, LIST).await;
        let form = [
            ("step", "save"),
            ("mapping_name", ""),
            ("duplicates", "only"),
            ("key", "number"),
            ("column.0", "number"),
            ("column.2", "name"),
        ];
        let wrong = house.post(&jana, &to, &form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("id=\"mapping-name-problem\""));
        let mut form = form;
        form[1].1 = "Messe <2026>";
        let kept = house.post(&jana, &to, &form).await;
        let page = house.get(&jana, kept.location()).await;
        assert!(page.text.contains("Messe &lt;2026&gt;") && page.text.contains("Überschreiben"));
        assert!(page.text.contains("value=\"only\" selected"));
        let (_, mapping) = kept.location().split_once("mapping=").unwrap();
        let mapping = mapping.split('&').next().unwrap().to_owned();

        let other = uploaded(&house, &jana, "Ort;Wer ist es;Kundennummer\nBonn;TSV;ORG-1\n").await;
        let page = house.get(&jana, &other).await;
        assert!(page.text.contains("Messe &lt;2026&gt;"), "it fits, so it is offered");
        let form = [("step", "apply"), ("mapping", mapping.as_str())];
        let page = house.post(&jana, &other, &form).await;
        assert!(page.text.contains("value=\"only\" selected"), "what it decides is taken up");
        let strange = uploaded(&house, &jana, "Ganz;Anders\nTSV;1\n").await;
        assert!(!house.get(&jana, &strange).await.text.contains("Messe"), "it does not fit");

        let tim = house.person("tim", Language::De, access::Sees::Own).await;
        let page = house.get(&tim, "/accounts/import").await;
        assert!(!page.text.contains("Messe"), "it is Jana's");
        let act = |act: &str| format!("/accounts/import/mappings/{mapping}/{act}");
        assert_eq!(house.post(&tim, &act("remove"), &[]).await.status, StatusCode::NOT_FOUND);
        house.post(&jana, &act("share"), &[]).await;
        let page = house.get(&tim, "/accounts/import").await;
        assert!(page.text.contains("Messe") && !page.text.contains("/rename"));
        assert_eq!(house.post(&tim, &act("remove"), &[]).await.status, StatusCode::FORBIDDEN);
        let wrong = house.post(&jana, &act("rename"), &[("mapping_name", " ")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        house.post(&jana, &act("rename"), &[("mapping_name", "Herbst")]).await;
        house.post(&jana, &act("remove"), &[]).await;
        assert!(!house.get(&jana, "/accounts/import").await.text.contains("Herbst"));
        house.post(&jana, &format!("/undo/mappings/{mapping}"), &[]).await;
        assert!(house.get(&jana, "/accounts/import").await.text.contains("Herbst"));
    }
}

#[tokio::test]
async fn headings_that_are_there_again_are_headings_and_nothing_is_wrong_at_first() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let to = uploaded(&house, &jana, "Zwirn;Zwirn;;Budget\nA;B;x;1\n").await;
        let page = house.get(&jana, &to).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        for word in [">Zwirn<", ">Zwirn (2)<", ">Spalte 3<", ">Budget<"] {
            assert!(page.text.contains(word), "{word}: {}", page.text);
        }
        assert!(!page.text.contains("Ordnen Sie mindestens eine Spalte"), "nobody acted yet");
        let wrong = house.post(&jana, &to, &[("step", "preview")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("Ordnen Sie mindestens eine Spalte"));
    }
}

#[tokio::test]
async fn a_preview_writes_as_its_reader_does() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let account = house.modules().into_iter().find(|m| m.code == "account").unwrap();
        let record = house.record(&jana, &account, "Weiß & Söhne").await;
        let id = record.rsplit('/').next().unwrap();
        let list = format!("ID;Umsatz;Telefon\n{id};1234,5;'+49 170 1234567\n");
        let to = uploaded(&house, &jana, &list).await;
        let form = [
            ("step", "preview"),
            ("duplicates", "update"),
            ("key", "id"),
            ("column.0", "id"),
            ("column.1", "annual_revenue"),
            ("column.2", "phone[work]"),
        ];
        let page = house.post(&jana, &to, &form).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("1.234,50\u{a0}€"), "{}", page.text);
        assert!(page.text.contains("+49 170 1234567") && !page.text.contains("&#39;+49"));
        assert!(!page.text.contains("'+49"), "the apostrophe is the file's");
    }
}

#[tokio::test]
async fn a_file_is_what_it_says_and_has_rows() {
    let house = House::open().await;
    let jana = house.jana().await;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let file = ("liste.xlsx", kind, b"not a zip".as_slice());
    let refused = house.upload(&jana, "/accounts/import", file).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("heißt wie eine Tabelle, ist aber keine"), "{}", refused.text);
    let to = uploaded(&house, &jana, "Organisationsname;Ort\n").await;
    let form = [("step", "start"), ("column.0", "name")];
    let nothing = house.post(&jana, &to, &form).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text.contains("außer den Überschriften keine Zeilen"), "{}", nothing.text);
}
