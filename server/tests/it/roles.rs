//! Roles, profiles, groups and sharing as administrators set them in the browser.

use access::Sees;
use axum::http::{Method, StatusCode};
use kernel::Language;

use crate::house::{House, Person, databases};

/// The id at the end of the first link that begins so.
fn id_of<'a>(page: &'a str, name: &str) -> &'a str {
    let (before, _) = page.split_once(&format!(">{name}</a>")).expect("the page names it");
    let (_, href) = before.rsplit_once("href=\"").expect("it is a link");
    href.trim_end_matches('"').rsplit('/').next().expect("an address has an end")
}

pub(crate) async fn made(
    house: &House,
    admin: &Person,
    list: &str,
    form: &[(&str, &str)],
) -> String {
    let reply = house.post(admin, &format!("/settings/{list}/new"), form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{list}: {}", reply.text);
    let page = house.get(admin, &format!("/settings/{list}")).await.text;
    id_of(&page, form[0].1).to_owned()
}

/// Puts somebody into a role.
pub(crate) async fn placed(house: &House, admin: &Person, login: &str, role: &str) {
    let user = identity::find_user(&house.tenant.engine, login).await.unwrap();
    let cx = house.tenant.engine.system("a test looks for a version");
    let version = identity::member(&cx, user.id).await.unwrap().version.to_string();
    let mut form = vec![
        ("version", version.as_str()),
        ("login", login),
        ("name", login),
        ("language", "de"),
        ("role", role),
    ];
    if user.is_admin {
        form.push(("admin", "1"));
    }
    let reply = house.post(admin, &format!("/settings/users/{}", user.id), &form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
}

/// The table of rights and the page of reasons tell what was set.
async fn is_explained(house: &House, admin: &Person, record: &str) {
    let table = house.get(admin, "/settings/rights.csv").await.text;
    let line = table.lines().find(|line| line.starts_with("tim;tim;Empfang;Organisationen;"));
    let line = line.unwrap_or_else(|| panic!("nobody of that name: {table}"));
    assert!(line.contains(";Ja;Nein;Nein;") && line.contains("von "), "{line}");
    let user = identity::find_user(&house.tenant.engine, "tim").await.unwrap().id;
    let why = format!("/settings/why?who={user}&record={record}");
    let why = house.get(admin, &why).await.text;
    assert!(why.contains("Freigaberegel") && why.contains("erreicht den Datensatz"), "{why}");
}

#[tokio::test]
async fn what_an_administrator_sets_holds_with_the_next_request() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let tim = house.person("tim", Language::De, Sees::All).await;
        let account = house.modules()[0].clone();
        let record = house.record(&admin, &account, "Fremde Firma").await;
        let profile = made(
            &house,
            &admin,
            "profiles",
            &[("name", "Nur Ansehen"), ("may.account", "see"), ("may.*", "see")],
        );
        let profile = profile.await;
        let top = [("name", "Leitung"), ("profiles", &profile), ("strength", "password")];
        let top = made(&house, &admin, "roles", &top).await;
        let below = [
            ("name", "Empfang"),
            ("parent", top.as_str()),
            ("profiles", profile.as_str()),
            ("strength", "password"),
        ];
        let below = made(&house, &admin, "roles", &below).await;
        assert_eq!(house.get(&tim, &format!("{record}/edit")).await.status, StatusCode::OK);
        placed(&house, &admin, "tim", &below).await;
        let edit = house.get(&tim, &format!("{record}/edit")).await;
        assert_eq!(edit.status, StatusCode::FORBIDDEN);
        assert_eq!(house.get(&tim, &record).await.status, StatusCode::OK);
        let private = [("level.account", "private")];
        let reply = house.post(&admin, "/settings/sharing", &private).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
        assert_eq!(house.get(&tim, &record).await.status, StatusCode::NOT_FOUND);
        placed(&house, &admin, "jana", &top).await;
        let parties = (format!("role:{top}"), format!("branch:{below}"));
        let rule = [
            ("module", "account"),
            ("from", parties.0.as_str()),
            ("to", parties.1.as_str()),
            ("level", "read"),
        ];
        let reply = house.post(&admin, "/settings/sharing/rules", &rule).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
        assert_eq!(house.get(&tim, &record).await.status, StatusCode::OK);
        let again = house.post(&admin, "/settings/sharing/rules", &rule).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        is_explained(&house, &admin, &record).await;
    }
}

#[tokio::test]
async fn what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost() {
    let house = House::open().await;
    let admin = house.jana().await;
    let form = [("name", ""), ("about", "Bleibt stehen")];
    let reply = house.post(&admin, "/settings/profiles/new", &form).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.text.contains("Bleibt stehen") && reply.text.contains("aria-invalid"));
    let profile = made(&house, &admin, "profiles", &[("name", "Alles"), ("may.*", "see")]).await;
    let double = house.post(&admin, "/settings/profiles/new", &[("name", "ALLES")]).await;
    assert_eq!(double.status, StatusCode::UNPROCESSABLE_ENTITY);
    let bare = [("name", "Ohne Profil"), ("strength", "password")];
    let bare = house.post(&admin, "/settings/roles/new", &bare).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let top = [("name", "Oben"), ("profiles", &profile), ("strength", "password")];
    let top = made(&house, &admin, "roles", &top).await;
    let below =
        [("name", "Unten"), ("parent", &top), ("profiles", &profile), ("strength", "password")];
    let below = made(&house, &admin, "roles", &below).await;
    let ring = [
        ("name", "Oben"),
        ("version", "1"),
        ("parent", below.as_str()),
        ("profiles", profile.as_str()),
        ("strength", "password"),
    ];
    let ring = house.post(&admin, &format!("/settings/roles/{top}"), &ring).await;
    assert_eq!(ring.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(ring.text.contains("nicht unter sich selbst"), "{}", ring.text);
    let stale =
        [("name", "Anders"), ("version", "7"), ("profiles", &profile), ("strength", "password")];
    let stale = house.post(&admin, &format!("/settings/roles/{top}"), &stale).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let used = house.post(&admin, &format!("/settings/profiles/{profile}/remove"), &[]).await;
    assert_eq!(used.status, StatusCode::CONFLICT);
    let heirless = house.post(&admin, &format!("/settings/roles/{top}/remove"), &[]).await;
    assert!(heirless.status.is_client_error() && heirless.text.contains("Oben"));
    let into_itself = [("heir", below.as_str())];
    let into_itself =
        house.post(&admin, &format!("/settings/roles/{top}/remove"), &into_itself).await;
    assert!(into_itself.status.is_client_error(), "{}", into_itself.status);
    let up = [("heir", top.as_str())];
    let gone = house.post(&admin, &format!("/settings/roles/{below}/remove"), &up).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    let evil = [("name", "<script>alert(1)</script>"), ("may.*", "see")];
    house.post(&admin, "/settings/profiles/new", &evil).await;
    let page = house.get(&admin, "/settings/profiles").await.text;
    assert!(!page.contains("<script>alert"), "a name reaches the page unescaped");
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    let house = House::open().await;
    let admin = house.jana().await;
    let user = identity::find_user(&house.tenant.engine, "jana").await.unwrap();
    let form = [("version", "1"), ("login", "jana"), ("name", "Jana"), ("language", "de")];
    let reply = house.post(&admin, &format!("/settings/users/{}", user.id), &form).await;
    assert_eq!(reply.status, StatusCode::CONFLICT, "{}", reply.text);
    assert!(reply.text.contains("letzte Mensch"), "{}", reply.text);
    assert_eq!(house.get(&admin, "/settings/users").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_somebody_owned_is_handed_over_and_can_be_taken_back() {
    let house = House::open().await;
    let admin = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::Own).await;
    let account = house.modules()[0].clone();
    let record = house.record(&tim, &account, "Tims Firma").await;
    let find = |login: &'static str| identity::find_user(&house.tenant.engine, login);
    let (jana, from) = (find("jana").await.unwrap().id, find("tim").await.unwrap().id);
    let heir = jana.to_string();
    let nobody = house.post(&admin, &format!("/settings/users/{from}/hand-over"), &[]).await;
    assert!(nobody.status.is_client_error() && nobody.text.contains("tim"));
    let to = format!("/settings/users/{from}/hand-over");
    let reply = house.post(&admin, &to, &[("heir", &heir)]).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    assert_eq!(house.get(&tim, &record).await.status, StatusCode::NOT_FOUND);
    let jobs = house.get(&admin, "/settings/jobs").await.text;
    assert!(jobs.contains(&format!("/{}/runs/", account.plural)), "the run is not shown");
}

#[tokio::test]
async fn a_record_is_shared_from_its_page() {
    let house = House::open().await;
    let admin = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::Own).await;
    let account = house.modules()[0].clone();
    let record = house.record(&admin, &account, "Geteilte Firma").await;
    let user = identity::find_user(&house.tenant.engine, "tim").await.unwrap().id.to_string();
    assert_eq!(house.get(&tim, &record).await.status, StatusCode::NOT_FOUND);
    let nobody = house.post(&admin, &format!("{record}/share"), &[("level", "read")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = [("who", user.as_str()), ("level", "read")];
    let reply = house.post(&admin, &format!("{record}/share"), &form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    let page = house.get(&tim, &record).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains(&format!("{record}/edit")), "a reader is offered to change it");
    let wide = [("who", user.as_str()), ("level", "delete")];
    let reply = house.post(&tim, &format!("{record}/share"), &wide).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    let end = [("who", user.as_str()), ("level", "none")];
    house.post(&admin, &format!("{record}/share"), &end).await;
    assert_eq!(house.get(&tim, &record).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_administrator_looks_as_somebody_else_and_changes_nothing() {
    let house = House::open().await;
    let admin = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::Own).await;
    let account = house.modules()[0].clone();
    let hidden = house.record(&admin, &account, "Nicht für Tim").await;
    let own = house.record(&tim, &account, "Tims Firma").await;
    let user = identity::find_user(&house.tenant.engine, "tim").await.unwrap().id;
    let to = format!("/settings/users/{user}/view-as");
    assert_eq!(house.post(&tim, &to, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.post(&admin, &to, &[]).await.status, StatusCode::SEE_OTHER);
    let home = house.get(&admin, &own).await;
    assert!(home.status == StatusCode::OK && home.text.contains("Sie sehen Kontor wie"));
    assert_eq!(house.get(&admin, &hidden).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&admin, "/settings/users").await.status, StatusCode::FORBIDDEN);
    for to in [format!("{own}/trash"), "/me/password".into(), "/me/tokens".into(), to.clone()] {
        let reply = house.post(&admin, &to, &[]).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{to}");
    }
    let record = format!("/api/v1{own}");
    let told = house.tell(&admin, (Method::DELETE, &record), &[], "").await;
    assert_eq!(told.status, StatusCode::FORBIDDEN);
    assert_eq!(house.post(&admin, "/me/own-view", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.get(&admin, &hidden).await.status, StatusCode::OK);
    // Somebody who is no administrator any more does not go on looking.
    assert_eq!(house.post(&admin, &to, &[]).await.status, StatusCode::SEE_OTHER);
    house.person("eva", Language::De, Sees::All).await;
    let lowered = |tx: &mut store::Tx<'_>| {
        let mut user = store::queries::user::by_login(tx, "jana")?.unwrap();
        user.is_admin = false;
        store::queries::user::put(tx, &user)
    };
    house.tenant.engine.store().write(lowered).await.unwrap();
    assert!(!house.get(&admin, "/").await.text.contains("Sie sehen Kontor wie"));
}

/// What stays closed to whoever looks as somebody else and may change records.
const CLOSED: [&str; 10] = [
    "RECORD/comments",
    "RECORD/follow",
    "RECORD/purge",
    "/accounts/bulk/trash",
    "/accounts/import",
    "/me",
    "/me/tokens",
    "/me/access-key",
    "/messages/read",
    "/settings/sign-ins",
];

#[tokio::test]
async fn records_are_changed_as_somebody_else_after_a_confirmation_and_in_ones_own_name() {
    for database in databases() {
        let house = House::open_in(database).await.at_rest();
        let admin = house.jana().await;
        let tim = house.person("tim", Language::De, Sees::Own).await;
        let module = house.modules().into_iter().find(|module| module.code == "account").unwrap();
        let of_tim = house.record(&tim, &module, "Tims Werk").await;
        let of_jana = house.record(&admin, &module, "Janas Werk").await;
        let id = identity::find_user(&house.tenant.engine, "tim").await.unwrap().id;
        house.post(&tim, &format!("{of_tim}/follow"), &[]).await;
        let history = format!("/api/v1{of_tim}/history");
        let told = house.tell(&tim, (Method::GET, &history), &[], "").await.json();
        assert_eq!(told["data"][0]["kind"], "followed", "{told}");
        let followed = format!("/undo/{}", told["data"][0]["id"].as_str().unwrap());
        let allow = "/me/own-view/changes";
        // Who looks as themselves has nothing to confirm.
        assert_eq!(house.post(&admin, allow, &[]).await.status, StatusCode::FORBIDDEN);
        house.post(&admin, &format!("/settings/users/{id}/view-as"), &[]).await;
        let page = house.get(&admin, &of_tim).await.text;
        assert!(page.contains("Ändern erlauben"), "{page}");
        let name = format!("{of_tim}/field/name");
        let change = [("name", "Umbenannt"), ("version", "1")];
        assert_eq!(house.post(&admin, &name, &change).await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.post(&admin, allow, &[]).await.status, StatusCode::SEE_OTHER);
        let changed = house.post(&admin, &name, &change).await;
        assert!(changed.status.is_success() || changed.status.is_redirection(), "{}", changed.text);
        // The rights are those of the other, and what is somebody's own stays closed.
        let foreign = format!("{of_jana}/field/name");
        assert_eq!(house.post(&admin, &foreign, &change).await.status, StatusCode::NOT_FOUND);
        let unfollowed = house.post(&admin, &followed, &[]).await;
        assert_eq!(unfollowed.status, StatusCode::NOT_FOUND, "what Tim follows is his");
        for to in CLOSED {
            let to = to.replace("RECORD", &of_tim);
            assert_eq!(house.post(&admin, &to, &[]).await.status, StatusCode::FORBIDDEN, "{to}");
        }
        let interface = format!("/api/v1{of_tim}");
        let told = house.tell(&admin, (Method::DELETE, &interface), &[], "").await;
        assert_eq!(told.status, StatusCode::FORBIDDEN, "the interface stays closed");
        // The history names who did it.
        let jana = identity::find_user(&house.tenant.engine, "jana").await.unwrap().id;
        let history = house.tell(&admin, (Method::GET, &history), &[], "").await.json();
        assert_eq!(history["data"][0]["kind"], "updated", "{history}");
        assert_eq!(history["data"][0]["actor"], jana.to_string(), "{history}");
        // After a quarter of an hour it is over, and with the end of looking at once.
        let house = house.later(15 * 60);
        let late = [("name", "Zu spät"), ("version", "2")];
        assert_eq!(house.post(&admin, &name, &late).await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.post(&admin, allow, &[]).await.status, StatusCode::SEE_OTHER);
        house.post(&admin, "/me/own-view", &[]).await;
        house.post(&admin, &format!("/settings/users/{id}/view-as"), &[]).await;
        assert_eq!(house.post(&admin, &name, &late).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_part_of_the_settings_is_open_to_whom_a_profile_opens_it() {
    let house = House::open().await;
    let admin = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::Own).await;
    let everybody = [("name", "Für alle"), ("filter", ""), ("share", "1")];
    let shared = house.post(&tim, "/accounts/views", &everybody).await;
    assert_eq!(shared.status, StatusCode::FORBIDDEN);
    assert_eq!(house.get(&tim, "/settings/webhooks").await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.get(&tim, "/settings/sign-ins").await.status, StatusCode::FORBIDDEN);
    let system = house.tenant.engine.system("a job of nobody");
    jobs::enqueue(&system, "sweep", None, serde_json::json!({})).await.unwrap();
    let sweeps = "Abgelaufenes aufräumen";
    assert!(!house.get(&tim, "/settings/jobs").await.text.contains(sweeps));
    let profile = [
        ("name", "Betreuung"),
        ("may.*", "see"),
        ("may.account", "see"),
        ("areas", "views"),
        ("areas", "interfaces"),
        ("areas", "jobs"),
        ("areas", "log"),
    ];
    let profile = made(&house, &admin, "profiles", &profile).await;
    let role = [("name", "Betreuung"), ("profiles", &profile), ("strength", "password")];
    let role = made(&house, &admin, "roles", &role).await;
    placed(&house, &admin, "tim", &role).await;
    assert_eq!(house.get(&tim, "/settings/webhooks").await.status, StatusCode::OK);
    let shared = house.post(&tim, "/accounts/views", &everybody).await;
    assert_eq!(shared.status, StatusCode::SEE_OTHER, "{}", shared.text);
    assert!(house.get(&tim, "/settings/jobs").await.text.contains(sweeps));
    let log = house.get(&tim, "/settings/sign-ins").await;
    assert_eq!(log.status, StatusCode::OK);
    assert!(!log.text.contains("Aufbewahrung"), "for how long is for administrators");
    let kept = house.post(&tim, "/settings/sign-ins", &[("days", "30")]).await;
    assert_eq!(kept.status, StatusCode::FORBIDDEN);
    assert!(house.get(&tim, "/settings").await.text.contains("/settings/sign-ins"));
    assert_eq!(house.get(&tim, "/settings/users").await.status, StatusCode::FORBIDDEN);
}
