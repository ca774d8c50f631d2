//! Screens laid out by administrators: as a draft first, then for everybody.

use access::Sees;
use axum::http::StatusCode;
use kernel::Language;

use crate::house::{House, Person, databases};
use crate::roles::{made, placed};
use crate::studio::{done, turned};

const EDITOR: &str = "/settings/modules/account/layout";

type Pairs = Vec<(String, String)>;

/// What the form of the editor would send, in the order in which it stands there.
async fn form(house: &House, admin: &Person) -> Pairs {
    form_at(house, admin, EDITOR).await
}

async fn form_at(house: &House, admin: &Person, path: &str) -> Pairs {
    let page = house.get(admin, path).await;
    assert_eq!(page.status, StatusCode::OK);
    let (editor, _) = page.text.split_once("id=\"layout-result\"").expect("the result follows");
    let (_, editor) = editor.split_once("id=\"layout-editor\"").expect("the editor is there");
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        Some(rest.split('"').next()?.to_owned())
    };
    let inputs = editor.split("<input").skip(1).filter_map(|tag| {
        let tag = tag.split('>').next()?;
        let name = attribute(tag, " name")?;
        let is_sent = tag.contains("hidden") || tag.contains(" checked");
        (is_sent && name != "csrf").then(|| (name, attribute(tag, "value").unwrap_or_default()))
    });
    inputs.collect()
}

async fn send(house: &House, admin: &Person, form: &Pairs, act: &str) {
    let mut pairs: Vec<(&str, &str)> =
        form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    pairs.push(("do", act));
    done(house, admin, EDITOR, &pairs).await;
}

/// Moves an entry to the place behind another one.
fn moved(form: &mut Pairs, node: &str, behind: &str) {
    let at = |form: &Pairs, node: &str| {
        form.iter().position(|(name, value)| name == "node" && value == node).expect(node)
    };
    let entry = form.remove(at(form, node));
    form.insert(at(form, behind) + 1, entry);
}

/// Names of the fields of a form in the order in which they stand, as far as they are asked for.
async fn order(
    house: &House,
    who: &Person,
    path: &str,
    names: &[&'static str],
) -> Vec<&'static str> {
    let page = house.get(who, path).await.text;
    let place = |name: &str| page.find(&format!("name=\"{name}\""));
    let mut found: Vec<_> = names.iter().filter_map(|name| Some((place(name)?, *name))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, name)| name).collect()
}

const FIELDS: [&str; 4] = ["name", "status", "website", "ticker_symbol"];

#[tokio::test]
async fn a_draft_is_met_by_nobody_until_it_is_published() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let tim = house.person("tim", Language::De, Sees::All).await;
        let firm = done(&house, &admin, "/accounts", &[("name", "Malerei Blau")]).await;
        let lists = house.get(&tim, &firm).await.text;
        assert!(lists.contains("part-detail-related-subsidiaries"), "{lists}");
        let as_it_was = order(&house, &tim, "/accounts/new", &FIELDS).await;
        assert_eq!(as_it_was, ["name", "status", "website", "ticker_symbol"]);

        let mut draft = form(&house, &admin).await;
        moved(&mut draft, "f.website", "f.name");
        moved(&mut draft, "f.ticker_symbol", "h");
        draft
            .retain(|(name, value)| (name.as_str(), value.as_str()) != ("related", "subsidiaries"));
        draft.retain(|(name, _)| name != "quick_create");
        draft.extend([("quick_create".into(), "website".into()), ("wide".into(), "name".into())]);
        send(&house, &admin, &draft, "keep").await;
        let page = house.get(&admin, EDITOR).await.text;
        let (_, result) = page.split_once("id=\"layout-result\"").expect("what changes is told");
        for told in ["Website", "nicht mehr zu sehen", "Schnell anlegen fragt", "ganze Breite"] {
            assert!(result.contains(told), "{told}: {result}");
        }
        assert_eq!(order(&house, &tim, "/accounts/new", &FIELDS).await, as_it_was);
        assert_eq!(form(&house, &admin).await, draft_as_kept(&draft), "it waits");

        send(&house, &admin, &draft, "publish").await;
        let shown = order(&house, &tim, "/accounts/new", &FIELDS).await;
        assert_eq!(shown, ["name", "website", "status"]);
        let page = house.get(&tim, "/accounts/new").await.text;
        let name = page.split("form__cell").find(|cell| cell.contains("name=\"name\""));
        assert!(name.is_some_and(|cell| cell.starts_with("--wide")), "{name:?}");
        let lists = house.get(&tim, &firm).await.text;
        assert!(!lists.contains("part-detail-related-subsidiaries"), "the list is not shown");
        let nothing = house.get(&admin, EDITOR).await.text;
        assert!(nothing.contains("entspricht dem, was alle sehen"), "{nothing}");

        turned(&house, &admin, "undo").await;
        assert_eq!(order(&house, &tim, "/accounts/new", &FIELDS).await, as_it_was);
        turned(&house, &admin, "redo").await;
        assert_eq!(order(&house, &tim, "/accounts/new", &FIELDS).await, shown);
    }
}

/// The form comes back with what is chosen first, in the order of what it is about.
fn draft_as_kept(draft: &Pairs) -> Pairs {
    let mut wide: Vec<_> = draft.iter().filter(|(name, _)| name == "wide").cloned().collect();
    let mut kept = Pairs::new();
    for pair in draft.iter().filter(|(name, _)| name != "wide") {
        kept.push(pair.clone());
        if let Some(field) = pair.1.strip_prefix("f.")
            && let Some(at) = wide.iter().position(|(_, name)| name == field)
        {
            kept.push(wide.remove(at));
        }
    }
    let kinds = ["quick_create", "key_facts", "figures", "related"];
    let place = |name: &str| kinds.iter().position(|one| *one == name);
    kept.sort_by_key(|(name, _)| place(name).map_or(0, |at| at + 1));
    kept
}

#[tokio::test]
async fn what_came_along_comes_back_and_what_is_ones_own_stays() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let before = form(&house, &admin).await;
        let colour = [("label", "Farbe"), ("kind", "text"), ("block", "general")];
        done(&house, &admin, "/settings/modules/account/fields/new", &colour).await;
        let mut draft = form(&house, &admin).await;
        moved(&mut draft, "f.x_farbe", "f.name");
        moved(&mut draft, "f.website", "f.name");
        send(&house, &admin, &draft, "publish").await;
        send(&house, &admin, &draft, "up.firm").await;
        let blocks: Vec<String> = form(&house, &admin).await.into_iter().map(|(_, v)| v).collect();
        let place = |block: &str| blocks.iter().position(|value| value == block);
        assert!(place("b.firm") < place("b.address"), "{blocks:?}");
        send(&house, &admin, &draft, "discard").await;
        send(&house, &admin, &draft, "shipped").await;
        let page = form(&house, &admin).await;
        send(&house, &admin, &page, "publish").await;
        let mut now = form(&house, &admin).await;
        let own = ("node".to_owned(), "f.x_farbe".to_owned());
        assert!(now.contains(&own), "{now:?}");
        now.retain(|pair| *pair != own);
        assert_eq!(now, before);
    }
}

#[tokio::test]
async fn layouts_are_set_by_administrators_and_survive_nonsense() {
    let house = House::open().await;
    let admin = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::Own).await;
    assert_eq!(house.get(&tim, EDITOR).await.status, StatusCode::FORBIDDEN);
    let tried = house.post(&tim, EDITOR, &[("do", "publish")]).await;
    assert_eq!(tried.status, StatusCode::FORBIDDEN);
    assert_eq!(
        house.get(&admin, "/settings/modules/nothing/layout").await.status,
        StatusCode::NOT_FOUND
    );
    let nonsense = [
        ("node", "f.website"),
        ("node", "b.nothing"),
        ("node", "f.nothing"),
        ("node", "h"),
        ("node", "f.name"),
        ("node", "b.reach"),
        ("node", "f.created_at"),
        ("wide", "<b>"),
        ("related", "../.."),
        ("do", "publish"),
    ];
    done(&house, &admin, EDITOR, &nonsense).await;
    let fields = order(&house, &admin, "/accounts/new", &FIELDS).await;
    assert_eq!(fields.len(), FIELDS.len(), "what is needed stays, of what nothing is said too");
}

#[tokio::test]
async fn people_of_a_profile_meet_a_layout_of_their_own() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let all = ["see", "create", "edit"].map(|right| ("may.account", right));
        let named = [("name", "Empfang"), all[0], all[1], all[2], ("may.contact", "see")];
        let profile = made(&house, &admin, "profiles", &named).await;
        let role = [("name", "Vorne"), ("profiles", profile.as_str()), ("strength", "password")];
        let role = made(&house, &admin, "roles", &role).await;
        let tim = house.person("tim", Language::De, Sees::Own).await;
        placed(&house, &admin, "tim", &role).await;
        let eva = house.person("eva", Language::De, Sees::All).await;
        let own = format!("{EDITOR}?profile={profile}");
        let mut draft = form_at(&house, &admin, &own).await;
        assert!(draft.contains(&("profile".to_owned(), profile.clone())), "{draft:?}");
        moved(&mut draft, "f.website", "f.name");
        moved(&mut draft, "f.ticker_symbol", "h");
        send(&house, &admin, &draft, "publish").await;
        let shown = order(&house, &tim, "/accounts/new", &FIELDS).await;
        assert_eq!(shown, ["name", "website", "status"]);
        let others = order(&house, &eva, "/accounts/new", &FIELDS).await;
        assert_eq!(others, ["name", "status", "website", "ticker_symbol"]);
        let page = house.get(&admin, EDITOR).await.text;
        assert!(page.contains("Empfang •"), "the page tells of it");
        // What is laid out is not what is allowed: a program still reads and writes the field.
        let at = done(&house, &tim, "/accounts", &[("name", "Firma Feld")]).await;
        let to = (axum::http::Method::PATCH, &*format!("/api/v1{at}"));
        let set = house.tell(&tim, to, &[], r#"{"fields":{"ticker_symbol":"FLD"}}"#).await;
        assert_eq!(set.status, StatusCode::OK, "{}", set.text);
        let (edit, field) = (format!("{at}/edit"), ["ticker_symbol"]);
        assert!(order(&house, &tim, &edit, &field).await.is_empty());
        assert_eq!(order(&house, &admin, &edit, &field).await, field);
        // What changes for everybody changes for them as far as theirs does not say otherwise.
        done(&house, &admin, EDITOR, &[("profile", &profile), ("do", "common")]).await;
        assert_eq!(order(&house, &tim, "/accounts/new", &FIELDS).await, others);
        turned(&house, &admin, "undo").await;
        assert_eq!(order(&house, &tim, "/accounts/new", &FIELDS).await, shown);
        let nobody = format!("{EDITOR}?profile={}", kernel::RecordId::new());
        assert_eq!(house.get(&admin, &nobody).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn lists_beside_a_record_say_what_the_layout_says() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let tim = house.person("tim", Language::De, Sees::All).await;
        let firm = done(&house, &admin, "/accounts", &[("name", "Malerei Blau")]).await;
        let link = format!("account:{}", firm.rsplit('/').next().unwrap());
        let person = [
            ("last_name", "Berger"),
            ("account", link.as_str()),
            ("job_title", "Meisterin"),
            ("department", "Werkstatt"),
        ];
        done(&house, &admin, "/contacts", &person).await;
        let view = [("name", "Nur Werkstatt"), ("filter", "department = \"Büro\""), ("share", "1")];
        let listed = |page: &str| -> String {
            let (_, list) = page.split_once("part-detail-related-contacts").expect("it is there");
            list.split("part-detail-related-").next().unwrap_or_default().to_owned()
        };
        let before = listed(&house.get(&tim, &firm).await.text);
        assert!(before.contains("Meisterin") && !before.contains("Werkstatt"), "{before}");
        let mut draft = form(&house, &admin).await;
        for column in ["department", "job_title", "owner"] {
            draft.push(("related_column".into(), format!("contacts:{column}")));
        }
        send(&house, &admin, &draft, "keep").await;
        let page = house.get(&admin, EDITOR).await.text;
        assert!(page.contains("andere Angaben oder Ansicht"), "{page}");
        send(&house, &admin, &draft, "publish").await;
        let after = listed(&house.get(&tim, &firm).await.text);
        assert!(after.contains("Werkstatt · Meisterin · jana"), "{after}");
        // A view that everybody has decides what is listed until somebody chooses another one.
        let saved = done(&house, &admin, "/contacts/views", &view).await;
        let made = social::all_views(&house.tenant.engine.system("a test looks for a view")).await;
        let made = made.unwrap().into_iter().find(|one| one.name == "Nur Werkstatt").expect(&saved);
        draft.push(("related_view".into(), format!("contacts:{}", made.id)));
        send(&house, &admin, &draft, "publish").await;
        let fewer = listed(&house.get(&tim, &firm).await.text);
        assert!(!fewer.contains("Berger") && fewer.contains("Nur Werkstatt"), "{fewer}");
        done(&house, &tim, &format!("{firm}/related/contacts"), &[("view", "")]).await;
        let all = listed(&house.get(&tim, &firm).await.text);
        assert!(all.contains("Berger"), "{all}");
    }
}
