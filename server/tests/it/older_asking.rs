//! The older web service asked: queries, what changed, what hangs together, and all of it under
//! the rights of whoever asks.

use access::{FieldRight, Level, Right, Rights, Sees};
use axum::body::Body;
use axum::http::Request;
use kernel::{Language, Link, RecordId};
use serde_json::{Value as Json, json};

use crate::feed::settle;
use crate::house::{House, databases, encoded};
use crate::older::{Program, Said, id};

/// Word in what only the administrator may know.
const HIDDEN: &str = "Verborgenes";

async fn firms(program: &Program<'_>) -> Vec<Json> {
    let mut made = Vec::new();
    for (name, city, mail, revenue, employees) in [
        ("Elbtal", "Dresden", "post@elbtal.example", "1000.50", "10"),
        ("Isartal", "München", "post@isartal.example", "2000.25", "5"),
        ("Aaretal & Co", "Bern", "", "", ""),
        ("O'Neill", "München", "x@oneill.example", "-5", "1"),
    ] {
        let element = json!({
            "accountname": name, "bill_city": city, "email1": mail, "annual_revenue": revenue,
            "employees": employees, "emailoptout": if city == "Bern" { "1" } else { "0" },
        });
        made.push(program.create("Accounts", element).await.unwrap());
    }
    made
}

/// Conditions, and the names of those that they find.
const FOUND: [(&str, &str); 33] = [
    ("", "Elbtal Isartal Aaretal & Co O'Neill"),
    ("where accountname = 'Elbtal'", "Elbtal"),
    ("where accountname = 'O''Neill'", "O'Neill"),
    ("where accountname != 'Elbtal'", "Isartal Aaretal & Co O'Neill"),
    ("where accountname like '%tal%'", "Elbtal Isartal Aaretal & Co"),
    ("where accountname like 'ISAR%'", "Isartal"),
    ("where accountname like '%tal'", "Elbtal Isartal"),
    ("where accountname like '_lbtal'", "Elbtal"),
    ("where accountname in ('Elbtal', 'Isartal')", "Elbtal Isartal"),
    ("where email1 = 'post@elbtal.example'", "Elbtal"),
    ("where email1 = ''", "Aaretal & Co"),
    ("where email1 like '%oneill%'", "O'Neill"),
    ("where bill_city = 'München'", "Isartal O'Neill"),
    ("where bill_city != 'München'", "Elbtal Aaretal & Co"),
    ("where bill_city = 'München' and accountname like 'I%'", "Isartal"),
    ("where bill_city = 'Bern' or accountname = 'Elbtal'", "Elbtal Aaretal & Co"),
    ("where annual_revenue > 1000", "Elbtal Isartal"),
    ("where annual_revenue <= 1000.5", "Elbtal O'Neill"),
    ("where annual_revenue = -5", "O'Neill"),
    ("where employees >= 5 and employees < '10'", "Isartal"),
    ("where emailoptout = 1", "Aaretal & Co"),
    ("where emailoptout = '0' and employees = 10", "Elbtal"),
    ("where accountname = 'x' or accountname = 'y' and employees = 1", ""),
    ("where createdtime > '2001-01-01 00:00:00'", "Elbtal Isartal Aaretal & Co O'Neill"),
    ("where createdtime < '2001-01-01'", ""),
    ("order by accountname", "Aaretal & Co Elbtal Isartal O'Neill"),
    ("order by accountname desc limit 1", "O'Neill"),
    ("order by accountname limit 1, 2", "Elbtal Isartal"),
    ("order by bill_city, accountname", "Aaretal & Co Elbtal Isartal O'Neill"),
    ("order by employees desc limit 2", "Elbtal Isartal"),
    ("limit 3, 100", "O'Neill"),
    ("limit 0", ""),
    ("limit 9999999999", "Elbtal Isartal Aaretal & Co O'Neill"),
];

#[tokio::test]
async fn a_query_finds_what_it_says() {
    for database in databases() {
        let house = House::open_in(database).await;
        house.jana().await;
        let program = Program::of(&house, "jana").await;
        let firms = firms(&program).await;
        let (elbtal, isartal) = (id(&firms[0]), id(&firms[1]));
        for (condition, names) in FOUND {
            let query = format!("select accountname from Accounts {condition};");
            let found = program.names(&query, "accountname").await;
            let (mut found, mut names) = (found.join(" "), names.to_owned());
            if condition.contains("order by bill_city") || condition.contains("employees desc") {
                // What has no value stands first or last; the others in their order.
                found = found.replace("Aaretal & Co ", "");
                names = names.replace("Aaretal & Co ", "");
            }
            assert_eq!(found, names, "{query}");
        }
        let one = format!("select * from Accounts where id = {elbtal};");
        let row = program.query(&one).await.remove(0);
        assert_eq!((&row["annual_revenue"], id(&row)), (&json!("1000.50000000"), elbtal));
        let two = format!("select id from Accounts where id in ('{elbtal}', '{isartal}');");
        assert_eq!(program.query(&two).await.len(), 2);
        let person = json!({"lastname": "Probe", "account_id": isartal});
        program.create("Contacts", person).await.unwrap();
        let of = format!("select lastname from Contacts where account_id = '{isartal}';");
        assert_eq!(program.names(&of, "lastname").await, ["Probe"]);
        for (what, n) in
            [("", "4"), ("where bill_city = 'München'", "2"), ("where employees = 1", "1")]
        {
            let count = format!("select count(*) from Accounts {what};");
            assert_eq!(program.query(&count).await, [json!({"count": n})], "{count}");
        }
        let users =
            program.names("select * from Users where last_name = 'jana';", "user_name").await;
        assert_eq!(users, ["jana"]);
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn a_query_that_cannot_be_answered_says_why() {
    let house = House::open().await;
    house.jana().await;
    let program = Program::of(&house, "jana").await;
    let firms = firms(&program).await;
    let person = program.create("Contacts", json!({"lastname": "Probe"})).await.unwrap();
    for (query, code) in [
        ("select * from Accounts", "QUERY_SYNTAX_ERROR"),
        ("select * from Accounts where accountname = 'a' or 1=1 --';", "QUERY_SYNTAX_ERROR"),
        ("select * from Accounts; drop accounts;", "QUERY_SYNTAX_ERROR"),
        ("select * from Accounts where accountname = 'a') or (1 = 1;", "QUERY_SYNTAX_ERROR"),
        ("select password_hash from Users;", "ACCESS_DENIED"),
        ("select * from users;", "ACCESS_DENIED"),
        ("select * from sqlite_master;", "ACCESS_DENIED"),
        ("select nosuch from Accounts;", "ACCESS_DENIED"),
        ("select * from Accounts where nosuch = 1;", "ACCESS_DENIED"),
        ("select * from Accounts where 1 = 1;", "ACCESS_DENIED"),
        ("select * from Accounts order by nosuch;", "ACCESS_DENIED"),
        ("select * from Contacts where account_id = 'junk';", "INVALID_ID_ATTRIBUTE"),
        (
            &format!("select * from Contacts where account_id = {};", id(&person)),
            "INVALID_ID_ATTRIBUTE",
        ),
        (&format!("select * from Contacts where id = {};", id(&firms[0])), "INVALID_ID_ATTRIBUTE"),
        (&format!("select * from Accounts where id > {};", id(&firms[0])), "QUERY_SYNTAX_ERROR"),
    ] {
        assert_eq!(program.fault(query).await, code, "{query}");
    }
    let quoted =
        "select accountname from Accounts where accountname = '\") or (name is not empty';";
    assert!(program.query(quoted).await.is_empty(), "what stands in quotes is a value");
    let quoted =
        "select accountname from Accounts where accountname like '%\\\" or name is not empty%';";
    assert!(program.query(quoted).await.is_empty());
}

/// What somebody is told in all the ways in which something may be told.
async fn everything_told(
    program: &Program<'_>,
    (firm, person): (&str, &str),
) -> Vec<(String, Said)> {
    let all = [
        "select * from Accounts;",
        "select * from Accounts where accountname like 'Verborg%';",
        "select * from Accounts order by bill_city, accountname;",
        "select * from Contacts where lastname like '%borgenes';",
    ];
    let mut said = Vec::new();
    for query in all {
        said.push((query.to_owned(), program.get("query", &[("query", query)]).await));
    }
    for id in [firm, person] {
        let told = [("id", id)];
        said.push((format!("retrieve {id}"), program.get("retrieve", &told).await));
        let change =
            json!({"id": id, "description": "Eve", "lastname": "Eve", "accountname": "Eve"});
        let change = change.to_string();
        for operation in ["revise", "update"] {
            said.push((operation.into(), program.post(operation, &[("element", &change)]).await));
        }
        said.push(("delete".into(), program.post("delete", &told).await));
    }
    for (operation, kind) in [("retrieve_related", "Contacts"), ("retrieve_related", "Calendar")] {
        let told = [("id", firm), ("relatedType", kind), ("relatedLabel", kind)];
        said.push((operation.into(), program.get(operation, &told).await));
    }
    let told = [("id", firm), ("query", "select * from Contacts"), ("relatedLabel", "Contacts")];
    said.push(("query_related".into(), program.get("query_related", &told).await));
    let told =
        [("sourceRecordId", firm), ("relatedRecordId", person), ("relationIdLabel", "Contacts")];
    said.push(("add_related".into(), program.post("add_related", &told).await));
    for kind in ["user", "userandgroup"] {
        let told = [("modifiedTime", "0"), ("syncType", kind)];
        said.push((format!("sync {kind}"), program.get("sync", &told).await));
    }
    said
}

#[tokio::test]
async fn nobody_is_told_of_what_they_do_not_see() {
    for database in databases() {
        let house = House::open_in(database).await;
        house.jana().await;
        let cx = house.tenant.engine.system("a test sets up who may do what");
        for module in house.modules() {
            if module.owner_field().is_some() {
                identity::set_default(&cx, &module.code, None).await.unwrap();
            }
        }
        house.person("tim", Language::De, Sees::Own).await;
        let admin = Program::of(&house, "jana").await;
        let firm = admin.create("Accounts", json!({"accountname": HIDDEN})).await.unwrap();
        let element = json!({"lastname": HIDDEN, "account_id": id(&firm)});
        let person = admin.create("Contacts", element).await.unwrap();
        let tim = Program::of(&house, "tim").await;
        for (what, said) in everything_told(&tim, (id(&firm), id(&person))).await {
            let told = format!("{said:?}");
            assert!(!told.contains(HIDDEN) && !told.contains(id(&person)), "{what}: {told}");
            let is_list = what.starts_with("select") || what.starts_with("sync");
            assert_eq!(said.is_ok(), is_list, "{what}: {told}");
        }
        for count in
            ["select count(*) from Accounts;", "select count(*) from Contacts where email = '';"]
        {
            assert_eq!(tim.query(count).await, [json!({"count": "0"})]);
        }
        let all = tim.get("sync", &[("modifiedTime", "0"), ("syncType", "application")]).await;
        assert_eq!(all.unwrap_err().0, "ACCESS_DENIED", "for administrators only");
        let link = json!({"lastname": "x", "account_id": id(&firm)});
        assert_eq!(tim.create("Contacts", link).await.unwrap_err().0, "REFERENCE_INVALID");
        let still = admin.get("retrieve", &[("id", id(&person))]).await.unwrap();
        assert_eq!(still["lastname"], HIDDEN, "nothing was changed");
        let seen = everything_told(&admin, (id(&firm), id(&person))).await;
        let n_seen = seen.iter().filter(|(_, said)| format!("{said:?}").contains(HIDDEN)).count();
        assert!(4 < n_seen, "whoever sees it is told: {seen:?}");
        // Shared to be read, it is read and nothing else.
        let number = id(&firm).split_once('x').unwrap().1.parse().unwrap();
        let uuid = records::small::id_of(&cx, number).await.unwrap().unwrap();
        let user = identity::find_user(&house.tenant.engine, "tim").await.unwrap().id;
        let shared = Link::new("account", RecordId(uuid));
        records::restore(&cx, "account", shared.id).await.unwrap();
        records::share(&cx, &shared, user, Some(Level::Read.into())).await.unwrap();
        assert!(tim.get("retrieve", &[("id", id(&firm))]).await.is_ok());
        let change = json!({"id": id(&firm), "phone": "030 1"}).to_string();
        assert_eq!(
            tim.post("revise", &[("element", &change)]).await.unwrap_err().0,
            "ACCESS_DENIED"
        );
        assert_eq!(tim.post("delete", &[("id", id(&firm))]).await.unwrap_err().0, "ACCESS_DENIED");
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

/// What a program is told that may do less.
async fn limited(program: &Program<'_>, limits: &Rights, pairs: &[(&str, &str)]) -> String {
    let mut all = vec![("sessionName", program.session.as_str())];
    all.extend(pairs);
    let is_change = ["create", "revise"].contains(&pairs[0].1);
    let request = match is_change {
        true => Request::post("/webservice.php")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(encoded(&all))),
        false => Request::get(format!("/webservice.php?{}", encoded(&all))).body(Body::empty()),
    };
    let mut request = request.unwrap();
    request.extensions_mut().insert(limits.clone());
    program.house.send(request).await.text
}

#[tokio::test]
async fn hidden_fields_and_modules_are_not_there() {
    let house = House::open().await;
    house.jana().await;
    let program = Program::of(&house, "jana").await;
    let firm = json!({"accountname": "Elbtal", "ownership": HIDDEN});
    let firm = program.create("Accounts", firm).await.unwrap();
    let limits = Rights::ordinary()
        .with_field("account", "ownership", FieldRight::Hidden)
        .with_field("account", "website", FieldRight::Read)
        .without("contact", Right::See)
        .without("lead", Right::Create);
    let ask = async |pairs: &[(&str, &str)]| limited(&program, &limits, pairs).await;
    for pairs in [
        &[("operation", "retrieve"), ("id", id(&firm))][..],
        &[("operation", "describe"), ("elementType", "Accounts")],
        &[("operation", "query"), ("query", "select * from Accounts;")],
        &[("operation", "listtypes")],
    ] {
        let said = ask(pairs).await;
        assert!(said.contains("\"success\":true"), "{pairs:?}: {said}");
        let tells = [HIDDEN, "ownership", "\"Contacts\""].map(|word| said.contains(word));
        assert_eq!(tells, [false; 3], "{pairs:?}: {said}");
    }
    let lead = json!({"lastname": "Eve"}).to_string();
    let made = ask(&[("operation", "create"), ("elementType", "Leads"), ("element", &lead)]).await;
    assert!(made.contains("ACCESS_DENIED"), "{made}");
    let hidden = json!({"id": id(&firm), "ownership": "Eve"}).to_string();
    let read_only = json!({"id": id(&firm), "website": "https://eve.example"}).to_string();
    for query in [
        "select ownership from Accounts;",
        "select id from Accounts where ownership like 'V%';",
        "select id from Accounts order by ownership;",
        "select id from Contacts;",
    ] {
        let said = ask(&[("operation", "query"), ("query", query)]).await;
        assert!(said.contains("ACCESS_DENIED"), "{query}: {said}");
    }
    let said = ask(&[("operation", "describe"), ("elementType", "Contacts")]).await;
    assert!(said.contains("ACCESS_DENIED"), "{said}");
    for (element, success) in [(read_only, false), (hidden, true)] {
        let said = ask(&[("operation", "revise"), ("element", &element)]).await;
        assert_eq!(said.contains("\"success\":true"), success, "{said}");
    }
    let still = program.get("retrieve", &[("id", id(&firm))]).await.unwrap();
    assert_eq!((&still["ownership"], &still["website"]), (&json!(HIDDEN), &json!("")));
}

async fn synced(program: &Program<'_>, since: i64, kind: &str) -> Json {
    settle(program.house).await;
    let since = since.to_string();
    let told =
        [("modifiedTime", since.as_str()), ("elementType", kind), ("syncType", "application")];
    program.get("sync", &told).await.unwrap()
}

#[tokio::test]
async fn a_copy_that_follows_misses_nothing() {
    for database in databases() {
        let house = House::open_in(database).await;
        house.jana().await;
        let program = Program::of(&house, "jana").await;
        let mut known = std::collections::BTreeSet::new();
        for n in 0..230 {
            let made = program.create("Accounts", json!({"accountname": format!("Firma {n}")}));
            let made = made.await.unwrap();
            known.insert(id(&made).to_owned());
        }
        let (mut since, mut found, mut n_asked) = (0, Vec::new(), 0);
        loop {
            let news = synced(&program, since, "Accounts").await;
            assert!(news["updated"].as_array().unwrap().len() <= 100);
            found.extend(news["updated"].as_array().unwrap().iter().map(|r| id(r).to_owned()));
            since = news["lastModifiedTime"].as_i64().unwrap();
            n_asked += 1;
            if news["more"] == false {
                break;
            }
        }
        assert_eq!((found.len(), n_asked), (230, 3), "all of one second, each of them once");
        assert!(found.iter().all(|id| known.contains(id)));
        let quiet = synced(&program, since, "Accounts").await;
        assert_eq!(quiet["more"], false);
        since = quiet["lastModifiedTime"].as_i64().unwrap();
        let (changed, gone) = (&found[3], &found[7]);
        let change = json!({"id": changed, "phone": "030 1"}).to_string();
        program.post("revise", &[("element", &change)]).await.unwrap();
        program.post("delete", &[("id", gone)]).await.unwrap();
        program.create("Contacts", json!({"lastname": "Probe"})).await.unwrap();
        let news = synced(&program, since, "Accounts").await;
        let updated: Vec<&str> = news["updated"].as_array().unwrap().iter().map(id).collect();
        assert_eq!(updated, [changed], "{news}");
        assert_eq!(news["deleted"], json!([gone]));
        let again = synced(&program, since, "Accounts").await;
        assert_eq!(again["updated"].as_array().unwrap().len(), 1, "who lost an answer asks again");
        let after = synced(&program, news["lastModifiedTime"].as_i64().unwrap(), "Accounts").await;
        assert_eq!((&after["updated"], &after["deleted"]), (&json!([]), &json!([])));
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn a_moment_that_was_never_given_out_stands_for_itself() {
    for database in databases() {
        let house = House::open_in(database).await;
        house.jana().await;
        let program = Program::of(&house, "jana").await;
        firms(&program).await;
        program.create("Contacts", json!({"lastname": "Probe"})).await.unwrap();
        let now = house.tenant.engine.clock().now().millis() / 1000;
        let recent = synced(&program, now, "Contacts").await;
        assert_eq!(recent["updated"].as_array().unwrap().len(), 1);
        for (name, value) in
            [("modifiedTime", "gestern"), ("syncType", "alles"), ("elementType", "Users")]
        {
            let mut told = vec![("modifiedTime", "1")];
            told.retain(|(known, _)| *known != name);
            told.push((name, value));
            assert!(program.get("sync", &told).await.is_err(), "{name}");
        }
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test]
async fn what_hangs_on_a_record_is_found_and_hung_there() {
    let house = House::open().await;
    house.jana().await;
    let program = Program::of(&house, "jana").await;
    let firm = program.create("Accounts", json!({"accountname": "Elbtal"})).await.unwrap();
    let other = program.create("Accounts", json!({"accountname": "Isartal"})).await.unwrap();
    let of = json!({"lastname": "Ahorn", "account_id": id(&firm)});
    program.create("Contacts", of).await.unwrap();
    let loose = program.create("Contacts", json!({"lastname": "Birke"})).await.unwrap();
    let types = program.get("relatedtypes", &[("elementType", "Accounts")]).await.unwrap();
    assert!(types["types"].as_array().unwrap().contains(&json!("Contacts")), "{types}");
    let names = async |query: &str| {
        let told = [("id", id(&firm)), ("query", query), ("relatedLabel", "Contacts")];
        let rows = program.get("query_related", &told).await.unwrap();
        let rows = rows.as_array().unwrap().clone();
        rows.iter().map(|row| row["lastname"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("select lastname from Contacts").await, ["Ahorn"]);
    let told = [
        ("sourceRecordId", id(&firm)),
        ("relatedRecordId", id(&loose)),
        ("relationIdLabel", "Contacts"),
    ];
    let added = program.post("add_related", &told).await.unwrap();
    assert_eq!(added, json!({"message": "successfull"}));
    assert_eq!(
        names("select lastname from Contacts order by lastname desc;").await,
        ["Birke", "Ahorn"]
    );
    assert_eq!(names("select lastname from Contacts where lastname like 'A%'").await, ["Ahorn"]);
    let told = [("id", id(&firm)), ("relatedType", "Contacts"), ("relatedLabel", "Contacts")];
    let rows = program.get("retrieve_related", &told).await.unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 2);
    let told = [("id", id(&firm)), ("relatedType", "Contacts"), ("relatedLabel", "Nothing")];
    assert_eq!(program.get("retrieve_related", &told).await.unwrap_err().0, "UNKOWN_ENTITY");
    // A relation with roles, where there is one between the two.
    for n in [1, 2] {
        let told = [
            ("sourceRecordId", id(&firm)),
            ("relatedRecordId", id(&other)),
            ("relationIdLabel", "organisations"),
        ];
        assert!(program.post("add_related", &told).await.is_ok(), "{n}");
    }
    let told = [("id", id(&firm)), ("relatedType", "Accounts"), ("relatedLabel", "organisations")];
    let rows = program.get("retrieve_related", &told).await.unwrap();
    assert_eq!(rows[0]["accountname"], "Isartal", "{rows}");
}

#[tokio::test]
async fn a_file_is_fetched_by_who_sees_its_record() {
    let house = House::open().await;
    let jana = house.jana().await;
    let program = Program::of(&house, "jana").await;
    let firm = program.create("Accounts", json!({"accountname": "Elbtal"})).await.unwrap();
    let loose = program.create("Contacts", json!({"lastname": "Birke"})).await.unwrap();
    let number = id(&loose).split_once('x').unwrap().1.parse().unwrap();
    let cx = house.tenant.engine.system("a test looks a number up");
    let uuid = records::small::id_of(&cx, number).await.unwrap().unwrap();
    let to = format!("/contacts/{uuid}/files");
    house.upload(&jana, &to, ("notiz.txt", "text/plain", b"Guten Tag")).await;
    let link = Link::new("contact", RecordId(uuid));
    let file = house.tenant.files.of_record(&cx, &link).await.unwrap().remove(0);
    let n = records::small::numbers(&cx, vec![file.id.0]).await.unwrap()[&file.id.0];
    let told = format!("36x{n}");
    let files = program.get("files_retrieve", &[("id", &told)]).await.unwrap();
    assert_eq!(
        (&files[0]["filename"], &files[0]["filecontents"]),
        (&json!("notiz.txt"), &json!("R3V0ZW4gVGFn"))
    );
    house.person("tim", Language::De, Sees::Own).await;
    identity::set_default(&cx, "contact", None).await.unwrap();
    let tim = Program::of(&house, "tim").await;
    assert_eq!(tim.get("files_retrieve", &[("id", &told)]).await.unwrap_err().0, "ACCESS_DENIED");
    assert_eq!(
        tim.get("files_retrieve", &[("id", id(&firm))]).await.unwrap_err().0,
        "ACCESS_DENIED"
    );
}
