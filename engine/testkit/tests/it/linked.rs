//! Columns of a list that stand in the records it links to.

use kernel::Value;
use records::{Found, ListQuery, Record};
use testkit::{
    FieldRight, Firm, Person, Right, Rights, Sees, library, link, person, problems, scenario, text,
};

fn asked(fields: &[&str]) -> ListQuery {
    let fields = fields.iter().map(|name| (*name).to_owned()).collect();
    ListQuery { fields, sort: "title".into(), limit: 50, ..ListQuery::default() }
}

async fn authors(who: &Person, fields: &[&str]) -> Found {
    records::find(who, "author", &asked(fields)).await.expect("authors are found")
}

fn cells(found: &Found, path: &str) -> Vec<(String, Value)> {
    let cell = |record: &Record| {
        let value = found.linked.value(record, path).expect("the column was asked for");
        (record.title.clone(), value.clone())
    };
    found.page.records.iter().map(cell).collect()
}

fn cell(title: &str, value: Value) -> (String, Value) {
    (title.into(), value)
}

scenario!(library::setting(), a_list_shows_fields_of_what_it_links_to, async |scene| {
    let admin = scene.as_admin().await;
    let name = |name: &str| ("name", text(name));
    let storm = admin.saves("author", [name("Storm"), ("country", text("DK"))]).await;
    let mentor = ("mentor", link("author", &storm));
    let heyse = admin.saves("author", [name("Heyse"), mentor]).await;
    admin.saves("author", [name("Keller"), ("mentor", link("author", &heyse))]).await;
    let found = authors(&admin, &["mentor.country", "mentor.mentor"]).await;
    let none = || Value::Empty;
    let countries = [cell("Heyse", text("DK")), cell("Keller", none()), cell("Storm", none())];
    assert_eq!(cells(&found, "mentor.country"), countries);
    let of_keller = link("author", &storm);
    let mentors = [cell("Heyse", none()), cell("Keller", of_keller), cell("Storm", none())];
    assert_eq!(cells(&found, "mentor.mentor"), mentors);
    assert_eq!(found.titles.get(&storm.id).map(String::as_str), Some("Storm"));
    assert!(found.linked.value(&found.page.records[0], "country").is_none(), "no such column");
    for wrong in ["mentor.nothing", "nothing.country", "country.name", "mentor.mentor.country", "."]
    {
        let refused = records::find(&admin, "author", &asked(&[wrong])).await;
        assert_eq!(problems(refused), ["fields: unknown_field"], "{wrong}");
    }
    records::trash(&admin, "author", storm.id, None).await.expect("it goes into the bin");
    let found = authors(&admin, &["mentor.country"]).await;
    assert_eq!(cells(&found, "mentor.country"), [cell("Heyse", none()), cell("Keller", none())]);
});

scenario!(
    library::setting(),
    what_is_hidden_or_out_of_reach_shows_nothing_over_a_link,
    async |scene| {
        let firm = Firm::of(&scene).await;
        let role = firm.role("Alle", None).await;
        let (jana, tim) =
            (firm.person("jana", Some(role)).await, firm.person("tim", Some(role)).await);
        let admin = scene.as_admin().await;
        let of_jana = [("name", text("Storm")), ("country", text("DK")), ("owner", person(jana))];
        let storm = admin.saves("author", of_jana).await;
        let of_tim =
            [("name", text("Heyse")), ("mentor", link("author", &storm)), ("owner", person(tim))];
        admin.saves("author", of_tim).await;
        firm.default("author", None).await;
        let found = authors(&scene.comes("tim").await, &["mentor", "mentor.country"]).await;
        assert_eq!(cells(&found, "mentor.country"), [cell("Heyse", Value::Empty)], "it is Jana's");
        let hides = |field| Rights::ordinary().with_field("author", field, FieldRight::Hidden);
        for (name, rights) in [("eva", hides("country")), ("ida", hides("mentor"))] {
            let who = scene.enter(name, Sees::All, rights).await;
            let refused = records::find(&who, "author", &asked(&["mentor.country"])).await;
            assert_eq!(problems(refused), ["fields: unknown_field"], "{name}");
        }
        let rights = Rights::ordinary().without("author", Right::See);
        let blind = scene.enter("ole", Sees::All, rights).await;
        let of_books = asked(&["author.country"]);
        let refused = records::find(&blind, "book", &of_books).await;
        assert_eq!(problems(refused), ["fields: unknown_field"]);
    }
);
