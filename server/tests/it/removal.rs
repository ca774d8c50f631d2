//! A module of one's own is taken away with what it holds, comes back with it, and goes for good.

use axum::http::StatusCode;

use crate::house::{House, Person, databases};
use crate::studio::{done, refused, said, turned};

const AT: &str = "/settings/modules/x_fahrzeug";

/// A module with a link to organisations, one from them, and a record.
async fn furnish(house: &House, admin: &Person) -> (String, String) {
    let new = [
        ("one", "Fahrzeug"),
        ("many", "Fahrzeuge"),
        ("title", "Kennzeichen"),
        ("area", "tools"),
        ("icon", "truck"),
    ];
    done(house, admin, "/settings/modules/new", &new).await;
    let holder = [("label", "Halter"), ("kind", "link"), ("to", "account"), ("block", "general")];
    done(house, admin, &format!("{AT}/fields/new"), &holder).await;
    let wagon =
        [("label", "Dienstwagen"), ("kind", "link"), ("to", "x_fahrzeug"), ("block", "general")];
    done(house, admin, "/settings/modules/account/fields/new", &wagon).await;
    let truck = done(house, admin, "/x_fahrzeuge", &[("name", "KI-FZ 100")]).await;
    let id = truck.rsplit('/').next().unwrap();
    let link = format!("x_fahrzeug:{id}");
    let firm = [("name", "Spedition Süd"), ("x_dienstwagen", link.as_str())];
    let firm = done(house, admin, "/accounts", &firm).await;
    done(house, admin, &format!("{truck}/comments"), &[("text", "Reifen wechseln")]).await;
    let about = [("subject", "Zum TÜV"), ("about", link.as_str()), ("stage", "open")];
    done(house, admin, "/tasks", &about).await;
    (truck, firm)
}

#[tokio::test]
async fn a_module_of_ones_own_goes_and_comes_back() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let (truck, firm) = furnish(&house, &admin).await;
        let ask = house.get(&admin, &format!("{AT}/remove")).await.text;
        assert!(
            ask.contains("1 Datensätze") && ask.contains("Dienstwagen (Organisationen)"),
            "{ask}"
        );
        let word = [("word", "Fahrrad")];
        let wrong = refused(&house, &admin, &format!("{AT}/remove"), &word).await;
        assert!(
            wrong.text.contains("Fahrrad") && wrong.text.contains("„Fahrzeuge“"),
            "{}",
            said(&wrong)
        );
        done(&house, &admin, &format!("{AT}/remove"), &[("word", "fahrzeuge")]).await;
        for path in ["/x_fahrzeuge", &truck, AT, "/x_fahrzeuge/new"] {
            let reply = house.get(&admin, path).await;
            assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in
            ["/", "/accounts", &firm, "/tasks", "/search?q=KI-FZ", "/messages", "/accounts/bin"]
        {
            let page = house.get(&admin, path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(!page.text.contains("KI-FZ 100"), "{path} still tells of it");
        }
        assert!(!house.get(&admin, &firm).await.text.contains("Dienstwagen"));
        turned(&house, &admin, "undo").await;
        let back = house.get(&admin, &truck).await.text;
        assert!(back.contains("Reifen wechseln") && back.contains("Zum TÜV"), "{back}");
        assert!(house.get(&admin, &firm).await.text.contains("KI-FZ 100"));
        assert!(house.get(&admin, "/search?q=KI-FZ").await.text.contains("KI-FZ 100"));
    }
}

#[tokio::test]
async fn what_a_module_held_goes_for_good_after_its_time() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let (_, firm) = furnish(&house, &admin).await;
        done(&house, &admin, &format!("{AT}/remove"), &[("word", "Fahrzeuge")]).await;
        let engine = &house.tenant.engine;
        let early = engine.system("a test waits");
        assert_eq!(records::forget_removed(&early).await.unwrap(), 0, "its time is not over");
        let later = engine.clock().now().plus_millis(31 * 86_400_000);
        let system = engine.under_clock(kernel::Clock::fixed(later)).system("a test waited");
        assert_eq!(records::forget_removed(&system).await.unwrap(), 1);
        assert_eq!(records::forget_removed(&system).await.unwrap(), 0, "it went once");
        let page = house.get(&admin, "/settings/changes").await.text;
        assert!(page.contains("Fahrzeuge") && page.contains("endgültig"), "{page}");
        for path in ["/", &firm, "/tasks", "/settings/modules"] {
            assert_eq!(house.get(&admin, path).await.status, StatusCode::OK, "{path}");
        }
        // A new one of the same name begins with nothing.
        let new = [
            ("one", "Fahrzeug"),
            ("many", "Fahrzeuge"),
            ("title", "Kennzeichen"),
            ("area", "tools"),
            ("icon", "truck"),
        ];
        let at = done(&house, &admin, "/settings/modules/new", &new).await;
        assert_ne!(at, AT, "names in code come once");
    }
}

#[tokio::test]
async fn shipped_modules_stay() {
    let house = House::open().await;
    let admin = house.jana().await;
    let reply = house.get(&admin, "/settings/modules/account/remove").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    let path = "/settings/modules/account/remove";
    let reply = refused(&house, &admin, path, &[("word", "Organisationen")]).await;
    assert!(!reply.status.is_server_error(), "{}", said(&reply));
    assert_eq!(house.get(&admin, "/accounts").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_module_that_others_follow_from_stays_and_says_why() {
    let house = House::open().await;
    let admin = house.jana().await;
    furnish(&house, &admin).await;
    let cars = [
        ("label", "Anzahl Fahrzeuge"),
        ("kind", "decimal"),
        ("scale", "0"),
        ("relation", "x_fahrzeug_x_halter"),
        ("op", "count"),
        ("where", ""),
        ("block", "general"),
    ];
    done(&house, &admin, "/settings/modules/account/fields/new-rollup", &cars).await;
    let needed = refused(&house, &admin, &format!("{AT}/remove"), &[("word", "Fahrzeuge")]).await;
    assert_eq!(needed.status, StatusCode::CONFLICT);
    assert!(needed.text.contains("lesen dieses Modul"), "{}", said(&needed));
    assert_eq!(house.get(&admin, "/x_fahrzeuge").await.status, StatusCode::OK);
    turned(&house, &admin, "undo").await;
    done(&house, &admin, &format!("{AT}/remove"), &[("word", "Fahrzeuge")]).await;
}
