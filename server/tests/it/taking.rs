//! Records are taken along as files.

use axum::http::StatusCode;
use kernel::Language;

use crate::house::{House, databases};

#[tokio::test]
async fn a_file_holds_what_the_list_shows() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let account = house.modules().into_iter().find(|m| m.code == "account").unwrap();
        house.record(&jana, &account, "=Weiß").await;
        let list = house.get(&jana, "/accounts?filter=name%20%3D%20%22Schwarz%22").await;
        assert!(list.text.contains("/accounts/export?filter="), "the question goes along");
        let page = house.get(&jana, "/accounts/export?columns=number").await;
        assert!(page.text.contains("Excel (.xlsx)") && page.text.contains("JSON für Programme"));
        assert!(page.text.contains("Visitenkarten (vCard)"), "organisations have cards");
        let form = [("format", "csv"), ("which", "view"), ("columns", "number")];
        let csv = house.post(&jana, "/accounts/export", &form).await;
        assert_eq!(csv.status, StatusCode::OK);
        assert_eq!(csv.text.lines().next().unwrap().matches(';').count(), 1, "{}", csv.text);
        let all = [("format", "csv"), ("which", "all")];
        let csv = house.post(&jana, "/accounts/export", &all).await;
        assert!(csv.text.contains(";'=Weiß;"), "{}", csv.text);
        let json = house.post(&jana, "/accounts/export", &[("format", "json")]).await;
        assert_eq!(json.json()[0]["title"], "=Weiß");
        let none = [("format", "json"), ("filter", "name = \"Schwarz\"")];
        let json = house.post(&jana, "/accounts/export", &none).await;
        assert_eq!(json.json(), serde_json::json!([]));
        let wrong = house.post(&jana, "/accounts/export", &[("format", "doc")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("Wählen Sie die Dateiart."));
    }
}

#[tokio::test]
async fn a_file_that_is_made_meanwhile_belongs_to_whoever_asked() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let later = [("format", "xlsx"), ("which", "all"), ("later", "1")];
        let begun = house.post(&jana, "/accounts/export", &later).await;
        assert!(begun.location().starts_with("/accounts/export/runs/"), "{}", begun.text);
        let page = house.get(&jana, begun.location()).await;
        assert!(page.text.contains("Excel (.xlsx)") && page.text.contains("?part=state"));
        let file = format!("{}/file", begun.location());
        assert_eq!(house.get(&jana, &file).await.status, StatusCode::NOT_FOUND, "not yet");
        let tim = house.person("tim", Language::De, access::Sees::All).await;
        assert_eq!(house.get(&tim, begun.location()).await.status, StatusCode::NOT_FOUND);
        let stop = format!("{}/cancel", begun.location());
        assert_eq!(house.post(&tim, &stop, &[]).await.status, StatusCode::NOT_FOUND);
        house.post(&jana, &stop, &[]).await;
        let page = house.get(&jana, begun.location()).await;
        assert!(page.text.contains("Wird abgebrochen"), "{}", page.text);
    }
}
