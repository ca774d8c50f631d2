//! What programs may say, and what they are answered when they say something else.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, StatusCode, header};

use crate::house::{House, Person, Reply};

const CONTACTS: &str = "/api/v1/contacts";

async fn post(house: &House, person: &Person, body: &str) -> Reply {
    house.tell(person, (Method::POST, CONTACTS), &[], body.to_owned()).await
}

fn is_problem(reply: &Reply, status: u16, what: &str) {
    assert_eq!(reply.status.as_u16(), status, "{what}: {}", reply.text);
    let kind = reply.headers.get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap());
    assert_eq!(kind, Some("application/problem+json"), "{what}: {}", reply.text);
    assert_eq!(reply.json()["status"], status, "{what}");
}

#[tokio::test]
async fn parameters_that_nobody_knows_are_refused_everywhere() {
    let house = House::open().await;
    let jana = house.jana().await;
    let record = post(&house, &jana, r#"{"fields":{"last_name":"Probe"}}"#).await;
    let record = record.location().to_owned();
    for (method, path) in api::ROUTES {
        let to = crate::house::filled(path, "contacts", record.rsplit('/').next().unwrap());
        let to = to
            .replace("actions/name", "actions/restore")
            .replace("related/name", "related/reports");
        let reply =
            house.tell(&jana, (method.parse().unwrap(), &format!("{to}?foo=1")), &[], "{}").await;
        is_problem(&reply, 400, &format!("{method} {to}"));
        assert_eq!(reply.json()["errors"][0]["code"], "unknown_parameter");
    }
    let wrong = [
        "limit=0",
        "limit=501",
        "limit=1&limit=2",
        "cursor=AAAA",
        "cursor=%00",
        "count=1",
        "q=%ff",
        "%ff=1",
        "trashed=yes",
    ];
    for query in wrong {
        is_problem(&house.get(&jana, &format!("{CONTACTS}?{query}")).await, 400, query);
    }
    for query in ["sort=nope", "sort=last_name,first_name", "fields=nope", "filter=%00"] {
        is_problem(&house.get(&jana, &format!("{CONTACTS}?{query}")).await, 422, query);
    }
    let deep = format!("filter={}last_name=%22a%22{}", "(".repeat(500), ")".repeat(500));
    is_problem(&house.get(&jana, &format!("{CONTACTS}?{deep}")).await, 422, "a deep filter");
}

#[tokio::test]
async fn bodies_that_mean_nothing_or_two_things_are_refused() {
    let house = House::open().await;
    let jana = house.jana().await;
    let deep = format!(r#"{{"fields":{}{}}}"#, "[".repeat(5000), "]".repeat(5000));
    let huge = format!(r#"{{"fields":{{"last_name":{}}}}}"#, "9".repeat(400));
    let wrong = [
        "",
        "{",
        "[]",
        "null",
        "{} x",
        &deep,
        &huge,
        r#"{"fields":{"last_name":1e400}}"#,
        r#"{"fields":{"last_name":"\ud800"}}"#,
        "\u{feff}{\"fields\":{}}",
        r#"{"fields":{"last_name":"A"},"fields":{"last_name":"B"}}"#,
        r#"{"fields":{"last_name":"A","last_name":"B"}}"#,
    ];
    for body in wrong {
        is_problem(
            &post(&house, &jana, body).await,
            400,
            &body.chars().take(60).collect::<String>(),
        );
    }
    let reply =
        house.tell(&jana, (Method::POST, CONTACTS), &[], b"{\"a\":\"\xff\"}".to_vec()).await;
    is_problem(&reply, 400, "bytes that are no text");
    let wrong = [
        r#"{"fields":{"nope":1}}"#,
        r#"{"fields":{"last_name":"A"},"x":1}"#,
        r#"{"fields":{"last_name":"A","created_at":"2020-01-01T00:00:00Z"}}"#,
        r#"{"fields":{"last_name":"a\u0000b"}}"#,
        r#"{"fields":{"last_name":"A","status":"nope"}}"#,
        r#"{"fields":[]}"#,
        r#"{"id":5,"fields":{"last_name":"A"}}"#,
        r#"{"id":"00000000-0000-0000-0000-000000000000","fields":{"last_name":"A"}}"#,
    ];
    for body in wrong {
        is_problem(&post(&house, &jana, body).await, 422, body);
    }
    let whole = r#"{"fields":{"last_name":"A"}}"#;
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""] {
        let kind = [("content-type", kind)];
        let reply = house.tell(&jana, (Method::POST, CONTACTS), &kind, whole).await;
        is_problem(&reply, 415, kind[0].1);
    }
    let large = format!(r#"{{"fields":{{"last_name":"{}"}}}}"#, "x".repeat(5 << 20));
    is_problem(&post(&house, &jana, &large).await, 413, "a large body");
    assert_eq!(house.get(&jana, CONTACTS).await.json()["data"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn wrong_methods_and_places_are_answered_as_problems() {
    let house = House::open().await;
    let jana = house.jana().await;
    for method in ["PUT", "DELETE", "TRACE", "OPTIONS", "FOO"] {
        let reply = house.tell(&jana, (method.parse().unwrap(), CONTACTS), &[], "").await;
        is_problem(&reply, 405, method);
        let allow = reply.headers[header::ALLOW].to_str().unwrap();
        assert!(allow.contains("GET") && allow.contains("POST"), "{method}: {allow}");
    }
    for place in ["/api/v1/%ff", "/api/v1/contacts/%ff", "/api/v1", "/api/v1/", "/api/v1/x/y/z/w"] {
        is_problem(&house.get(&jana, place).await, 404, place);
    }
}

#[tokio::test]
async fn a_version_is_a_condition() {
    let house = House::open().await;
    let jana = house.jana().await;
    let reply = post(&house, &jana, r#"{"fields":{"last_name":"A"}}"#).await;
    assert_eq!(reply.headers[header::ETAG], "\"1\"");
    let place = reply.location().to_owned();
    let change = r#"{"fields":{"last_name":"B"}}"#;
    for (version, status) in [("\"7\"", 412), ("\"-1\"", 412), ("W/\"1\"", 422), ("1", 422)] {
        let to = (Method::PATCH, place.as_str());
        let reply = house.tell(&jana, to, &[("if-match", version)], change).await;
        is_problem(&reply, status, version);
    }
    let to = (Method::DELETE, place.as_str());
    is_problem(&house.tell(&jana, to, &[("if-match", "\"7\"")], "").await, 412, "a stale delete");
    let to = (Method::PATCH, place.as_str());
    let reply = house.tell(&jana, to, &[("if-match", "\"1\"")], change).await;
    assert_eq!(
        (reply.status, &reply.headers[header::ETAG]),
        (StatusCode::OK, &"\"2\"".parse().unwrap())
    );
}

#[tokio::test]
async fn a_list_of_some_fields_still_names_the_number() {
    let house = House::open().await;
    let jana = house.jana().await;
    post(&house, &jana, r#"{"fields":{"last_name":"A"}}"#).await;
    let list = house.get(&jana, &format!("{CONTACTS}?fields=last_name")).await.json();
    assert!(list["data"][0]["number"].is_string(), "{list}");
    let fields = list["data"][0]["fields"].as_object().unwrap();
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["last_name"]);
}

#[tokio::test]
async fn a_key_lets_a_request_happen_once() {
    let house = House::open().await;
    let jana = house.jana().await;
    let batch = format!("{CONTACTS}/batch");
    let rows = r#"{"rows":[{"fields":{"last_name":"A"}},{"fields":{"last_name":"B"}}]}"#;
    let one = r#"{"fields":{"last_name":"C"}}"#;
    for (to, body) in [(CONTACTS, one), (&batch, rows)] {
        let key = [("idempotency-key", to)];
        let first = house.tell(&jana, (Method::POST, to), &key, body).await;
        let again = house.tell(&jana, (Method::POST, to), &key, body).await;
        assert_eq!((first.status, &first.text), (again.status, &again.text), "{to}");
        let other = body.replace(['C', 'A'], "D");
        is_problem(&house.tell(&jana, (Method::POST, to), &key, other).await, 422, to);
    }
    let list = house.get(&jana, CONTACTS).await.json();
    assert_eq!(list["data"].as_array().unwrap().len(), 3);
    for key in ["", " ", "a b", &"x".repeat(201)] {
        let key = [("idempotency-key", key)];
        is_problem(&house.tell(&jana, (Method::POST, CONTACTS), &key, one).await, 422, "a bad key");
    }
}

#[tokio::test]
async fn a_caller_who_hangs_up_can_ask_again() {
    let house = House::open().await;
    let jana = house.jana().await;
    let rows: Vec<String> =
        (0..200).map(|n| format!(r#"{{"fields":{{"last_name":"Zeile {n}"}}}}"#)).collect();
    let body = format!(r#"{{"rows":[{}]}}"#, rows.join(","));
    let to = (Method::POST, "/api/v1/contacts/batch");
    let key = [("idempotency-key", "again")];
    let is_refused = async {
        let ask = || house.tell(&jana, to.clone(), &key, body.clone());
        while ask().await.status != StatusCode::CONFLICT {}
    };
    tokio::select! {
        biased;
        _ = house.tell(&jana, to.clone(), &key, body.clone()) => {}
        // While the key is in flight the first caller goes away.
        () = is_refused => {}
    }
    let asked = async {
        loop {
            let reply = house.tell(&jana, to.clone(), &key, body.clone()).await;
            if reply.status != StatusCode::CONFLICT {
                return reply;
            }
            tokio::task::yield_now().await;
        }
    };
    let reply = tokio::time::timeout(Duration::from_secs(20), asked).await;
    let reply = reply.expect("the key is in flight for ever");
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    let list = house.get(&jana, &format!("{CONTACTS}?limit=500")).await.json();
    assert_eq!(list["data"].as_array().unwrap().len(), 200);
}

#[tokio::test]
async fn two_who_come_at_once_do_not_undo_each_other() {
    let house = House::open().await;
    let jana = house.jana().await;
    let id = uuid::Uuid::now_v7();
    let body = format!(r#"{{"id":"{id}","fields":{{"last_name":"Einmal"}}}}"#);
    let (one, two) = tokio::join!(post(&house, &jana, &body), post(&house, &jana, &body));
    let mut both = [one.status.as_u16(), two.status.as_u16()];
    both.sort_unstable();
    assert!(both[0] == 201 && [409, 422].contains(&both[1]), "{both:?}");
    let place = format!("{CONTACTS}/{id}");
    let version = [("if-match", "\"1\"")];
    let change = |name: &str| Body::from(format!(r#"{{"fields":{{"last_name":"{name}"}}}}"#));
    let to = || (Method::PATCH, place.as_str());
    let (one, two) = tokio::join!(
        house.tell(&jana, to(), &version, change("Eins")),
        house.tell(&jana, to(), &version, change("Zwei")),
    );
    let mut both = [one.status.as_u16(), two.status.as_u16()];
    both.sort_unstable();
    assert_eq!(both, [200, 412]);
    assert_eq!(house.get(&jana, &place).await.json()["version"], 2);
}

#[tokio::test]
async fn the_description_names_every_address_and_every_shape() {
    let house = House::open().await;
    let jana = house.jana().await;
    let reply = house.get(&jana, "/api/v1/openapi.json").await;
    let document = reply.json();
    for module in house.modules() {
        let related = module.related.iter().map(|list| list.name.as_str());
        let actions = module.actions.iter().map(|action| action.name.as_str());
        let related: Vec<&str> = related.collect();
        let actions: Vec<&str> = actions.chain(["restore"]).collect();
        let cx = house.tenant.engine.system("what records give out is described");
        let outputs = records::outputs(&cx, &module.code);
        let outputs: Vec<&str> = outputs.into_iter().map(|(name, _)| name).collect();
        for (method, path) in api::ROUTES {
            let path = path.replace("{modules}", &module.plural);
            let is_taken = path.ends_with("/from_file") || path.ends_with("/from_mail");
            if is_taken && records::taken_endings(&cx, &module.code).is_empty() {
                continue;
            }
            let named = match path.as_str() {
                path if path.contains("{list}") => &related,
                path if path.contains("{output}") => &outputs,
                _ => &actions,
            };
            for name in named {
                let path = path.replace("{list}", name).replace("{action}", name);
                let path = path.replace("{output}", name);
                let operation = &document["paths"][&path][method.to_lowercase()];
                assert!(operation["operationId"].is_string(), "{method} {path} is not described");
            }
        }
    }
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (_, rest) in
        reply.text.match_indices("\"$ref\":\"").map(|(at, _)| reply.text.split_at(at + 8))
    {
        let name = rest.split('"').next().unwrap().trim_start_matches("#/components/schemas/");
        assert!(schemas.contains_key(name), "there is no shape {name}");
    }
}

#[tokio::test]
async fn the_page_for_readers_shows_every_operation_in_words() {
    for language in [kernel::Language::De, kernel::Language::En] {
        let house = House::open().await;
        let person = house.person("ida", language, access::Sees::All).await;
        let document = house.get(&person, "/api/v1/openapi.json").await.json();
        let mut shown = house.get(&person, "/api/docs").await.text;
        for module in house.modules() {
            let page = house.get(&person, &format!("/api/docs?module={}", module.plural)).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.text.contains("<request-form"), "{}", module.code);
            shown += &page.text;
        }
        let paths = document["paths"].as_object().unwrap();
        let operations = paths.values().flat_map(|path| path.as_object().unwrap().values());
        let ids = operations.filter_map(|operation| operation["operationId"].as_str());
        let missing: Vec<&str> =
            ids.filter(|id| !shown.contains(&format!("id=\"{id}\""))).collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert!(!shown.contains("ui.interface."), "a text is missing");
        let wrong = house.get(&person, "/api/docs?module=zebras").await;
        assert_eq!(wrong.status, StatusCode::NOT_FOUND);
        let narrow = access::Rights::ordinary().without("contact", access::Right::See);
        let narrow = person.limited(narrow);
        let page = house.get(&narrow, "/api/docs?module=contacts").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(!house.get(&narrow, "/api/docs").await.text.contains("module=contacts"));
    }
}

/// The router as it is written, because a router cannot be asked what it knows.
const ROUTER: &str = include_str!("../../../engine/api/src/router.rs");

#[tokio::test]
async fn router_list_and_description_know_the_same_addresses() {
    let house = House::open().await;
    let jana = house.jana().await;
    let (_, router) = ROUTER.split_once("pub fn router").unwrap();
    let written = router.split(".route(").skip(1).map(|rest| rest.split('"').nth(1).unwrap());
    let listed: BTreeSet<&str> = api::ROUTES.iter().map(|(_, path)| *path).collect();
    assert_eq!(written.collect::<BTreeSet<_>>(), listed);
    for path in listed {
        let to = crate::house::filled(path, "contacts", "00000000-0000-7000-8000-000000000000");
        let reply = house.tell(&jana, ("FOO".parse().unwrap(), &to), &[], "").await;
        is_problem(&reply, 405, path);
        let allowed = reply.headers[header::ALLOW].to_str().unwrap().split(',').map(str::trim);
        let allowed: BTreeSet<&str> = allowed.filter(|method| *method != "HEAD").collect();
        let known = api::ROUTES.iter().filter(|(_, other)| *other == path);
        assert_eq!(allowed, known.map(|(method, _)| *method).collect(), "{path}");
    }
    let document = house.get(&jana, "/api/v1/openapi.json").await.json();
    for (path, item) in document["paths"].as_object().unwrap() {
        let mut parts: Vec<&str> = path.split('/').collect();
        if house.modules().iter().any(|module| module.plural == parts[3]) {
            parts[3] = "{modules}";
        }
        if let Some(last @ ("actions" | "related")) = parts.get(5).copied() {
            parts[6] = if last == "actions" { "{action}" } else { "{list}" };
        }
        if parts.get(5).is_some_and(|last| last.contains('.')) {
            parts[5] = "{output}";
        }
        let route = parts.join("/");
        let methods = item.as_object().unwrap().keys().filter(|key| *key != "parameters");
        for method in methods {
            let known = (method.to_uppercase(), route.as_str());
            let is_known = api::ROUTES.iter().any(|(m, p)| (m.to_string(), *p) == known);
            assert!(is_known, "{method} {path} is described and does not exist");
        }
    }
}
