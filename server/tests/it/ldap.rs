//! Signing in by a directory, against a real one.

use std::sync::{Arc, Mutex};

use access::Sees;
use axum::http::StatusCode;
use kernel::Language;
use outbound::Ranges;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use uuid::Uuid;

use crate::house::{House, PASSWORD, Person, Reply, cookie, databases, hidden};
use crate::slapd::{BASE, READER, SECRET, Slapd};

const RIGHT: &str = "ein langes Passwort";

struct World {
    house: House,
    jana: Person,
    slapd: Slapd,
    id: Uuid,
}

impl World {
    async fn open(database: Option<String>, set: &[(&'static str, &str)]) -> World {
        let slapd = Slapd::start();
        let house = House::open_as(|config| {
            config.database_url = database;
            config.outbound_allow = Ranges::parse("127.0.0.1, ::1").unwrap();
        })
        .await;
        let jana = house.jana().await;
        let form = form(&slapd, set, "0");
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let reply = house.post(&jana, "/settings/providers/new-ldap", &form).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
        let id = reply.location().rsplit('/').next().unwrap().parse().unwrap();
        World { house, jana, slapd, id }
    }

    fn at(&self) -> String {
        format!("/settings/providers/{}", self.id)
    }

    async fn try_change(&self, set: &[(&'static str, &str)]) -> Reply {
        let page = self.house.get(&self.jana, &self.at()).await.text;
        let form = form(&self.slapd, set, hidden(&page, "version"));
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        self.house.post(&self.jana, &self.at(), &form).await
    }

    async fn change(&self, set: &[(&'static str, &str)]) {
        let reply = self.try_change(set).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    }

    async fn enter(&self, name: &str, password: &str) -> Reply {
        let form = [("name", name), ("password", password)];
        self.house.post(&Person::default(), "/login", &form).await
    }

    async fn is_let_in(&self, name: &str, password: &str) -> bool {
        is_in(&self.enter(name, password).await)
    }

    async fn probe(&self) -> String {
        self.house.post(&self.jana, &format!("{}/probe", self.at()), &[]).await.text
    }

    async fn said(&self) -> String {
        let id = self.id;
        let read = move |reader: &mut store::Reader<'_>| store::queries::provider::get(reader, id);
        self.house.tenant.engine.store().read(read).await.unwrap().unwrap().said
    }

    /// Does the jobs that are due an hour later.
    async fn an_hour_passes(self) -> World {
        let house = self.house.later(3700);
        let (_stop, stopped) = watch::channel(false);
        server::worker(&house.tenant, stopped).round().await.unwrap();
        World { house, ..self }
    }
}

fn form(slapd: &Slapd, set: &[(&'static str, &str)], version: &str) -> Vec<(&'static str, String)> {
    let mut form: Vec<(&'static str, String)> = [
        ("version", version),
        ("name", "Verzeichnis"),
        ("is_active", "1"),
        ("url", slapd.open.as_str()),
        ("bind_dn", READER),
        ("bind_secret", SECRET),
        ("base", "ou=leute,dc=firma,dc=test"),
        ("filter", "(&(objectClass=inetOrgPerson)(uid={name}))"),
        ("login", "uid"),
        ("person", "cn"),
        ("mail", "mail"),
        ("phone", "telephoneNumber"),
        ("group_base", BASE),
        ("group_member", "member"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into();
    form.retain(|(name, _)| !set.iter().any(|(known, _)| known == name));
    form.extend(set.iter().map(|(name, value)| (*name, (*value).to_owned())));
    form
}

fn is_in(reply: &Reply) -> bool {
    reply.status == StatusCode::SEE_OTHER && cookie(reply, "kontor").is_some()
}

#[tokio::test]
async fn a_directory_judges_passwords_and_people_are_taken_in() {
    for database in databases() {
        let world = World::open(database, &[]).await;
        assert!(!world.is_let_in("ines", RIGHT).await, "a stranger is taken in");
        world.change(&[("adopts", "1")]).await;
        let reply = world.enter(" INES ", RIGHT).await;
        assert!(is_in(&reply), "{}", reply.text);
        let ines = identity::find_user(&world.house.tenant.engine, "ines").await.unwrap();
        assert_eq!(ines.name, "Ines Vögt");
        assert_eq!(ines.email.as_deref(), Some("ines@firma.test"));
        for wrong in ["", " ", "ein langes passwort", PASSWORD, "ein anderes Passwort"] {
            assert!(!world.is_let_in("ines", wrong).await, "{wrong:?} lets in");
        }
        assert!(world.is_let_in("jana", PASSWORD).await, "our own passwords do not count");
        identity::disable_user(&world.house.tenant.engine, ines.id).await.unwrap();
        assert!(!world.is_let_in("ines", RIGHT).await, "who is switched off here comes in");
    }
}

#[tokio::test]
async fn no_sign_of_a_name_reaches_the_directory() {
    for database in databases() {
        let world = World::open(database, &[("adopts", "1")]).await;
        let long = "a".repeat(5000);
        let long_star = format!("ines{}", "*".repeat(90));
        let names = [
            "*",
            "i*",
            "ines*",
            "*)(uid=*",
            "ines)(uid=ines",
            "ines)(|(uid=*",
            "*))(|(uid=*",
            "\\2a",
            "ines\0",
            "\0",
            "in\nes",
            "(uid=ines)",
            "uid=ines,ou=leute,dc=firma,dc=test",
            long.as_str(),
            long_star.as_str(),
            "",
            " ",
        ];
        for name in names {
            let reply = world.enter(name, RIGHT).await;
            assert!(!is_in(&reply), "{name:?} lets in");
            assert!(!reply.status.is_server_error(), "{name:?} answers {}", reply.status);
        }
        assert!(!world.is_let_in("zwilling", "doppelt gemoppelt").await, "two are one");
        assert_eq!(world.said().await, "", "something broke: {}", world.said().await);
    }
}

#[tokio::test]
async fn a_directory_that_is_away_keeps_nobody_out_whose_password_is_kept_here() {
    for database in databases() {
        let mut world = World::open(database, &[("adopts", "1")]).await;
        assert!(world.is_let_in("ines", RIGHT).await);
        world.slapd.stop();
        assert!(world.is_let_in("jana", PASSWORD).await, "the administrator is locked out");
        let [known, local, nobody] = [
            world.enter("ines", RIGHT).await,
            world.enter("jana", "falsch").await,
            world.enter("niemand", RIGHT).await,
        ];
        for reply in [&known, &local, &nobody] {
            assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
        }
        let told = |reply: &Reply, name: &str| reply.text.replace(name, "");
        assert_eq!(told(&known, "ines"), told(&nobody, "niemand"), "a page tells who is known");
        assert_eq!(told(&known, "ines"), told(&local, "jana"), "a page tells who is ours");
        assert_eq!(world.said().await, "away", "the administrator is not told");
        world.slapd.go_on();
        assert!(world.is_let_in("ines", RIGHT).await);
    }
}

#[tokio::test]
async fn guesses_at_a_directory_are_slowed_down() {
    let world = World::open(None, &[("adopts", "1")]).await;
    let world = World { house: world.house.at_rest(), ..world };
    for _ in 0..5 {
        assert_eq!(world.enter("ines", "falsch").await.status, StatusCode::UNAUTHORIZED);
    }
    let reply = world.enter("ines", RIGHT).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS, "{}", reply.text);
    assert!(world.is_let_in("kurt", "ein anderes Passwort").await, "others wait as well");
}

#[tokio::test]
async fn lines_are_encrypted_and_certificates_are_checked() {
    let world = World::open(None, &[("adopts", "1")]).await;
    let (ca, stranger) =
        (world.slapd.certificates.ca.clone(), world.slapd.certificates.stranger.clone());
    let secure = world.slapd.secure.clone();
    world.change(&[("adopts", "1"), ("url", &secure), ("ca", &ca)]).await;
    assert!(world.is_let_in("ines", RIGHT).await, "ldaps: {}", world.said().await);
    let open = world.slapd.open.clone();
    world.change(&[("adopts", "1"), ("url", &open), ("starttls", "1"), ("ca", &ca)]).await;
    assert!(world.is_let_in("ines", RIGHT).await, "StartTLS: {}", world.said().await);
    for ca in ["", stranger.as_str()] {
        for (url, starttls) in [(&secure, ""), (&open, "1")] {
            world.change(&[("url", url), ("starttls", starttls), ("ca", ca)]).await;
            assert!(!world.is_let_in("ines", RIGHT).await, "{url} with another certificate");
            assert_eq!(world.said().await, "certificate", "{url}");
        }
    }
    let numbered = secure.replace("localhost", "127.0.0.1");
    world.change(&[("url", &numbered), ("ca", &ca)]).await;
    assert!(!world.is_let_in("ines", RIGHT).await, "a certificate for another name");
    let reply = world.try_change(&[("url", "ldap://verzeichnis.firma.test")]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.text.contains("Ohne Verschlüsselung"), "{}", reply.text);
}

#[tokio::test]
async fn the_button_says_in_words_what_is_wrong() {
    let mut world = World::open(None, &[]).await;
    assert!(world.probe().await.contains("zeigt 4 Personen"));
    let wrongs = [
        (vec![("bind_secret", "falsch")], "nahm Kennung und Passwort nicht an"),
        (vec![("base", "ou=fort,dc=firma,dc=test")], "Ort der Personen gibt es"),
        (vec![("filter", "(&(objectClass=device)(uid={name}))")], "zeigt aber niemanden"),
    ];
    for (set, said) in wrongs {
        world.change(&set).await;
        let page = world.probe().await;
        assert!(page.contains(said), "{said}: {page}");
    }
    let fields = [
        ("filter", "(uid=ines)", "an der Stelle des Namens"),
        ("filter", "(uid={name}", "an der Stelle des Namens"),
        ("url", "http://verzeichnis.test", "ldaps://verzeichnis.firma.de"),
        ("url", "", "Adresse"),
        ("login", "uid)(a=", "Buchstaben, Ziffern und Bindestrichen"),
        ("ca", "kein Zertifikat", "PEM-Format"),
        ("base", "", "Ort der Personen"),
        ("url", "ldaps://evil.test", "Die Adresse hat sich geändert"),
    ];
    for (field, value, said) in fields {
        let reply = world.try_change(&[(field, value), ("bind_secret", "")]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
        assert!(reply.text.contains(said), "{field}: {}", reply.text);
    }
    let form = form(&world.slapd, &[("bind_secret", "")], "0");
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let reply = world.house.post(&world.jana, "/settings/providers/new-ldap", &form).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "a name without its password");
    world.slapd.stop();
    assert!(world.probe().await.contains("antwortet nicht"));
}

#[tokio::test]
async fn people_are_looked_at_and_chosen() {
    for database in databases() {
        let world = World::open(database, &[]).await;
        world.house.person("kurt", Language::De, Sees::Own).await;
        let at = format!("{}/people", world.at());
        let page = world.house.get(&world.jana, &at).await.text;
        assert!(page.contains("Ines Vögt") && page.contains("Noch nicht da"), "{page}");
        assert!(page.contains("Gleicher Anmeldename wie kurt"));
        let found = world.house.get(&world.jana, &format!("{at}?q=INE")).await.text;
        assert!(found.contains("Ines Vögt") && !found.contains("Ödland"));
        let none = world.house.get(&world.jana, &format!("{at}?q=*")).await.text;
        assert!(none.contains("Niemand gefunden"), "a star means everybody");
        let values: Vec<&str> = page
            .split("name=\"subject\" value=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        let row = |name: &str| {
            let before = page.split(name).next().unwrap();
            values[before.matches("name=\"subject\"").count() - 1]
        };
        let chosen = [("subject", row("Ines Vögt")), ("subject", row("Kurt Ödland"))];
        let reply = world.house.post(&world.jana, &at, &chosen).await;
        assert!(reply.text.contains("verknüpft: 2"), "{}", reply.text);
        assert!(reply.text.contains("Schon aufgenommen"));
        assert!(world.is_let_in("ines", RIGHT).await, "who was chosen does not come in");
        assert!(world.is_let_in("kurt", "ein anderes Passwort").await, "who was linked");
        assert!(!world.is_let_in("kurt", PASSWORD).await, "our own password counts beside it");
    }
}

#[tokio::test]
async fn groups_of_a_directory_bring_what_the_rules_say() {
    for database in databases() {
        let world = World::open(database, &[("adopts", "1")]).await;
        let engine = world.house.tenant.engine.clone();
        let group = identity::StoredGroup {
            id: kernel::PrincipalId::new(),
            name: "Vertrieb".into(),
            about: String::new(),
            version: 0,
            members: Default::default(),
        };
        let id = group.id;
        let write = move |tx: &mut store::Tx<'_>| store::queries::group::put(tx, &group);
        engine.store().write(write).await.unwrap();
        let to = format!("group:{id}");
        let rule = |from: &'static str| {
            [("adopts", "1".to_owned()), ("rules", from.into()), ("rules_to", to.clone())]
        };
        for (from, n) in [("vertrieb süd", 1), ("Vertrieb", 0)] {
            let set = rule(from);
            let set: Vec<(&'static str, &str)> =
                set.iter().map(|(name, value)| (*name, value.as_str())).collect();
            world.change(&set).await;
            assert!(world.is_let_in("ines", RIGHT).await);
            assert!(world.is_let_in("kurt", "ein anderes Passwort").await);
            let all = engine.store().read(store::queries::group::all).await.unwrap();
            let members = all.into_iter().find(|one| one.id == id).unwrap().members;
            assert_eq!(members.len(), n, "{from}");
        }
    }
}

#[tokio::test]
async fn whoever_a_directory_has_no_more_is_signed_out() {
    for database in databases() {
        let world = World::open(database, &[("adopts", "1")]).await;
        let session = |reply: &Reply| Person {
            cookie: cookie(reply, "kontor").expect("a session"),
            ..Person::default()
        };
        let ines = session(&world.enter("ines", RIGHT).await);
        let kurt = session(&world.enter("kurt", "ein anderes Passwort").await);
        let mut world = World { house: world.house.at_rest(), ..world }.an_hour_passes().await;
        assert_eq!(
            world.house.get(&ines, "/me").await.status,
            StatusCode::OK,
            "{:?}",
            world.said().await
        );
        world.slapd.stop();
        let mut world = world.an_hour_passes().await;
        let status = world.house.get(&ines, "/me").await.status;
        assert_eq!(status, StatusCode::OK, "a directory that is away signs people out");
        world.slapd.go_on();
        world.slapd.remove("uid=ines,ou=leute,dc=firma,dc=test");
        let world = world.an_hour_passes().await;
        assert_eq!(world.house.get(&ines, "/me").await.status, StatusCode::SEE_OTHER);
        assert_eq!(world.house.get(&kurt, "/me").await.status, StatusCode::OK);
        assert!(!world.is_let_in("ines", RIGHT).await, "who is gone comes in");
    }
}

/// What was asked of a directory through a line that listens: the kinds of its questions.
#[derive(Clone, Default)]
struct Asked(Arc<Mutex<Vec<u8>>>);

impl Asked {
    /// Listens between the program and a directory; gives where.
    async fn between(port: u16) -> (Asked, u16) {
        let asked = Asked::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let own = listener.local_addr().unwrap().port();
        let heard = asked.clone();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let far = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
                tokio::spawn(heard.clone().pass(near, far));
            }
        });
        (asked, own)
    }

    async fn pass(self, near: TcpStream, far: TcpStream) {
        let (mut from, mut back) = near.into_split();
        let (mut answers, mut to) = far.into_split();
        tokio::spawn(async move { tokio::io::copy(&mut answers, &mut back).await });
        let mut bytes = vec![0; 65_536];
        while let Ok(n @ 1..) = from.read(&mut bytes).await {
            self.0.lock().unwrap().push(kind(&bytes[..n]));
            to.write_all(&bytes[..n]).await.unwrap();
        }
    }

    fn taken(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// The kind of a question (RFC 4511, 4.1.1): it stands behind a length and a short number.
fn kind(message: &[u8]) -> u8 {
    let length = if message[1] < 0x80 { 0 } else { usize::from(message[1] & 0x7f) };
    message[length + 5]
}

#[tokio::test]
async fn every_try_takes_the_same_steps() {
    let world = World::open(None, &[("adopts", "1")]).await;
    let port = world.slapd.open.rsplit(':').next().unwrap().parse().unwrap();
    let (asked, own) = Asked::between(port).await;
    let url = format!("ldap://127.0.0.1:{own}");
    world.change(&[("adopts", "1"), ("url", &url)]).await;
    assert!(world.is_let_in("ines", RIGHT).await);
    let (bind, search, unbind) = (0x60, 0x63, 0x42);
    let steps = vec![bind, search, search, bind, unbind];
    assert_eq!(asked.taken(), steps);
    for name in ["ines", "niemand", "jana", "*", "zwilling", "a\0b", ""] {
        assert!(!world.is_let_in(name, "falsch").await, "{name}");
        assert_eq!(asked.taken(), steps, "{name:?} is told apart by what is asked");
    }
    assert!(!world.is_let_in("niemand", "").await);
    assert_eq!(asked.taken(), steps, "an empty password is told apart by what is asked");
}
