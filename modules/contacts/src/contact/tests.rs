//! What contacts are, as stories.

use records::{Input, ListQuery, Record};
use testkit::{Person, Sees, day, link, none, problems, scenario, several, text, yes};

use crate::offer::setting;

async fn contact(who: &Person, first: &str, last: &str) -> Record {
    let values = [("first_name", text(first)), ("last_name", text(last))];
    who.saves("contact", values).await
}

scenario!(setting(), a_contact_belongs_to_an_organisation, async |scene| {
    let jana = scene.as_user("jana", Sees::Own).await;
    let elbtal = jana.saves("account", [("name", text("Elbtal"))]).await;
    let values = [
        ("first_name", text("Annika")),
        ("last_name", text("Brandt")),
        ("account", link("account", &elbtal)),
        ("job_title", text("Geschäftsführerin")),
        ("birthday", day("1974-05-02")),
        ("do_not_call", yes()),
    ];
    let annika = jana.saves("contact", values).await;
    assert_eq!(annika.title, "Annika Brandt");
    assert_eq!(jana.value("contact", &annika, "number"), text("K-10001"));
    assert_eq!(jana.value("contact", &annika, "email_opt_out"), kernel::Value::Bool(false));
    let filter = format!("account = \"{}\"", elbtal.id);
    assert_eq!(jana.lists("contact", &filter, "last_name").await, ["Annika Brandt"]);
    let filter = "account.name = \"Elbtal\" and birthday < \"1980-01-01\"";
    assert_eq!(jana.lists("contact", filter, "last_name").await, ["Annika Brandt"]);
    let found = records::find(&jana, "contact", &ListQuery::default()).await.expect("a list");
    assert_eq!(found.titles[&elbtal.id], "Elbtal");
});

scenario!(setting(), a_salutation_brings_the_degree_along, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let values = [
        ("salutation", text("ms_dr")),
        ("first_name", text("Annika")),
        ("last_name", text("Brandt")),
    ];
    let annika = jana.saves("contact", values).await;
    assert_eq!(annika.title, "Dr. Annika Brandt");
    let plain = jana.changes("contact", &annika, [("degree", none())]).await;
    assert_eq!(plain.title, "Annika Brandt");
    let own = [("salutation", text("ms_prof")), ("degree", text("Prof. Dr. h. c."))];
    let own = jana.changes("contact", &annika, own).await;
    assert_eq!(own.title, "Prof. Dr. h. c. Annika Brandt");
});

scenario!(setting(), contacts_stand_by_their_last_names, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    for (first, last) in [("Zoe", "Ärmel"), ("Anna", "Zander"), ("Ida", "Arndt"), ("Uwe", "Özil")]
    {
        contact(&jana, first, last).await;
    }
    let sorted = ["Zoe Ärmel", "Ida Arndt", "Uwe Özil", "Anna Zander"];
    assert_eq!(jana.lists("contact", "", "").await, sorted);
});

scenario!(setting(), contacts_are_found_by_first_and_last_name_together, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    contact(&jana, "Matthias", "Oberhuber").await;
    contact(&jana, "Fatma", "Yıldız").await;
    for asked in ["Matthias Oberhuber", "oberhuber matthias", "ober mat", "Oberhubr"] {
        let found = jana.searches("contact", asked).await;
        assert_eq!(found, ["Matthias Oberhuber"], "{asked}");
    }
    assert_eq!(jana.searches("contact", "Yildiz").await, ["Fatma Yıldız"]);
});

scenario!(setting(), the_same_person_is_recognised, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let elbtal = jana.saves("account", [("name", text("Elbtal"))]).await;
    let values = [
        ("first_name", text("Silke")),
        ("last_name", text("Hohmann")),
        ("account", link("account", &elbtal)),
        ("email", several([("work", text("hohmann@elbtal.example"))])),
    ];
    jana.saves("contact", values).await;
    let n = async |values: Vec<(&str, kernel::Value)>| {
        let draft = records::draft(&jana, "contact", &Input::of(values)).expect("a draft");
        records::duplicates(&jana, &draft).await.expect("an answer").len()
    };
    let name = |last: &str| vec![("first_name", text("Silke")), ("last_name", text(last))];
    let at_elbtal = |last| [name(last), vec![("account", link("account", &elbtal))]].concat();
    assert_eq!(n(at_elbtal("HOHMANN")).await, 1);
    assert_eq!(n(at_elbtal("Homann")).await, 0);
    assert_eq!(n(name("Hohmann")).await, 0);
    let mail = several([("private", text("Hohmann@Elbtal.example"))]);
    assert_eq!(n(vec![("last_name", text("Schulze")), ("email", mail)]).await, 1);
});

scenario!(setting(), nobody_reports_to_themselves_over_others, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let chief = contact(&jana, "Anna", "Chefin").await;
    let deputy = contact(&jana, "Bert", "Stellvertreter").await;
    jana.changes("contact", &deputy, [("reports_to", link("contact", &chief))]).await;
    let values = Input::of([("reports_to", link("contact", &deputy))]);
    let refused = records::update(&jana, "contact", chief.id, None, values).await;
    assert_eq!(problems(refused), ["reports_to: cycle"]);
});

scenario!(setting(), a_contact_outlives_its_organisation, async |scene| {
    let admin = scene.as_admin().await;
    let elbtal = admin.saves("account", [("name", text("Elbtal"))]).await;
    let values = [("last_name", text("Brandt")), ("account", link("account", &elbtal))];
    let annika = admin.saves("contact", values).await;
    records::trash(&admin, "account", elbtal.id, None).await.expect("to the bin");
    let read = admin.reads("contact", &annika).await;
    assert_eq!(admin.value("contact", &read, "account"), link("account", &elbtal));
    records::purge(&admin, "account", elbtal.id).await.expect("for good");
    let read = admin.reads("contact", &annika).await;
    assert_eq!(admin.value("contact", &read, "account"), none());
    assert!(records::verify(&admin).await.expect("an answer").1.is_empty());
});
