//! What organisations are, as stories.

use records::{Input, Record};
use testkit::{
    Person, Sees, address, codes, conflict, link, money, number, person, problems, scenario,
    several, text,
};

use crate::offer::setting;

async fn firm(who: &Person, name: &str) -> Record {
    who.saves("account", [("name", text(name))]).await
}

scenario!(setting(), a_new_organisation_gets_its_number_owner_and_status, async |scene| {
    let jana = scene.as_user("Jana Reuter", Sees::Own).await;
    let first = firm(&jana, "Elbtal Präzisionstechnik GmbH & Co. KG").await;
    let second = firm(&jana, "Alpenblick Hotelbetriebe GmbH").await;
    assert_eq!(jana.value("account", &first, "number"), text("ORG-10001"));
    assert_eq!(jana.value("account", &second, "number"), text("ORG-10002"));
    assert_eq!(jana.value("account", &first, "owner"), person(jana.id));
    assert_eq!(jana.value("account", &first, "status"), text("prospect"));
    assert_eq!(first.title, "Elbtal Präzisionstechnik GmbH & Co. KG");
});

scenario!(setting(), an_organisation_without_a_name_is_refused, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let values = Input::of([("industry", text("machinery")), ("name", text("   "))]);
    assert_eq!(problems(records::create(&jana, "account", values).await), ["name: required"]);
});

scenario!(setting(), what_was_typed_gets_one_spelling, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let values = [
        ("name", text(" Elbtal   Technik ")),
        ("website", text("WWW.Elbtal.Example/")),
        ("vat_id", text("de 123 456 789")),
    ];
    let stored = jana.saves("account", values).await;
    assert_eq!(stored.title, "Elbtal Technik");
    assert_eq!(jana.value("account", &stored, "website"), text("https://www.elbtal.example"));
    assert_eq!(jana.value("account", &stored, "vat_id"), text("DE123456789"));
});

scenario!(setting(), everything_the_form_offers_is_kept, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let billing = address("An der Flutrinne 18", "01139", "Dresden", "DE");
    let shipping = address("Werk II", "01139", "Dresden", "DE");
    let values = [
        ("name", text("Elbtal")),
        ("status", text("customer")),
        ("kind", text("customer")),
        ("industry", text("machinery")),
        ("rating", text("active")),
        ("phone", several([("work", text("030 23125 100")), ("fax", text("030 23125 199"))])),
        ("email", several([("work", text("zentrale@elbtal.example"))])),
        ("address", several([("billing", billing), ("shipping", shipping)])),
        ("employees", number("240")),
        ("annual_revenue", money("18400000", "EUR")),
        ("description", text("Erste Zeile\nZweite Zeile")),
    ];
    let stored = jana.saves("account", values.clone()).await;
    let read = jana.reads("account", &stored).await;
    for (field, value) in values {
        assert_eq!(jana.value("account", &read, field), value, "{field}");
    }
});

scenario!(setting(), organisations_are_found_by_what_people_remember, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let billing = address("An der Flutrinne 18", "01139", "Dresden", "DE");
    let values = [
        ("name", text("Elbtal Präzisionstechnik GmbH")),
        ("phone", several([("work", text("030 23125 100"))])),
        ("email", several([("work", text("zentrale@elbtal.example"))])),
        ("address", several([("billing", billing)])),
    ];
    jana.saves("account", values).await;
    for asked in ["praezisions", "präz elb", "ORG-10001", "23125", "zentrale", "dresden elbtal"] {
        let found = jana.searches("account", asked).await;
        assert_eq!(found, ["Elbtal Präzisionstechnik GmbH"], "{asked}");
    }
    let filter = "address.city = \"Dresden\" and status = \"prospect\"";
    assert_eq!(jana.lists("account", filter, "title").await.len(), 1);
});

scenario!(setting(), suppliers_and_partners_are_organisations_in_a_role, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let both = [("name", text("Stahl Nord")), ("roles", codes(&["supplier", "partner"]))];
    jana.saves("account", both).await;
    jana.saves("account", [("name", text("Elbtal")), ("roles", codes(&["customer"]))]).await;
    let lists = async |role: &str| {
        let filter = format!("roles has \"{role}\"");
        jana.lists("account", &filter, "title").await
    };
    assert_eq!(lists("supplier").await, ["Stahl Nord"]);
    assert_eq!(lists("partner").await, ["Stahl Nord"]);
    assert_eq!(lists("customer").await, ["Elbtal"]);
});

scenario!(setting(), a_hierarchy_has_a_top, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let holding = firm(&jana, "Holding").await;
    let values = [("name", text("Werk")), ("parent", link("account", &holding))];
    let plant = jana.saves("account", values).await;
    let values = [("name", text("Halle")), ("parent", link("account", &plant))];
    let hall = jana.saves("account", values).await;
    for below in [&plant, &hall] {
        let values = Input::of([("parent", link("account", below))]);
        let refused = records::update(&jana, "account", holding.id, None, values).await;
        assert_eq!(problems(refused), ["parent: cycle"]);
    }
    let values = Input::of([("parent", link("account", &holding))]);
    let refused = records::update(&jana, "account", holding.id, None, values).await;
    assert_eq!(problems(refused), ["parent: links_itself"]);
    jana.changes("account", &hall, [("parent", link("account", &holding))]).await;
    let filter = format!("parent = \"{}\"", holding.id);
    assert_eq!(jana.lists("account", &filter, "title").await, ["Halle", "Werk"]);
});

scenario!(setting(), two_who_build_a_circle_at_once_do_not_succeed, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    for n in 0..10 {
        let (one, two) = (firm(&jana, &format!("A{n}")).await, firm(&jana, &format!("B{n}")).await);
        let under = |below: &Record, above: &Record| {
            let (jana, id) = (jana.clone(), below.id);
            let values = Input::of([("parent", link("account", above))]);
            tokio::spawn(async move { records::update(&jana, "account", id, None, values).await })
        };
        let (first, second) = (under(&one, &two), under(&two, &one));
        let results = [first.await.expect("no panic"), second.await.expect("no panic")];
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    }
});

scenario!(setting(), the_hierarchy_is_checked_beyond_what_one_sees, async |scene| {
    let admin = scene.as_admin().await;
    let jana = scene.as_user("jana", Sees::Own).await;
    let top = firm(&jana, "Oben").await;
    let values = [("name", text("Mitte")), ("parent", link("account", &top))];
    let middle = admin.saves("account", values).await;
    let values =
        [("name", text("Unten")), ("parent", link("account", &middle)), ("owner", person(jana.id))];
    let bottom = admin.saves("account", values).await;
    let values = Input::of([("parent", link("account", &bottom))]);
    let refused = records::update(&jana, "account", top.id, None, values).await;
    assert_eq!(problems(refused), ["parent: cycle"]);
});

scenario!(setting(), the_same_name_is_taken_for_a_duplicate, async |scene| {
    let jana = scene.as_user("jana", Sees::Own).await;
    let other = scene.as_user("tobias", Sees::Own).await;
    firm(&jana, "Müller & Söhne GmbH").await;
    let again = Input::of([("name", text("MÜLLER  & SÖHNE gmbh"))]);
    let draft = records::draft(&jana, "account", &again).expect("a draft");
    let found = records::duplicates(&jana, &draft).await.expect("an answer");
    assert_eq!(found.len(), 1);
    let draft = records::draft(&other, "account", &again).expect("a draft");
    assert!(records::duplicates(&other, &draft).await.expect("an answer").is_empty());
});

scenario!(setting(), people_play_roles_at_organisations, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let elbtal = firm(&jana, "Elbtal").await;
    let supplier = firm(&jana, "Stahl Nord").await;
    let annika = jana.saves("contact", [("last_name", text("Brandt"))]).await;
    let from = || jana.link("account", &elbtal);
    let relate = async |name: &str, to: &Record, role: &str| {
        records::relate(&jana, from(), name, to.id, role).await
    };
    relate("people", &annika, "decision_maker").await.expect("a relation");
    relate("people", &annika, "reference").await.expect("a second role");
    relate("organisations", &supplier, "supplier").await.expect("a relation");
    assert_eq!(conflict(relate("people", &annika, "reference").await), "related_already");
    let seen = records::relations(&jana, jana.link("contact", &annika)).await.expect("relations");
    let seen: Vec<_> = seen.iter().map(|r| (r.title.as_str(), r.role.as_str())).collect();
    assert_eq!(seen, [("Elbtal", "decision_maker"), ("Elbtal", "reference")]);
});
