//! Every address, for somebody who is not signed in and for somebody who types nonsense.

use axum::body::Body;
use axum::http::{Method, StatusCode};

use crate::house::{House, Person, filled};

fn routes() -> Vec<(Method, &'static str)> {
    let all = web::ROUTES.iter().chain(api::ROUTES).chain(webservice::ROUTES);
    all.map(|(method, path)| (method.parse().unwrap(), *path)).collect()
}

fn is_open(path: &str) -> bool {
    let open = ["/login", "/login/forgotten", "/login/link", "/setup", "/favicon.ico"];
    // Programs of the older web service prove inside who they are, see `older`.
    let is_older = path == "/webservice.php";
    is_older || open.contains(&path) || path.starts_with("/assets/")
}

#[tokio::test]
async fn without_sign_in_every_address_is_shut() {
    let house = House::open().await;
    let jana = house.jana().await;
    let module = house.modules()[0].clone();
    let address = house.record(&jana, &module, "Probe").await;
    let id = address.rsplit('/').next().unwrap();
    let nobody = Person::default();
    for (method, path) in routes().into_iter().filter(|(_, path)| !is_open(path)) {
        let to = filled(path, &module.plural, id);
        let reply = house
            .send(House::request(&nobody, method.clone(), &to).body(Body::empty()).unwrap())
            .await;
        let shut = match reply.status {
            StatusCode::SEE_OTHER => reply.location().starts_with("/login"),
            status => [StatusCode::UNAUTHORIZED, StatusCode::NOT_FOUND].contains(&status),
        };
        assert!(shut, "{method} {to} answers {} to a stranger", reply.status);
        assert!(!reply.text.contains("Probe"), "{method} {to} tells a stranger what is there");
    }
}

#[tokio::test]
async fn nonsense_in_addresses_breaks_nothing() {
    let house = House::open().await;
    let jana = house.jana().await;
    let long = "9".repeat(4000);
    let wrong = ["0", "x", "%27", "..%2F..%2Fetc", "%00", "%FF", long.as_str()];
    let nobody = uuid::Uuid::nil().to_string();
    for (method, path) in routes().into_iter().filter(|(_, path)| *path != "/logout") {
        for id in wrong.into_iter().chain([nobody.as_str()]) {
            for plural in ["accounts", id] {
                let to = filled(path, plural, id);
                let request = House::request(&jana, method.clone(), &to)
                    .header("x-csrf-token", &jana.csrf)
                    .body(Body::empty());
                let status = house.send(request.unwrap()).await.status;
                assert!(!status.is_server_error(), "{method} {to} answers {status}");
            }
        }
    }
}

#[tokio::test]
async fn the_first_start_ends_with_the_first_person() {
    let house = House::open().await;
    let secret = identity::begin_setup(&house.tenant.engine).await.unwrap().unwrap();
    let nobody = Person::default();
    let address = format!("/setup?key={secret}");
    assert_eq!(house.get(&nobody, "/setup?key=wrong").await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&nobody, &address).await.status, StatusCode::OK);
    house.jana().await;
    assert_eq!(house.get(&nobody, &address).await.status, StatusCode::NOT_FOUND);
    let form = [("login", "eve"), ("name", "Eve"), ("password", "vier Birnen im Schrank")];
    let reply = house.post(&nobody, &address, &form).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
}
