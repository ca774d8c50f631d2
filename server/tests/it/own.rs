//! One's own settings: how one writes, and what is left open to change about oneself.

use access::Sees;
use axum::http::{Method, StatusCode};
use kernel::Language;

use crate::house::{House, Person, databases};

const FORMATS: [(&str, &str); 5] = [
    ("date_format", "month_first"),
    ("number_format", "comma_point"),
    ("hour_format", "12"),
    ("week_start", "sunday"),
    ("time_zone", "america/new_york"),
];

const OPPORTUNITY: [(&str, &str); 5] = [
    ("name", "Großauftrag"),
    ("stage", "qualification"),
    ("amount.amount", "1,234.505"),
    ("amount.currency", "EUR"),
    ("close_on", "11/24/2031"),
];

async fn text(house: &House, person: &Person, from: &str) -> String {
    let reply = house.get(person, from).await;
    assert_eq!(reply.status, StatusCode::OK, "{from}");
    reply.text
}

#[tokio::test]
async fn days_numbers_and_times_are_written_and_read_as_a_person_chose() {
    for database in databases() {
        let house = House::open_in(database).await;
        let (jana, tim) = (house.jana().await, house.person("tim", Language::De, Sees::All).await);
        let reply = house.post(&tim, "/me/formats", &FORMATS).await;
        assert_eq!(reply.location(), "/me/formats", "{}", reply.text);
        let made = house.post(&tim, "/opportunities", &OPPORTUNITY).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let at = made.location().to_owned();
        for (person, seen) in
            [(&tim, ["11/24/2031", "1,234.505"]), (&jana, ["24.11.2031", "1.234,505"])]
        {
            for part in seen {
                let page = text(&house, person, &at).await;
                assert!(page.contains(part), "{part}: {page}");
                assert!(text(&house, person, "/opportunities").await.contains(part), "{part}");
            }
        }
        let form = text(&house, &tim, &format!("{at}/edit")).await;
        assert!(form.contains("value=\"11/24/2031\"") && form.contains("value=\"1234.505\""));
        let event = [
            ("subject", "Anruf"),
            ("starts_at.date", "2/1/2031"),
            ("starts_at.time", "2:30 pm"),
            ("ends_at.date", "02/01/2031"),
            ("ends_at.time", "3:30 PM"),
        ];
        let made = house.post(&tim, "/events", &event).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let page = text(&house, &tim, made.location()).await;
        assert!(page.contains("02/01/2031, 2:30\u{a0}PM"), "{page}");
        // Six hours further east.
        let page = text(&house, &jana, made.location()).await;
        assert!(page.contains("01.02.2031, 20:30"), "{page}");
    }
}

#[tokio::test]
async fn what_nobody_chose_follows_the_house_and_nonsense_is_named() {
    for database in databases() {
        let house = House::open_in(database).await;
        let (jana, tim) = (house.jana().await, house.person("tim", Language::De, Sees::Own).await);
        let mut house_formats = FORMATS.to_vec();
        house_formats.push(("firm", "Elbtal Verlag"));
        house_formats[0].1 = "iso";
        let reply = house.post(&jana, "/settings/firm", &house_formats).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
        let mut opportunity = OPPORTUNITY;
        opportunity[4].1 = "2031-11-24";
        let made = house.post(&tim, "/opportunities", &opportunity).await;
        let page = text(&house, &tim, made.location()).await;
        assert!(page.contains("2031-11-24") && page.contains("Elbtal Verlag"), "{page}");
        house.post(&tim, "/me/formats", &[("date_format", "dots")]).await;
        let page = text(&house, &tim, made.location()).await;
        assert!(page.contains("24.11.2031") && page.contains("1,234.505"), "{page}");
        for (field, value, said) in [
            ("time_zone", "Mars/Olympus", "Diese Zeitzone gibt es nicht"),
            ("date_format", "sideways", "Datum"),
        ] {
            for at in ["/me/formats", "/settings/firm"] {
                let reply = house.post(&jana, at, &[(field, value)]).await;
                assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{at}");
                assert!(reply.text.contains(said), "{said}: {}", reply.text);
            }
        }
        let reply = house.post(&tim, "/settings/firm", &[("firm", "Meins")]).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn people_change_of_themselves_what_administrators_leave_open() {
    for database in databases() {
        let house = House::open_in(database).await;
        let (jana, tim) = (house.jana().await, house.person("tim", Language::De, Sees::Own).await);
        let version = |page: &str| crate::house::hidden(page, "version").to_owned();
        let page = text(&house, &tim, "/me").await;
        assert!(page.contains("Das ändert Ihre Verwaltung."), "login and mail are closed at first");
        assert!(!page.contains("name=\"login\""), "{page}");
        let change = |n: &str, field: &'static str, value: &'static str| {
            vec![("version".to_owned(), n.to_owned()), (field.to_owned(), value.to_owned())]
        };
        let post = async |n: &str, field, value| {
            let form = change(n, field, value);
            let form: Vec<(&str, &str)> = form.iter().map(|(a, b)| (&**a, &**b)).collect();
            house.post(&tim, "/me", &form).await
        };
        let reply = post(&version(&page), "phone", "030 901820").await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
        assert_eq!(post(&version(&page), "phone", "1").await.status, StatusCode::CONFLICT);
        let page = text(&house, &tim, "/me").await;
        assert!(page.contains("030 901820"));
        let reply = post(&version(&page), "email", "tim@example.de").await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.text.contains("Das ändert nur die Verwaltung."), "{}", reply.text);

        let reply = house.post(&jana, "/settings/own-fields", &[("open", "email")]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
        let reply = post(&version(&page), "email", "tim@example.de").await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
        let page = text(&house, &tim, "/me").await;
        let reply = post(&version(&page), "phone", "1").await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "closed since");
        let formats = house.post(&tim, "/me/formats", &[("date_format", "iso")]).await;
        assert_eq!(formats.status, StatusCode::UNPROCESSABLE_ENTITY, "closed since");
        let looks = house.post(&tim, "/me/looks", &[("language", "en")]).await;
        assert_eq!(looks.status, StatusCode::UNPROCESSABLE_ENTITY, "closed since");
        let looks = house.post(&tim, "/me/looks", &[("theme", "dark")]).await;
        assert_eq!(looks.status, StatusCode::SEE_OTHER, "colours are everybody's own");
        let own = text(&house, &jana, "/me").await;
        assert!(own.contains("name=\"login\""), "administrators change everything anyway");
        assert_eq!(house.get(&tim, "/settings/own-fields").await.status, StatusCode::FORBIDDEN);
    }
}

/// A picture of two points by two.
fn png() -> Vec<u8> {
    const HEX: &str = "89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a\
                       730000001049444154789c63f8cfc000440c100a001fee03fd8b5f14d4000000\
                       0049454e44ae426082";
    let digits: Vec<u8> = HEX.bytes().filter(u8::is_ascii_hexdigit).collect();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

async fn send_picture(house: &House, person: &Person, content: &[u8]) -> crate::house::Reply {
    let mut body = b"--x\r\nContent-Disposition: form-data; name=\"picture\"; \
                     filename=\"ich.png\"\r\nContent-Type: image/png\r\n\r\n"
        .to_vec();
    body.extend(content);
    body.extend(b"\r\n--x--\r\n");
    let headers = [("content-type", "multipart/form-data; boundary=x")];
    house.tell(person, (Method::POST, "/me/picture"), &headers, body).await
}

#[tokio::test]
async fn a_picture_stands_for_its_person_until_it_is_taken_away() {
    for database in databases() {
        let house = House::open_in(database).await;
        let (jana, tim) = (house.jana().await, house.person("tim", Language::De, Sees::Own).await);
        let reply = send_picture(&house, &tim, b"<svg onload=alert(1)>").await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.text.contains("Das ist kein Bild"), "{}", reply.text);
        let reply = send_picture(&house, &tim, &png()).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
        let made = house.post(&tim, "/accounts", &[("name", "Elbtal")]).await;
        for (person, page) in [(&tim, "/me"), (&jana, "/settings/users"), (&jana, made.location())]
        {
            let page = text(&house, person, page).await;
            let (_, rest) = page.split_once("src=\"/files/people/").expect("the picture is shown");
            let address = format!("/files/people/{}", rest.split('"').next().unwrap());
            let reply = house.get(person, &address).await;
            assert_eq!(reply.headers["content-type"], "image/jpeg");
            assert!(reply.headers["cache-control"].to_str().unwrap().starts_with("private"));
            assert!(reply.headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
            let stranger = house.get(&Person::default(), &address).await;
            assert!(stranger.location().starts_with("/login"), "only who is signed in sees it");
        }
        house.post(&jana, "/settings/own-fields", &[("open", "name")]).await;
        let reply = send_picture(&house, &tim, &png()).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "closed since");
        let id = identity::find_user(&house.tenant.engine, "tim").await.unwrap().id;
        let remove = format!("/settings/users/{id}/picture-remove");
        assert_eq!(house.post(&tim, &remove, &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.post(&jana, &remove, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!text(&house, &jana, "/settings/users").await.contains("/files/people/"));
        let gone = house.get(&tim, &format!("/files/people/{id}")).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_person_is_removed_once_they_own_nothing_and_the_history_keeps_their_name() {
    for database in databases() {
        let house = House::open_in(database).await;
        let (jana, tim) = (house.jana().await, house.person("tim", Language::De, Sees::Own).await);
        let made = house.post(&tim, "/accounts", &[("name", "Elbtal")]).await;
        let engine = &house.tenant.engine;
        let (own, of_tim) = (
            identity::find_user(engine, "jana").await.unwrap().id,
            identity::find_user(engine, "tim").await.unwrap().id,
        );
        let remove = format!("/settings/users/{of_tim}/remove");
        let post = async |to: &str, sure| house.post(&jana, to, &[("sure", sure)]).await;
        let reply = post(&remove, "tom").await;
        assert!(reply.text.contains("Geben Sie den Anmeldenamen"), "{}", reply.text);
        let reply = post(&remove, "tim").await;
        assert_eq!(reply.status, StatusCode::CONFLICT, "{}", reply.text);
        assert!(reply.text.contains("gehören noch Datensätze"));
        let reply = post(&format!("/settings/users/{own}/remove"), "jana").await;
        assert_eq!(reply.status, StatusCode::CONFLICT, "not oneself");
        let form = text(&house, &jana, &format!("{}/edit", made.location())).await;
        let form = [
            ("version", crate::house::hidden(&form, "version")),
            ("owner", &own.to_string()),
            ("name", "Elbtal"),
        ];
        let given = house.post(&jana, made.location(), &form).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
        send_picture(&house, &tim, &png()).await;
        let reply = post(&remove, "Tim").await;
        assert_eq!(reply.location(), "/settings/users", "{}", reply.text);
        assert!(house.get(&tim, "/").await.location().starts_with("/login"));
        let again = [("name", "tim"), ("password", crate::house::PASSWORD)];
        let again = house.post(&Person::default(), "/login", &again).await;
        assert_ne!(again.status, StatusCode::SEE_OTHER, "gone");
        assert!(!text(&house, &jana, "/settings/users").await.contains(">tim<"));
        assert!(text(&house, &jana, made.location()).await.contains("tim"), "the name stays");
        let gone = house.get(&jana, &format!("/files/people/{of_tim}")).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        assert_eq!(post(&remove, "tim").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn nobody_is_held_to_passkeys_where_browsers_know_none() {
    let house = House::open().await;
    let jana = house.jana().await;
    let role = async |strength| {
        let form = [("name", "Leitung"), ("version", "0"), ("strength", strength)];
        house.post(&jana, "/settings/roles/new", &form).await
    };
    let reply = role("passkey").await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.text.contains("Passkeys sind hier nicht möglich"), "{}", reply.text);
    assert!(!role("second_factor").await.text.contains("Passkeys sind hier nicht möglich"));
}
