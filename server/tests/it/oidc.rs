//! Signing in by OpenID Connect: who comes in, and every way in which somebody must not.

use access::Sees;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use kernel::Language;
use outbound::Ranges;
use serde_json::json;
use uuid::Uuid;

use crate::house::{House, PASSWORD, Person, Reply, cookie, databases, escaped};
use crate::liar::{CLIENT, Liar, Plan, SECRET, Signing, pairs};

const PUBLIC: &str = "http://kontor.test";

/// A firm with an administrator and a provider.
pub struct World {
    pub house: House,
    pub jana: Person,
    pub liar: Liar,
    pub id: Uuid,
}

impl World {
    async fn open(database: Option<String>, set: &[(&str, &str)]) -> World {
        let change = |config: &mut server::Config| {
            config.database_url = database;
            config.public_url = Some(PUBLIC.into());
            config.outbound_allow = Ranges::parse("127.0.0.1").unwrap();
        };
        let house = House::open_as(change).await;
        let (jana, liar) = (house.jana().await, Liar::open().await);
        let id = set_up(&house, &jana, &liar, set).await;
        World { house, jana, liar, id }
    }

    /// Sets out in a browser; gives the browser and where it is led.
    async fn set_out(&self, browser: &Person, next: &str) -> (Person, String) {
        let to = format!("/login/with/{}?next={}", self.id, escaped(next));
        let reply = self.house.get(browser, &to).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
        let way = cookie(&reply, "kontor_way").expect("a way");
        let cookies = [browser.cookie.as_str(), way.as_str()].join("; ");
        let cookie = cookies.trim_start_matches("; ").to_owned();
        (Person { cookie, ..Person::default() }, reply.location().to_owned())
    }

    async fn back(&self, browser: &Person, told: &[(&str, &str)]) -> Reply {
        let to = format!("/login/back/{}?{}", self.id, crate::house::encoded(told));
        self.house.get(browser, &to).await
    }

    /// Goes there and back.
    async fn enter(&self) -> Reply {
        let (browser, address) = self.set_out(&Person::default(), "/").await;
        let (code, state) = self.liar.agree(&address);
        self.back(&browser, &[("code", &code), ("state", &state)]).await
    }

    /// The same while the provider does something.
    async fn enter_as(&self, plan: Plan) -> Reply {
        self.liar.plan(plan);
        self.enter().await
    }

    /// What the administrator reads of it.
    async fn said(&self) -> String {
        let id = self.id;
        let read = move |reader: &mut store::Reader<'_>| store::queries::provider::get(reader, id);
        self.house.tenant.engine.store().read(read).await.unwrap().unwrap().said
    }

    /// Changes the set-up.
    async fn change(&self, set: &[(&str, &str)]) {
        let at = format!("/settings/providers/{}", self.id);
        let page = self.house.get(&self.jana, &at).await.text;
        let version = crate::house::hidden(&page, "version");
        let form = form(&self.liar, set, version);
        let reply = self.house.post(&self.jana, &at, &form).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    }
}

fn form<'a>(
    liar: &'a Liar,
    set: &[(&'a str, &'a str)],
    version: &'a str,
) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("version", version),
        ("name", "Firmenkonto"),
        ("is_active", "1"),
        ("issuer", liar.issuer.as_str()),
        ("client", CLIENT),
        ("secret", SECRET),
        ("scopes", "openid profile email"),
        ("login_claim", "preferred_username"),
        ("groups_claim", "groups"),
    ];
    form.retain(|(name, _)| !set.iter().any(|(known, _)| known == name));
    form.extend_from_slice(set);
    form
}

async fn set_up(house: &House, jana: &Person, liar: &Liar, set: &[(&str, &str)]) -> Uuid {
    let reply = house.post(jana, "/settings/providers/new-oidc", &form(liar, set, "0")).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    reply.location().rsplit('/').next().unwrap().parse().unwrap()
}

fn is_in(reply: &Reply) -> bool {
    reply.status == StatusCode::SEE_OTHER && cookie(reply, "kontor").is_some()
}

fn session(reply: &Reply) -> Person {
    Person { cookie: cookie(reply, "kontor").expect("a session"), ..Person::default() }
}

async fn login_of(house: &House, reply: &Reply) -> String {
    let secret = session(reply).cookie.split_once('=').unwrap().1.to_owned();
    identity::resolve_session(&house.tenant.engine, &secret).await.unwrap().profile.login
}

/// Refused in words that tell nothing, and without a session.
#[track_caller]
fn assert_shut(reply: &Reply, what: &str) {
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{what}: {}", reply.text);
    assert_eq!(cookie(reply, "kontor"), None, "{what} opens a session");
    assert!(reply.text.contains("Die Anmeldung über Firmenkonto hat nicht geklappt"), "{what}");
}

#[tokio::test]
async fn a_person_is_who_the_provider_says_and_nobody_else() {
    for database in databases() {
        let world = World::open(database, &[]).await;
        assert_shut(&world.enter().await, "a stranger");
        assert_eq!(world.said().await, "unknown");
        world.change(&[("adopts", "1")]).await;
        let reply = world.enter().await;
        assert!(is_in(&reply), "{}", reply.text);
        assert_eq!(reply.location(), "/");
        assert_eq!(login_of(&world.house, &reply).await, "ines");
        assert_eq!(world.house.get(&session(&reply), "/me").await.status, StatusCode::OK);
        let renamed = json!({"preferred_username": "jana", "email": "jana@firma.test"});
        let reply = world.enter_as(Plan { claims: renamed, ..Plan::default() }).await;
        assert_eq!(login_of(&world.house, &reply).await, "ines", "a name decides who it is");
        let other = json!({"sub": "0815"});
        let plan = Plan { claims: other.clone(), more: other, ..Plan::default() };
        assert_shut(&world.enter_as(plan).await, "somebody else of the same name");
        assert_eq!(world.said().await, "login_taken");
        let ines = identity::find_user(&world.house.tenant.engine, "ines").await.unwrap();
        identity::disable_user(&world.house.tenant.engine, ines.id).await.unwrap();
        assert_shut(&world.enter_as(Plan::default()).await, "who is switched off");
        assert_eq!(world.said().await, "disabled");
    }
}

#[tokio::test]
async fn a_mail_address_links_once_when_it_is_verified_and_allowed() {
    for database in databases() {
        let world = World::open(database, &[]).await;
        let engine = &world.house.tenant.engine;
        let tobias = world.house.person("tobias", Language::De, Sees::Own).await;
        drop(tobias);
        let id = identity::find_user(engine, "tobias").await.unwrap().id;
        let mail = |verified: bool| Plan {
            claims: json!({"email": "T.Kraemer@firma.test", "email_verified": verified}),
            ..Plan::default()
        };
        let write = move |tx: &mut store::Tx<'_>| {
            let mut user = store::queries::user::get(tx, id)?.unwrap();
            user.email = Some("t.kraemer@firma.test".into());
            store::queries::user::put(tx, &user)
        };
        engine.store().write(write).await.unwrap();
        assert_shut(&world.enter_as(mail(true)).await, "a mail address that may not link");
        world.change(&[("links_by_mail", "1")]).await;
        assert_shut(&world.enter_as(mail(false)).await, "an address that nobody verified");
        let reply = world.enter_as(mail(true)).await;
        assert_eq!(login_of(&world.house, &reply).await, "tobias");
        world.change(&[]).await;
        let reply = world.enter_as(Plan::default()).await;
        assert_eq!(login_of(&world.house, &reply).await, "tobias", "the link does not last");
        world.change(&[("links_by_mail", "1")]).await;
        let mut other = mail(true);
        other.claims["sub"] = json!("0815");
        other.more = json!({"sub": "0815"});
        assert_shut(&world.enter_as(other).await, "a second one with the address of the first");
    }
}

#[tokio::test]
async fn tokens_that_lie_open_nothing() {
    for database in databases() {
        let world = World::open(database, &[("adopts", "1")]).await;
        let now = world.house.tenant.engine.clock().now().millis() / 1000;
        let lies = [
            ("nonce", json!({"nonce": "another"})),
            ("nonce", json!({"nonce": null})),
            ("wrong_issuer", json!({"iss": "https://evil.test"})),
            ("wrong_issuer", json!({"iss": format!("{}/", world.liar.issuer)})),
            ("audience", json!({"aud": "another"})),
            ("audience", json!({"aud": ["another", "third"]})),
            ("audience", json!({"aud": [CLIENT, "another"]})),
            ("audience", json!({"aud": [CLIENT, "another"], "azp": "another"})),
            ("audience", json!({"azp": "another"})),
            ("expired", json!({"exp": now - 61})),
            ("expired", json!({"exp": 0})),
            ("expired", json!({"iat": now + 600})),
            ("expired", json!({"nbf": now + 600})),
            ("nonsense", json!({"exp": null})),
            ("nonsense", json!({"sub": null})),
        ];
        for (word, claims) in lies {
            let what = claims.to_string();
            let reply = world.enter_as(Plan { claims, ..Plan::default() }).await;
            assert_shut(&reply, &what);
            assert_eq!(world.said().await, word, "{what}");
        }
        let ways =
            [Signing::AnotherKey, Signing::None, Signing::PublicAsSecret, Signing::ClientSecret];
        for signing in ways {
            let reply = world.enter_as(Plan { signing, ..Plan::default() }).await;
            assert_shut(&reply, &format!("{signing:?}"));
            assert_eq!(world.said().await, "signature", "{signing:?}");
        }
        let both = json!({"aud": [CLIENT, "another"], "azp": CLIENT});
        let reply = world.enter_as(Plan { claims: both, ..Plan::default() }).await;
        assert!(is_in(&reply), "a token for us and another one is refused: {}", reply.text);
    }
}

#[tokio::test]
async fn a_provider_that_answers_nonsense_breaks_nothing() {
    let world = World::open(None, &[("adopts", "1")]).await;
    let (at, elsewhere) = (world.liar.issuer.clone(), "http://evil.test/token");
    let to = format!("/login/with/{}", world.id);
    let abouts = [
        json!({"issuer": "https://evil.test"}),
        json!({"issuer": null}),
        json!({"token_endpoint": elsewhere}),
        json!({"authorization_endpoint": "javascript:alert(1)"}),
        json!({"jwks_uri": 7}),
    ];
    for about in abouts {
        world.liar.plan(Plan { about: about.clone(), ..Plan::default() });
        let reply = world.house.get(&Person::default(), &to).await;
        assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE, "{about}");
        assert!(cookie(&reply, "kontor_way").is_none(), "{about}");
    }
    world.liar.plan(Plan { broken: vec!["about"], ..Plan::default() });
    let reply = world.house.get(&Person::default(), &to).await;
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    for place in ["keys", "token", "more"] {
        let reply = world.enter_as(Plan { broken: vec![place], ..Plan::default() }).await;
        assert_shut(&reply, place);
        assert_eq!(world.said().await, "nonsense", "{place}");
    }
    let more = json!({"sub": "0815", "groups": ["Leitung"]});
    let reply = world.enter_as(Plan { more, ..Plan::default() }).await;
    assert_shut(&reply, "what is said of another person");
    // RFC 9207: whoever says it names itself has to, and nobody may name another one.
    let about = json!({"authorization_response_iss_parameter_supported": true});
    let reply = world.enter_as(Plan { about, ..Plan::default() }).await;
    assert_shut(&reply, "an answer without its sender");
    world.liar.plan(Plan::default());
    for (iss, is_right) in [("https://evil.test", false), (at.as_str(), true)] {
        let (browser, address) = world.set_out(&Person::default(), "/").await;
        let (code, state) = world.liar.agree(&address);
        let reply = world.back(&browser, &[("code", &code), ("state", &state), ("iss", iss)]).await;
        assert_eq!(is_in(&reply), is_right, "{iss}: {}", reply.text);
    }
}

#[tokio::test]
async fn the_way_back_is_bound_to_its_browser_and_works_once() {
    for database in databases() {
        let world = World::open(database, &[("adopts", "1")]).await;
        let nobody = Person::default();
        let (browser, address) = world.set_out(&nobody, "/").await;
        let (code, state) = world.liar.agree(&address);
        let told = [("code", code.as_str()), ("state", state.as_str())];
        let (other, address) = world.set_out(&nobody, "/").await;
        assert_shut(&world.back(&nobody, &told).await, "a browser that never began");
        assert_eq!(world.said().await, "way_lost");
        assert_shut(&world.back(&other, &told).await, "another browser");
        assert_eq!(world.said().await, "state");
        let reply = world.back(&browser, &told).await;
        assert!(is_in(&reply), "{}", reply.text);
        assert_shut(&world.back(&browser, &told).await, "the same way twice");
        assert_eq!(world.said().await, "way_lost");
        let (_, fresh) = world.liar.agree(&address);
        let reply = world.back(&other, &[("code", &code), ("state", &fresh)]).await;
        assert_shut(&reply, "a way that was used for a wrong state");
        let (browser, address) = world.set_out(&nobody, "/").await;
        let (_, state) = world.liar.agree(&address);
        let reply = world.back(&browser, &[("code", &code), ("state", &state)]).await;
        assert_shut(&reply, "a replayed code");
        assert_eq!(world.said().await, "code_refused");
        // A code that was made for another browser fails at its proof (PKCE).
        let (_, address) = world.set_out(&nobody, "/").await;
        let (stolen, _) = world.liar.agree(&address);
        let (browser, address) = world.set_out(&nobody, "/").await;
        let (_, state) = world.liar.agree(&address);
        let reply = world.back(&browser, &[("code", &stolen), ("state", &state)]).await;
        assert_shut(&reply, "a stolen code");
        assert_eq!(world.said().await, "code_refused");
        for told in [vec![], vec![("code", "x")], vec![("state", "x")], vec![("state", "")]] {
            let (browser, _) = world.set_out(&nobody, "/").await;
            assert_shut(&world.back(&browser, &told).await, &format!("{told:?}"));
            assert_eq!(world.said().await, "state");
        }
        let (browser, address) = world.set_out(&nobody, "/").await;
        let (_, state) = world.liar.agree(&address);
        let told = [("error", "access_denied"), ("state", state.as_str())];
        assert_shut(&world.back(&browser, &told).await, "who gave up");
        assert_eq!(world.said().await, "said_no");
    }
}

#[tokio::test]
async fn a_way_ends_after_ten_minutes() {
    let world = World::open(None, &[("adopts", "1")]).await;
    let world = World { house: world.house.at_rest(), ..world };
    let (browser, address) = world.set_out(&Person::default(), "/").await;
    let (code, state) = world.liar.agree(&address);
    let world = World { house: world.house.later(601), ..world };
    let reply = world.back(&browser, &[("code", &code), ("state", &state)]).await;
    assert_shut(&reply, "an old way");
    assert_eq!(world.said().await, "way_lost");
}

#[tokio::test]
async fn a_sign_in_renews_the_session_and_leads_inside() {
    let world = World::open(None, &[("adopts", "1")]).await;
    let fixed = Person { cookie: "kontor=chosen-by-eve".into(), ..Person::default() };
    let (browser, address) = world.set_out(&fixed, "/accounts?q=a").await;
    let (code, state) = world.liar.agree(&address);
    let reply = world.back(&browser, &[("code", &code), ("state", &state)]).await;
    assert_eq!(reply.location(), "/accounts?q=a");
    assert_ne!(cookie(&reply, "kontor"), Some("kontor=chosen-by-eve".into()));
    assert_eq!(world.house.get(&fixed, "/me").await.status, StatusCode::SEE_OTHER);
    for next in ["//evil.test", "https://evil.test", "/\\evil.test", "javascript:alert(1)"] {
        let (browser, address) = world.set_out(&Person::default(), next).await;
        let (code, state) = world.liar.agree(&address);
        let told = [("code", code.as_str()), ("state", state.as_str()), ("next", next)];
        let reply = world.back(&browser, &told).await;
        assert_eq!(reply.location(), "/", "{next} leads elsewhere");
    }
}

#[tokio::test]
async fn the_way_back_is_the_configured_address_whatever_a_request_says() {
    let world = World::open(None, &[("adopts", "1")]).await;
    let request = axum::http::Request::builder()
        .method(Method::GET)
        .uri(format!("/login/with/{}", world.id))
        .header(header::HOST, "evil.test")
        .header("x-forwarded-host", "evil.test");
    let reply = world.house.send(request.body(Body::empty()).unwrap()).await;
    let asked = pairs(reply.location().split_once('?').unwrap().1);
    assert_eq!(asked["redirect_uri"], format!("{PUBLIC}/login/back/{}", world.id));
    assert!(!reply.location().contains("evil.test"));
}

#[tokio::test]
async fn groups_bring_roles_and_groups_and_take_them_back() {
    for database in databases() {
        let world = World::open(database, &[("adopts", "1")]).await;
        let engine = world.house.tenant.engine.clone();
        let cx = engine.system("a test");
        let group = identity::StoredGroup {
            id: kernel::PrincipalId::new(),
            name: "Vertrieb".into(),
            about: String::new(),
            version: 0,
            members: Default::default(),
        };
        let write = {
            let group = group.clone();
            move |tx: &mut store::Tx<'_>| store::queries::group::put(tx, &group)
        };
        cx.store().write(write).await.unwrap();
        let to = format!("group:{}", group.id);
        let rule = [("adopts", "1"), ("rules", "Team Süd"), ("rules_to", to.as_str())];
        world.change(&rule).await;
        let members = || {
            let (engine, id) = (engine.clone(), group.id);
            async move {
                let all = engine.store().read(store::queries::group::all).await.unwrap();
                all.into_iter().find(|one| one.id == id).unwrap().members.len()
            }
        };
        let of = |groups: serde_json::Value| Plan {
            claims: json!({"groups": groups}),
            ..Plan::default()
        };
        assert!(is_in(&world.enter_as(of(json!(["Andere", "Team Süd"]))).await));
        assert_eq!(members().await, 1);
        assert!(is_in(&world.enter_as(of(json!(["Andere"]))).await));
        assert_eq!(members().await, 0, "who left the group there stays in ours");
        assert!(is_in(&world.enter_as(of(json!("Team Süd"))).await), "one group as a text");
        assert_eq!(members().await, 1);
        world.change(&[("adopts", "1")]).await;
        assert!(is_in(&world.enter().await));
        assert_eq!(members().await, 0, "a rule that was removed still brings something");
    }
}

#[tokio::test]
async fn our_second_factor_is_asked_for_unless_the_word_of_the_provider_counts() {
    for database in databases() {
        let world = World::open(database, &[("adopts", "1")]).await;
        let form = [("strength", "second_factor")];
        // The administrator sets up their own first, or they could change nothing.
        crate::factor::set_up(&world.house, &world.jana).await;
        world.house.post(&world.jana, "/settings/sign-in", &form).await;
        let reply = world.enter().await;
        let home = world.house.get(&session(&reply), "/").await;
        assert!(home.location().starts_with("/me/second-factor"), "nothing more is demanded");
        let strong = Plan { claims: json!({"amr": ["pwd", "mfa"]}), ..Plan::default() };
        let reply = world.enter_as(strong.clone()).await;
        let home = world.house.get(&session(&reply), "/").await;
        assert_eq!(home.status, StatusCode::SEE_OTHER, "its word counts though nobody said so");
        world.change(&[("adopts", "1"), ("strong", "phr mfa")]).await;
        let reply = world.enter_as(strong).await;
        assert_eq!(world.house.get(&session(&reply), "/").await.status, StatusCode::OK);
        let weak = Plan { claims: json!({"amr": ["pwd"], "acr": "0"}), ..Plan::default() };
        let reply = world.enter_as(weak).await;
        assert_eq!(world.house.get(&session(&reply), "/").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn the_word_of_a_provider_is_no_passkey_of_ours() {
    let world = World::open(None, &[]).await;
    let profile = Uuid::now_v7();
    let role = store::queries::role::StoredRole {
        id: Uuid::now_v7(),
        name: "Leitung".into(),
        parent: None,
        strength: "passkey".into(),
        version: 0,
        profiles: [profile].into(),
    };
    let id = role.id.to_string();
    let write = move |tx: &mut store::Tx<'_>| store::queries::role::put(tx, &role);
    world.house.tenant.engine.store().write(write).await.unwrap();
    world.change(&[("adopts", "1"), ("strong", "mfa"), ("role", &id)]).await;
    let strong = Plan { claims: json!({"amr": ["mfa"]}), ..Plan::default() };
    let home = world.house.get(&session(&world.enter_as(strong).await), "/").await;
    assert!(home.location().starts_with("/me/"), "nothing more is demanded");
}

#[tokio::test]
async fn passwords_can_be_switched_off_and_nobody_is_locked_out() {
    for database in databases() {
        let world = World::open(database, &[("adopts", "1")]).await;
        let house = &world.house;
        house.person("tobias", Language::De, Sees::Own).await;
        house.person("erika", Language::De, Sees::All).await;
        let engine = &house.tenant.engine;
        let [jana, tobias] = ["jana", "tobias"];
        let id = |login: &'static str| async move {
            identity::find_user(engine, login).await.unwrap().id.to_string()
        };
        let enter = |login: &'static str| async move {
            let form = [("name", login), ("password", PASSWORD)];
            is_in(&house.post(&Person::default(), "/login", &form).await)
        };
        let administrator = &world.jana;
        let keep = |who: String| async move {
            house.post(administrator, "/settings/providers", &[("keeper", &who)]).await.status
        };
        assert!(house.get(&Person::default(), "/login").await.text.contains("name=\"password\""));
        let refused = keep(id(tobias).await).await;
        assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY, "who is no administrator keeps it");
        assert_eq!(keep(id(jana).await).await, StatusCode::SEE_OTHER);
        let page = house.get(&Person::default(), "/login").await.text;
        assert!(!page.contains("name=\"password\"") && page.contains("Anmelden mit Firmenkonto"));
        let page = house.get(&Person::default(), "/login?password=1").await.text;
        assert!(page.contains("name=\"password\""));
        assert!(enter("jana").await && !enter("tobias").await && !enter("erika").await);
        let jana = id("jana").await.parse().unwrap();
        identity::disable_user(engine, jana).await.unwrap();
        assert!(enter("erika").await, "nobody gets in any more");
        assert!(!enter("tobias").await);
    }
}

#[tokio::test]
async fn providers_are_reached_only_where_it_is_allowed() {
    let house = House::open_as(|config| config.public_url = Some(PUBLIC.into())).await;
    let (jana, liar) = (house.jana().await, Liar::open().await);
    let id = set_up(&house, &jana, &liar, &[]).await;
    let reply = house.get(&Person::default(), &format!("/login/with/{id}")).await;
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    let reply = house.post(&jana, &format!("/settings/providers/{id}/probe"), &[]).await;
    assert!(reply.text.contains("KONTOR_OUTBOUND_ALLOW"), "{}", reply.text);
}

#[tokio::test]
async fn a_provider_is_set_up_in_words_and_its_secret_is_never_shown() {
    for database in databases() {
        let world = World::open(database, &[]).await;
        let at = format!("/settings/providers/{}", world.id);
        let page = world.house.get(&world.jana, &at).await.text;
        assert!(page.contains(&format!("{PUBLIC}/login/back/{}", world.id)));
        assert!(!page.contains(SECRET) && !page.contains("geheim"));
        let probed = world.house.post(&world.jana, &format!("{at}/probe"), &[]).await;
        assert!(probed.text.contains("nennt 1 Schlüssel"), "{}", probed.text);
        let wrong = [("issuer", "http://id.firma.test"), ("scopes", "email"), ("name", "")];
        let version = crate::house::hidden(&page, "version");
        let reply = world.house.post(&world.jana, &at, &form(&world.liar, &wrong, version)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        for said in ["https-Adresse", "„openid“ fehlt", "http://id.firma.test"] {
            assert!(reply.text.contains(said), "{said}: {}", reply.text);
        }
        let stale = world.house.post(&world.jana, &at, &form(&world.liar, &[], "0")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let rule = [("rules", "Team"), ("rules_to", "")];
        let reply = world.house.post(&world.jana, &at, &form(&world.liar, &rule, version)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.text.contains("value=\"Team\""), "what was typed is lost");
        let elsewhere = [("issuer", "https://evil.test"), ("secret", "")];
        let form_of = form(&world.liar, &elsewhere, version);
        let reply = world.house.post(&world.jana, &at, &form_of).await;
        assert!(reply.text.contains("Die Adresse hat sich geändert"), "a secret is led elsewhere");
        world.change(&[("secret", "")]).await;
        world.change(&[("is_active", "0")]).await;
        let reply = world.house.get(&Person::default(), &format!("/login/with/{}", world.id)).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "a paused provider is asked");
        world.house.post(&world.jana, &format!("{at}/remove"), &[]).await;
        assert_eq!(world.house.get(&world.jana, &at).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn who_has_no_password_here_proves_it_by_a_fresh_sign_in() {
    for database in databases() {
        let world = World::open(database, &[("adopts", "1")]).await;
        let world = World { house: world.house.at_rest(), ..world };
        let ines = session(&world.enter().await);
        let page = world.house.get(&ines, "/me/second-factor").await.text;
        assert!(!page.contains("name=\"password\""), "a password is asked for that nobody has");
        let world = World { house: world.house.later(601), ..world };
        let token = crate::house::hidden(&page, "csrf").to_owned();
        let ines = Person { csrf: token, ..ines };
        let form = [("sealed", crate::house::hidden(&page, "sealed")), ("code", "000000")];
        let reply = world.house.post(&ines, "/me/second-factor", &form).await;
        assert_eq!(reply.status, StatusCode::CONFLICT, "an old sign-in proves something");
        let form = [("old_password", ""), ("password", "fünf Birnen im Keller")];
        let reply = world.house.post(&ines, "/me/password", &form).await;
        assert!(!reply.status.is_success(), "a password is made beside the provider");
        let form = [("name", "ines"), ("password", "fünf Birnen im Keller")];
        assert!(!is_in(&world.house.post(&Person::default(), "/login", &form).await));
        let end = world.house.tenant.engine.clock().now().millis() / 1000 + 900;
        world.liar.plan(Plan { claims: json!({"exp": end}), ..Plan::default() });
        let ines = session(&world.enter().await);
        let (phone, _) = crate::factor::set_up(&world.house, &ines).await;
        let world = World { house: world.house.later(60), ..world };
        let reply = world.enter().await;
        assert!(reply.location().starts_with("/login/code?"), "{}", reply.location());
        assert_eq!(cookie(&reply, "kontor"), None, "there is a session before the code");
        let step = Person { cookie: cookie(&reply, "kontor_step").unwrap(), ..Person::default() };
        let code = phone.code(&world.house, 0);
        assert!(is_in(&world.house.post(&step, "/login/code", &[("code", &code)]).await));
    }
}

#[tokio::test]
async fn a_link_that_is_undone_ends_what_it_opened() {
    for database in databases() {
        let world = World::open(database, &[("adopts", "1")]).await;
        let ines = session(&world.enter().await);
        let at = format!("/settings/providers/{}/linked", world.id);
        let page = world.house.get(&world.jana, &at).await.text;
        assert!(page.contains("Ines Vogt") && page.contains("4711"), "{page}");
        let user = identity::find_user(&world.house.tenant.engine, "ines").await.unwrap().id;
        let user = user.to_string();
        let reply = world.house.post(&world.jana, &at, &[("user", &user)]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
        assert_eq!(world.house.get(&ines, "/me").await.status, StatusCode::SEE_OTHER);
        let page = world.house.get(&world.jana, &at).await.text;
        assert!(page.contains("Noch niemand verknüpft"));
        assert_shut(&world.enter().await, "who was let go");
        assert_eq!(world.said().await, "login_taken");
    }
}
