//! Links in letters: they lead to the configured address, tell nobody who is there, and work once.

use access::Sees;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use identity::{NewUser, Preferences};
use kernel::Language;
use testkit::{Covered, Manner, Postbox};
use tokio::sync::watch;

use crate::house::{House, PASSWORD, Person, Reply, cookie, databases, encoded, hidden};

const NEW: &str = "vier Birnen im Keller";
const ADDRESS: &str = "http://kontor.example.de";

/// A firm that sends letters, with its post box.
async fn open(database: Option<String>) -> (House, Postbox) {
    let postbox = Postbox::open(Covered::Never, &[Manner::Takes]).await;
    let url = format!("smtp://127.0.0.1:{}?tls=none", postbox.port);
    let house = House::open_as(|config| {
        config.database_url = database;
        config.public_url = Some(ADDRESS.into());
        let from = "kontor@example.de".into();
        config.mail = Some(mail::Settings { url, from, ..mail::Settings::default() });
    });
    (house.await.at_rest(), postbox)
}

async fn tim(house: &House) -> Person {
    let tim = house.person("tim", Language::De, Sees::Own).await;
    let cx = house.tenant.engine.system("a mail address of a test");
    let profile = identity::find_user(&house.tenant.engine, "tim").await.unwrap();
    let member = identity::member(&cx, profile.id).await.unwrap();
    let change = identity::MemberChange {
        name: "Tim".into(),
        email: Some("Tim@example.de".into()),
        ..member.unchanged()
    };
    identity::change_member(&cx, profile.id, change).await.unwrap();
    tim
}

/// Everything that waits is done.
async fn work(house: &House) {
    let (_stop, stopped) = watch::channel(false);
    server::worker(&house.tenant, stopped).round().await.unwrap();
}

async fn forgot(house: &House, named: &str) -> Reply {
    let form = encoded(&[("name", named)]);
    let request = House::request(&Person::default(), Method::POST, "/login/forgotten")
        .header("x-forwarded-host", "evil.example")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let mut request = request.body(Body::from(form)).unwrap();
    request.headers_mut().insert(header::HOST, "evil.example".parse().unwrap());
    house.send(request).await
}

/// The secret of the link in a letter.
fn key(letter: &str) -> String {
    let (_, rest) = letter.split_once("key=").expect("a link");
    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
}

async fn set(house: &House, key: &str, password: &str) -> Reply {
    let form = [("key", key), ("password", password)];
    house.post(&Person::default(), "/login/link", &form).await
}

async fn signs_in(house: &House, password: &str) -> bool {
    let form = [("name", "tim"), ("password", password)];
    let reply = house.post(&Person::default(), "/login", &form).await;
    cookie(&reply, "kontor").is_some()
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_once() {
    for database in databases() {
        let (house, postbox) = open(database).await;
        let tim = tim(&house).await;
        let reply = forgot(&house, "TIM@example.de").await;
        assert_eq!(reply.status, StatusCode::OK);
        assert!(reply.text.contains("ist ein Link unterwegs"), "{}", reply.text);
        work(&house).await;
        let letters = postbox.letters();
        assert_eq!(letters.len(), 1, "{letters:?}");
        assert!(letters[0].contains(&format!("{ADDRESS}/login/link?")), "{}", letters[0]);
        assert!(!letters[0].contains("evil.example"), "the letter leads to the host of a request");
        assert!(letters[0].contains("To: Tim <Tim@example.de>"), "{}", letters[0]);
        let key = key(&letters[0]);
        assert_eq!(key.len(), 43);
        for _ in 0..2 {
            let page = house.get(&Person::default(), &format!("/login/link?key={key}")).await;
            assert_eq!(page.status, StatusCode::OK, "looking uses it up");
            assert_eq!(hidden(&page.text, "key"), key);
        }
        let reply = set(&house, &key, "kurz").await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "a weak password counts");
        assert!(signs_in(&house, PASSWORD).await);
        let (one, other) = tokio::join!(set(&house, &key, NEW), set(&house, &key, NEW));
        let n = [one, other].iter().filter(|reply| reply.status == StatusCode::OK).count();
        assert_eq!(n, 1, "of two at once not exactly one works");
        assert_eq!(house.get(&tim, "/").await.status, StatusCode::SEE_OTHER, "a session lives on");
        assert!(signs_in(&house, NEW).await);
        assert!(!signs_in(&house, PASSWORD).await);
        assert_eq!(set(&house, &key, PASSWORD).await.status, StatusCode::NOT_FOUND);
        assert_eq!(set(&house, "", PASSWORD).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn nobody_learns_who_is_there() {
    for database in databases() {
        let (house, postbox) = open(database).await;
        tim(&house).await;
        house.jana().await;
        let known = forgot(&house, "tim").await;
        for named in ["nobody", "jana", "nobody@example.de", "' OR 1=1"] {
            let reply = forgot(&house, named).await;
            assert_eq!((reply.status, &reply.text), (known.status, &known.text), "{named}");
        }
        work(&house).await;
        assert_eq!(postbox.letters().len(), 1, "letters go to people who have no address");
        let reply = forgot(&house, "tim").await;
        let other = forgot(&house, "nobody").await;
        assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS, "asking goes on for ever");
        assert_eq!((reply.status, &reply.text), (other.status, &other.text));
        let jobs = jobs::lines(&house.tenant.engine.system("a look at jobs")).await.unwrap();
        let jobs: Vec<_> = jobs.iter().filter(|job| job.name == identity::LINK_JOB).collect();
        assert_eq!(jobs.len(), 5);
        let ends: std::collections::BTreeSet<_> =
            jobs.iter().map(|job| format!("{} {:?}", job.state, job.result)).collect();
        assert_eq!(ends.len(), 1, "what came of the jobs tells who is there: {ends:?}");
    }
}

#[tokio::test]
async fn a_link_ends_with_its_time_and_with_the_next_one() {
    let (house, postbox) = open(None).await;
    tim(&house).await;
    forgot(&house, "tim").await;
    work(&house).await;
    let first = key(&postbox.letters()[0]);
    forgot(&house, "tim").await;
    work(&house).await;
    assert_eq!(postbox.letters().len(), 1, "letters follow each other at once");
    let house = house.later(180);
    forgot(&house, "tim").await;
    work(&house).await;
    let second = key(&postbox.letters()[1]);
    assert_eq!(set(&house, &first, NEW).await.status, StatusCode::NOT_FOUND, "two links work");
    let house = house.later(3601);
    assert_eq!(set(&house, &second, NEW).await.status, StatusCode::NOT_FOUND, "a stale link works");
    forgot(&house, "tim").await;
    work(&house).await;
    let third = key(&postbox.letters()[2]);
    identity::disable_user(
        &house.tenant.engine,
        identity::find_user(&house.tenant.engine, "tim").await.unwrap().id,
    )
    .await
    .unwrap();
    assert_eq!(set(&house, &third, NEW).await.status, StatusCode::NOT_FOUND, "a door stays open");
    forgot(&house.later(300), "tim").await;
    assert_eq!(postbox.letters().len(), 3);
}

#[tokio::test]
async fn an_invitation_opens_the_house_for_seven_days() {
    for database in databases() {
        let (house, postbox) = open(database).await;
        let jana = house.jana().await;
        let new = NewUser {
            login: "tim".into(),
            name: "Tim <b>Krämer</b>".into(),
            email: Some("tim@example.de".into()),
            password: identity::generate_password(),
            preferences: Preferences { language: Language::En, ..Preferences::default() },
            ..NewUser::default()
        };
        let tim = identity::add_user(&house.tenant.engine, new).await.unwrap();
        let to = format!("/settings/sign-in/{}/invite", tim.id);
        let reply = house.post(&jana, &to, &[]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
        work(&house).await;
        let letter = postbox.letters().remove(0);
        assert!(letter.contains("Subject: Your access to Kontor"), "{letter}");
        let (_, page) = letter.split_once("text/html").expect("a page");
        assert!(!page.contains("<b>Kr"), "a name is markup: {letter}");
        assert!(!letter.contains("List-Unsubscribe"), "{letter}");
        let key = key(&letter);
        let page = house.get(&Person::default(), &format!("/login/link?lang=en&key={key}")).await;
        assert!(page.text.contains("your login name is tim"), "{}", page.text);
        let house = house.later(6 * 86_400);
        assert_eq!(set(&house, &key, NEW).await.status, StatusCode::OK);
        assert!(signs_in(&house, NEW).await);
    }
}

#[tokio::test]
async fn without_mail_the_pages_say_what_is_missing() {
    let house = House::open().await;
    let jana = house.jana().await;
    let reply = forgot(&house, "jana").await;
    assert!(reply.text.contains("Bitten Sie Ihre Verwaltung"), "{}", reply.text);
    assert!(!reply.text.contains("KONTOR_"), "strangers need not know how it is set up");
    let id = identity::find_user(&house.tenant.engine, "jana").await.unwrap().id;
    let reply = house.post(&jana, &format!("/settings/sign-in/{id}/invite"), &[]).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    let said = &reply.text;
    assert!(said.contains("KONTOR_SMTP_URL") && said.contains("KONTOR_PUBLIC_URL"), "{said}");
}

#[tokio::test]
async fn a_reset_leaves_the_second_factor_as_it_is() {
    let (house, postbox) = open(None).await;
    let tim = tim(&house).await;
    let (_, codes) = crate::factor::set_up(&house, &tim).await;
    forgot(&house, "tim").await;
    work(&house).await;
    let key = key(&postbox.letters()[0]);
    assert_eq!(set(&house, &key, NEW).await.status, StatusCode::OK);
    assert!(!signs_in(&house, NEW).await, "the second factor is gone");
    let form = [("name", "tim"), ("password", NEW)];
    let reply = house.post(&Person::default(), "/login", &form).await;
    let browser = Person { cookie: cookie(&reply, "kontor_step").unwrap(), ..Person::default() };
    let reply = house.post(&browser, "/login/code", &[("code", &codes[0])]).await;
    assert!(cookie(&reply, "kontor").is_some());
}

#[tokio::test]
async fn a_new_user_is_invited_by_mail_and_no_password_is_shown() {
    for database in databases() {
        let (house, postbox) = open(database).await;
        let jana = house.jana().await;
        let page = house.get(&jana, "/settings/users").await.text;
        assert!(page.contains("name=\"invite\""), "{page}");
        let new = [("login", "tim"), ("name", "Tim"), ("own", "1"), ("invite", "1")];
        let reply = house.post(&jana, "/settings/users", &new).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "a letter needs an address");
        let new = [&new[..], &[("email", "tim@example.de")]].concat();
        let reply = house.post(&jana, "/settings/users", &new).await;
        assert_eq!(reply.location(), "/settings/users", "{}", reply.text);
        work(&house).await;
        let letters = postbox.letters();
        assert_eq!(letters.len(), 1, "{letters:?}");
        assert_eq!(set(&house, &key(&letters[0]), NEW).await.status, StatusCode::OK);
        assert!(signs_in(&house, NEW).await);
    }
}
