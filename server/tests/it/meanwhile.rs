//! Two administrators at the same form: whoever saves second is told what the first did.

use axum::http::StatusCode;

use crate::house::{House, databases};
use crate::studio::{done, refused, said};

/// The mark that the form with an address carries.
fn seen(page: &str, action: &str) -> String {
    let form = page.split_once(&format!("action=\"{action}\"")).expect("the form is there").1;
    let form = form.split_once("name=\"seen\" value=\"").expect("it carries a mark").1;
    form.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn a_late_save_of_a_field_is_told_what_stands_by_now() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let new = [("label", "Quote"), ("kind", "text"), ("block", "general")];
        done(&house, &admin, "/settings/modules/account/fields/new", &new).await;
        let at = "/settings/modules/account/fields/x_quote";
        let mark = seen(&house.get(&admin, at).await.text, at);
        let first = [("label", "Quote A"), ("hint", "Hilfe von A"), ("seen", &mark)];
        done(&house, &admin, at, &first).await;
        let late = [("label", "Quote"), ("hint_other", "Help of B"), ("seen", &mark)];
        let late = refused(&house, &admin, at, &late).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(said(&late).contains("Inzwischen hat jemand anders"), "{}", said(&late));
        assert!(late.text.contains("Help of B"), "what was typed stays");
        assert!(late.text.contains("Jetzt gespeichert: Hilfe von A"), "what stands is named");
        let now = house.get(&admin, at).await.text;
        assert!(now.contains("Quote A") && !now.contains("Help of B"));
        // Whoever has seen what stands may still mean it.
        let mark = seen(&late.text, at);
        let again = [("label", "Quote A"), ("hint", "Hilfe von A"), ("hint_other", "Help of B")];
        let again: Vec<_> = again.into_iter().chain([("seen", mark.as_str())]).collect();
        done(&house, &admin, at, &again).await;
    }
}

#[tokio::test]
async fn values_that_others_added_are_never_retired_by_leaving_them_out() {
    let house = House::open().await;
    let admin = house.jana().await;
    let at = done(&house, &admin, "/settings/picklists", &[("label", "Ampel")]).await;
    let row = |label| [("code", ""), ("label", label), ("label", ""), ("hue", ""), ("state", "on")];
    let mark = seen(&house.get(&admin, &at).await.text, &at);
    let sent = |label, mark| [&row(label)[..], &[("seen", mark)]].concat();
    done(&house, &admin, &at, &sent("Blau", &mark)).await;
    let late = refused(&house, &admin, &at, &sent("Pink", &mark)).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("Pink") && late.text.contains("Blau"), "both are in the form");
    let mark = seen(&late.text, &at);
    done(&house, &admin, &at, &sent("Pink", &mark)).await;
    let cx = house.tenant.engine.system("a test looks what is offered");
    let values = &cx.catalog.picklist("x_ampel").unwrap().values;
    assert_eq!(values.iter().filter(|value| !value.retired).count(), 2);
}

#[tokio::test]
async fn other_forms_of_definitions_tell_it_too() {
    let house = House::open().await;
    let admin = house.jana().await;
    let stage = "/settings/modules/opportunity/stages/proposal";
    let rename = "/settings/modules/account/rename";
    let icon = "/settings/modules/account/act/draw";
    let numbers = "/settings/modules/account/numbers";
    let areas = "/settings/areas/act/order";
    let pages = [
        (stage, stage, vec![("label", "Vorlage"), ("kind", "open")]),
        ("/settings/modules/account", rename, vec![("one", "Firma"), ("many", "Firmen")]),
        ("/settings/modules/account", icon, vec![("icon", "gem")]),
        (numbers, numbers, vec![("prefix", "T-"), ("digits", "5"), ("next", "20000")]),
        ("/settings/areas", areas, vec![("area", "support"), ("area", "sales")]),
    ];
    for (page, action, fields) in pages {
        let mark = seen(&house.get(&admin, page).await.text, action);
        let form = [&fields[..], &[("seen", mark.as_str())]].concat();
        done(&house, &admin, action, &form).await;
        let late = refused(&house, &admin, action, &form).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{action}");
        assert!(said(&late).contains("Inzwischen hat jemand anders"), "{action}");
    }
}

#[tokio::test]
async fn forms_of_definitions_ask_before_input_is_lost() {
    let house = House::open().await;
    let admin = house.jana().await;
    for path in
        ["/settings/modules/account/fields/name", "/settings/areas", "/settings/modules/new"]
    {
        let page = house.get(&admin, path).await.text;
        assert!(page.contains("<guarded-form"), "{path}");
    }
    // What was refused is not saved, and its mark of a mistake looks like one.
    let wrong = [("label", ""), ("kind", "text"), ("block", "general")];
    let wrong = refused(&house, &admin, "/settings/modules/account/fields/new", &wrong).await;
    assert!(
        wrong.text.contains("<guarded-form data-dirty>") && !wrong.text.contains("field__problem")
    );
}

#[tokio::test]
async fn what_has_no_word_of_its_own_follows_the_german_one() {
    let house = House::open().await;
    let admin = house.jana().await;
    let fields = "/settings/modules/account/fields";
    let new = [("label", "Ende"), ("label_other", ""), ("kind", "text"), ("block", "general")];
    done(&house, &admin, &format!("{fields}/new"), &new).await;
    let at = format!("{fields}/x_ende");
    done(&house, &admin, &at, &[("label", "Schluss"), ("label_other", "")]).await;
    let cx = house.tenant.engine.system("a test reads labels");
    let texts = cx.catalog.texts();
    assert_eq!(texts.find(kernel::Language::En, "account.field.x_ende"), Some("Schluss"));
    let page = house.get(&admin, &at).await.text;
    assert_eq!(page.matches("value=\"Schluss\"").count(), 1, "English stays empty");
    // A help that only English has is none in German.
    let help = [("label", "Schluss"), ("hint", ""), ("hint_other", "Help of B")];
    done(&house, &admin, &at, &help).await;
    let form = house.get(&admin, "/accounts/new").await.text;
    assert!(!form.contains("Help of B"));
    let missing = refused(&house, &admin, &at, &[("label", ""), ("label_other", "End")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.text.contains("field-label-problem"), "it stands at its field");
}

#[tokio::test]
async fn a_formula_that_fits_names_its_result() {
    let house = House::open().await;
    let admin = house.jana().await;
    let formula = [("label", "Doppelt"), ("kind", "decimal"), ("block", "general")];
    let formula = [&formula[..], &[("formula", "1 + 1"), ("act", "try")]].concat();
    let page = house.post(&admin, "/settings/modules/account/fields/new-formula", &formula).await;
    assert!(page.text.contains("Die Formel passt. Ergebnis: Zahl."), "{}", page.text);
}
