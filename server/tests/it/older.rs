//! The older web service as its programs meet it: signing in, reading, writing, asking.

use access::Sees;
use axum::body::Body;
use axum::http::{Request, header};
use kernel::Language;
use md5::{Digest, Md5};
use serde_json::{Value as Json, json};

use crate::house::{House, databases, encoded};

/// A program that speaks to the older web service.
pub struct Program<'h> {
    pub house: &'h House,
    pub session: String,
}

/// What came back: the result, or code and message of the fault.
pub type Said = Result<Json, (String, String)>;

fn told(reply: &crate::house::Reply) -> Said {
    let body = reply.json();
    let fault = |name: &str| body["error"][name].as_str().unwrap().to_owned();
    match body["success"].as_bool().unwrap() {
        true => Ok(body["result"].clone()),
        false => Err((fault("code"), fault("message"))),
    }
}

/// Asks without a session.
pub async fn get(house: &House, pairs: &[(&str, &str)]) -> Said {
    let to = format!("/webservice.php?{}", encoded(pairs));
    told(&house.send(Request::get(to).body(Body::empty()).unwrap()).await)
}

/// Posts without a session.
pub async fn post(house: &House, pairs: &[(&str, &str)]) -> Said {
    let request = Request::post("/webservice.php")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    told(&house.send(request.body(Body::from(encoded(pairs))).unwrap()).await)
}

/// Makes a key for somebody.
pub async fn key(house: &House, login: &str) -> String {
    let tenant = &house.tenant;
    let user = identity::find_user(&tenant.engine, login).await.unwrap().id;
    identity::make_access_key(&tenant.engine, &tenant.vault, user).await.unwrap()
}

/// The answer to a question of the sign-in.
pub fn answer(token: &str, key: &str) -> String {
    let bytes = Md5::digest(format!("{token}{key}"));
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a name is asked.
pub async fn challenge(house: &House, login: &str) -> String {
    let asked = get(house, &[("operation", "getchallenge"), ("username", login)]).await.unwrap();
    asked["token"].as_str().unwrap().to_owned()
}

pub async fn login(house: &House, login: &str, answer: &str) -> Said {
    post(house, &[("operation", "login"), ("username", login), ("accessKey", answer)]).await
}

impl<'h> Program<'h> {
    /// Signs in with a new key.
    pub async fn of(house: &'h House, name: &str) -> Program<'h> {
        let key = key(house, name).await;
        let token = challenge(house, name).await;
        let entered = login(house, name, &answer(&token, &key)).await.unwrap();
        Program { house, session: entered["sessionName"].as_str().unwrap().to_owned() }
    }

    pub async fn get(&self, operation: &str, pairs: &[(&str, &str)]) -> Said {
        let mut all = vec![("operation", operation), ("sessionName", self.session.as_str())];
        all.extend(pairs);
        get(self.house, &all).await
    }

    pub async fn post(&self, operation: &str, pairs: &[(&str, &str)]) -> Said {
        let mut all = vec![("operation", operation), ("sessionName", self.session.as_str())];
        all.extend(pairs);
        post(self.house, &all).await
    }

    pub async fn create(&self, kind: &str, element: Json) -> Said {
        let element = element.to_string();
        self.post("create", &[("elementType", kind), ("element", &element)]).await
    }

    pub async fn query(&self, query: &str) -> Vec<Json> {
        let rows = self.get("query", &[("query", query)]).await;
        rows.unwrap_or_else(|fault| panic!("{query}: {fault:?}")).as_array().unwrap().clone()
    }

    /// The codes of names that a query finds.
    pub async fn names(&self, query: &str, column: &str) -> Vec<String> {
        let rows = self.query(query).await;
        rows.iter().map(|row| row[column].as_str().unwrap().to_owned()).collect()
    }

    pub async fn fault(&self, query: &str) -> String {
        self.get("query", &[("query", query)]).await.unwrap_err().0
    }
}

pub fn id(record: &Json) -> &str {
    record["id"].as_str().unwrap()
}

#[tokio::test]
async fn a_program_signs_in_with_its_key_and_with_nothing_else() {
    for database in databases() {
        let house = House::open_in(database).await;
        house.jana().await;
        let key = key(&house, "jana").await;
        let token = challenge(&house, "jana").await;
        let right = answer(&token, &key);
        let none = login(&house, "tim", &right).await.unwrap_err();
        assert_eq!(none.0, "INVALID_AUTH_TOKEN", "who was asked nothing answers nothing");
        let entered = login(&house, " Jana ", &right).await.unwrap();
        assert_eq!((&entered["username"], &entered["is_admin"]), (&json!("jana"), &json!("on")));
        assert!(entered["userId"].as_str().unwrap().starts_with("19x"));
        let again = login(&house, "jana", &right).await.unwrap_err();
        assert_eq!(again.0, "INVALID_AUTH_TOKEN", "an answer is good once");
        let (one, two) = (challenge(&house, "jana").await, challenge(&house, "jana").await);
        assert_ne!(one, two);
        for token in [&two, &one] {
            let entered = login(&house, "jana", &answer(token, &key)).await;
            assert!(entered.is_ok(), "two programs sign in side by side");
        }
        // Whoever there is, and whether they have a key, looks alike.
        house.person("tim", Language::De, Sees::All).await;
        for name in ["tim", "nobody", "jana"] {
            let token = challenge(&house, name).await;
            assert_eq!(token.len(), 32);
            let refused = login(&house, name, &answer(&token, "guess")).await.unwrap_err();
            assert_eq!(refused.0, "INVALID_USER_CREDENTIALS", "{name}");
        }
        let engine = house.tenant.engine.clone();
        let user = identity::find_user(&engine, "jana").await.unwrap().id;
        let program =
            Program { house: &house, session: entered["sessionName"].as_str().unwrap().into() };
        assert!(program.get("listtypes", &[]).await.is_ok());
        identity::end_access_key(&engine, user).await.unwrap();
        let ended = program.get("listtypes", &[]).await.unwrap_err();
        assert_eq!(ended.0, "INVALID_SESSIONID", "sessions end with the key");
        assert!(identity::end_access_key(&engine, user).await.is_err());
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn guesses_wait_and_sessions_end() {
    let house = House::open().await.at_rest();
    let jana = house.jana().await;
    let key = key(&house, "jana").await;
    let token = challenge(&house, "jana").await;
    for _ in 0..5 {
        let refused = login(&house, "jana", &answer(&token, "guess")).await.unwrap_err();
        assert_eq!(refused.0, "INVALID_USER_CREDENTIALS");
    }
    let waits = login(&house, "jana", &answer(&token, &key)).await.unwrap_err();
    assert!(waits.1.contains("try again in 2 s"), "{waits:?}");
    let house = house.later(3);
    let late = challenge(&house, "jana").await;
    let house = house.later(301);
    let over = login(&house, "jana", &answer(&late, &key)).await.unwrap_err();
    assert_eq!(over.0, "INVALID_AUTH_TOKEN");
    let token = challenge(&house, "jana").await;
    let entered = login(&house, "jana", &answer(&token, &key)).await.unwrap();
    let session = entered["sessionName"].as_str().unwrap().to_owned();
    let cookie = format!("kontor={session}");
    let request = Request::get("/accounts").header(header::COOKIE, cookie);
    let page = house.send(request.body(Body::empty()).unwrap()).await;
    assert!(page.location().starts_with("/login"), "no browser comes in with it");
    let bearer =
        Request::get("/api/v1/modules").header("authorization", format!("Bearer {session}"));
    let reply = house.send(bearer.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, 401, "it is no token");
    let (_, cookie) = jana.cookie.split_once('=').unwrap();
    for (session, code) in
        [("", "AUTHENTICATION_REQUIRED"), ("x", "INVALID_SESSIONID"), (cookie, "INVALID_SESSIONID")]
    {
        let asked = [("operation", "extendsession"), ("sessionName", session)];
        assert_eq!(post(&house, &asked).await.unwrap_err().0, code, "{session}");
    }
    let program = Program { house: &house, session: session.clone() };
    let extended = program.post("extendsession", &[]).await.unwrap();
    assert_eq!(extended["sessionName"], session);
    assert_eq!(program.get("logout", &[]).await.unwrap_err().0, "OPERATION_NOT_SUPPORTED");
    assert_eq!(program.post("nosuch", &[]).await.unwrap_err().0, "UNKNOWN_OPERATION");
    program.post("logout", &[]).await.unwrap();
    assert_eq!(program.get("listtypes", &[]).await.unwrap_err().0, "INVALID_SESSIONID");
    let idle = Program::of(&house, "jana").await.session;
    let house = house.later(1801);
    let program = Program { house: &house, session: idle };
    assert_eq!(program.get("listtypes", &[]).await.unwrap_err().0, "SESSION_LEFT_IDLE");
}

#[tokio::test]
async fn what_there_is_is_described_as_its_family_knows_it() {
    let house = House::open().await;
    house.jana().await;
    let program = Program::of(&house, "jana").await;
    let types = program.get("listtypes", &[]).await.unwrap();
    let names: Vec<&str> =
        types["types"].as_array().unwrap().iter().map(|t| t.as_str().unwrap()).collect();
    for name in ["Accounts", "Contacts", "Leads", "Potentials", "Calendar", "Events", "Users"] {
        assert!(names.contains(&name), "{name} of {names:?}");
        let said = program.get("describe", &[("elementType", name)]).await.unwrap();
        assert_eq!(said["name"], name);
        let prefix = said["idPrefix"].as_str().unwrap();
        assert!(prefix.parse::<i64>().is_ok());
        let fields = said["fields"].as_array().unwrap();
        let mut names: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(names.pop(), Some("id"), "{name}");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len() + 1, fields.len(), "{name}: no name stands twice");
    }
    let contacts = program.get("describe", &[("elementType", "Contacts")]).await.unwrap();
    let field = |name: &str| {
        let fields = contacts["fields"].as_array().unwrap();
        fields
            .iter()
            .find(|field| field["name"] == name)
            .unwrap_or_else(|| panic!("{name}"))
            .clone()
    };
    assert_eq!(field("lastname")["mandatory"], true);
    assert_eq!(field("firstname")["type"], json!({"name": "string"}));
    assert_eq!(field("account_id")["type"], json!({"refersTo": ["Accounts"], "name": "reference"}));
    assert_eq!(field("assigned_user_id")["type"]["name"], "owner");
    assert_eq!(field("birthday")["type"]["format"], "yyyy-mm-dd");
    assert_eq!(field("mobile")["type"]["name"], "phone");
    assert_eq!(field("mailingstreet")["type"]["name"], "text");
    assert_eq!(field("createdtime")["editable"], false);
    let sources = field("leadsource");
    assert!(sources["type"]["picklistValues"].as_array().unwrap().len() > 3, "{sources}");
    assert_eq!(field("cf_status")["type"]["name"], "picklist");
    let mails = program.get("listtypes", &[("fieldTypeList", r#"["email"]"#)]).await.unwrap();
    assert!(!mails["types"].as_array().unwrap().contains(&json!("Potentials")), "{mails}");
    let none = program.get("describe", &[("elementType", "contacts")]).await.unwrap_err();
    assert_eq!(none.1, "Permission to perform the operation is denied for name : contacts");
}

/// What comes of the person that is made.
const MADE: [(&str, &str); 11] = [
    ("lastname", "O'Hara"),
    ("birthday", "1990-02-28"),
    ("emailoptout", "1"),
    ("donotcall", "0"),
    ("mailingcity", "Köln"),
    ("othercity", "Bonn"),
    ("otherstreet", ""),
    ("email", "ida@example.org"),
    ("secondaryemail", ""),
    ("description", "a/b \"c\""),
    ("label", "Ida O'Hara"),
];

#[tokio::test]
async fn a_record_is_made_read_changed_and_put_away() {
    for database in databases() {
        let house = House::open_in(database).await;
        house.jana().await;
        let program = Program::of(&house, "jana").await;
        let firm =
            program.create("Accounts", json!({"accountname": "Müller & Söhne"})).await.unwrap();
        let element = json!({
            "lastname": "O'Hara", "firstname": "Ida", "account_id": id(&firm),
            "phone": "030 123456", "mobile": "0170 123456", "email": "ida@example.org",
            "mailingstreet": "Weg 1", "mailingcity": "Köln", "othercity": "Bonn",
            "birthday": "1990-02-28", "emailoptout": "1", "leadsource": "", "nosuch": "x",
            "description": "a/b \"c\"",
        });
        let made = program.create("Contacts", element).await.unwrap();
        for (name, value) in MADE.into_iter().chain([("account_id", id(&firm))]) {
            assert_eq!(made[name], value, "{name}: {made}");
        }
        assert!(made["assigned_user_id"].as_str().unwrap().starts_with("19x"));
        assert!(made.get("nosuch").is_none());
        let read = program.get("retrieve", &[("id", id(&made))]).await.unwrap();
        assert_eq!(read, made);
        let sent = read.to_string();
        let same = program.post("update", &[("element", &sent)]).await.unwrap();
        assert_eq!(same["modifiedtime"], read["modifiedtime"], "what was read can be sent back");
        let change = json!({
            "id": id(&made), "mobile": "0171 9", "mailingcity": "", "email": "i@example.org",
        });
        let changed = program.post("revise", &[("element", &change.to_string())]).await.unwrap();
        assert_eq!(
            (&changed["mailingcity"], &changed["mailingstreet"]),
            (&json!(""), &json!("Weg 1"))
        );
        assert_eq!(
            (&changed["phone"], &changed["email"]),
            (&made["phone"], &json!("i@example.org"))
        );
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn a_change_says_what_must_be_said_and_what_is_gone_is_gone() {
    for database in databases() {
        let house = House::open_in(database).await;
        house.jana().await;
        let program = Program::of(&house, "jana").await;
        let made = program.create("Contacts", json!({"lastname": "Probe"})).await.unwrap();
        let part = json!({"id": id(&made), "title": "Chefin"}).to_string();
        let missing = program.post("update", &[("element", &part)]).await.unwrap_err();
        assert_eq!(
            missing,
            ("MANDATORY_FIELDS_MISSING".into(), "lastname does not have a value".into())
        );
        let empty = json!({"id": id(&made), "lastname": ""}).to_string();
        let missing = program.post("revise", &[("element", &empty)]).await.unwrap_err();
        assert_eq!(missing.0, "MANDATORY_FIELDS_MISSING");
        let gone = program.post("delete", &[("id", id(&made))]).await.unwrap();
        assert_eq!(gone, json!({"status": "successful"}));
        for operation in ["retrieve", "delete"] {
            let told = [("id", id(&made))];
            let again = match operation {
                "retrieve" => program.get(operation, &told).await,
                _ => program.post(operation, &told).await,
            };
            assert_eq!(again.unwrap_err().0, "ACCESS_DENIED", "{operation}");
        }
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

/// What is sent, and how it is refused.
const UNFIT: [(&str, &str, &str, &str); 12] = [
    ("Contacts", r#"{}"#, "MANDATORY_FIELDS_MISSING", "lastname"),
    ("Contacts", r#""no object""#, "MANDATORY_FIELDS_MISSING", "lastname"),
    ("Contacts", r#"{"lastname":"x","account_id":"PERSON"}"#, "REFERENCE_INVALID", "account_id"),
    ("Contacts", r#"{"lastname":"x","account_id":"junk"}"#, "REFERENCE_INVALID", "account_id"),
    ("Contacts", r#"{"lastname":"x","account_id":"FIRM9"}"#, "REFERENCE_INVALID", "account_id"),
    (
        "Contacts",
        r#"{"lastname":"x","assigned_user_id":"FIRM"}"#,
        "REFERENCE_INVALID",
        "assigned_user",
    ),
    ("Contacts", r#"{"lastname":"x","birthday":"31.02.1990"}"#, "FAILED_TO_CREATE", "birthday"),
    (
        "Contacts",
        r#"{"lastname":"x","emailoptout":"vielleicht"}"#,
        "FAILED_TO_CREATE",
        "emailoptout",
    ),
    ("Contacts", r#"{"lastname":"x","leadsource":"nowhere"}"#, "FAILED_TO_CREATE", "leadsource"),
    ("Potentials", r#"{"potentialname":"x","amount":"viel"}"#, "FAILED_TO_CREATE", "amount"),
    ("Users", r#"{"last_name":"Eve"}"#, "ACCESS_DENIED", "denied"),
    ("NoSuch", r#"{}"#, "ACCESS_DENIED", "NoSuch"),
];

#[tokio::test]
async fn what_does_not_fit_is_refused_with_a_code_of_the_family() {
    let house = House::open().await;
    house.jana().await;
    let program = Program::of(&house, "jana").await;
    let firm = program.create("Accounts", json!({"accountname": "Elbtal"})).await.unwrap();
    let person = program.create("Contacts", json!({"lastname": "Probe"})).await.unwrap();
    for (kind, element, code, says) in UNFIT {
        let told = element.replace("PERSON", id(&person)).replace("FIRM", id(&firm));
        let element = serde_json::from_str(&told).unwrap();
        let fault = program.create(kind, element).await.unwrap_err();
        assert_eq!(fault.0, code, "{kind} {told}: {fault:?}");
        assert!(fault.1.contains(says), "{told}: {fault:?}");
    }
    let long = json!({"lastname": "x".repeat(500)});
    assert_eq!(program.create("Contacts", long).await.unwrap_err().0, "FAILED_TO_CREATE");
    let other = id(&person).split_once('x').unwrap().0;
    let number = id(&firm).split_once('x').unwrap().1;
    for wrong in
        ["", "junk", "12", "999x1", &format!("{other}x{number}"), "1x2x3", "19x999999999999"]
    {
        assert_eq!(
            program.get("retrieve", &[("id", wrong)]).await.unwrap_err().0,
            "ACCESS_DENIED",
            "{wrong}"
        );
        assert_eq!(
            program.post("delete", &[("id", wrong)]).await.unwrap_err().0,
            "ACCESS_DENIED",
            "{wrong}"
        );
    }
    let asked = program.get("delete", &[("id", id(&firm))]).await.unwrap_err();
    assert_eq!(asked.1, "Permission to perform the operation is denied for id");
    assert!(
        program.get("retrieve", &[("id", id(&firm))]).await.is_ok(),
        "it was asked in the wrong place"
    );
}

#[tokio::test]
async fn a_key_is_made_once_shown_once_and_ends_with_its_person() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let tim = house.person("tim", Language::De, Sees::All).await;
        let page = house.post(&tim, "/me/access-key", &[]).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let (_, shown) = page.text.split_once("id=\"access-key\"").unwrap();
        let (_, shown) = shown.split_once("role=\"status\"").unwrap();
        let (_, key) = shown.split_once("<code class=\"mono\">").unwrap();
        let key = key.split('<').next().unwrap().to_owned();
        let page = house.get(&tim, "/me/programs").await.text;
        assert!(page.contains("/me/access-key/end") && !page.contains(&key), "{page}");
        assert!(!house.get(&jana, "/me/programs").await.text.contains("/me/access-key/end"));
        let enter = async |key: &str| {
            let token = challenge(&house, "tim").await;
            login(&house, "tim", &answer(&token, key)).await
        };
        let session = enter(&key).await.unwrap()["sessionName"].as_str().unwrap().to_owned();
        house.post(&tim, "/me/access-key", &[]).await;
        assert_eq!(
            enter(&key).await.unwrap_err().0,
            "INVALID_USER_CREDENTIALS",
            "the old one ended"
        );
        let program = Program { house: &house, session };
        assert_eq!(program.get("listtypes", &[]).await.unwrap_err().0, "INVALID_SESSIONID");
        house.post(&tim, "/me/access-key/end", &[]).await;
        let again = house.post(&tim, "/me/access-key/end", &[]).await;
        assert_eq!(again.status, 404, "there is none any more");
        let program = Program::of(&house, "tim").await;
        assert!(program.get("listtypes", &[]).await.is_ok());
        let engine = &house.tenant.engine;
        let user = identity::find_user(engine, "tim").await.unwrap().id;
        identity::disable_user(engine, user).await.unwrap();
        assert_eq!(program.get("listtypes", &[]).await.unwrap_err().0, "INVALID_SESSIONID");
        identity::enable_user(engine, user).await.unwrap();
        assert_eq!(program.get("listtypes", &[]).await.unwrap_err().0, "INVALID_SESSIONID");
        let stored = engine.store().read(store::queries::dump::all).await.unwrap();
        assert!(!format!("{stored:?}").contains(&key), "no key lies open in the database");
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn values_are_written_as_their_family_writes_them() {
    for database in databases() {
        let house = House::open_in(database).await;
        house.jana().await;
        let cx = house.tenant.engine.system("a test adds a field");
        let field = catalog::CustomField {
            name: "x_floor".into(),
            kind: "decimal".into(),
            ..catalog::CustomField::default()
        };
        let change = catalog::Change::AddField { module: "account".into(), field };
        house.tenant.engine.change(&cx, change).await.unwrap();
        let program = Program::of(&house, "jana").await;
        let firm =
            json!({"accountname": "Elbtal", "cf_x_floor": 3, "cf_roles": "customer |##| partner"});
        let firm = program.create("Accounts", firm).await.unwrap();
        assert_eq!(
            (&firm["cf_x_floor"], &firm["cf_roles"]),
            (&json!("3"), &json!("customer |##| partner"))
        );
        let found =
            "select accountname from Accounts where cf_x_floor > 2 and cf_roles like '%partner%';";
        assert_eq!(program.names(found, "accountname").await, ["Elbtal"]);
        let event = json!({
            "subject": "Besuch", "date_start": "2026-11-30", "time_start": "09:30",
            "due_date": "2026-11-30", "time_end": "10:15:00", "parent_id": id(&firm),
        });
        let event = program.create("Events", event).await.unwrap();
        let told = ["date_start", "time_start", "due_date", "time_end", "parent_id"];
        let told = told.map(|name| event[name].as_str().unwrap().to_owned());
        assert_eq!(told, ["2026-11-30", "09:30:00", "2026-11-30", "10:15:00", id(&firm)]);
        for (condition, n) in [
            ("date_start = '2026-11-30'", 1),
            ("date_start > '2026-11-30'", 0),
            ("date_start <= '2026-11-30' and time_start >= '09:00:00'", 1),
            ("time_start < '09:00:00'", 0),
        ] {
            let query = format!("select subject from Events where {condition};");
            assert_eq!(program.query(&query).await.len(), n, "{query}");
        }
        let deal = json!({"potentialname": "Dach", "amount": "12.5", "sales_stage": "Proposal"});
        let deal = program.create("Potentials", deal).await.unwrap();
        assert_eq!(
            (&deal["amount"], &deal["sales_stage"]),
            (&json!("12.50000000"), &json!("proposal"))
        );
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn programs_that_ask_too_fast_wait() {
    let house = House::open_as(|config| config.api_rate = 5).await;
    house.jana().await;
    let program = Program::of(&house, "jana").await;
    let mut seen = Vec::new();
    for _ in 0..7 {
        seen.push(program.get("listtypes", &[]).await.is_ok());
    }
    assert_eq!(seen, [true, true, true, true, true, false, false]);
    let fault = program.get("listtypes", &[]).await.unwrap_err();
    assert!(fault.1.starts_with("Too many requests"), "{fault:?}");
    let asked = [("operation", "getchallenge"), ("username", "jana")];
    let mut n_asked = 0;
    while get(&house, &asked).await.is_ok() {
        n_asked += 1;
        assert!(n_asked < 10, "strangers are counted too");
    }
}
