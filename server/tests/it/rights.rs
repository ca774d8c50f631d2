//! Every address, for somebody who is signed in and may do nothing, may only look, or is no
//! administrator. Routes are found by themselves; what stays open stands in lists with the reason.

use std::collections::BTreeMap;

use access::{Right, Rights, Sees};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use catalog::{Field, FieldType, Module};
use kernel::Language;
use store::queries::dump;

use crate::house::{House, Person, Reply, escaped};
use crate::places::{Places, SECRET};

/// Open to everybody who is signed in, with the reason; none of them tells of records.
pub const OPEN: [(&str, &str, &str); 73] = [
    ("GET", "/webservice.php", "programs prove inside who they are, see `older_asking`"),
    ("POST", "/webservice.php", "programs prove inside who they are, see `older_asking`"),
    ("GET", "/", "the start page shows what one may see"),
    ("GET", "/login", "the way in"),
    ("POST", "/login", "the way in"),
    ("GET", "/login/code", "the way in"),
    ("POST", "/login/code", "the way in"),
    ("POST", "/login/code/ask", "the way in"),
    ("POST", "/login/passkey", "the way in"),
    ("POST", "/login/passkey/ask", "the way in"),
    ("GET", "/login/forgotten", "the way in"),
    ("POST", "/login/forgotten", "the way in"),
    ("GET", "/login/link", "the way in"),
    ("GET", "/login/with/{id}", "the way in by the word of others"),
    ("GET", "/login/back/{id}", "the way in by the word of others"),
    ("POST", "/login/link", "the way in"),
    ("GET", "/p/{token}", "whoever holds the link is meant"),
    ("GET", "/p/{token}/paper", "whoever holds the link is meant"),
    ("POST", "/p/{token}/{answer}", "whoever holds the link is meant"),
    ("POST", "/logout", "the way out"),
    ("GET", "/session", "whose session it is"),
    ("GET", "/search", "finds what one may see"),
    ("GET", "/modules", "lists what one may see"),
    ("GET", "/search/acts", "offers what one may do"),
    ("GET", "/search/counts", "counts what one may see"),
    ("GET", "/search/options", "offers what one may see"),
    ("GET", "/search/palette", "offers what one may see"),
    ("GET", "/search/people", "colleagues are known to each other"),
    ("GET", "/me", "one's own settings"),
    ("POST", "/me", "one's own settings"),
    ("GET", "/me/formats", "one's own settings"),
    ("POST", "/me/formats", "one's own settings"),
    ("GET", "/me/security", "one's own settings"),
    ("GET", "/me/messages", "one's own settings"),
    ("POST", "/me/picture", "one's own settings"),
    ("POST", "/me/picture/remove", "one's own settings"),
    ("GET", "/files/people/{id}", "colleagues are known to each other"),
    ("GET", "/me/programs", "one's own settings"),
    ("POST", "/me/favourites", "one's own mark"),
    ("POST", "/me/looks", "one's own settings"),
    ("POST", "/me/messages", "one's own settings"),
    ("GET", "/messages", "tells of what one may see"),
    ("GET", "/messages/live", "a number"),
    ("POST", "/messages/read", "one's own messages"),
    ("POST", "/me/password", "one's own settings"),
    ("POST", "/me/own-view", "ends looking as somebody else"),
    ("GET", "/me/passkeys", "one's own passkeys"),
    ("POST", "/me/passkeys", "one's own passkeys"),
    ("POST", "/me/passkeys/ask", "one's own passkeys"),
    ("POST", "/me/passkeys/prove", "one's own passkeys"),
    ("POST", "/me/passkeys/prove/ask", "one's own passkeys"),
    ("POST", "/me/passkeys/{id}", "one's own passkeys"),
    ("POST", "/me/passkeys/{id}/remove", "one's own passkeys"),
    ("GET", "/me/second-factor", "one's own second factor"),
    ("POST", "/me/second-factor", "one's own second factor"),
    ("POST", "/me/second-factor/codes", "one's own second factor"),
    ("POST", "/me/second-factor/off", "one's own second factor"),
    ("POST", "/me/sessions/end", "one's own sessions"),
    ("POST", "/me/sessions/{id}/end", "one's own sessions"),
    ("POST", "/me/tokens", "one's own tokens"),
    ("POST", "/me/tokens/{id}/remove", "one's own tokens"),
    ("POST", "/me/access-key", "one's own key"),
    ("POST", "/me/access-key/end", "one's own key"),
    ("GET", "/settings", "the map of settings shows what one may open"),
    ("GET", "/settings/jobs", "jobs one has asked for"),
    ("POST", "/settings/jobs/{id}/{act}", "jobs one has asked for"),
    ("GET", "/api/docs", "describes what one may see"),
    ("GET", "/favicon.ico", "the same for all"),
    ("GET", "/assets/{*path}", "the same for all"),
    ("GET", "/api/v1/openapi.json", "describes what one may see"),
    ("GET", "/api/v1/modules", "lists what one may see"),
    ("GET", "/api/v1/search", "finds what one may see"),
    ("GET", "/api/v1/changes", "tells of what one may see"),
];

/// Open to somebody who may see records and nothing else, with the reason.
pub const OPEN_TO_READERS: [(&str, &str, &str); 44] = [
    ("GET", "/files/{id}", "files at records one sees"),
    ("GET", "/{modules}", "the list"),
    ("GET", "/{modules}/kanban", "the list as a board"),
    ("GET", "/{modules}/calendar", "the list as a calendar"),
    ("GET", "/{modules}/map", "the list as a map"),
    ("GET", "/{modules}/bin", "the list of what was put away"),
    ("POST", "/{modules}/views", "one's own view of the list"),
    ("GET", "/{modules}/views/edit", "one's own view of the list"),
    ("POST", "/{modules}/views/edit", "one's own view of the list"),
    ("POST", "/{modules}/views/{id}/mark", "one's own mark"),
    ("POST", "/{modules}/views/{id}/unmark", "one's own mark"),
    ("GET", "/{modules}/views/{id}/readers", "one's own view of the list"),
    ("POST", "/{modules}/views/{id}/readers", "one's own view of the list"),
    ("POST", "/{modules}/views/{id}/{act}", "one's own view of the list"),
    ("GET", "/{modules}/runs/{run}", "what one did oneself"),
    ("GET", "/{modules}/{id}", "the record"),
    ("GET", "/{modules}/{id}/menu", "what the person may do with the record"),
    ("GET", "/{modules}/{id}/preview", "the record at a glance"),
    ("GET", "/{modules}/{id}/field/{name}", "leads to the record"),
    ("POST", "/{modules}/{id}/comments", "who sees a record may comment on it"),
    ("GET", "/{modules}/{id}/comments/{comment}", "one's own comment"),
    ("POST", "/{modules}/{id}/comments/{comment}", "one's own comment"),
    ("POST", "/{modules}/{id}/comments/{comment}/remove", "one's own comment"),
    ("POST", "/undo/comments/{comment}", "one's own comment"),
    ("GET", "/{modules}/{id}/people", "colleagues are known to each other"),
    ("GET", "/{modules}/{id}/out/{name}", "what records one sees give out"),
    ("GET", "/{modules}/{id}/share", "with whom a record one sees is shared"),
    ("POST", "/{modules}/{id}/follow", "one's own mark"),
    ("POST", "/{modules}/{id}/unfollow", "one's own mark"),
    ("POST", "/{modules}/{id}/mark", "one's own mark"),
    ("POST", "/{modules}/{id}/unmark", "one's own mark"),
    ("POST", "/{modules}/{id}/related/{list}", "one's own view of the list"),
    ("GET", "/api/v1/modules/{name}", "describes what one may see"),
    ("GET", "/api/v1/{modules}", "the list"),
    ("GET", "/api/v1/{modules}/{id}", "the record"),
    ("GET", "/api/v1/{modules}/{id}/related/{list}", "records one may see"),
    ("GET", "/api/v1/{modules}/{id}/history", "what happened to the record"),
    ("GET", "/api/v1/{modules}/{id}/{output}", "what records one sees give out"),
    ("GET", "/api/v1/{modules}/{id}/files", "files at records one sees"),
    ("GET", "/api/v1/{modules}/{id}/files/{file}", "files at records one sees"),
    ("GET", "/api/v1/{modules}/{id}/comments", "comments on records one sees"),
    ("POST", "/api/v1/{modules}/{id}/comments", "who sees a record may comment on it"),
    ("PATCH", "/api/v1/{modules}/{id}/comments/{comment}", "one's own comment"),
    ("DELETE", "/api/v1/{modules}/{id}/comments/{comment}", "one's own comment"),
];

const JSON: &str = "application/json";

pub type Route = (&'static str, &'static str);

pub fn routes() -> impl Iterator<Item = Route> {
    web::ROUTES.iter().chain(api::ROUTES).chain(webservice::ROUTES).copied()
}

pub fn is_in(list: &[(&str, &str, &str)], route: Route) -> bool {
    list.iter().any(|(method, path, _)| (*method, *path) == route)
}

/// Rights without some of them, on every module.
fn without(house: &House, rights: &[Right]) -> Rights {
    let pairs = house.modules().into_iter().flat_map(|module| {
        rights.iter().map(move |right| (module.code.clone(), *right)).collect::<Vec<_>>()
    });
    pairs.fold(Rights::ordinary(), |all, (module, right)| all.without(&module, right))
}

/// Asks as a browser or program would that has everything else right.
pub async fn ask(house: &House, person: &Person, (method, path): Route, places: &Places) -> Reply {
    let to = places.address(path);
    let upload = ("geheim.csv", "text/csv", b"Name\nEve\n".as_slice());
    let is_program = path.starts_with("/api/");
    if method == "POST" && !is_program && (path.ends_with("/files") || path.ends_with("/import")) {
        return house.upload(person, &to, upload).await;
    }
    if is_program && method == "POST" && path.ends_with("/files") {
        let headers = [("content-type", "text/csv")];
        let to = format!("{to}?name=geheim.csv");
        return house.tell(person, (Method::POST, &to), &headers, "Name\nEve\n").await;
    }
    let own = format!("id={}&to={}&", places.record, places.record);
    let form = own + "name=Eve&last_name=Eve&text=Eve&tag=Eve&step=start&allow_duplicate=1";
    let (kind, body) = match path {
        path if path.ends_with("/batch") => (JSON, r#"{"rows":[{"fields":{}}]}"#.to_owned()),
        path if is_program && path.ends_with("/merge") => {
            (JSON, r#"{"records":["01890000-0000-7000-8000-000000000001"]}"#.to_owned())
        }
        path if path.contains("/actions/") => (JSON, "{}".to_owned()),
        path if is_program && path.contains("/comments") => (JSON, r#"{"text":"Eve"}"#.to_owned()),
        path if path.starts_with("/api/") => (JSON, r#"{"fields":{}}"#.to_owned()),
        _ => ("application/x-www-form-urlencoded", form),
    };
    let request = House::request(person, method.parse().unwrap(), &to)
        .header("x-csrf-token", &person.csrf)
        .header(header::CONTENT_TYPE, kind);
    house.send(request.body(Body::from(body)).unwrap()).await
}

async fn stored(house: &House) -> BTreeMap<String, Vec<String>> {
    let mut all = house.tenant.engine.store().read(dump::all).await.unwrap();
    // When a session was used last is noted beside the requests.
    all.remove("sessions");
    all
}

pub fn is_shut(reply: &Reply) -> bool {
    [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&reply.status)
}

#[tokio::test]
async fn without_any_right_every_address_is_shut() {
    let house = House::open().await;
    let jana = house.jana().await;
    let nothing = jana.limited(without(&house, &Right::ALL));
    for module in house.modules() {
        let places = Places::furnish(&house, &jana, &module).await;
        let before = stored(&house).await;
        for route in routes().filter(|route| !is_in(&OPEN, *route)) {
            let reply = ask(&house, &nothing, route, &places).await;
            assert!(is_shut(&reply), "{route:?} of {} answers {}", module.code, reply.status);
            assert!(!reply.text.contains(SECRET), "{route:?} tells what is there");
        }
        assert_eq!(stored(&house).await, before, "something was changed all the same");
        for route in OPEN.iter().filter(|(method, ..)| *method == "GET") {
            let (method, path, _) = *route;
            let reply = ask(&house, &nothing, (method, path), &places).await;
            assert!(!reply.status.is_server_error(), "{route:?} answers {}", reply.status);
            assert!(!reply.text.contains(SECRET), "{route:?} tells what is there");
            let inside = [format!("/{}/", module.plural), format!("\"/{}\"", module.plural)];
            let leads = inside.iter().any(|address| reply.text.contains(address));
            assert!(!leads, "{route:?} leads to {}: {}", module.plural, reply.text);
        }
    }
}

#[tokio::test]
async fn who_may_only_look_changes_and_takes_nothing() {
    let house = House::open().await;
    let jana = house.jana().await;
    let changes = [Right::Create, Right::Edit, Right::Delete, Right::Import, Right::Export];
    let reader = jana.limited(without(&house, &changes));
    for module in house.modules() {
        let places = Places::furnish(&house, &jana, &module).await;
        let before = stored(&house).await;
        let shut = routes().filter(|r| !is_in(&OPEN, *r) && !is_in(&OPEN_TO_READERS, *r));
        for route in shut {
            let reply = ask(&house, &reader, route, &places).await;
            assert!(is_shut(&reply), "{route:?} of {} answers {}", module.code, reply.status);
        }
        assert_eq!(stored(&house).await, before, "something was changed all the same");
        let record = places.address("/{modules}/{id}");
        assert_eq!(house.get(&reader, &record).await.status, StatusCode::OK);
        let to = places.address("/{modules}/bulk/{act}");
        let gone = house.post(&jana, &to, &[("id", &places.record), ("step", "do")]).await;
        let reply = house.post(&reader, &format!("/undo/{}", gone.undo()), &[]).await;
        assert!(is_shut(&reply), "what was done together is taken back: {}", reply.status);
    }
}

#[tokio::test]
async fn administration_is_for_administrators() {
    let house = House::open().await;
    let jana = house.jana().await;
    let module = house.modules()[0].clone();
    let places = Places::furnish(&house, &jana, &module).await;
    house.post(&jana, &places.address("/{modules}/{id}/trash"), &[]).await;
    let tim = house.person("tim", Language::De, Sees::All).await.limited(Rights::ordinary());
    let before = stored(&house).await;
    let own = [("GET", "/settings"), ("GET", "/settings/jobs")];
    let mut n_shut = 0;
    for route in routes().filter(|route| !own.contains(route)) {
        let is_administration =
            route.1.starts_with("/settings") || route == ("POST", "/{modules}/{id}/purge");
        if is_administration {
            let reply = ask(&house, &tim, route, &places).await;
            assert!(is_shut(&reply), "{route:?} answers {}", reply.status);
            n_shut += 1;
        }
    }
    assert!(n_shut > 3, "no route of the administration was found");
    let shared = [("name", "Alle"), ("filter", ""), ("share", "1")];
    let reply = house.post(&tim, &places.address("/{modules}/views"), &shared).await;
    assert!(is_shut(&reply), "a view for everybody answers {}", reply.status);
    assert_eq!(stored(&house).await, before, "something was changed all the same");
    let map = house.get(&tim, "/settings").await.text;
    assert!(!map.contains("/settings/users"), "the map leads to the administration");
    let jobs = house.get(&tim, "/settings/jobs").await.text;
    assert!(!jobs.contains(&places.address("/settings/jobs/{id}")), "jobs of others are told");
}

/// One module is shut, the others are open: nothing of it shines through.
#[tokio::test]
async fn a_shut_module_is_told_by_no_other() {
    let n_modules = House::open().await.modules().len();
    for at in 0..n_modules {
        let house = House::open().await;
        let jana = house.jana().await;
        let hidden = house.modules()[at].clone();
        let limits = Right::ALL
            .into_iter()
            .fold(Rights::administrator(), |all, right| all.without(&hidden.code, right));
        let person = jana.limited(limits);
        let secret = Places::furnish(&house, &jana, &hidden).await.record;
        for module in house.modules().into_iter().filter(|module| module.code != hidden.code) {
            let record = linked(&house, &jana, &module, (&hidden.code, &secret)).await;
            let shut = (hidden.code.as_str(), secret.as_str());
            nothing_is_told(&house, &person, (&module, &record), shut).await;
            nothing_is_guessed(&house, &person, (&module, &record), shut).await;
        }
        nothing_is_told_anywhere(&house, &person, &hidden.code).await;
    }
}

/// What is asked of no single module, once everything is linked.
async fn nothing_is_told_anywhere(house: &House, person: &Person, hidden: &str) {
    let asked = [
        "/",
        "/search?q=geheim",
        "/search/palette?q=",
        "/search/palette?q=geheim",
        "/messages?show=all",
        "/api/v1/search?q=geheim",
        "/api/v1/modules",
        "/api/v1/openapi.json",
    ];
    for address in asked {
        is_silent(house, person, address, hidden).await;
    }
}

async fn is_silent(house: &House, person: &Person, address: &str, hidden: &str) {
    let reply = house.get(person, address).await;
    assert!(!reply.status.is_server_error(), "{address} answers {}", reply.status);
    assert!(!reply.text.contains(SECRET), "{address} tells of {hidden}");
}

async fn nothing_is_told(
    house: &House,
    person: &Person,
    (module, record): (&Module, &str),
    (hidden, _): (&str, &str),
) {
    let (code, plural) = (&module.code, &module.plural);
    let asked = [
        record.to_owned(),
        format!("{record}/edit"),
        format!("/{plural}"),
        format!("/{plural}?q=geheim"),
        format!("/{plural}/export.csv"),
        format!("/search/options?to={code},{hidden}&q=geheim"),
        format!("/api/v1{record}"),
        format!("/api/v1{record}/history"),
        format!("/api/v1/{plural}"),
    ];
    for address in asked {
        is_silent(house, person, &address, hidden).await;
    }
}

/// Neither a condition over a link nor setting one tells what is there.
async fn nothing_is_guessed(
    house: &House,
    person: &Person,
    (module, record): (&Module, &str),
    (hidden, secret): (&str, &str),
) {
    for field in linking(module, hidden) {
        let guess = escaped(&format!("{field}.name = \"x\""));
        let acts = format!("/search/acts?of={hidden}:{secret}");
        assert!(is_shut(&house.get(person, &acts).await), "{acts} tells what is shut");
        let asked = format!("/api/v1/{}?filter={guess}", module.plural);
        let reply = house.get(person, &asked).await;
        assert!(reply.status.is_client_error(), "{asked} asks a shut module");
        // What is required cannot be emptied, and saying what is stored already changes nothing.
        if module.field(field).is_some_and(|field| field.required) {
            continue;
        }
        let to = format!("{record}/field/{field}");
        let empty = Person { limits: None, ..person.clone() };
        house.post(&empty, &to, &[(field, "")]).await;
        let reply = house.post(person, &to, &[(field, &format!("{hidden}:{secret}"))]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "a link finds what is shut");
    }
}

/// Fields of a module that link to another one and that a person sets.
fn linking<'m>(module: &'m Module, other: &str) -> Vec<&'m str> {
    let leads = |field: &&Field| match &field.kind {
        FieldType::Link { to, .. } => to.iter().any(|code| code == other),
        _ => false,
    };
    let set = module.fields.iter().filter(|field| field.is_editable());
    set.filter(leads).map(|field| field.name.as_str()).collect()
}

/// A record that is linked and related to a record of another module in every way there is.
async fn linked(
    house: &House,
    person: &Person,
    module: &Module,
    (hidden, secret): (&str, &str),
) -> String {
    let record = house.record(person, module, "Offen").await;
    for field in linking(module, hidden) {
        let to = format!("{record}/field/{field}");
        let reply = house.post(person, &to, &[(field, &format!("{hidden}:{secret}"))]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{to}: {}", reply.text);
    }
    let catalog = house.tenant.engine.catalog();
    for relation in module.relations.iter().filter(|relation| relation.to == hidden) {
        let roles = catalog.picklist(&relation.roles);
        let role = roles.and_then(|list| list.values.first()).map_or("", |role| &role.code);
        let to = format!("{record}/relate/{}", relation.name);
        let reply = house.post(person, &to, &[("to", secret), ("role", role)]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{to}: {}", reply.text);
    }
    record
}
