//! Moving in from another house of the family: our own web service, and a fake of the original.

use axum::http::{Method, StatusCode};
use kernel::{Instant, Link, RecordId, Value};
use outbound::Ranges;
use records::{Cx, ListQuery, Record};
use serde_json::json;
use tokio::sync::watch;

use crate::agency::{agency, many};
use crate::house::{House, Person, databases};
use crate::old_house::{KEY, OldHouse, Trip};
use crate::older;
use crate::program::{Running, eventually};

/// A house that may reach this machine, with its administrator.
async fn open(database: Option<String>) -> (House, Person) {
    let ranges = Ranges::parse("127.0.0.1").unwrap();
    let house = House::open_as(|config| {
        config.database_url = database;
        config.outbound_allow = ranges;
    });
    let house = house.await.at_rest();
    let jana = house.jana().await;
    (house, jana)
}

/// Does what is due, once.
async fn work(house: &House) {
    let (_stop, stopped) = watch::channel(false);
    server::worker(&house.tenant, stopped).round().await.unwrap();
}

async fn connect(house: &House, person: &Person, old: &OldHouse) {
    let form = [("address", old.address.as_str()), ("login", "admin"), ("key", KEY)];
    let reply = house.post(person, "/settings/moving", &form).await;
    assert_eq!(reply.location(), "/settings/moving/plan", "{}", reply.text);
}

/// Starts a run; gives its address.
async fn start(house: &House, person: &Person, form: &[(&str, &str)]) -> String {
    let reply = house.post(person, "/settings/moving/act/start", form).await;
    assert!(reply.location().contains("/runs/"), "{}", reply.text);
    reply.location().to_owned()
}

/// Brings everything and gives the address of the run, which has ended.
async fn bring(house: &House, person: &Person, form: &[(&str, &str)]) -> String {
    let at = start(house, person, form).await;
    work(house).await;
    let page = house.get(person, &at).await.text;
    assert!(page.contains("Fertig"), "{page}");
    at
}

/// Cells of the report, line by line, without its heading.
async fn report(house: &House, person: &Person, at: &str) -> Vec<String> {
    let csv = house.get(person, &format!("{at}/report.csv")).await;
    assert_eq!(csv.status, StatusCode::OK);
    csv.text.lines().skip(1).map(str::to_owned).collect()
}

fn cx(house: &House) -> Cx {
    house.tenant.engine.system("a test looks for what was brought")
}

async fn all(cx: &Cx, module: &str) -> Vec<Record> {
    let list = ListQuery { sort: "created_at".into(), limit: 500, ..ListQuery::default() };
    records::find(cx, module, &list).await.unwrap().page.records
}

/// The only record of a title.
async fn one(cx: &Cx, module: &str, title: &str) -> Record {
    let found: Vec<Record> =
        all(cx, module).await.into_iter().filter(|record| record.title == title).collect();
    assert_eq!(found.len(), 1, "{title} stands {} times", found.len());
    let id = found[0].id;
    records::get(cx, module, id).await.unwrap()
}

fn value(cx: &Cx, module: &str, record: &Record, field: &str) -> Value {
    record.value(cx.catalog.module(module).unwrap(), field).clone()
}

fn text(cx: &Cx, module: &str, record: &Record, field: &str) -> String {
    value(cx, module, record, field).primary().as_text().to_owned()
}

/// The counts of a module on the page of a run: new, changed, equal, refused.
async fn counts(house: &House, person: &Person, (at, label): (&str, &str)) -> Vec<u64> {
    let page = house.get(person, at).await.text;
    let row = format!("<th scope=\"row\">{label}</th>");
    let (_, rest) = page.split_once(&row).unwrap_or_else(|| panic!("no {label}: {page}"));
    let cells = rest.split("</tr>").next().unwrap().split("<td class=\"num\">").skip(1);
    cells.take(4).map(|cell| cell.split('<').next().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn a_house_of_ours_moves_into_another_one() {
    for database in databases() {
        let old = House::open_in(database.clone()).await;
        let oma = old.jana().await;
        let made = old.post(&oma, "/accounts", &[("name", "Elbtal Druck"), ("status", "customer")]);
        let account = made.await.location().rsplit('/').next().unwrap().to_owned();
        let link = json!({"module": "accounts", "id": account});
        for (name, mail) in [("Sommer", "ida@elbtal.example"), ("Winter", "ole@elbtal.example")] {
            let body = json!({"fields": {
                "last_name": name, "account": link, "email": [{"label": "work", "value": mail}],
            }});
            let to = (Method::POST, "/api/v1/contacts");
            let reply = old.tell(&oma, to, &[], body.to_string()).await;
            assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text);
        }
        let key = older::key(&old, "jana").await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let app = old.app.clone();
        tokio::spawn(async move { axum::serve(listener, app).await });

        let (new, jana) = open(database).await;
        let form = [("address", address.as_str()), ("login", "jana"), ("key", key.as_str())];
        let reply = new.post(&jana, "/settings/moving", &form).await;
        assert_eq!(reply.location(), "/settings/moving/plan", "{}", reply.text);
        let plan = new.get(&jana, "/settings/moving/plan").await.text;
        assert!(plan.contains("m.Accounts") && plan.contains("m.cf_competitors"), "{plan}");
        let at = bring(&new, &jana, &[]).await;
        assert_eq!(report(&new, &jana, &at).await, Vec::<String>::new());
        assert_eq!(counts(&new, &jana, (&at, "Kontakte")).await, [2, 0, 0, 0]);
        let cx = cx(&new);
        let account = one(&cx, "account", "Elbtal Druck").await;
        assert_eq!(text(&cx, "account", &account, "status"), "customer");
        let contact = one(&cx, "contact", "Sommer").await;
        let link = Value::Link(Link::new("account", account.id));
        assert_eq!(value(&cx, "contact", &contact, "account"), link);
        assert_eq!(text(&cx, "contact", &contact, "email"), "ida@elbtal.example");
        let again = bring(&new, &jana, &[("everything", "1")]).await;
        assert_eq!(counts(&new, &jana, (&again, "Kontakte")).await, [0, 0, 2, 0]);
        news(&old, &oma, (&new, &jana), contact.id).await;
        for house in [old, new] {
            house.tenant.engine.store().clone().erase().await.unwrap();
        }
    }
}

/// What happens there afterwards comes as news, and what is put away there is told of.
async fn news(old: &House, oma: &Person, (new, jana): (&House, &Person), contact: RecordId) {
    let list = old.get(oma, "/api/v1/contacts?sort=last_name").await.json();
    let there = |at: usize| list["data"][at]["id"].as_str().unwrap().to_owned();
    let renamed = json!({"fields": {"last_name": "Sommerfeld"}}).to_string();
    for (method, id, body) in
        [(Method::PATCH, there(0), renamed), (Method::DELETE, there(1), String::new())]
    {
        let to = format!("/api/v1/contacts/{id}");
        let reply = old.tell(oma, (method, &to), &[], body).await;
        assert!(reply.status.is_success(), "{}", reply.text);
    }
    let news = bring(new, jana, &[]).await;
    let kept = one(&cx(new), "contact", "Sommerfeld").await;
    assert_eq!(kept.id, contact);
    let lines = report(new, jana, &news).await;
    assert!(lines.len() == 1 && lines[0].contains("dort gelöscht"), "{lines:#?}");
}

#[tokio::test]
async fn own_fields_own_modules_links_comments_and_documents_come_along() {
    for database in databases() {
        let (house, jana) = open(database).await;
        let old = OldHouse::open(agency()).await;
        connect(&house, &jana, &old).await;
        let plan = house.get(&jana, "/settings/moving/plan").await.text;
        assert!(plan.contains("Karl Alt") && !plan.contains("geheim") && !plan.contains(KEY));
        let fields = house.get(&jana, "/settings/moving/modules/Accounts").await.text;
        assert!(fields.contains("Sprachen") && fields.contains("Zirkus"), "{fields}");
        let at = bring(&house, &jana, &[]).await;
        let cx = cx(&house);
        let (zirkus, gruppe) =
            (one(&cx, "account", "Zirkus Alt").await, one(&cx, "account", "Alt Gruppe").await);
        let of = |field: &str| text(&cx, "account", &zirkus, field);
        assert_eq!(of("phone"), "030 123");
        assert_eq!(of("x_kundennummer_alt"), "=1+1");
        assert_eq!(of("x_organization_number"), "ACC7", "the number there is kept");
        assert_eq!(of("industry"), "x_zirkus", "a value that was missing is added");
        assert_eq!(text(&cx, "account", &gruppe, "industry"), "banking");
        let spoken = Value::Codes(vec!["x_deutsch".into(), "x_franzosisch".into()]);
        assert_eq!(value(&cx, "account", &zirkus, "x_sprachen"), spoken);
        let parent = Value::Link(Link::new("account", gruppe.id));
        assert_eq!(value(&cx, "account", &zirkus, "parent"), parent);
        let made = Instant::parse_rfc3339("2019-03-02T10:00:00Z").unwrap();
        assert_eq!(value(&cx, "account", &zirkus, "created_at"), Value::Instant(made));
        let jana_id = identity::find_user(&house.tenant.engine, "jana").await.unwrap().id;
        assert_eq!(value(&cx, "account", &zirkus, "created_by"), Value::Principal(jana_id));
        let ida = one(&cx, "contact", "Ida Sommer").await;
        assert_eq!(value(&cx, "contact", &ida, "email"), Value::Empty);
        let lost = one(&cx, "opportunity", "Großes Zelt").await;
        assert_eq!(text(&cx, "opportunity", &lost, "stage"), "lost");
        let other = one(&cx, "opportunity", "Manege").await;
        assert_eq!(text(&cx, "opportunity", &other, "stage"), "qualification", "as it begins");
        let link = Link::new("opportunity", lost.id);
        let related = records::relations(&cx, link).await.unwrap();
        assert_eq!(related.iter().map(|one| one.other.id).collect::<Vec<_>>(), [ida.id]);
        let vorhaben = one(&cx, "x_vorhaben", "Neues Zelt").await;
        let link = Value::Link(Link::new("x_vorhaben", vorhaben.id));
        assert_eq!(value(&cx, "contact", &ida, "x_lieblingsprojekt"), link);
        assert_eq!(text(&cx, "x_vorhaben", &vorhaben, "x_phase"), "x_bau");
        hanging(&house, &cx, (&zirkus, &ida)).await;
        reported(&report(&house, &jana, &at).await);
        let again = bring(&house, &jana, &[("everything", "1")]).await;
        assert_eq!(counts(&house, &jana, (&again, "Organizations")).await, [0, 0, 2, 0]);
        assert_eq!(counts(&house, &jana, (&again, "ModComments")).await, [0, 0, 2, 0]);
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

/// Comments and files at what was brought.
async fn hanging(house: &House, cx: &Cx, (zirkus, ida): (&Record, &Record)) {
    let jana = identity::find_user(&house.tenant.engine, "jana").await.unwrap().id;
    let at_zirkus = Link::new("account", zirkus.id);
    let comments = social::comments(cx, &at_zirkus, (None, 10)).await.unwrap();
    assert_eq!(comments[0].text, "Zahlt pünktlich.");
    assert_eq!((comments[0].author, comments[1].author), (Some(jana), None));
    assert_eq!(comments[1].text, "Karl Alt:\nVon früher.");
    for link in [at_zirkus, Link::new("contact", ida.id)] {
        let files = house.tenant.files.of_record(cx, &link).await.unwrap();
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].name, "vertrag.pdf");
    }
}

/// What of the agency could not be brought.
fn reported(lines: &[String]) {
    assert_eq!(lines.len(), 3, "{lines:#?}");
    let says = |words: &[&str]| {
        assert!(lines.iter().any(|line| words.iter().all(|w| line.contains(w))), "{words:?}");
    };
    says(&["12x12", "Ida Sommer", "mit Lücke", "Primary Email", "keine Adresse"]);
    says(&["12x13", "nicht übernommen", "Last Name"]);
    says(&["15x41", "Verweis"]);
}

#[tokio::test]
async fn what_goes_wrong_in_the_middle_loses_nothing_and_doubles_nothing() {
    for database in databases() {
        let (house, jana) = open(database).await;
        let old = OldHouse::open(many(320)).await;
        connect(&house, &jana, &old).await;
        old.change(|world| {
            world.poison.insert("11x150".into());
            world.trips = vec![Trip::Nonsense, Trip::Ended, Trip::Error, Trip::Broken, Trip::Ended];
        });
        let at = bring(&house, &jana, &[]).await;
        let lines = report(&house, &jana, &at).await;
        assert!(lines.iter().any(|line| line.contains("11x150")), "{lines:#?}");
        assert_eq!(counts(&house, &jana, (&at, "Organizations")).await, [321, 0, 0, 1]);
        assert_eq!(all(&cx(&house), "account").await.len(), 321);
        assert!(old.world.lock().unwrap().n_logins > 2);
        // A whole run is broken off by a house that is silent, and goes on by itself.
        old.change(|world| {
            world.poison.clear();
            world.set("11x200", "2023-01-01 00:00:00", &[("accountname", "Firma Neu")]);
            world.trips = vec![Trip::Broken; 12];
        });
        let at = start(&house, &jana, &[("everything", "1")]).await;
        work(&house).await;
        let page = house.get(&jana, &at).await.text;
        assert!(page.contains("Unterbrochen"), "{page}");
        for _ in 0..4 {
            house.tenant.engine.clock().advance(200_000);
            work(&house).await;
        }
        assert_eq!(counts(&house, &jana, (&at, "Organizations")).await, [1, 1, 320, 0]);
        one(&cx(&house), "account", "Firma Neu").await;
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn a_run_that_is_repeated_takes_what_is_new_and_respects_both_sides() {
    for database in databases() {
        let (house, jana) = open(database).await;
        let old = OldHouse::open(many(3)).await;
        connect(&house, &jana, &old).await;
        bring(&house, &jana, &[]).await;
        let cx = cx(&house);
        let ours = one(&cx, "account", "Firma 100").await;
        let both = one(&cx, "account", "Firma 101").await;
        house.tenant.engine.clock().advance(60_000);
        for (record, name) in [(&ours, "Hier umbenannt"), (&both, "Hier anders")] {
            let to = format!("/api/v1/accounts/{}", record.id);
            let body = json!({"fields": {"name": name, "website": "hier.example"}}).to_string();
            let reply = house.tell(&jana, (Method::PATCH, &to), &[], body).await;
            assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
        }
        old.change(|world| {
            world.asked.clear();
            world.set("11x100", "2024-01-01 00:00:00", &[("phone", "040 55")]);
            world.set("11x101", "2024-01-01 00:00:00", &[("accountname", "Dort anders")]);
            world.set("11x102", "2024-01-01 00:00:00", &[("accountname", "Dort neu")]);
            world.deleted = vec!["12x12".into(), "11x9".into()];
        });
        let at = bring(&house, &jana, &[]).await;
        let asked = old.world.lock().unwrap().asked.clone();
        let reads = asked.iter().filter(|query| query.starts_with("select * from Accounts"));
        assert!(reads.into_iter().all(|query| query.contains("modifiedtime >= ")), "{asked:#?}");
        one(&cx, "account", "Dort neu").await;
        let kept = one(&cx, "account", "Hier umbenannt").await;
        assert_eq!(text(&cx, "account", &kept, "phone"), "040 55", "both sides are heard");
        one(&cx, "account", "Hier anders").await;
        let lines = report(&house, &jana, &at).await;
        let says = |words: &[&str]| {
            let found = lines.iter().any(|line| words.iter().all(|word| line.contains(word)));
            assert!(found, "{words:?} in {lines:#?}");
        };
        says(&["11x101", "beide geändert", "Organization Name"]);
        says(&["12x12", "dort gelöscht", "Hier steht er noch"]);
        assert!(!lines.iter().any(|line| line.contains("11x100;")), "{lines:#?}");
        binned(&house, &jana, &old).await;
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

/// Wished for, what is deleted there goes to the bin, unless somebody changed it here.
async fn binned(house: &House, jana: &Person, old: &OldHouse) {
    let cx = &cx(house);
    let form = plan_form(jana, house).await;
    let mut form: Vec<(&str, &str)> =
        form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    form.push(("trash", "1"));
    let saved = house.post(jana, "/settings/moving/plan", &form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    old.change(|world| world.deleted.push("11x101".into()));
    let at = bring(house, jana, &[]).await;
    let lines = report(house, jana, &at).await;
    assert!(lines.iter().any(|line| line.contains("12x12") && line.contains("Papierkorb")));
    let ida = all(cx, "contact").await;
    assert!(ida.iter().all(|record| record.title != "Ida Sommer"), "it is in the bin");
    one(cx, "account", "Hier anders").await;
}

/// What the form of the plan sends, as it stands.
async fn plan_form(person: &Person, house: &House) -> Vec<(String, String)> {
    let page = house.get(person, "/settings/moving/plan").await.text;
    let mut pairs = vec![("currency".to_owned(), "EUR".to_owned())];
    for part in page.split("<select ").skip(1) {
        let (_, rest) = part.split_once("name=\"").unwrap();
        let name = rest.split('"').next().unwrap().to_owned();
        let options = part.split("</select>").next().unwrap();
        let chosen = options.split("<option ").find(|option| option.contains(" selected"));
        let Some(chosen) = chosen else { continue };
        let (_, rest) = chosen.split_once("value=\"").unwrap();
        pairs.push((name, rest.split('"').next().unwrap().to_owned()));
    }
    pairs
}

#[tokio::test]
async fn a_plan_is_changed_before_it_is_carried_out() {
    for database in databases() {
        let (house, jana) = open(database).await;
        let old = OldHouse::open(agency()).await;
        connect(&house, &jana, &old).await;
        let mut form = plan_form(&jana, &house).await;
        for (name, value) in &mut form {
            match name.as_str() {
                "m.Vorhaben" => *value = "leave".into(),
                "m.Accounts" => *value = "new".into(),
                _ => {}
            }
        }
        let form: Vec<(&str, &str)> =
            form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let saved = house.post(&jana, "/settings/moving/plan", &form).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let at = "/settings/moving/modules/Contacts";
        let fields = [("f.lastname", "to:last_name"), ("f.firstname", "to:last_name")];
        let twice = house.post(&jana, at, &fields).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.text.contains("zum selben Ziel"), "{}", twice.text);
        let fields = [("f.lastname", "to:last_name"), ("f.birthday", "new")];
        assert_eq!(house.post(&jana, at, &fields).await.status, StatusCode::SEE_OTHER);
        bring(&house, &jana, &[]).await;
        let cx = cx(&house);
        assert_eq!(all(&cx, "account").await.len(), 0);
        let own = one(&cx, "x_organization", "Zirkus Alt").await;
        assert_eq!(text(&cx, "x_organization", &own, "x_billing_city"), "Köln");
        let ida = one(&cx, "contact", "Sommer").await;
        assert_ne!(value(&cx, "contact", &ida, "x_date_of_birth"), Value::Empty);
        assert_eq!(value(&cx, "contact", &ida, "birthday"), Value::Empty);
        assert!(cx.catalog.modules().iter().all(|module| module.code != "x_vorhaben"));
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_connection_is_said_where_it_is_corrected() {
    let (house, jana) = open(None).await;
    let old = OldHouse::open(agency()).await;
    let nothing = old.address.replace("/crm/", "/anderswo/");
    for (address, login, key, said) in [
        (old.address.as_str(), "admin", "falsch", "Zugriffsschlüssel passen nicht"),
        (old.address.as_str(), "eve", KEY, "Zugriffsschlüssel passen nicht"),
        (nothing.as_str(), "admin", KEY, "kein Webservice"),
        ("ftp://crm.example", "admin", KEY, "keine Adresse"),
        ("http://10.1.2.3/crm", "admin", KEY, "privates Netz"),
        ("http://127.0.0.1:1/", "admin", KEY, "nichts Brauchbares"),
        ("", "", "", "fehlt"),
    ] {
        let form = [("address", address), ("login", login), ("key", key)];
        let reply = house.post(&jana, "/settings/moving", &form).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        assert!(reply.text.contains(said), "{address}: {}", reply.text);
    }
    connect(&house, &jana, &old).await;
    let page = house.get(&jana, "/settings/moving").await.text;
    assert!(page.contains("admin") && !page.contains(KEY));
    let stored = records::setting(&house.tenant.engine, "moving.source").await.unwrap();
    assert!(!stored.contains(KEY), "the key is sealed");
    bring(&house, &jana, &[]).await;
    let reply = house.post(&jana, "/settings/moving/act/forget", &[]).await;
    assert_eq!(reply.location(), "/settings/moving");
    let page = house.get(&jana, "/settings/moving").await.text;
    assert!(page.contains("name=\"key\""));
    connect(&house, &jana, &old).await;
    let again = bring(&house, &jana, &[("everything", "1")]).await;
    assert_eq!(counts(&house, &jana, (&again, "Organizations")).await, [0, 0, 2, 0]);
    let map = house.get(&jana, "/settings?q=umzug").await.text;
    assert!(map.contains("/settings/moving"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_program_goes_on_where_it_was() {
    for database in databases() {
        let (house, jana) = open(database).await;
        let old = OldHouse::open(many(600)).await;
        connect(&house, &jana, &old).await;
        let at = start(&house, &jana, &[]).await;
        let allowed = "outbound_allow = \"127.0.0.1\"\n";
        std::fs::write(house.config.data.join("kontor.toml"), allowed).unwrap();
        old.change(|world| {
            world.asked.clear();
            world.delay = std::time::Duration::from_millis(60);
        });
        let program = Running::work(&house.config);
        let pages = || {
            let world = old.world.lock().unwrap();
            let pages = |query: &&String| query.starts_with("select * from Accounts");
            world.asked.iter().filter(pages).count()
        };
        tokio::task::block_in_place(|| eventually(|| pages() > 3));
        program.kill();
        let cx = cx(&house);
        let before = all_of(&cx, "account").await;
        assert!(before > 0 && before < 602, "it was killed in the middle: {before}");
        old.change(|world| world.delay = std::time::Duration::ZERO);
        house.tenant.engine.clock().advance(200_000);
        work(&house).await;
        assert_eq!(all_of(&cx, "account").await, 602);
        assert_eq!(counts(&house, &jana, (&at, "Organizations")).await, [602, 0, 0, 0]);
        let zirkus = one(&cx, "account", "Zirkus Alt").await;
        assert_ne!(value(&cx, "account", &zirkus, "parent"), Value::Empty);
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

async fn all_of(cx: &Cx, module: &str) -> u64 {
    let list = ListQuery::default();
    records::count(cx, module, &list, 10_000).await.unwrap().n
}

#[tokio::test]
async fn a_run_is_stopped_and_the_next_one_goes_on() {
    let (house, jana) = open(None).await;
    let old = OldHouse::open(many(150)).await;
    connect(&house, &jana, &old).await;
    let at = start(&house, &jana, &[]).await;
    let second = house.post(&jana, "/settings/moving/act/start", &[]).await;
    assert_eq!(second.status, StatusCode::CONFLICT, "one after the other");
    house.post(&jana, &format!("{at}/cancel"), &[]).await;
    work(&house).await;
    assert!(house.get(&jana, &at).await.text.contains("Angehalten"));
    bring(&house, &jana, &[]).await;
    assert_eq!(all(&cx(&house), "account").await.len(), 152);
}

#[tokio::test]
async fn administrators_see_words_and_everybody_else_finds_no_way_in() {
    let (house, jana) = open(None).await;
    let old = OldHouse::open(agency()).await;
    connect(&house, &jana, &old).await;
    let at = bring(&house, &jana, &[]).await;
    let john = house.person("john", kernel::Language::En, access::Sees::All).await;
    let fields = "/settings/moving/modules/Contacts";
    for page in ["/settings/moving", "/settings/moving/plan", fields, &at] {
        for person in [&jana, &john] {
            let text = house.get(person, page).await.text;
            assert!(text.ends_with("</html>"), "{page} breaks off");
            for key in [">ui.", "\"ui.", ">moving.", "\"moving.", ">problem.", ">studio."] {
                assert!(!text.contains(key), "{page} shows a key instead of words: {key}");
            }
        }
    }
    let tim = house.person("tim", kernel::Language::De, access::Sees::Own).await;
    for page in ["/settings/moving", "/settings/moving/plan", &at, &format!("{at}/report.csv")] {
        assert_eq!(house.get(&tim, page).await.status, StatusCode::FORBIDDEN, "{page}");
    }
    let start = house.post(&tim, "/settings/moving/act/start", &[]).await;
    assert_eq!(start.status, StatusCode::FORBIDDEN);
    let none = RecordId(uuid::Uuid::nil());
    let missing = format!("/settings/moving/runs/{none}");
    assert_eq!(house.get(&jana, &missing).await.status, StatusCode::NOT_FOUND);
}
