//! What can be typed does what it says, on both databases, and ends with the code it promises.

use access::Scope;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use store::records::{Query, Write};

use crate::house::{House, Person, databases};
use crate::program::{done, kontor, refused, told};

#[tokio::test]
async fn commands_end_with_the_code_they_promise() {
    let house = House::open().await;
    for wrong in [vec![], vec!["nonsense"], vec!["serve", "--nonsense"], vec!["backup"]] {
        assert_eq!(kontor(&house.config, &wrong).status.code(), Some(2), "{wrong:?}");
    }
    let commands = [
        "serve", "work", "user", "token", "import", "export", "seed", "backup", "restore", "check",
        "migrate", "version",
    ];
    for name in commands {
        assert!(done(&kontor(&house.config, &[name, "--help"])).contains("Usage"), "{name}");
    }
    let missing = refused(&kontor(&house.config, &["token", "create", "--user", "nobody"]));
    assert!(missing.starts_with("kontor: ") && missing.lines().count() == 1, "{missing}");
    let version = done(&kontor(&house.config, &["version"]));
    assert!(version.starts_with("kontor ") && version.contains("schema"), "{version}");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_and_tokens_need_no_browser() {
    for database in databases() {
        let house = House::open_in(database).await;
        let config = &house.config;
        let add = ["user", "add", "--name", "Jana", "--admin", "--email", "jana@firma.example"];
        let said = done(&kontor(config, &add));
        assert!(said.contains("jana was added") && said.contains("password: "), "{said}");
        assert!(refused(&kontor(config, &add)).contains("taken"));
        let own = told(config, &["user", "add", "--name", "tim"], "drei Äpfel im Schrank\n");
        assert!(!done(&own).contains("password"), "a password that was typed is not shown");
        assert!(done(&kontor(config, &["user", "list"])).contains("tim\ttim\tuser\tactive"));
        let token = done(&kontor(config, &["token", "create", "--user", "tim"]));
        assert_eq!((token.lines().count(), token.split(' ').count()), (1, 1), "{token}");
        assert_eq!(with_token(&house, token.trim()).await, StatusCode::OK);
        done(&kontor(config, &["user", "disable", "tim"]));
        assert_eq!(with_token(&house, token.trim()).await, StatusCode::UNAUTHORIZED);
        assert!(refused(&kontor(config, &["user", "disable", "jana"])).contains("administrator"));
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

async fn with_token(house: &House, token: &str) -> StatusCode {
    let request = House::request(&Person::default(), Method::GET, "/api/v1/accounts")
        .header(header::AUTHORIZATION, format!("Bearer {token}"));
    house.send(request.body(Body::empty()).unwrap()).await.status
}

const LIST: &str = "Organisationsname;Webseite;Mitarbeiter\nAlpha GmbH;alpha.example;12\n\
                    Beta AG;beta.example;viele\nGamma KG;gamma.example;7\n";

#[tokio::test(flavor = "multi_thread")]
async fn lists_go_in_and_out() {
    for database in databases() {
        let house = House::open_in(database).await;
        house.jana().await;
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        std::fs::write(path("liste.csv"), LIST).unwrap();
        let (list, errors) = (path("liste.csv"), path("fehler.csv"));
        let dry = done(&kontor(&house.config, &["import", "accounts", &list, "--dry-run"]));
        assert!(dry.contains("would be created: 2\n"), "{dry}");
        assert_eq!(done(&kontor(&house.config, &["export", "accounts"])).lines().count(), 1);
        let import = ["import", "accounts", &list, "--errors", &errors];
        let said = done(&kontor(&house.config, &import));
        assert!(said.contains("created: 2\nupdated: 0\nskipped: 0\nrefused: 1\n"), "{said}");
        assert!(std::fs::read_to_string(&errors).unwrap().contains("Beta AG;beta.example;viele"));
        let csv = done(&kontor(&house.config, &["export", "accounts"]));
        assert!(csv.contains("Alpha GmbH") && csv.lines().count() == 3, "{csv}");
        let json = path("liste.json");
        let export = ["export", "accounts", "--format", "json", "--out", &json];
        assert_eq!(done(&kontor(&house.config, &export)), "");
        let json = std::fs::read_to_string(json).unwrap();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let names: Vec<&str> = json
            .as_array()
            .expect("a list of records")
            .iter()
            .map(|record| record["fields"]["name"].as_str().expect("a name"))
            .collect();
        assert_eq!(names, ["Alpha GmbH", "Gamma KG"]);
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_broken_is_found_and_mended() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let record = house.record(&jana, &house.modules()[0], "Alpha").await;
        let file = ("vertrag.txt", "text/plain", b"unterschrieben".as_slice());
        house.upload(&jana, &format!("{record}/files"), file).await;
        assert!(done(&kontor(&house.config, &["check"])).contains("0 faults found"));
        mistitle(&house).await;
        let found = kontor(&house.config, &["check"]);
        assert_eq!(found.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&found.stdout).contains("title_differs"));
        let mended = done(&kontor(&house.config, &["check", "--repair"]));
        assert!(mended.contains("1 records were mended"), "{mended}");
        assert!(done(&kontor(&house.config, &["check"])).contains("0 faults found"));
        std::fs::remove_dir_all(house.config.data.join("files")).unwrap();
        let found = kontor(&house.config, &["check", "--repair"]);
        assert_eq!(found.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&found.stdout).contains("vertrag.txt"));
        house.tenant.engine.store().clone().erase().await.unwrap();
    }
}

/// Gives every organisation a title that does not follow from its values.
async fn mistitle(house: &House) {
    let (catalog, module) = (house.tenant.engine.catalog(), house.modules()[0].clone());
    let at = house.tenant.engine.clock().now();
    let write = move |tx: &mut store::Tx<'_>| {
        let scope = Scope::system("a test breaks something");
        let page = store::records::list(tx, &catalog, &module, &scope, &Query::all(10))?;
        for record in page.records {
            let broken = store::records::Record { title: "Falsch".into(), ..record };
            let write = Write { at, actor: None };
            store::records::update(tx, (&catalog, &module), &broken, &[], write)?;
        }
        Ok(())
    };
    house.tenant.engine.store().write(write).await.unwrap();
}
