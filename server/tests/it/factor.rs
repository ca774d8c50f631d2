//! The second factor: what it asks, what it refuses, and that every code works once.

use access::{Profile, Sees};
use axum::http::{Method, StatusCode, header};
use identity::{MemberChange, StoredProfile, StoredRole};
use kernel::Language;
use totp_rs::{Builder, Secret};

use crate::house::{House, PASSWORD, Person, Reply, cookie, databases, hidden};

const PAGE: &str = "/me/second-factor";

/// A telephone with an app.
pub struct Phone {
    key: String,
}

impl Phone {
    /// The code that it shows, some seconds from now.
    pub fn code(&self, house: &House, seconds: i64) -> String {
        let secret = Secret::try_from_base32(&self.key).unwrap();
        let totp = Builder::new().with_secret(secret).build().unwrap();
        let at = house.tenant.engine.clock().now().millis() / 1000 + seconds;
        totp.generate(u64::try_from(at).unwrap()).to_string()
    }
}

/// Sets the second factor of a person up; gives their telephone and their recovery codes.
pub async fn set_up(house: &House, person: &Person) -> (Phone, Vec<String>) {
    let page = house.get(person, PAGE).await.text;
    let (_, key) = page.split_once("<code class=\"mono\">").unwrap();
    let phone = Phone { key: key.split('<').next().unwrap().replace(' ', "") };
    let (sealed, code) = (hidden(&page, "sealed"), phone.code(house, 0));
    let token = Person { csrf: hidden(&page, "csrf").into(), ..person.clone() };
    let form = [("sealed", sealed), ("code", &code), ("password", PASSWORD)];
    let reply = house.post(&token, PAGE, &form).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    let codes = reply.text.split("<li><code class=\"mono\">").skip(1);
    let codes: Vec<String> = codes.map(|rest| rest.split('<').next().unwrap().into()).collect();
    assert_eq!(codes.len(), 10);
    (phone, codes)
}

/// Types a password; gives the browser that is asked for the code.
async fn password(house: &House, login: &str) -> Person {
    let form = [("name", login), ("password", PASSWORD)];
    let reply = house.post(&Person::default(), "/login", &form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    assert!(reply.location().starts_with("/login/code?"), "{}", reply.location());
    assert_eq!(cookie(&reply, "kontor"), None, "there is a session before the code");
    let cookie = cookie(&reply, "kontor_step").expect("a step");
    Person { cookie, ..Person::default() }
}

async fn code(house: &House, browser: &Person, code: &str) -> Reply {
    house.post(browser, "/login/code", &[("code", code)]).await
}

fn is_in(reply: &Reply) -> bool {
    reply.status == StatusCode::SEE_OTHER && cookie(reply, "kontor").is_some()
}

#[tokio::test]
async fn a_code_works_once_and_not_for_long() {
    for database in databases() {
        let house = House::open_in(database).await.at_rest();
        let jana = house.jana().await;
        let (phone, _) = set_up(&house, &jana).await;
        let browser = password(&house, "jana").await;
        assert_eq!(house.get(&browser, "/").await.location(), "/login?next=/");
        let first = phone.code(&house, 0);
        let reply = code(&house, &browser, &first).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "the code of the set-up works again");
        let house = house.later(90);
        for (seconds, what) in [(-60, "a stale"), (-90, "an old"), (60, "an early")] {
            let reply = code(&house, &browser, &phone.code(&house, seconds)).await;
            assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{what} code works");
        }
        let late = phone.code(&house, -30);
        let reply = code(&house, &browser, &late).await;
        assert!(is_in(&reply), "a code of the step before does not work: {}", reply.text);
        let session = Person { cookie: cookie(&reply, "kontor").unwrap(), ..Person::default() };
        assert_eq!(house.get(&session, "/me").await.status, StatusCode::OK);
        let reply = code(&house, &browser, &phone.code(&house, 0)).await;
        assert!(!is_in(&reply), "the step works twice");
        let browser = password(&house, "jana").await;
        assert!(!is_in(&code(&house, &browser, &late).await), "a replayed code works");
        assert!(is_in(&code(&house, &browser, &phone.code(&house, 0)).await));
    }
}

#[tokio::test]
async fn of_two_with_the_same_code_at_once_one_comes_in() {
    for database in databases() {
        let house = House::open_in(database).await.at_rest();
        let jana = house.jana().await;
        let (phone, codes) = set_up(&house, &jana).await;
        let house = house.later(60);
        for typed in [phone.code(&house, 0), codes[0].clone()] {
            let (one, other) = (password(&house, "jana").await, password(&house, "jana").await);
            let (a, b, c) = tokio::join!(
                code(&house, &one, &typed),
                code(&house, &other, &typed),
                code(&house, &one, &typed)
            );
            let n = [&a, &b, &c].into_iter().filter(|reply| is_in(reply)).count();
            assert_eq!(n, 1, "{typed}: {} {} {}", a.status, b.status, c.status);
        }
    }
}

#[tokio::test]
async fn recovery_codes_work_once_each_and_end_with_new_ones() {
    for database in databases() {
        let house = House::open_in(database).await.at_rest();
        let jana = house.jana().await;
        let (phone, codes) = set_up(&house, &jana).await;
        let browser = password(&house, "jana").await;
        let typed = codes[3].to_uppercase().replace('-', " ");
        assert!(is_in(&code(&house, &browser, &typed).await), "a recovery code does not work");
        let browser = password(&house, "jana").await;
        assert!(!is_in(&code(&house, &browser, &codes[3]).await), "it works twice");
        let page = house.get(&jana, PAGE).await.text;
        assert!(page.contains("Unverbrauchte Wiederherstellungscodes: 9"), "{page}");
        let house = house.later(60);
        let now = phone.code(&house, 0);
        let form = [("password", PASSWORD), ("code", now.as_str())];
        let reply = house.post(&jana, "/me/second-factor/codes", &form).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
        let browser = password(&house, "jana").await;
        assert!(!is_in(&code(&house, &browser, &codes[4]).await), "an ended code works");
    }
}

#[tokio::test]
async fn the_second_half_is_bound_to_its_browser_and_ends() {
    let house = House::open().await.at_rest();
    let jana = house.jana().await;
    let (phone, codes) = set_up(&house, &jana).await;
    let house = house.later(60);
    password(&house, "jana").await;
    let now = phone.code(&house, 0);
    for cookie in ["", "kontor_step=", "kontor_step=fixed"] {
        let elsewhere = Person { cookie: cookie.into(), ..Person::default() };
        let reply = code(&house, &elsewhere, &now).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
        assert!(reply.text.contains("name=\"password\""), "the password is not asked for anew");
    }
    let browser = password(&house, "jana").await;
    for _ in 0..5 {
        let reply = code(&house, &browser, "000 000").await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    }
    let reply = code(&house, &browser, &codes[0]).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS, "guessing goes on");
    let house = house.later(600);
    let reply = code(&house, &browser, &codes[0]).await;
    assert!(!is_in(&reply), "a step lives for more than ten minutes");
    let browser = password(&house, "jana").await;
    assert!(is_in(&code(&house, &browser, &codes[0]).await));
}

#[tokio::test]
async fn guesses_of_others_keep_nobody_out_of_a_known_browser() {
    let house = House::open().await.at_rest();
    let jana = house.jana().await;
    let (_, codes) = set_up(&house, &jana).await;
    let browser = password(&house, "jana").await;
    let reply = code(&house, &browser, &codes[0]).await;
    let known = cookie(&reply, "kontor_browser").expect("the browser is known from now on");
    let thief = password(&house, "jana").await;
    for _ in 0..6 {
        code(&house, &thief, "000000").await;
    }
    let reply = code(&house, &thief, &codes[1]).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
    let own = Person { cookie: known.clone(), ..Person::default() };
    let reply = house.post(&own, "/login", &[("name", "jana"), ("password", PASSWORD)]).await;
    let step = cookie(&reply, "kontor_step").unwrap();
    let own = Person { cookie: format!("{known}; {step}"), ..Person::default() };
    assert!(is_in(&code(&house, &own, &codes[1]).await), "the owner is kept out");
}

#[tokio::test]
async fn it_is_switched_by_whoever_proves_both_and_other_sessions_end() {
    let house = House::open().await.at_rest();
    let jana = house.jana().await;
    let form = [("name", "jana"), ("password", PASSWORD)];
    let other = house.post(&Person::default(), "/login", &form).await;
    let other = Person { cookie: cookie(&other, "kontor").unwrap(), ..Person::default() };
    let page = house.get(&jana, PAGE).await.text;
    let sealed = hidden(&page, "sealed").to_owned();
    let foreign = house.get(&other, PAGE).await.text;
    let form = [("sealed", hidden(&foreign, "sealed")), ("code", "1"), ("password", PASSWORD)];
    let reply = house.post(&jana, PAGE, &form).await;
    assert_eq!(reply.status, StatusCode::CONFLICT, "an offer of another session counts");
    let form = [("sealed", sealed.as_str()), ("code", "000000"), ("password", "falsch geraten")];
    let reply = house.post(&jana, PAGE, &form).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.text.contains("on-password-problem"), "{}", reply.text);
    assert_eq!(hidden(&reply.text, "sealed"), sealed, "the square changes");
    let (phone, _) = set_up(&house, &jana).await;
    assert_eq!(house.get(&other, "/").await.status, StatusCode::SEE_OTHER, "a session lives on");
    assert_eq!(house.get(&jana, "/").await.status, StatusCode::OK);
    let house = house.later(60);
    let now = phone.code(&house, 0);
    for form in
        [[("password", "falsch geraten"), ("code", &now)], [("password", PASSWORD), ("code", "1")]]
    {
        let reply = house.post(&jana, "/me/second-factor/off", &form).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
    }
    let form = [("password", PASSWORD), ("code", now.as_str())];
    let reply = house.post(&jana, "/me/second-factor/off", &form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    let form = [("name", "jana"), ("password", PASSWORD)];
    let reply = house.post(&Person::default(), "/login", &form).await;
    assert!(is_in(&reply), "a code is still asked for");
}

#[tokio::test]
async fn whoever_lacks_what_is_demanded_sees_nothing_else_first() {
    for database in databases() {
        let house = House::open_in(database).await.at_rest();
        let jana = house.jana().await;
        let tim = house.person("tim", Language::De, Sees::All).await;
        let token = house.post(&tim, "/me/tokens", &[("label", "Sicherung")]).await.text;
        let (_, token) = token.split_once("kontor_").unwrap();
        let token = format!("Bearer kontor_{}", token.split('<').next().unwrap());
        let reply = house.post(&jana, "/settings/sign-in", &[("strength", "passkey")]).await;
        assert_eq!(reply.status, StatusCode::CONFLICT, "there are no passkeys at this address");
        let reply = house.post(&jana, "/settings/sign-in", &[("strength", "finger")]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        house.post(&jana, "/settings/sign-in", &[("strength", "second_factor")]).await;
        for path in ["/", "/accounts", "/settings", "/me", "/search/palette", "/session"] {
            let reply = house.get(&tim, path).await;
            assert_eq!(reply.status, StatusCode::SEE_OTHER, "{path}");
            assert!(reply.location().starts_with(PAGE), "{path}: {}", reply.location());
        }
        let reply = house.part(&tim, (Method::GET, "/accounts"), &[]).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN);
        let reply = house.tell(&tim, (Method::GET, "/api/v1/accounts"), &[], "").await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "the interface is open to the session");
        let program = [(header::AUTHORIZATION.as_str(), token.as_str())];
        let nobody = Person::default();
        let reply = house.tell(&nobody, (Method::GET, "/api/v1/accounts"), &program, "").await;
        assert_eq!(reply.status, StatusCode::OK, "a program is shut out: {}", reply.text);
        let (phone, _) = set_up(&house, &tim).await;
        assert_eq!(house.get(&tim, "/").await.status, StatusCode::OK);
        let house = house.later(60);
        let form = [("password", PASSWORD), ("code", &phone.code(&house, 0))];
        let reply = house.post(&tim, "/me/second-factor/off", &form).await;
        assert_eq!(reply.status, StatusCode::CONFLICT, "what is demanded is switched off");
    }
}

#[tokio::test]
async fn administrators_take_it_away_and_end_sessions() {
    let house = House::open().await.at_rest();
    let jana = house.jana().await;
    let tim = house.person("tim", Language::De, Sees::Own).await;
    set_up(&house, &tim).await;
    let all = house.get(&jana, "/settings/sign-in").await.text;
    let (before, _) = all.split_once("/factor\"").expect("somebody has one");
    let id = before.rsplit('/').next().unwrap().to_owned();
    let of_tim = |act: &str| format!("/settings/sign-in/{id}/{act}");
    let reply = house.post(&tim, &of_tim("factor"), &[]).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert_eq!(house.get(&tim, "/settings/sign-in").await.status, StatusCode::FORBIDDEN);
    let reply = house.post(&jana, &of_tim("factor"), &[]).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    assert_eq!(house.get(&tim, "/").await.status, StatusCode::SEE_OTHER, "the session lives on");
    let reply = house.post(&jana, &of_tim("factor"), &[]).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    let form = [("name", "tim"), ("password", PASSWORD)];
    let reply = house.post(&Person::default(), "/login", &form).await;
    assert!(is_in(&reply));
    let tim = Person { cookie: cookie(&reply, "kontor").unwrap(), ..Person::default() };
    house.post(&jana, &of_tim("sessions"), &[]).await;
    assert_eq!(house.get(&tim, "/").await.status, StatusCode::SEE_OTHER, "the session lives on");
}

#[tokio::test]
async fn a_role_demands_it_of_its_people_alone() {
    for database in databases() {
        let house = House::open_in(database).await.at_rest();
        let jana = house.jana().await;
        let tim = house.person("tim", Language::De, Sees::All).await;
        let cx = house.tenant.engine.system("a role of a test");
        let profile = StoredProfile {
            id: uuid::Uuid::now_v7(),
            name: "Alles".into(),
            about: String::new(),
            profile: Profile::default(),
            version: 0,
        };
        let profile = identity::save_profile(&cx, profile).await.unwrap();
        let strict = StoredRole {
            id: uuid::Uuid::now_v7(),
            name: "Buchhaltung".into(),
            parent: None,
            strength: "second_factor".into(),
            profiles: [profile].into(),
            version: 0,
        };
        let role = identity::save_role(&cx, strict).await.unwrap();
        let member = identity::find_user(&house.tenant.engine, "tim").await.unwrap();
        let member = identity::member(&cx, member.id).await.unwrap();
        let change = MemberChange { role: Some(role), ..member.unchanged() };
        identity::change_member(&cx, member.profile.id, change).await.unwrap();
        assert_eq!(house.get(&jana, "/").await.status, StatusCode::OK);
        assert!(house.get(&tim, "/").await.location().starts_with(PAGE));
        set_up(&house, &tim).await;
        assert_eq!(house.get(&tim, "/").await.status, StatusCode::OK);
    }
}
