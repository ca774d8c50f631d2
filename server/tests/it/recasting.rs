//! Another type for a field, a value that gives way to another one, and what fields start with.

use axum::http::{Method, StatusCode};

use crate::house::{House, Person, databases};
use crate::roles::{made, placed};
use crate::studio::{done, refused, said, turned};

pub(crate) const FIELDS: &str = "/settings/modules/account/fields";

/// A field of one's own.
pub(crate) async fn field(house: &House, admin: &Person, label: &str, kind: &[(&str, &str)]) {
    let mut form = vec![("label", label), ("block", "general"), ("search", "1"), ("sort", "1")];
    form.extend(kind);
    done(house, admin, &format!("{FIELDS}/new"), &form).await;
}

/// A record with a value of a field of one's own.
pub(crate) async fn firm(house: &House, admin: &Person, name: &str, value: (&str, &str)) -> String {
    let values = [("name", name), value, ("allow_duplicate", "1")];
    done(house, admin, "/accounts", &values).await
}

/// What a record holds as programs read it.
pub(crate) async fn held(house: &House, person: &Person, at: &str, name: &str) -> String {
    let record = house.get(person, &format!("/api/v1{at}")).await.json();
    record["fields"][name].to_string().trim_matches('"').to_owned()
}

pub(crate) async fn round(house: &House) {
    let (_keep, stop) = tokio::sync::watch::channel(false);
    server::worker(&house.tenant, stop).round().await.unwrap();
}

#[tokio::test]
async fn a_text_becomes_a_number_and_what_it_cannot_hold_is_told_before() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        field(&house, &admin, "Punkte", &[("kind", "text")]).await;
        let many = firm(&house, &admin, "Viel", ("x_punkte", "1.250,5")).await;
        let few = firm(&house, &admin, "Wenig", ("x_punkte", "7")).await;
        let odd = firm(&house, &admin, "Seltsam", ("x_punkte", "etwa zehn")).await;
        let at = format!("{FIELDS}/x_punkte/type");
        let number = [("kind", "decimal"), ("scale", "1")];
        let seen = house.post(&admin, &at, &number).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", said(&seen));
        assert!(seen.text.contains("2 von 3 Werten"), "{}", seen.text);
        assert!(seen.text.contains("„etwa zehn“ (Seltsam)"), "{}", seen.text);
        assert_eq!(held(&house, &admin, &few, "x_punkte").await, "7", "looking changes nothing");
        let run = done(&house, &admin, &format!("{at}/do"), &number).await;
        round(&house).await;
        let page = house.get(&admin, &run).await.text;
        let back = format!("href=\"{FIELDS}/x_punkte_2\"");
        for word in ["Art von „Punkte“ geändert", "nicht übernommen", "Zum Feld", &back] {
            assert!(page.contains(word), "{word}: {page}");
        }
        assert!(!page.contains("Organisationen importieren") && !page.contains("Punkte.csv"));
        assert_eq!(house.get(&admin, &format!("{FIELDS}/x_punkte_2")).await.status, StatusCode::OK);
        let errors = house.get(&admin, &format!("{run}/errors.csv")).await;
        assert!(errors.text.contains("etwa zehn"), "{}: {}", errors.status, errors.text);
        assert_eq!(held(&house, &admin, &many, "x_punkte_2").await, "1250.5");
        assert_eq!(held(&house, &admin, &few, "x_punkte_2").await, "7");
        assert_eq!(held(&house, &admin, &odd, "x_punkte_2").await, "null");
        assert_eq!(held(&house, &admin, &odd, "x_punkte").await, "etwa zehn", "nothing is lost");
        let form = house.get(&admin, "/accounts/new").await.text;
        assert!(form.contains("name=\"x_punkte_2\"") && !form.contains("name=\"x_punkte\""));
        let sorted = house.get(&admin, "/accounts?sort=-x_punkte_2").await.text;
        let place = |name: &str| sorted.find(&format!(">{name}<")).expect(name);
        assert!(place("Viel") < place("Wenig"), "numbers have another order than words");
        turned(&house, &admin, "undo").await;
        let form = house.get(&admin, "/accounts/new").await.text;
        assert!(form.contains("name=\"x_punkte\"") && !form.contains("x_punkte_2"), "{form}");
    }
}

#[tokio::test]
async fn a_text_of_another_kind_stays_where_it_is_and_is_found_as_what_it_is() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        field(&house, &admin, "Zentrale", &[("kind", "text")]).await;
        let at = firm(&house, &admin, "Eins", ("x_zentrale", "030 / 231 25 114")).await;
        let found = async |text: &str| {
            let page = house.get(&admin, &format!("/search?q={text}")).await.text;
            page.contains(&at)
        };
        assert!(!found("493023125").await, "a text is no number yet");
        let to = format!("{FIELDS}/x_zentrale/type");
        let phone = [("kind", "phone")];
        let seen = house.post(&admin, &to, &phone).await.text;
        assert!(seen.contains("Alle 1 Werte bleiben, wie sie sind."), "{seen}");
        done(&house, &admin, &format!("{to}/do"), &phone).await;
        assert_eq!(held(&house, &admin, &at, "x_zentrale").await, "030 / 231 25 114");
        assert!(found("493023125").await, "a telephone number is found by its digits");
        let twin = [("name", "Zwei"), ("x_zentrale", "+49 30 23125114")];
        let warned = house.post(&admin, "/accounts/duplicates", &twin).await.text;
        assert!(warned.contains("Eins"), "and tells records apart: {warned}");
        turned(&house, &admin, "undo").await;
        assert!(!found("493023125").await);
        let warned = house.post(&admin, "/accounts/duplicates", &twin).await.text;
        assert!(!warned.contains("Eins"), "{warned}");
    }
}

#[tokio::test]
async fn words_become_values_of_a_list() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let list = done(&house, &admin, "/settings/picklists", &[("label", "Größe")]).await;
        let name = list.rsplit('/').next().unwrap().to_owned();
        let rows = [("Klein", "Small"), ("Groß", "Large")];
        let mut form: Vec<(&str, &str)> = Vec::new();
        for (de, en) in rows {
            form.extend([("code", ""), ("label", de), ("label", en), ("hue", ""), ("state", "on")]);
        }
        done(&house, &admin, &list, &form).await;
        field(&house, &admin, "Umfang", &[("kind", "text")]).await;
        let small = firm(&house, &admin, "Eins", ("x_umfang", "klein")).await;
        let large = firm(&house, &admin, "Zwei", ("x_umfang", "GROSS")).await;
        let to = format!("{FIELDS}/x_umfang/type/do");
        let missing = refused(&house, &admin, &to, &[("kind", "picklist")]).await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        done(&house, &admin, &to, &[("kind", "picklist"), ("list", &name)]).await;
        round(&house).await;
        assert_eq!(held(&house, &admin, &small, "x_umfang_2").await, "x_klein");
        assert_eq!(held(&house, &admin, &large, "x_umfang_2").await, "x_gross");
        // A value that is offered no longer while records hold it is asked about.
        let page = house.get(&admin, &list).await.text;
        let rows = [("x_klein", "Klein", "Small", "off"), ("x_gross", "Groß", "Large", "on")];
        let mut form: Vec<(&str, &str)> = Vec::new();
        for (code, de, en, state) in rows {
            assert!(page.contains(&format!("value=\"{code}\"")), "{page}");
            form.extend([("code", code), ("label", de), ("label", en), ("hue", "")]);
            form.push(("state", state));
        }
        let asked = done(&house, &admin, &list, &form).await;
        assert_eq!(asked, format!("{list}?going=x_klein"));
        let page = house.get(&admin, &asked).await.text;
        assert!(page.contains("<option value=\"x_klein\" selected>"), "{page}");
        assert_eq!(done(&house, &admin, &list, &form).await, list, "it is asked once");
        // One value gives way to the other in all records, and back.
        let swap = format!("{list}/exchange");
        let same = [("value_from", "x_gross"), ("value_to", "x_gross")];
        let same = refused(&house, &admin, &swap, &same).await;
        assert!(same.text.contains("anderen Wert"), "{}", said(&same));
        let both = [("value_from", "x_klein"), ("value_to", "x_gross")];
        done(&house, &admin, &swap, &both).await;
        assert_eq!(held(&house, &admin, &small, "x_umfang_2").await, "x_gross");
        let nothing = done(&house, &admin, &swap, &both).await;
        assert_eq!(nothing, list, "nobody holds it any more");
    }
}

#[tokio::test]
async fn a_field_starts_with_what_was_said() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        field(&house, &admin, "Rabatt", &[("kind", "decimal"), ("scale", "1")]).await;
        field(&house, &admin, "Seit", &[("kind", "date")]).await;
        let edit = |label| vec![("label", label), ("label_other", ""), ("personal", "no")];
        let mut wrong = edit("Rabatt");
        wrong.push(("start", "viel"));
        let kept = refused(&house, &admin, &format!("{FIELDS}/x_rabatt"), &wrong).await;
        assert!(kept.text.contains("value=\"viel\""), "{}", said(&kept));
        let mut number = edit("Rabatt");
        number.push(("start", "2,5"));
        done(&house, &admin, &format!("{FIELDS}/x_rabatt"), &number).await;
        let mut day = edit("Seit");
        day.extend([("start", "today"), ("personal", "special")]);
        day.retain(|pair| *pair != ("personal", "no"));
        done(&house, &admin, &format!("{FIELDS}/x_seit"), &day).await;
        let at = done(&house, &admin, "/accounts", &[("name", "Neu")]).await;
        assert_eq!(held(&house, &admin, &at, "x_rabatt").await, "2.5");
        assert_eq!(held(&house, &admin, &at, "x_seit").await.len(), "2026-11-29".len());
        let form = house.get(&admin, &format!("{FIELDS}/x_seit")).await.text;
        assert!(form.contains("value=\"special\" selected"), "{form}");
        let to = (Method::POST, "/api/v1/accounts");
        let made = house.tell(&admin, to, &[], r#"{"fields":{"name":"Programm"}}"#).await.json();
        assert_eq!(made["fields"]["x_rabatt"], "2.5", "{made}");
        number.pop();
        number.push(("start", ""));
        done(&house, &admin, &format!("{FIELDS}/x_rabatt"), &number).await;
        let at = done(&house, &admin, "/accounts", &[("name", "Später")]).await;
        assert_eq!(held(&house, &admin, &at, "x_rabatt").await, "null");
        // What came along for a field stays as it is when nothing else was said.
        let status = [("label", "Status"), ("label_other", "State"), ("personal", "no")];
        let mut status = status.to_vec();
        status.push(("start", "prospect"));
        done(&house, &admin, &format!("{FIELDS}/status"), &status).await;
        let page = house.get(&admin, "/settings/changes").await.text;
        assert!(!page.contains("Vorgabewert von „Status“"), "{page}");
    }
}

#[tokio::test]
async fn a_field_never_takes_the_place_of_a_part_of_another_one() {
    let house = House::open().await;
    let admin = house.jana().await;
    field(&house, &admin, "Budget", &[("kind", "money")]).await;
    field(&house, &admin, "Budget Currency", &[("kind", "text")]).await;
    field(&house, &admin, "Ort City", &[("kind", "text")]).await;
    let place = [("label", "Ort"), ("kind", "address"), ("block", "general")];
    done(&house, &admin, &format!("{FIELDS}/new"), &place).await;
    let form = house.get(&admin, "/accounts/new").await.text;
    for name in ["x_budget_currency_2", "x_ort_city", "x_ort_2.city"] {
        assert!(form.contains(&format!("name=\"{name}\"")), "{name}");
    }
}

#[tokio::test]
async fn who_may_not_take_values_over_replaces_no_field() {
    let house = House::open().await;
    let admin = house.jana().await;
    field(&house, &admin, "Punkte", &[("kind", "text")]).await;
    let at = firm(&house, &admin, "Viel", ("x_punkte", "7")).await;
    let few = ["see", "create", "edit"].map(|right| ("may.account", right));
    let profile = [("name", "Ohne Ausfuhr"), few[0], few[1], few[2]];
    let profile = made(&house, &admin, "profiles", &profile).await;
    let role = [("name", "Leitung"), ("profiles", profile.as_str()), ("strength", "password")];
    let role = made(&house, &admin, "roles", &role).await;
    placed(&house, &admin, "jana", &role).await;
    let to = format!("{FIELDS}/x_punkte/type/do");
    let reply = house.post(&admin, &to, &[("kind", "decimal")]).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert_eq!(held(&house, &admin, &at, "x_punkte").await, "7");
    assert_eq!(held(&house, &admin, &at, "x_punkte_2").await, "null", "no field was made");
}

#[tokio::test]
async fn what_is_sensitive_stays_so_under_another_type() {
    let house = House::open().await;
    let admin = house.jana().await;
    field(&house, &admin, "Befund", &[("kind", "text")]).await;
    let special = [("label", "Befund"), ("label_other", ""), ("personal", "special")];
    done(&house, &admin, &format!("{FIELDS}/x_befund"), &special).await;
    let to = format!("{FIELDS}/x_befund/type/do");
    done(&house, &admin, &to, &[("kind", "decimal"), ("scale", "0")]).await;
    let form = house.get(&admin, &format!("{FIELDS}/x_befund_2")).await.text;
    assert!(form.contains("value=\"special\" selected"), "{form}");
}

#[tokio::test]
async fn a_text_becomes_a_formatted_one_and_its_formatting_is_told_to_be_lost_on_the_way_back() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        field(&house, &admin, "Notiz", &[("kind", "long_text")]).await;
        let typed = "Erste Zeile\nzweite <b>Zeile</b>\n\nAbsatz";
        let at = firm(&house, &admin, "Viel", ("x_notiz", typed)).await;
        let rich = [("kind", "rich_text")];
        let to = format!("{FIELDS}/x_notiz/type/do");
        done(&house, &admin, &to, &rich).await;
        round(&house).await;
        let html = "<p>Erste Zeile<br>zweite &lt;b&gt;Zeile&lt;/b&gt;</p><p>Absatz</p>";
        assert_eq!(held(&house, &admin, &at, "x_notiz_2").await, html);
        assert!(house.get(&admin, &at).await.text.contains(html), "it is shown as it is");
        let id = at.rsplit('/').next().unwrap();
        let patch = (Method::PATCH, &*format!("/api/v1/accounts/{id}"));
        let bold = r#"{"fields":{"x_notiz_2":"<p><strong>Fett</strong> und <em>schräg</em></p>"}}"#;
        let saved = house.tell(&admin, patch, &[("if-match", "*")], bold).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
        let to = format!("{FIELDS}/x_notiz_2/type");
        let long = [("kind", "long_text")];
        let seen = house.post(&admin, &to, &long).await.text;
        assert!(seen.contains("Die Formatierung geht dabei verloren"), "{seen}");
        done(&house, &admin, &format!("{to}/do"), &long).await;
        round(&house).await;
        assert_eq!(held(&house, &admin, &at, "x_notiz_3").await, "Fett und schräg");
    }
}
