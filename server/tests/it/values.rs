//! Values of pick lists that a profile does not offer.

use access::Sees;
use axum::http::{Method, StatusCode};
use kernel::Language;

use crate::house::{House, Person, databases};
use crate::roles::{made, placed};
use crate::studio::done;

const MAY: [(&str, &str); 9] = [
    ("name", "Innendienst"),
    ("may.account", "see"),
    ("may.account", "create"),
    ("may.account", "edit"),
    ("may.account", "bulk"),
    ("may.account", "import"),
    ("list", "relationship"),
    ("value.relationship", "prospect"),
    ("value.relationship", "opportunity"),
];

/// Tim, whose profile offers no customers and none that were.
async fn limited(house: &House, admin: &Person) -> (Person, String) {
    let profile = made(house, admin, "profiles", &MAY).await;
    let role = [("name", "Innen"), ("profiles", profile.as_str()), ("strength", "password")];
    let role = made(house, admin, "roles", &role).await;
    let tim = house.person("tim", Language::De, Sees::Own).await;
    placed(house, admin, "tim", &role).await;
    (tim, profile)
}

/// What the form of a record offers as its state.
async fn offered(house: &House, person: &Person, form: &str) -> String {
    let page = house.get(person, form).await.text;
    let (_, control) = page.split_once("name=\"status\"").expect("the form asks for it");
    control.split("</select>").next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_value_that_is_not_offered_is_chosen_on_no_way() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let (tim, _) = limited(&house, &admin).await;
        let form = offered(&house, &tim, "/accounts/new").await;
        assert!(form.contains("value=\"prospect\"") && !form.contains("value=\"customer\""));
        let wants = [("name", "Firma Feld"), ("status", "customer")];
        let refused = house.post(&tim, "/accounts", &wants).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = "„Kunde“ steht Ihnen nicht zur Auswahl";
        assert!(refused.text.contains(said) && refused.text.contains("Firma Feld"), "it is kept");
        let at = done(&house, &tim, "/accounts", &[("name", "Firma Feld")]).await;
        let inline = format!("{at}/field/status");
        let inline = house.post(&tim, &inline, &[("status", "customer"), ("version", "1")]).await;
        assert_eq!(inline.status, StatusCode::UNPROCESSABLE_ENTITY);
        let id = at.rsplit('/').next().unwrap();
        let act = [("id", id), ("field", "status"), ("value", "customer"), ("step", "do")];
        let many = house.post(&tim, "/accounts/bulk/change", &act).await;
        assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
        let to = (Method::PATCH, &*format!("/api/v1{at}"));
        let program = house.tell(&tim, to, &[], r#"{"fields":{"status":"former"}}"#).await;
        assert_eq!(program.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(program.text.contains("not_offered"), "{}", program.text);
        let meta = house.get(&tim, "/api/v1/modules/accounts").await.text;
        assert!(meta.contains("\"prospect\"") && !meta.contains("\"former\""), "{meta}");
        let meta = house.get(&admin, "/api/v1/modules/accounts").await.text;
        assert!(meta.contains("\"former\""), "others are offered it");
    }
}

#[tokio::test]
async fn what_a_record_holds_stays_and_what_was_changed_goes_back() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let (tim, profile) = limited(&house, &admin).await;
        let at = done(&house, &tim, "/accounts", &[("name", "Firma Feld")]).await;
        let to = (Method::PATCH, &*format!("/api/v1{at}"));
        let set = house.tell(&admin, to.clone(), &[], r#"{"fields":{"status":"customer"}}"#).await;
        assert_eq!(set.status, StatusCode::OK, "{}", set.text);
        let form = offered(&house, &tim, &format!("{at}/edit")).await;
        assert!(form.contains("value=\"customer\" selected"), "it stands and may stay");
        let same = house
            .tell(&tim, to.clone(), &[], r#"{"fields":{"status":"customer","name":"Feld"}}"#)
            .await;
        assert_eq!(same.status, StatusCode::OK, "{}", same.text);
        let away = house.tell(&tim, to, &[], r#"{"fields":{"status":"prospect"}}"#).await;
        assert_eq!(away.status, StatusCode::OK, "{}", away.text);
        let history = house.get(&tim, &format!("/api/v1{at}/history")).await.json();
        let newest = history["data"][0]["id"].as_str().expect("it was written down");
        let back = house.post(&tim, &format!("/undo/{newest}"), &[]).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
        let record = house.get(&tim, &format!("/api/v1{at}")).await.json();
        assert_eq!(record["fields"]["status"], "customer", "taking back is not choosing");
        // Saved again without the lists, a profile keeps what it says of them.
        let page = house.get(&admin, &format!("/settings/profiles/{profile}")).await.text;
        assert!(page.contains("2 eingeschränkt"), "{page}");
        let again = [("version", "1"), MAY[0], MAY[1], MAY[2], MAY[3]];
        done(&house, &admin, &format!("/settings/profiles/{profile}"), &again).await;
        let form = offered(&house, &tim, "/accounts/new").await;
        assert!(!form.contains("value=\"customer\""));
        let all = ["customer", "opportunity", "prospect", "former"];
        let mut whole = vec![("version", "2"), MAY[0], MAY[1], MAY[2], MAY[3], MAY[6]];
        whole.extend(all.map(|code| ("value.relationship", code)));
        done(&house, &admin, &format!("/settings/profiles/{profile}"), &whole).await;
        let form = offered(&house, &tim, "/accounts/new").await;
        assert!(form.contains("value=\"customer\""), "it holds with the next request");
    }
}
