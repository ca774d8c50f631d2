//! What is said of a field when another one of another type takes its place: views, formulas,
//! conditions, starting values and rights go with it, as far as the new type allows.

use access::Sees;
use kernel::Language;

use crate::house::{House, Person, databases};
use crate::recasting::{FIELDS, field, firm, held, round};
use crate::roles::{made, placed};
use crate::studio::{done, turned};
use crate::updating::uploaded;

/// A number of points with all that can be said of it: a field that follows from it, one that
/// needs it, what it starts with, and a view that asks for it; gives the address of the view.
async fn said_of_points(house: &House, admin: &Person) -> String {
    field(house, admin, "Punkte", &[("kind", "decimal"), ("scale", "0")]).await;
    let points = [
        ("label", "Punkte"),
        ("label_other", ""),
        ("personal", "no"),
        ("sort", "1"),
        ("start", "5"),
        ("visible_if", ""),
        ("valid_if", "x_punkte < 90"),
        ("rule", "Höchstens 89."),
    ];
    done(house, admin, &format!("{FIELDS}/x_punkte"), &points).await;
    let twice = [
        ("label", "Doppelt"),
        ("kind", "decimal"),
        ("scale", "0"),
        ("formula", "x_punkte * 2"),
        ("block", "general"),
    ];
    done(house, admin, &format!("{FIELDS}/new-formula"), &twice).await;
    let website = [("label", "Website"), ("visible_if", ""), ("required_if", "x_punkte > 50")];
    done(house, admin, &format!("{FIELDS}/website"), &website).await;
    let view = [
        ("name", "Viele Punkte"),
        ("columns", "x_punkte,number"),
        ("filter", "x_punkte > 6"),
        ("sort", "-x_punkte"),
    ];
    done(house, admin, "/accounts/views", &view).await
}

async fn worked_off(house: &House) {
    let system = house.tenant.engine.system("the test does what is owed");
    while records::follow::calculate(&system).await.expect("it can be calculated").is_some() {}
}

#[tokio::test]
async fn what_is_said_of_a_field_goes_with_the_one_that_takes_its_place() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let view = said_of_points(&house, &admin).await;
        let many = firm(&house, &admin, "Viel", ("x_punkte", "40")).await;
        firm(&house, &admin, "Wenig", ("x_punkte", "5")).await;
        let to = format!("{FIELDS}/x_punkte/type");
        let percent = [("kind", "percent")];
        let seen = house.post(&admin, &to, &percent).await.text;
        let (_, seen) = seen.split_once("Was mit den Werten geschieht").expect("it was looked at");
        assert!(seen.contains("Geht mit dem neuen Feld weiter"), "{seen}");
        assert!(seen.contains("Doppelt (Organisationen)"), "{seen}");
        assert!(seen.contains("Website (Organisationen)"), "{seen}");
        done(&house, &admin, &format!("{to}/do"), &percent).await;
        round(&house).await;
        worked_off(&house).await;
        assert_eq!(held(&house, &admin, &many, "x_punkte_2").await, "40");
        assert_eq!(held(&house, &admin, &many, "x_doppelt").await, "80");
        // The field of today is what counts: in formulas, conditions, starts and views.
        let other = firm(&house, &admin, "Mehr", ("x_punkte_2", "30")).await;
        assert_eq!(held(&house, &admin, &other, "x_doppelt").await, "60");
        let new = done(&house, &admin, "/accounts", &[("name", "Neu")]).await;
        assert_eq!(held(&house, &admin, &new, "x_punkte_2").await, "5");
        assert_eq!(held(&house, &admin, &new, "x_punkte").await, "null");
        let refused = async |points: &str| {
            let form = [("name", "Streng"), ("x_punkte_2", points)];
            house.post(&admin, "/accounts", &form).await.text
        };
        assert!(refused("60").await.contains("Website fehlt."));
        assert!(refused("95").await.contains("Höchstens 89."));
        let page = house.get(&admin, &view).await.text;
        assert!(page.contains("Viel") && !page.contains(">Wenig<"), "{page}");
        assert!(page.contains("data-edit=\"x_punkte_2\""), "{page}");
        assert!(!page.contains("data-edit=\"x_punkte\""), "{page}");
        turned(&house, &admin, "undo").await;
        let page = house.get(&admin, &view).await.text;
        assert!(page.contains("Viel") && page.contains("data-edit=\"x_punkte\""), "{page}");
        let form = [("name", "Alt"), ("x_punkte", "60")];
        let old = house.post(&admin, "/accounts", &form).await.text;
        assert!(old.contains("Website fehlt."), "{old}");
    }
}

#[tokio::test]
async fn what_the_new_type_does_not_allow_stays_with_the_old_field_and_is_told_before() {
    let house = House::open().await;
    let admin = house.jana().await;
    let view = said_of_points(&house, &admin).await;
    let many = firm(&house, &admin, "Viel", ("x_punkte", "40")).await;
    let to = format!("{FIELDS}/x_punkte/type");
    let text = [("kind", "text")];
    let seen = house.post(&admin, &to, &text).await.text;
    let (_, seen) = seen.split_once("Was mit den Werten geschieht").expect("it was looked at");
    assert!(seen.contains("Gilt nicht für das neue Feld"), "{seen}");
    assert!(seen.contains("Doppelt (Organisationen)"), "{seen}");
    done(&house, &admin, &format!("{to}/do"), &text).await;
    round(&house).await;
    assert_eq!(held(&house, &admin, &many, "x_doppelt").await, "80", "it is as it was");
    let page = house.get(&admin, &view).await.text;
    assert!(page.contains("Viel"), "it goes on asking for numbers: {page}");
    assert!(page.contains("data-edit=\"x_punkte_2\""), "and shows the field of today: {page}");
    // A number that stands nowhere is needed by nobody and starts with nothing.
    let new = done(&house, &admin, "/accounts", &[("name", "Neu")]).await;
    assert_eq!(held(&house, &admin, &new, "x_punkte").await, "null");
}

#[tokio::test]
async fn what_was_hidden_stays_hidden_under_another_type() {
    let house = House::open().await;
    let admin = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::All).await;
    field(&house, &admin, "Befund", &[("kind", "text")]).await;
    let at = firm(&house, &admin, "Viel", ("x_befund", "7")).await;
    let few = ["see", "create", "edit"].map(|right| ("may.account", right));
    let hidden = ("field.account.x_befund", "hidden");
    let profile = [("name", "Empfang"), few[0], few[1], few[2], hidden];
    let profile = made(&house, &admin, "profiles", &profile).await;
    let role = [("name", "Empfang"), ("profiles", profile.as_str()), ("strength", "password")];
    let role = made(&house, &admin, "roles", &role).await;
    placed(&house, &admin, "tim", &role).await;
    assert_eq!(held(&house, &tim, &at, "x_befund").await, "null");
    let to = format!("{FIELDS}/x_befund/type/do");
    done(&house, &admin, &to, &[("kind", "decimal"), ("scale", "0")]).await;
    round(&house).await;
    assert_eq!(held(&house, &admin, &at, "x_befund_2").await, "7");
    assert_eq!(held(&house, &tim, &at, "x_befund_2").await, "null");
    let form = house.get(&tim, "/accounts/new").await.text;
    assert!(!form.contains("x_befund"), "{form}");
    let page = house.get(&admin, &format!("/settings/profiles/{profile}")).await.text;
    let (_, rest) = page.split_once("field.account.x_befund_2").expect("it is offered there");
    let (shown, _) = rest.split_once("</select>").expect("it is a choice");
    assert!(shown.contains("value=\"hidden\" selected"), "{shown}");
}

#[tokio::test]
async fn an_import_fills_the_field_of_today() {
    let house = House::open().await;
    let admin = house.jana().await;
    field(&house, &admin, "Stufe", &[("kind", "text")]).await;
    let list = "Firma;Wert\nElbtal;12\n";
    let to = uploaded(&house, &admin, list).await;
    let form = [
        ("step", "save"),
        ("mapping_name", "Messe"),
        ("column.0", "name"),
        ("column.1", "x_stufe"),
    ];
    let kept = house.post(&admin, &to, &form).await;
    let (_, mapping) = kept.location().split_once("mapping=").expect("it is kept");
    let mapping = mapping.split('&').next().unwrap().to_owned();
    let change = [("kind", "decimal"), ("scale", "0")];
    done(&house, &admin, &format!("{FIELDS}/x_stufe/type/do"), &change).await;
    let to = uploaded(&house, &admin, list).await;
    let form = [("step", "apply"), ("mapping", mapping.as_str())];
    let page = house.post(&admin, &to, &form).await.text;
    assert!(page.contains("value=\"x_stufe_2\" selected"), "{page}");
}
