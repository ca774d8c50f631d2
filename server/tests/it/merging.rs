//! Records that are one, in the browser: laid side by side, made one, found at their old address,
//! told apart again.

use axum::http::{Method, StatusCode};
use kernel::RecordId;

use crate::house::{House, Person, databases};

async fn firm(house: &House, person: &Person, form: &[(&str, &str)]) -> String {
    let made = house.post(person, "/accounts", form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    made.location().rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn two_firms_become_one_and_come_apart() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let kept =
            firm(&house, &jana, &[("name", "Feld & Flur GmbH"), ("website", "feld.example")]).await;
        let gone =
            firm(&house, &jana, &[("name", "Feld und Flur"), ("vat_id", "DE136695976")]).await;
        let both = [("id", kept.as_str()), ("id", gone.as_str())];
        let asked = house.post(&jana, "/accounts/bulk/merge", &both).await;
        let page = house.get(&jana, asked.location()).await;
        assert_eq!(page.status, StatusCode::OK);
        let proposed = format!("name=\"from.vat_id\" value=\"{gone}\" checked");
        assert!(page.text.contains(&proposed), "what is empty is filled in: {}", page.text);
        let old = format!("/accounts/{gone}");
        let taken = [both[0], both[1], ("from.name", gone.as_str())];
        let done = house.post(&jana, "/accounts/merge", &taken).await;
        assert_eq!(done.location(), format!("/accounts/{kept}"), "{}", done.text);
        let record = house.get(&jana, done.location()).await;
        for word in ["Feld und Flur", "DE136695976", "feld.example", "zusammengeführt mit"] {
            assert!(record.text.contains(word), "{word}: {}", record.text);
        }
        let there = house.get(&jana, &old).await;
        assert_eq!(there.location(), format!("/accounts/{kept}"), "an old address leads on");
        let restored = house.post(&jana, &format!("{old}/restore"), &[]).await;
        assert_eq!(restored.status, StatusCode::CONFLICT);
        let list = house.get(&jana, "/accounts/merges").await;
        assert!(list.text.contains("Darin aufgegangen") && list.text.contains("/undo\""));
        let back = house.post(&jana, &format!("/undo/{}", done.undo()), &[]).await;
        assert_eq!(back.location(), "/accounts/merges", "{}", back.text);
        let record = house.get(&jana, &format!("/accounts/{kept}/edit")).await;
        assert!(
            record.text.contains("Feld &amp; Flur GmbH") && !record.text.contains("DE136695976")
        );
        assert_eq!(house.get(&jana, &old).await.status, StatusCode::OK);
        let twice = house.post(&jana, &format!("/undo/{}", done.undo()), &[]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn what_cannot_be_merged_is_said_and_nothing_is_lost() {
    let house = House::open().await;
    let jana = house.jana().await;
    let one = firm(&house, &jana, &[("name", "Feld GmbH")]).await;
    let two = firm(&house, &jana, &[("name", "Flur GmbH")]).await;
    let alone = house.get(&jana, &format!("/accounts/merge?id={one}")).await;
    assert_eq!(alone.status, StatusCode::OK);
    assert!(alone.text.contains("Mit welchem anderen Datensatz"));
    let named = format!("/accounts/merge?id={one}&with=&with.typed=Flur");
    let added = house.get(&jana, &named).await;
    assert_eq!(added.location(), format!("/accounts/merge?id={one}&id={two}"));
    let unknown = format!("/accounts/merge?id={one}&with=&with.typed=Gibtesnicht");
    let unknown = house.get(&jana, &unknown).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text.contains("Gibtesnicht"), "what was typed stays");
    let single = house.post(&jana, "/accounts/merge", &[("id", &one)]).await;
    assert_eq!(single.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(single.text.contains("mindestens zwei"), "{}", single.text);
    let nobody = RecordId::new().to_string();
    let wrong = house.post(&jana, "/accounts/merge", &[("id", &one), ("id", &nobody)]).await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
    let version = format!("version.{two}");
    let stale = [("id", one.as_str()), ("id", two.as_str()), (version.as_str(), "7")];
    assert_eq!(house.post(&jana, "/accounts/merge", &stale).await.status, StatusCode::CONFLICT);
    let both = [("id", one.as_str()), ("id", two.as_str())];
    let page = house.get(&jana, "/accounts/duplicates").await;
    assert!(page.text.contains("noch nicht nach Dubletten durchsucht"), "{}", page.text);
    assert!(!page.text.contains("Keine Dubletten"), "nobody looked");
    assert_eq!(
        house.post(&jana, "/accounts/duplicates/apart", &both).await.status,
        StatusCode::SEE_OTHER
    );
    let page = house.get(&jana, "/accounts/duplicates").await;
    assert!(page.text.contains("Als verschieden gemerkt (1)"), "{}", page.text);
    house.post(&jana, "/accounts/duplicates/allow", &both).await;
    let page = house.get(&jana, "/accounts/duplicates").await;
    assert!(!page.text.contains("Als verschieden gemerkt"));
    let nonsense = house.post(&jana, "/accounts/duplicates/nonsense", &both).await;
    assert_eq!(nonsense.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_program_makes_one_record_of_several() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let kept = firm(&house, &jana, &[("name", "Feld GmbH")]).await;
        let site = firm(&house, &jana, &[("name", "Flur"), ("website", "flur.example")]).await;
        let tax = firm(&house, &jana, &[("name", "Wald"), ("vat_id", "DE136695976")]).await;
        let to = format!("/api/v1/accounts/{kept}/merge");
        let ask = async |headers: &[(&str, &str)], body: String| {
            house.tell(&jana, (Method::POST, to.as_str()), headers, body).await
        };
        let wrong = [
            (r#"{"records":[]}"#.to_owned(), 422, "merge_too_few"),
            (format!(r#"{{"records":["{kept}"]}}"#), 422, "merge_too_few"),
            (r#"{"records":"x"}"#.to_owned(), 422, "wrong_type"),
            (r#"{"records":["x"]}"#.to_owned(), 422, "wrong_type"),
            (format!(r#"{{"records":["{site}"],"from":{{"nix":"all"}}}}"#), 422, "unknown_field"),
            (format!(r#"{{"records":["{site}"],"from":{{"name":7}}}}"#), 422, "wrong_type"),
            (format!(r#"{{"records":["{}"]}}"#, RecordId::new()), 404, "not_found"),
        ];
        for (body, status, code) in wrong {
            let reply = ask(&[], body.clone()).await;
            assert_eq!(reply.status.as_u16(), status, "{body}: {}", reply.text);
            assert!(reply.text.contains(code), "{body}: {}", reply.text);
        }
        let body = format!(r#"{{"records":["{site}","{tax}"],"from":{{"name":"{site}"}}}}"#);
        let stale = ask(&[("if-match", "\"7\"")], body.clone()).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "{}", stale.text);
        let key = [("if-match", "\"1\""), ("idempotency-key", "one")];
        let done = ask(&key, body.clone()).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        let told = done.json();
        assert_eq!(told["is_ended"], true);
        let fields = &told["record"]["fields"];
        assert_eq!([&fields["name"], &fields["vat_id"]], ["Flur", "DE136695976"]);
        assert!(fields["website"].as_str().unwrap().contains("flur.example"), "{fields}");
        assert_eq!(ask(&key, body).await.text, done.text, "under its key it happens once");
        let gone = house.get(&jana, &format!("/api/v1/accounts/{site}")).await;
        assert!(gone.json()["trashed_at"].is_string(), "{}", gone.text);

        let back = format!("/undo/{}", told["run"].as_str().unwrap());
        assert_eq!(house.post(&jana, &back, &[]).await.location(), "/accounts/merges");
        let record = house.get(&jana, &format!("/api/v1/accounts/{kept}")).await.json();
        assert_eq!(record["fields"]["name"], "Feld GmbH");
    }
}
